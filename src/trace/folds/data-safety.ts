import { type Micros, SECOND } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { RecordOf, TraceRecord } from '../record.ts'
import { type DataHistory, DataSet } from './data-set.ts'
import { Disks } from './disks.ts'
import type { Window } from './history.ts'

export type { Acknowledged, DataHistory, Takeover } from './data-set.ts'

/** A write that waits so long is one that is blocked. */
const BLOCKED: Micros = SECOND

/** What somebody saw who writes. */
export interface WriterHistory {
  readonly host: string
  /** Where he writes: `10.0.0.3:3306`, `test`. */
  readonly of: string
  readonly acknowledged: number
  /** When he was told so for the first time; null: never. */
  readonly first: Micros | null
  /** He was told that it is not written, or nobody told him anything. */
  readonly refused: number
  /** When writes began to wait for BLOCKED or longer. */
  readonly blocked: readonly Micros[]
  /** The longest time from one acknowledgement to the next in which he could not write. */
  readonly longestOutage: Micros
  readonly outages: readonly Window[]
  /** When he read, and something was missing that he had been told is written. */
  readonly staleReads: readonly Micros[]
  /** What he was told in vain, and how often. */
  readonly errors: ReadonlyMap<string, number>
  /** What he was told last, if he could not write at the end. */
  readonly failing: string | null
}

/** What became of all that was written. */
export interface DataSafety {
  readonly data: readonly DataHistory[]
  readonly writers: readonly WriterHistory[]
}

/** What was acknowledged and is there, is lost or has diverged; and what those saw who write. */
export function dataSafety(): Fold<DataSafety> {
  const meter = new Meter()
  return {
    kinds: ['power', 'mount', 'replica', 'data', 'commit', 'flush', 'write', 'written', 'unwritten', 'read'],
    record: (record) => meter.record(record),
    end: (until) => meter.end(until),
  }
}

class Meter {
  readonly #sets = new Map<string, DataSet>()
  readonly #writers = new Map<string, Watch>()
  readonly #disks = new Disks()
  /** From whom a resource is copied. */
  readonly #direction = new Map<string, 'primary' | 'secondary'>()

  record(record: TraceRecord): void {
    const { t } = record
    if (record.kind === 'data') this.#set(record.of).data(record, this.#disks.of(record))
    else if (record.kind === 'mount') this.#disks.mount(record)
    else if (record.kind === 'replica') this.#replica(record)
    else if (record.kind === 'commit') this.#set(record.of).commit(record)
    else if (record.kind === 'flush') this.#set(record.of).flush(record.host)
    else if (record.kind === 'write') this.#writer(record).asked(t)
    else if (record.kind === 'unwritten') this.#writer(record).refused(record)
    else if (record.kind === 'read') this.#writer(record).read(record)
    else if (record.kind === 'written') {
      this.#writer(record).told(t)
      this.#set(ofWrite(record.write)).written(record.write, t)
    } else if (record.kind === 'power' && record.power === 'off') this.#powerOff(record)
  }

  end(until: Micros): DataSafety {
    return {
      data: [...this.#sets.values()].map((set) => set.end(until)),
      writers: [...this.#writers.values()].map((watch) => watch.end(until)),
    }
  }

  /** Where both nodes are equal again, one of them was copied to the other one. */
  #replica({ host, resource, becomes, from }: RecordOf<'replica'>): void {
    if (becomes === 'syncing') this.#direction.set(resource, from ?? 'primary')
    else if (becomes === 'synced' && this.#direction.get(resource) === 'primary')
      for (const set of this.#sets.values()) set.overwritten(host, resource)
  }

  #powerOff({ host, t }: RecordOf<'power'>): void {
    this.#disks.powerOff(host)
    for (const set of this.#sets.values()) set.powerOff(host, t)
    for (const watch of this.#writers.values()) if (watch.host === host) watch.powerOff()
  }

  #set(of: string): DataSet {
    const set = this.#sets.get(of) ?? new DataSet(of)
    this.#sets.set(of, set)
    return set
  }

  #writer({ host, of }: { readonly host: string; readonly of: string }): Watch {
    const key = `${host} ${of}`
    const watch = this.#writers.get(key) ?? new Watch(host, of)
    this.#writers.set(key, watch)
    return watch
  }
}

/** Which data a write is of: `mysql` of `mysql@fw1.57`. */
function ofWrite(name: string): string {
  return name.slice(0, name.indexOf('@'))
}

/** What one writer sees. */
class Watch {
  readonly host: string
  readonly #of: string
  #acknowledged = 0
  #first: Micros | null = null
  #refused = 0
  readonly #blocked: Micros[] = []
  readonly #staleReads: Micros[] = []
  readonly #errors = new Map<string, number>()
  readonly #outages: Window[] = []
  /** When he asked for what he waits for; null: he waits for nothing. */
  #asked: Micros | null = null
  /** When he was last told that something is written, or could not write for the first time. */
  #last: Micros | null = null
  #fails: string | null = null

  constructor(host: string, of: string) {
    this.host = host
    this.#of = of
  }

  asked(t: Micros): void {
    this.#asked = t
  }

  told(t: Micros): void {
    const isLate = this.#waited(t)
    if ((this.#fails !== null || isLate) && this.#last !== null) this.#outages.push({ from: this.#last, to: t })
    this.#acknowledged += 1
    this.#first ??= t
    this.#asked = null
    this.#fails = null
    this.#last = t
  }

  refused({ t, says }: RecordOf<'unwritten'>): void {
    this.#waited(t)
    this.#refused += 1
    this.#errors.set(says, (this.#errors.get(says) ?? 0) + 1)
    this.#asked = null
    this.#fails = says
  }

  read({ t, newest, acknowledged }: RecordOf<'read'>): void {
    if (acknowledged !== null && (newest ?? -1) < acknowledged) this.#staleReads.push(t)
  }

  powerOff(): void {
    this.#asked = null
    this.#fails = null
    this.#last = null
  }

  end(until: Micros): WriterHistory {
    const isLate = this.#waited(until)
    const open = (this.#fails !== null || isLate) && this.#last !== null ? [{ from: this.#last, to: until }] : []
    const outages = [...this.#outages, ...open]
    return {
      host: this.host,
      of: this.#of,
      acknowledged: this.#acknowledged,
      first: this.#first,
      refused: this.#refused,
      blocked: this.#blocked,
      longestOutage: outages.reduce((most, { from, to }) => Math.max(most, to - from), 0),
      outages,
      staleReads: this.#staleReads,
      errors: this.#errors,
      failing: this.#fails,
    }
  }

  /** Whether he waited too long, which is counted. */
  #waited(t: Micros): boolean {
    if (this.#asked === null || t - this.#asked < BLOCKED) return false
    this.#blocked.push(this.#asked)
    return true
  }
}
