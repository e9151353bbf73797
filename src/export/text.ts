import type { Micros } from '../time.ts'
import type { Filter } from '../trace/filter.ts'
import type { GroupHistory, Window } from '../trace/folds/history.ts'
import type { PingHistory } from '../trace/folds/pings.ts'
import type { Trace } from '../trace/trace.ts'
import type { Line } from '../views/lanes/paint.ts'
import { pingsOf } from '../views/lanes/pings.ts'
import { type Entry, story } from '../views/story/story.ts'
import { dataSummaryOf, safetyOf, writerSummaryOf } from '../views/verdict/data.ts'
import { hastSummaryOf, replicationOf } from '../views/verdict/hast.ts'
import { pingSummaryOf, summaryOf } from '../views/verdict/summary.ts'
import { count, roughly } from '../views/words.ts'
import { flowed, harmless, inAscii, paragraphs, wrapped } from '../views/wrap.ts'
import { lineText } from './ansi.ts'
import { paintList } from './list.ts'
import { lengthOf, paintHeading, paintPicture } from './sheet.ts'

export interface TextOptions {
  /** Columns, 60 or more. */
  readonly width: number
  /** No character beyond ASCII. */
  readonly ascii: boolean
  readonly color: boolean
  /** Frames, timers, log lines and device events, too. */
  readonly verbose: boolean
  /** Of what time the picture and the list are; all of it, unless given. The figures are always of the whole run. */
  readonly window?: Window
  /** What is listed; unless given, all. */
  readonly keep?: Filter
}

/** Longer lines of prose are hard to read. */
const PROSE = 90

/**
 * A run as people read it: what it is about, the picture, what happened and why, what it comes to.
 *
 * @param groups - the histories of its groups, taken live or over its records
 * @param pings - what machines that ping saw, taken live or over its records
 * @returns lines without their ends
 */
export function* text(
  trace: Trace,
  groups: readonly GroupHistory[],
  options: TextOptions,
  pings: readonly PingHistory[] = pingsOf(trace),
): Generator<string> {
  const sheet = new Sheet(trace, groups, options, pings)
  for (const line of sheet.lines()) yield lineText(line, options.color)
}

/** Where readers begin: behind the prologue, where there is one and something comes behind it. */
export function openingOf({ prologue = 0, until }: Pick<Trace, 'prologue' | 'until'>, to: Micros = until): Micros {
  return prologue < to ? prologue : 0
}

class Sheet {
  readonly #trace: Trace
  readonly #groups: readonly GroupHistory[]
  readonly #pings: readonly PingHistory[]
  readonly #options: TextOptions
  readonly #window: Window

  constructor(trace: Trace, groups: readonly GroupHistory[], options: TextOptions, pings: readonly PingHistory[]) {
    this.#trace = trace
    this.#pings = pings
    this.#groups = groups
    this.#options = options
    this.#window = options.window ?? { from: openingOf(trace), to: trace.until }
  }

  *lines(): Generator<Line> {
    const { level } = this.#trace
    yield* this.#head()
    yield []
    if (level === 'metrics') yield [{ text: 'level metrics keeps no records: figures only', style: 'faint' }]
    else yield* this.#happened()
    yield []
    yield* this.#summary()
  }

  /** Title and story; seed, length and systems. */
  *#head(): Generator<Line> {
    const { title, story: about, seed, until, hosts } = this.#trace
    const { width } = this.#options
    const electing = hosts.filter(({ system }) => system !== 'client')
    const systems = [...new Set(electing.map(({ systemTitle }) => systemTitle))]
    const { from, to } = this.#window
    const part = from > 0 || to < until ? [`${roughly(from)} to ${roughly(to)} of it`] : []
    const facts = [
      `seed ${seed}`,
      lengthOf(until),
      ...part,
      ...(systems.length > 2 ? [count(systems.length, 'system')] : systems),
    ]
    const side = this.#say(facts.join(' · '))
    const heading = this.#say(title)
    yield* paintHeading(heading, side, width)
    if (about.trim() === '') return
    for (const line of paragraphs(about)) {
      yield* wrapped(this.#say(line), Math.min(width, PROSE)).map((row) => [{ text: row }])
    }
  }

  *#happened(): Generator<Line> {
    const trace = this.#trace
    const { width } = this.#options
    yield* paintPicture({ trace, groups: this.#groups, pings: this.#pings }, this.#window, this.#options)
    yield []
    yield* paintList(trace, this.#groups, this.#entries(), width, (line) => this.#say(line))
  }

  *#entries(): Generator<Entry> {
    const { verbose, keep } = this.#options
    const { from, to } = this.#window
    const kept = keep && new Set(this.#trace.records.filter(keep).map(({ id }) => id))
    for (const entry of story(this.#trace, verbose)) {
      if (entry.t >= from && entry.t <= to && kept?.has(entry.id) !== false) yield entry
    }
  }

  *#summary(): Generator<Line> {
    const { inert } = this.#trace.counts
    for (const group of this.#groups) {
      const { phrases, alarming } = summaryOf(group)
      const [first = '', ...more] = phrases
      const whose = this.#groups.length > 1 ? `${group.name}: ` : ''
      yield* this.#phrases([whose + first, ...more], alarming)
    }
    for (const history of this.#pings) {
      const { phrases, alarming } = pingSummaryOf(history, this.#pings)
      yield* this.#phrases(phrases, alarming)
    }
    const { data, writers } = safetyOf(this.#trace)
    for (const { phrases, alarming } of [
      ...replicationOf(this.#trace).map(hastSummaryOf),
      ...data.map(dataSummaryOf),
      ...writers.flatMap((one) => writerSummaryOf(one) ?? []),
    ])
      yield* this.#phrases(phrases, alarming)
    if (inert > 0) yield [{ text: `${count(inert, 'event')} could do nothing` }]
  }

  *#phrases(phrases: readonly string[], alarming: boolean): Generator<Line> {
    const said = phrases.map((phrase) => this.#say(phrase))
    const rows = flowed(said, this.#say(' · '), this.#options.width)
    yield* rows.map((row) => [{ text: row, style: alarming ? ('alarm' as const) : ('strong' as const) }])
  }

  /** A line of anybody's text, fit to be shown. */
  #say(line: string): string {
    return this.#options.ascii ? inAscii(harmless(line)) : harmless(line)
  }
}
