import { formatSeconds, type Micros } from '../../time.ts'
import type { Filter } from '../../trace/filter.ts'
import { leading } from '../../trace/leading.ts'
import type { TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../causes.ts'
import { cutLine, type Size, showing, shown } from '../fit.ts'
import type { Line, Piece, Style } from '../lanes/paint.ts'
import { once } from '../once.ts'
import { type Entry, Teller } from '../story/story.ts'

/** One thing that happened, as a line of the list. */
export interface EventRow {
  /** Of its record. */
  readonly id: number
  readonly t: Micros
  readonly line: Line
  /** As it is told to somebody who has seen what happened up to a time; undefined: there is nothing to tell yet. */
  by(seen: Micros): EventRow | undefined
}

export interface EventOptions {
  /** Frames, timers and log lines, too. */
  readonly verbose: boolean
  readonly filter?: Filter
}

const briefly = once((trace: Trace) => new Telling(trace, false))
const fully = once((trace: Trace) => new Telling(trace, true))

/** Of each filter the rows that it keeps, of either list. */
const kept = once((_: Filter) => new WeakMap<readonly EventRow[], readonly EventRow[]>())

/** What happened in a run, in order: told once for a trace, however often it is listed. */
export function eventRows(trace: Trace, { verbose, filter }: EventOptions): readonly EventRow[] {
  const rows = (verbose ? fully : briefly)(trace).all()
  if (filter === undefined) return rows
  const known = kept(filter)
  const found = known.get(rows) ?? filtered(trace, rows, filter)
  known.set(rows, found)
  return found
}

/**
 * Tells a part of what eventRows() will list: whoever paints meanwhile need not wait for a long run to be told.
 *
 * @param count - of records at most
 * @returns whether all is told
 */
export function tellAhead(trace: Trace, { verbose }: Pick<EventOptions, 'verbose'>, count: number): boolean {
  return (verbose ? fully : briefly)(trace).tell(count)
}

/** The rows as far as they were told. */
export interface Told {
  readonly rows: readonly EventRow[]
  /** How much of the run that is: 1 is all of it. */
  readonly share: number
}

export function rowsTold(trace: Trace, { verbose }: Pick<EventOptions, 'verbose'>): Told {
  return (verbose ? fully : briefly)(trace)
}

function filtered(trace: Trace, rows: readonly EventRow[], filter: Filter): readonly EventRow[] {
  const causes = new Causes(trace.records)
  return rows.filter(({ id }) => {
    const record = causes.get(id)
    return record !== undefined && filter(record)
  })
}

/** Long names are cut; the list is of what happened. */
const NAME = 14

/** A list that is told as far as somebody wanted it. */
class Telling implements Told {
  readonly rows: EventRow[] = []
  readonly #records: readonly TraceRecord[]
  readonly #teller: Teller
  readonly #layout: Layout
  /** How many records were told. */
  #told = 0

  constructor(trace: Trace, verbose: boolean) {
    const names = trace.hosts.reduce((most, { name }) => Math.max(most, name.length), 0)
    this.#layout = { time: formatSeconds(trace.until).length, name: Math.min(NAME, names) }
    this.#records = trace.records
    this.#teller = new Teller(trace, verbose)
  }

  all(): readonly EventRow[] {
    this.tell(this.#records.length)
    return this.rows
  }

  get share(): number {
    return this.#records.length === 0 ? 1 : this.#told / this.#records.length
  }

  tell(count: number): boolean {
    const end = Math.min(this.#told + count, this.#records.length)
    for (; this.#told < end; this.#told++) {
      for (const entry of this.#teller.tell(this.#records[this.#told]!)) this.rows.push(new Row(entry, this.#layout))
    }
    return end === this.#records.length
  }
}

interface Layout {
  readonly time: number
  readonly name: number
}

/** A row that is put into words when it is looked at. */
class Row implements EventRow {
  readonly #entry: Entry
  readonly #layout: Layout

  constructor(entry: Entry, layout: Layout) {
    this.#entry = entry
    this.#layout = layout
  }

  get id(): number {
    return this.#entry.id
  }

  get t(): Micros {
    return this.#entry.t
  }

  by(seen: Micros): EventRow | undefined {
    const { t, known = t, early } = this.#entry
    if (known <= seen) return this
    return early === undefined ? undefined : new Row({ ...this.#entry, known: t, why: early }, this.#layout)
  }

  get line(): Line {
    const { t, letter, host, group, what, why } = this.#entry
    const { time, name } = this.#layout
    const head: Piece[] = [
      { text: `${formatSeconds(t).padStart(time)} `, style: 'faint' },
      { text: `${letter ?? ' '} `, style: 'mark' },
    ]
    if (host === undefined) return [...head, { text: `${what}${why === undefined ? '' : `: ${why}`}`, style: 'mark' }]
    const whose = group === undefined ? '' : `  ${group}`
    return [
      ...head,
      { text: `${host.padEnd(name)}  ` },
      { text: what, style: styleOf(what) },
      { text: `${why === undefined ? '' : `  ${why}`}${whose}` },
    ]
  }
}

function styleOf(what: string): Style | undefined {
  if (what.endsWith('MASTER')) return 'master'
  return /(INIT|off|cannot send|does not hear|gets no answer)$/.test(what) ? 'trouble' : undefined
}

/** The rows around one of them, which is marked, and in the middle; -1: nothing has happened yet. */
export function paintEvents(
  rows: readonly EventRow[],
  now: number,
  size: Size,
  { ascii }: { readonly ascii: boolean },
): Line[] {
  const first = Math.max(0, Math.min(now - (size.rows >> 1), rows.length - size.rows))
  return rows.slice(first, first + Math.max(0, size.rows)).map(({ line, id, t }, i) => {
    const mark: Piece = first + i === now ? { text: ascii ? '> ' : '▸ ', style: 'mark' } : { text: '  ' }
    const said = line.map((piece) => ({ ...piece, text: shown(piece.text, ascii) }))
    return cutLine(showing([mark, ...said], { t, record: id }), size.columns)
  })
}

/** The place of the last row that has happened at a time; -1: none has. */
export function lastBy(rows: readonly EventRow[], t: Micros): number {
  return leading(rows, (row) => row.t <= t) - 1
}
