import { formatSeconds, type Micros } from '../../time.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'

type Repeating = RecordOf<'drop' | 'unsent' | 'mac'>

/** In words, and when it was known. */
interface Again {
  readonly words: string
  readonly known: Micros
}

/** What happens again and again, for one and the same reason, every second: told at the first time, with a count. */
export class Repeats {
  readonly #untold = new Map<string, { count: number; last: Micros }>()

  constructor(records: Iterable<TraceRecord>) {
    for (const record of records) {
      if (record.kind !== 'drop' && record.kind !== 'unsent' && record.kind !== 'mac') continue
      const key = keyOf(record)
      this.#untold.set(key, { count: (this.#untold.get(key)?.count ?? 0) + 1, last: record.t })
    }
  }

  /** How often it will happen again, in words; undefined: it was told already. */
  first(record: Repeating): Again | undefined {
    const key = keyOf(record)
    const all = this.#untold.get(key)
    if (all === undefined) return undefined
    this.#untold.delete(key)
    const words = all.count === 1 ? '' : `; and ${all.count - 1} more, up to ${formatSeconds(all.last)}`
    return { words, known: all.last }
  }
}

function keyOf(record: Repeating): string {
  if (record.kind === 'mac') return `${record.switch} ${record.mac} ${record.how} ${record.from} ${record.port}`
  const { kind, host, interface: on, vhid, why } = record
  return `${kind} ${host}.${on}/${vhid} ${why}`
}
