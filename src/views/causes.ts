import type { Micros } from '../time.ts'
import { leading } from '../trace/leading.ts'
import type { Kind, RecordOf, TraceRecord } from '../trace/record.ts'

/** The records of a trace, and the ways between cause and consequence. */
export class Causes {
  readonly #records: readonly TraceRecord[]

  /** @param records - in the order of their ids */
  constructor(records: readonly TraceRecord[]) {
    this.#records = records
  }

  /** The record of that id, where it was kept. */
  get(id: number): TraceRecord | undefined {
    const record = this.#records[this.#indexOf(id)]
    return record?.id === id ? record : undefined
  }

  /** What caused it, where that was kept. */
  of({ cause }: TraceRecord): TraceRecord | undefined {
    return cause === null ? undefined : this.get(cause)
  }

  /** What caused it, if that is of this kind. */
  ofKind<K extends Kind>(record: TraceRecord | undefined, kind: K): RecordOf<K> | undefined {
    const cause = record && this.of(record)
    return cause?.kind === kind ? (cause as RecordOf<K>) : undefined
  }

  /** The advertisement of which a copy arrived or was lost; over routers, the one that was sent to begin with. */
  advertOf(end: TraceRecord | undefined): RecordOf<'advert'> | undefined {
    let frame = end && this.of(end)
    while (frame?.kind === 'forward') {
      const arrived = this.of(frame)
      frame = arrived && this.of(arrived)
    }
    return frame?.kind === 'advert' ? frame : undefined
  }

  /** What led to it, from near to far. */
  *chain(record: TraceRecord): Generator<TraceRecord> {
    for (let at = this.of(record); at !== undefined; at = this.of(at)) yield at
  }

  /** What it goes back to, past the changes of state and of demotion in between. */
  origin(record: TraceRecord): TraceRecord | undefined {
    for (const cause of this.chain(record)) if (cause.kind !== 'transition' && cause.kind !== 'demotion') return cause
    return undefined
  }

  /** What it led to directly and at once: consequences of that kind in the same instant. */
  atOnce<K extends Kind>(record: TraceRecord, kind: K): RecordOf<K>[] {
    const found: RecordOf<K>[] = []
    for (const other of this.restOfInstant(record)) {
      if (other.cause === record.id && other.kind === kind) found.push(other as RecordOf<K>)
    }
    return found
  }

  /** What happened after it in the same instant. */
  *restOfInstant(record: TraceRecord): Generator<TraceRecord> {
    for (let i = this.#indexOf(record.id) + 1; this.#records[i]?.t === record.t; i++) yield this.#records[i]!
  }

  /** What was recorded between two records. */
  between(after: TraceRecord, before: TraceRecord): readonly TraceRecord[] {
    return this.#records.slice(this.#indexOf(after.id) + 1, this.#indexOf(before.id))
  }

  /** What was recorded before that id, the latest first. */
  *backwards(id: number): Generator<TraceRecord> {
    for (let i = this.#indexOf(id) - 1; i >= 0; i--) yield this.#records[i]!
  }

  /** What was recorded after that id, in order. */
  *onwards(id: number): Generator<TraceRecord> {
    for (let i = this.#indexOf(id + 1); i < this.#records.length; i++) yield this.#records[i]!
  }

  /** The id before which all is recorded that had happened at the end of that instant. */
  endOf(t: Micros): number {
    const count = leading(this.#records, (record) => record.t <= t)
    return count === 0 ? 0 : this.#records[count - 1]!.id + 1
  }

  /** The place of the first record with that id or a later one. Where all records are kept it is the id, less one. */
  #indexOf(id: number): number {
    if (this.#records[id - 1]?.id === id) return id - 1
    return leading(this.#records, (record) => record.id < id)
  }
}
