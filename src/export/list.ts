import { formatSeconds } from '../time.ts'
import type { GroupHistory } from '../trace/folds/history.ts'
import type { Trace } from '../trace/trace.ts'
import type { Line, Piece } from '../views/lanes/paint.ts'
import type { Entry } from '../views/story/story.ts'
import { columnsOf, padded, wrapped } from '../views/wrap.ts'

/** How the list is laid out. */
interface Columns {
  readonly width: number
  readonly time: number
  readonly host: number
  /** Whether there are several groups, so that each change must say of which it is. */
  readonly groups: boolean
  /** Where the reasons begin. */
  readonly why: number
  /** Too narrow for a column of reasons: they stand below. */
  readonly below: boolean
}

/** The longest change of state. */
const WHAT = 'BACKUP → MASTER'
const LETTER = 2
const GAP = 2
/** How far a broken log line is indented. */
const HANG = 5
/** Reasons in fewer columns than that are hard to read. */
const LEAST = 32

/**
 * What happened, line by line: letter, time, machine, what, and why, wrapped in columns.
 *
 * @param say - makes a text fit to be shown
 */
export function* paintList(
  trace: Trace,
  groups: readonly GroupHistory[],
  entries: Iterable<Entry>,
  width: number,
  say: (text: string) => string,
): Generator<Line> {
  const columns = columnsFor(trace, groups, width, columnsOf(say(WHAT)))
  for (const entry of entries) yield* paintEntry(entry, columns, say)
}

function columnsFor({ until, hosts }: Trace, groups: readonly GroupHistory[], width: number, what: number): Columns {
  const several = groups.length > 1
  const ofGroups = groups.flatMap(({ name, vhosts }) => vhosts.map(({ host }) => (several ? `${host} ${name}` : host)))
  const host = [...hosts.map(({ name }) => name), ...ofGroups].reduce((most, name) => Math.max(most, name.length), 0)
  const time = formatSeconds(until).length
  const why = LETTER + time + GAP + host + GAP + what + GAP
  const below = width - why < LEAST
  return { width, time, host, groups: several, below, why: below ? LETTER + time + GAP + GAP : why }
}

function* paintEntry(entry: Entry, columns: Columns, say: (text: string) => string): Generator<Line> {
  const { host = '', group, letter = '', what, why = '', logged = [], printed = [] } = entry
  const { width, time } = columns
  const when: Piece[] = [
    { text: letter.padEnd(LETTER), style: 'mark' },
    { text: `${formatSeconds(entry.t).padStart(time)}${' '.repeat(GAP)}` },
  ]
  const indent = LETTER + time + GAP
  if (host === '') {
    const rows = wrapped(say(why === '' ? what : `${what}: ${why}`), width - indent)
    yield* rows.map((text, i) => [...(i === 0 ? when : [space(indent)]), { text, style: 'mark' as const }])
  } else {
    const name = columns.groups && group !== undefined ? `${host} ${group}` : host
    const head = `${padded(name, columns.host)}${' '.repeat(GAP)}${say(what)}`
    yield* paintReason([...when, { text: head }], indent + columnsOf(head), say(why), columns)
  }
  for (const line of logged) yield* paintWritten(say(line), columns.why, width)
  for (const line of printed) yield* paintWritten(say(line), indent + GAP, width)
}

/** The reason stands beside the head, or below it where it does not fit. */
function* paintReason(head: Line, taken: number, why: string, { width, why: left, below }: Columns): Generator<Line> {
  const rows = wrapped(why, width - left)
  if (why === '') yield head
  else if (below || taken >= left) yield* [head, ...rows.map((text) => [space(left), { text }])]
  else {
    const [first = '', ...more] = rows
    yield [...head, space(left - taken), { text: first }]
    yield* more.map((text) => [space(left), { text }])
  }
}

/** What a machine wrote. A broken line goes on further in. */
function* paintWritten(line: string, left: number, width: number): Generator<Line> {
  const fits = columnsOf(line) <= width - left
  const [first = '', ...more] = fits ? [line] : wrapped(line, width - left - HANG)
  yield [space(left), { text: first, style: 'faint' }]
  for (const text of more) yield [space(left + HANG), { text, style: 'faint' }]
}

function space(columns: number): Piece {
  return { text: ' '.repeat(columns) }
}
