import type { Line } from '../views/lanes/paint.ts'
import { harmless, inAscii, padded, paragraphs, wrapped } from '../views/wrap.ts'
import { lineText } from './ansi.ts'
import { paintPicture, type Taken } from './sheet.ts'
import { type Answer, whyText } from './why.ts'

/** A story of the field guide. */
export interface Chapter extends Taken {
  /** `field/crossed-cable-pull` */
  readonly name: string
  /** Of the scenario, as its lines are to be named. */
  readonly file: string
  /** Why it failed, where the story asks. */
  readonly answer?: Answer
  /** The same with the fix. */
  readonly twin?: Taken
}

export interface PageOptions {
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
}

/** Longer lines of prose are hard to read. */
const PROSE = 90
const LABEL = 8

/**
 * A story as people read it: what they saw, what happened, its picture, why, what helped, and the picture with that.
 *
 * @returns lines without their ends
 */
export function* guideText(chapter: Chapter, options: PageOptions): Generator<string> {
  const page = new Page(options)
  const { trace, answer, twin, name, file } = chapter
  const { title, symptom = '', story, cause = '', fix = '', source = '' } = trace
  yield* page.heading(title)
  yield* page.prose(symptom)
  yield ''
  yield* page.prose(story)
  yield ''
  yield* page.picture(chapter)
  yield ''
  if (answer !== undefined) yield* [...whyText(answer, { ...options, file }), '']
  yield* page.labelled('cause', cause)
  yield* page.labelled('fix', fix)
  yield ''
  if (twin !== undefined) {
    yield* page.heading(twin.trace.title)
    yield* page.prose(twin.trace.story)
    yield ''
    yield* [...page.picture(twin), '']
  }
  yield* page.labelled('play', `carpsim play ${name}`)
  if (twin !== undefined) yield* page.labelled('compare', `carpsim diff ${name} ${name}-fixed`)
  yield* page.labelled('source', source)
}

class Page {
  readonly #options: PageOptions

  constructor(options: PageOptions) {
    this.#options = options
  }

  *heading(text: string): Generator<string> {
    const { width, color } = this.#options
    yield* wrapped(this.#say(text), width).map((row) => lineText([{ text: row, style: 'strong' }], color))
  }

  *prose(text: string): Generator<string> {
    const columns = Math.min(this.#options.width, PROSE)
    for (const line of paragraphs(text)) yield* wrapped(this.#say(line), columns)
  }

  *labelled(label: string, text: string): Generator<string> {
    if (text === '') return
    const columns = Math.min(this.#options.width, PROSE) - LABEL
    const rows = paragraphs(text).flatMap((line) => wrapped(this.#say(line), columns))
    yield* rows.map((row, i) => padded(i === 0 ? label : '', LABEL) + row)
  }

  *picture(taken: Taken): Generator<string> {
    const { color } = this.#options
    const whole = { from: 0, to: taken.trace.until }
    const lines: Iterable<Line> = paintPicture(taken, whole, this.#options)
    for (const line of lines) yield lineText(line, color)
  }

  #say(text: string): string {
    return this.#options.ascii ? inAscii(harmless(text)) : harmless(text)
  }
}
