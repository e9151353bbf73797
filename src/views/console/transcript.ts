import type { Micros } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../once.ts'
import { outputLines } from '../story/details.ts'

/** A command of a machine, as its console shows it. */
export interface Typed {
  readonly t: Micros
  /** The record of what had it run; commands of one line have the same. */
  readonly by: number | null
  readonly command: string
  /** What it printed, in the order in which it did; most print all in the end. */
  readonly printed: readonly Printed[]
  /** When it had ended; null: it never did. */
  readonly end: Micros | null
}

interface Printed {
  readonly t: Micros
  readonly lines: readonly string[]
}

/** All commands of each machine, in the order in which they began. What a script runs is a part of what called it. */
const transcripts = once(({ records }: Trace): ReadonlyMap<string, readonly Typed[]> => {
  const all = new Map<string, Screened[]>()
  /** What is on the screen while a command or a script goes on; null: a daemon calls it, and nothing is. */
  const screens = new Map<number, Screened | null>()
  for (const record of records) {
    const outer = record.cause === null ? undefined : screens.get(record.cause)
    if (record.kind === 'script') screens.set(record.id, outer ?? null)
    else if (record.kind === 'output') outer?.add(record)
    else if (record.kind === 'command') {
      const screened = outer === undefined ? new Screened(record) : outer
      screens.set(record.id, screened)
      if (outer !== undefined || screened === null) continue
      const others = all.get(record.host)
      if (others === undefined) all.set(record.host, [screened])
      else others.push(screened)
    }
  }
  return all
})

/** A command, and what comes to the screen of it. */
class Screened implements Typed {
  readonly t: Micros
  readonly by: number | null
  readonly command: string
  readonly printed: Printed[] = []
  end: Micros | null = null
  readonly #id: number

  constructor({ id, t, cause, command }: RecordOf<'command'>) {
    this.#id = id
    this.t = t
    this.by = cause
    this.command = command
  }

  /** Of what a script runs the shell does not tell how it ended. */
  add(output: RecordOf<'output'>): void {
    const isOwn = output.cause === this.#id
    const lines = outputLines(isOwn ? output : { ...output, exit: null }).map(withoutTabs)
    this.printed.push({ t: output.t, lines })
    if (isOwn && output.exit !== null) this.end = output.t
  }
}

/** What the console of a machine shows at a time: what was typed by then, and printed. */
export function transcript(trace: Trace, host: string, until: Micros): readonly Typed[] {
  return (transcripts(trace).get(host) ?? []).flatMap(({ t, by, command, printed, end }) => {
    if (t > until) return []
    const seen = printed.filter((part) => part.t <= until)
    return { t, by, command, printed: seen, end: end !== null && end > until ? null : end }
  })
}

/** When the last command that was begun with one at that time has ended; null: one of them never does. */
export function endOf(trace: Trace, host: string, begun: Micros): Micros | null {
  const all = transcripts(trace).get(host) ?? []
  const first = all.find(({ t }) => t === begun)
  const ends = all.flatMap(({ by, t, end }) => (t >= begun && by === first?.by ? [end] : []))
  return ends.every((t) => t !== null) ? Math.max(begun, ...ends) : null
}

const TAB = 8

/** As a terminal shows it. */
function withoutTabs(line: string): string {
  let shown = ''
  for (const part of line.split(/(\t)/)) shown += part === '\t' ? ' '.repeat(TAB - (shown.length % TAB)) : part
  return shown
}
