import type { Window } from '../trace/folds/history.ts'
import type { Trace } from '../trace/trace.ts'
import type { AgainstFirst, Diff, MeasuredRun, Parting } from '../views/diff/diff.ts'
import { PARTS, partingLegend, partingMarks } from '../views/diff/marks.ts'
import type { Side } from '../views/diff/sides.ts'
import { askedOf, headlineOf, notesOf, remarksOf, verdictOf, whatOf } from '../views/diff/words.ts'
import { activitiesOf } from '../views/lanes/activities.ts'
import { GAP, gutterFor, trimTo } from '../views/lanes/labels.ts'
import { lanes, type Picture } from '../views/lanes/lanes.ts'
import { type Line, legendOf, paintLanes } from '../views/lanes/paint.ts'
import type { Entry } from '../views/story/story.ts'
import { harmless, inAscii, wrapped } from '../views/wrap.ts'
import { lineText } from './ansi.ts'
import { paintFigures } from './figures.ts'
import { paintList } from './list.ts'
import { lengthOf, paintHeading, paintLegend } from './sheet.ts'

export interface DiffOptions {
  /** Columns, 60 or more. */
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
  /** Of what time the picture is; all of it, unless given. */
  readonly window?: Window
  readonly tolerance: number
  /** How to ask why a run did that: a command, and its last options; undefined: it cannot be asked. */
  readonly ask: (run: number, side: Side) => readonly [string, string] | undefined
}

/**
 * Several runs as people read them: their lanes one above the other, where each parts from the first and why, their
 * figures side by side, and what it comes to.
 *
 * @returns lines without their ends
 */
export function* diffText(diff: Diff, options: DiffOptions): Generator<string> {
  for (const line of new Sheet(diff, options).lines()) yield lineText(line, options.color)
}

class Sheet {
  readonly #diff: Diff
  readonly #options: DiffOptions
  readonly #window: Window

  constructor(diff: Diff, options: DiffOptions) {
    this.#diff = diff
    this.#options = options
    this.#window = options.window ?? { from: 0, to: diff.end }
  }

  *lines(): Generator<Line> {
    const { end, comparisons } = this.#diff
    const { width, tolerance } = this.#options
    const [{ trace }] = this.#diff.runs as [MeasuredRun]
    yield* paintHeading(this.#say(this.#title()), this.#say(`seed ${trace.seed} · ${lengthOf(end)}`), width)
    for (const remark of remarksOf(this.#diff)) yield* this.#wrapped(remark)
    yield []
    yield* this.#picture()
    for (const comparison of comparisons) yield* this.#comparison(comparison)
    yield []
    yield* paintFigures(this.#diff, width, (text) => this.#say(text))
    yield []
    for (const comparison of comparisons) {
      const text = this.#say(`${comparison.parts ? '✗' : '✓'} ${verdictOf(this.#diff, comparison, tolerance)}`)
      const style = comparison.parts ? 'alarm' : 'master'
      yield* wrapped(text, width).map((row): Line => [{ text: row, style }])
    }
  }

  #title(): string {
    const titles = new Set(this.#diff.runs.map(({ trace }) => trace.title))
    return titles.size === 1 ? [...titles][0]! : this.#diff.runs.map(({ name }) => name).join(' and ')
  }

  /** The lanes of each run, with its name over them. */
  *#picture(): Generator<Line> {
    const { width, ascii } = this.#options
    const { runs, comparisons } = this.#diff
    const gutter = Math.max(
      ...runs.map(({ trace, groups, pings }) => gutterFor(groups, width, pings, activitiesOf(trace))),
    )
    const view = { ...this.#window, columns: width - gutter - 1 }
    const pictures = runs.map(({ trace, groups, pings }) => lanes(trace, view, groups, pings))
    const rows: string[] = []
    for (const [i, picture] of pictures.entries()) {
      yield* this.#named(runs[i]!, paintLanes(picture, { gutter, ascii }), gutter)
      const row = i === 0 ? '' : partingMarks(comparisons[i - 1]!, view)
      if (row !== '') yield [{ text: trimTo(PARTS, gutter) }, { text: row, style: 'mark' }]
      rows.push(row)
    }
    yield* paintLegend([...legendOf(merged(pictures), ascii), ...partingLegend(rows)], gutter, width)
  }

  /** The first line has room for a name on its left, if that is short. */
  *#named({ name, trace }: MeasuredRun, [first = [], ...others]: readonly Line[], gutter: number): Generator<Line> {
    const isSame = this.#diff.runs.every((run) => run.trace.title === trace.title)
    const label = this.#say(isSame ? name : `${name}  ${trace.title}`)
    const fits = label.length <= gutter - GAP
    if (!fits) yield* wrapped(label, this.#options.width).map((text): Line => [{ text, style: 'strong' }])
    yield fits ? [{ text: label.padEnd(gutter), style: 'strong' }, ...first.slice(1)] : first
    yield* others
  }

  *#comparison(comparison: AgainstFirst): Generator<Line> {
    const { first, course } = comparison
    const partings = [...new Set([first, course])].filter((parting) => parting !== undefined)
    for (const parting of partings) {
      yield []
      yield* this.#wrapped(headlineOf(this.#diff, comparison, parting), 'strong')
      yield* this.#sides(comparison, parting)
    }
    const notes = notesOf(this.#diff, comparison)
    if (notes.length > 0) yield []
    for (const note of notes) yield* this.#wrapped(note)
    for (const [i, side] of askedOf(comparison).entries()) {
      const question = this.#options.ask(i === 0 ? 0 : comparison.run, side)
      if (question !== undefined) yield* this.#question(question)
    }
  }

  /** On two lines that can be pasted as one, where it is too long. */
  *#question([command, options]: readonly [string, string]): Generator<Line> {
    const line = `  why?  ${command} ${options}`
    const rows = line.length <= this.#options.width ? [line] : [`  why?  ${command} \\`, `        ${options}`]
    yield* rows.map((text): Line => [{ text, style: 'faint' }])
  }

  *#sides({ run }: AgainstFirst, { sides }: Parting): Generator<Line> {
    for (const [i, side] of sides.entries()) {
      const { name, trace, groups } = this.#diff.runs[i === 0 ? 0 : run]!
      yield* paintHeading(this.#say(name), this.#say(deciderIn(side)), this.#options.width)
      yield* paintList(trace, groups, [entryOf(side)], this.#options.width, (text) => this.#say(text))
    }
  }

  #wrapped(text: string, style?: 'strong'): Line[] {
    return wrapped(this.#say(text), this.#options.width).map((row): Line => [{ text: row, style }])
  }

  /** A line of anybody's text, fit to be shown. */
  #say(line: string): string {
    return this.#options.ascii ? inAscii(harmless(line)) : harmless(line)
  }
}

/** All that pictures show, for one legend. */
function merged(pictures: readonly Picture[]): Picture {
  const [first] = pictures as [Picture]
  return { ...first, bands: pictures.flatMap(({ bands }) => bands), pings: pictures.flatMap(({ pings }) => pings) }
}

/** `FreeBSD 12.1, carp_input_c()` */
function deciderIn({ system, function: decides }: Side): string {
  return decides === undefined ? system : `${system}, ${decides}()`
}

function entryOf(side: Side): Entry {
  const { t, host, group, why, logged } = side
  return { id: side.id ?? 0, t, host, group, what: whatOf(side), why, logged }
}

/** The same for programs: one object, times in whole microseconds. */
export function diffJson(diff: Diff, tolerance: number): string {
  const { runs, end, comparisons, figures, parts } = diff
  const heads = runs.map(({ name, changes, trace }) => ({ name, changes, ...headOf(trace) }))
  const told = comparisons.map((comparison) => {
    const { run, parts: apart, first = null, course = null, common: _, ...others } = comparison
    const text = verdictOf(diff, comparison, tolerance)
    return { run, parts: apart, text, first, course, ...others }
  })
  return `${JSON.stringify({ version: 1, end, tolerance, runs: heads, comparisons: told, figures, parts }, null, 2)}\n`
}

function headOf({ title, seed, until, hosts }: Trace): object {
  return { title, seed, until, hosts: hosts.map(({ name, system }) => ({ name, system })) }
}
