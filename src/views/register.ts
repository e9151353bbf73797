import { leading } from '../trace/leading.ts'
import type { Kind, RecordOf, TimerName, TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { once } from './once.ts'

interface OfCard {
  readonly host: string
  readonly interface: string
}

interface OfVhost extends OfCard {
  readonly vhid: number
}

/** Under which names a record is found: by its kind, and what it is about. */
function namesOf(record: TraceRecord): readonly string[] {
  switch (record.kind) {
    case 'power':
    case 'process':
      return [`${record.kind} ${record.host}`, `life ${record.host}`]
    case 'transition':
      return [`transition ${record.host}`, `life ${record.host}`]
    case 'demotion':
    case 'log':
    case 'setting':
    case 'neighbour':
      return [`${record.kind} ${record.host}`]
    case 'link':
    case 'interface':
      return [`${record.kind} ${cardKey(record)}`]
    case 'advert':
      return [`advert ${vhostKey(record)}`]
    case 'armed':
    case 'fired':
      return [`${record.kind} ${record.timer} ${vhostKey(record)}`]
    default:
      return []
  }
}

/** What was recorded last about something is found at once, however long the run was. */
export class Register {
  readonly #entries = new Map<string, TraceRecord[]>()
  readonly #kinds = new Map<Kind, TraceRecord[]>()

  /** @param records - in the order of their ids */
  constructor(records: Iterable<TraceRecord>) {
    for (const record of records) {
      enter(this.#kinds, record.kind, record)
      for (const name of namesOf(record)) enter(this.#entries, name, record)
    }
  }

  /** The faults of the run. */
  faults(before = Number.POSITIVE_INFINITY): readonly RecordOf<'fault'>[] {
    const faults = (this.#kinds.get('fault') ?? []) as RecordOf<'fault'>[]
    return faults.slice(0, placeOf(faults, before))
  }

  /** What of that kind was recorded of a machine before an id, the latest first. */
  ofHost<K extends 'power' | 'process' | 'transition' | 'demotion' | 'log' | 'setting' | 'neighbour'>(
    kind: K,
    host: string,
    before: number,
  ): Generator<RecordOf<K>> {
    return backwards(this.#entries.get(`${kind} ${host}`), before) as Generator<RecordOf<K>>
  }

  /** The id of the record by which a machine lost its power last before another; 0: it never did. */
  lastOff(host: string, before: number): number {
    for (const { id, power } of this.ofHost('power', host, before)) if (power === 'off') return id
    return 0
  }

  /** All that makes the virtual hosts of a machine what they are, likewise. */
  life(host: string, before: number): Generator<RecordOf<'power' | 'process' | 'transition'>> {
    return backwards(this.#entries.get(`life ${host}`), before) as Generator<
      RecordOf<'power' | 'process' | 'transition'>
    >
  }

  /** All of a kind, likewise. */
  ofKind<K extends Kind>(kind: K, before: number): Generator<RecordOf<K>> {
    return backwards(this.#kinds.get(kind), before) as Generator<RecordOf<K>>
  }

  ofCard<K extends 'link' | 'interface'>(kind: K, card: OfCard, before: number): RecordOf<K> | undefined {
    return this.#last(`${kind} ${cardKey(card)}`, before) as RecordOf<K> | undefined
  }

  advert(vhost: OfVhost, before: number): RecordOf<'advert'> | undefined {
    return this.#last(`advert ${vhostKey(vhost)}`, before) as RecordOf<'advert'> | undefined
  }

  timer<K extends 'armed' | 'fired'>(
    kind: K,
    timer: TimerName,
    vhost: OfVhost,
    before: number,
  ): RecordOf<K> | undefined {
    return this.#last(`${kind} ${timer} ${vhostKey(vhost)}`, before) as RecordOf<K> | undefined
  }

  #last(name: string, before: number): TraceRecord | undefined {
    const entry = this.#entries.get(name)
    return entry?.[placeOf(entry, before) - 1]
  }
}

function enter<Name>(entries: Map<Name, TraceRecord[]>, name: Name, record: TraceRecord): void {
  const entry = entries.get(name)
  if (entry === undefined) entries.set(name, [record])
  else entry.push(record)
}

function* backwards(entry: readonly TraceRecord[] = [], before: number): Generator<TraceRecord> {
  for (let i = placeOf(entry, before) - 1; i >= 0; i--) yield entry[i]!
}

export const registerOf = once((trace: Trace) => new Register(trace.records))

/** The place of the first record with that id or a later one. */
function placeOf(entry: readonly TraceRecord[], id: number): number {
  return leading(entry, (record) => record.id < id)
}

export function cardKey({ host, interface: on }: OfCard): string {
  return `${host}.${on}`
}

function vhostKey(vhost: OfVhost): string {
  return `${cardKey(vhost)}/${vhost.vhid}`
}
