import type { Verdict } from '../trace/expectation.ts'
import { figuresOf, type GroupHistory } from '../trace/folds/history.ts'
import type { PingHistory } from '../trace/folds/pings.ts'
import type { Line } from '../views/lanes/paint.ts'
import { count, roughly } from '../views/words.ts'
import { columnsOf, harmless, inAscii, padded } from '../views/wrap.ts'
import { lineText } from './ansi.ts'

/** What a file comes to, one of several. */
export interface Digest {
  readonly name: string
  /** How many of its expectations fail; null: it could not be read or played. */
  readonly failing: number | null
  /** In the order of HEADINGS. */
  readonly cells: readonly string[]
}

export interface DigestOptions {
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
}

const HEADINGS = ['expected', 'moves', 'nobody', 'two or more', 'lost pings']
const GAP = 2
/** Shorter names tell nothing. */
const LEAST_NAME = 12

/** What a run was measured to be. */
interface Measured {
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
}

/**
 * What a file comes to, in a few words.
 *
 * @param run - where it is one run: its groups are counted together
 */
export function digestOf(name: string, verdicts: readonly Verdict[], run?: Measured): Digest {
  const holding = verdicts.filter((verdict) => verdict === 'holds').length
  const expected = verdicts.length === 0 ? '-' : `${holding} of ${verdicts.length}`
  const failing = verdicts.filter((verdict) => verdict === 'fails').length
  return { name, failing, cells: [expected, ...(run ? cellsOf(run) : [])] }
}

function cellsOf({ groups, pings }: Measured): string[] {
  const figures = groups.map(figuresOf)
  const split = sum(figures.map(({ splitBrain }) => splitBrain))
  return [
    String(sum(figures.map(({ failovers, handovers }) => failovers + handovers))),
    roughly(sum(figures.map(({ nobody }) => nobody))),
    split === 0 ? '-' : roughly(split),
    pings.length === 0 ? '-' : String(sum(pings.map(({ lost }) => lost))),
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** The table of several files, and what they come to together. */
export function* digestsText(digests: readonly Digest[], options: DigestOptions): Generator<string> {
  const say = (text: string) => (options.ascii ? inAscii(harmless(text)) : harmless(text))
  for (const line of lines(digests, options.width)) {
    yield lineText(
      line.map(({ text, style }) => ({ text: say(text), style })),
      options.color,
    )
  }
}

function* lines(digests: readonly Digest[], width: number): Generator<Line> {
  const columns = HEADINGS.map((heading, i) =>
    Math.max(heading.length, ...digests.map(({ cells }) => columnsOf(cells[i] ?? ''))),
  )
  const taken = columns.reduce((total, column) => total + GAP + column, GAP)
  const short = withoutCommonFolder(digests.map(({ name }) => name))
  const longest = Math.max(...short.map((name) => name.length))
  const names = Math.max(LEAST_NAME, Math.min(longest, width - taken))
  const row = (cells: readonly string[]) => cells.map((cell, i) => cell.padStart(columns[i]! + GAP)).join('')
  yield [{ text: padded('', names + GAP) + row(HEADINGS), style: 'faint' }]
  for (const [i, { failing, cells }] of digests.entries()) {
    const text = ` ${ending(short[i]!, names)}${failing === null ? '  cannot be played' : row(cells)}`
    yield failing === 0 ? [{ text: '✓', style: 'master' }, { text }] : [{ text: '✗', style: 'alarm' }, { text }]
  }
  yield []
  yield [{ text: total(digests), style: 'strong' }]
}

/** What a path ends with, in exactly that many columns. */
function ending(name: string, columns: number): string {
  return name.length <= columns ? name.padEnd(columns) : `~${name.slice(name.length - columns + 1)}`
}

/** Paths as they are in the folder that all of them are in. */
function withoutCommonFolder(names: readonly string[]): string[] {
  const [first = []] = names.map((name) => name.split('/'))
  const folders = first.slice(0, -1).map((_, i) => `${first.slice(0, i + 1).join('/')}/`)
  const folder = folders.findLast((path) => names.every((name) => name.startsWith(path))) ?? ''
  return names.map((name) => name.slice(folder.length))
}

function total(digests: readonly Digest[]): string {
  const failing = digests.filter(({ failing }) => failing !== null && failing > 0).length
  const unread = digests.filter(({ failing }) => failing === null).length
  const parts = [
    ...(failing > 0 ? [`${failing} with an expectation that fails`] : []),
    ...(unread > 0 ? [`${unread} that cannot be played`] : []),
  ]
  return `${count(digests.length, 'file')}: ${parts.length === 0 ? 'all that they expect holds' : parts.join(', ')}`
}
