import type { Micros } from '../../time.ts'
import { inAnsi } from '../app/looks.ts'
import { type Program, type Size, screenOf } from '../app/program.ts'
import { castHead, castLine } from './cast.ts'

/** A program that plays by itself, and what it is shown in. */
export interface Film<S> {
  readonly program: Program<S>
  readonly start: S
  readonly size: Size
  readonly title: string
  readonly color: boolean
  /** What the part is called that a state belongs to. */
  readonly part: (state: S) => string
}

/** Frames are at most 15 a second, as in the player. */
const FRAME: Micros = Math.ceil(1_000_000 / 15)
/** An hour of them: nothing that plays by itself is longer. */
const MOST_FRAMES = 15 * 3_600

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J'
/** What is between these is shown at once. */
const BEGIN = '\u001b[?2026h'
const END = '\u001b[?2026l'

/** What a program shows until nothing more comes, as the lines of an asciicast: without a terminal, and without a clock. */
export function* filmed<S>({ program, start, size, title, color, part }: Film<S>): Generator<string> {
  yield castHead({ size, title })
  yield castLine(0, { code: 'o', text: ENTER })
  let [state, shown, named, since] = [start, [] as string[], '', 0]
  for (let frame = 0; frame < MOST_FRAMES; frame++) {
    if (part(state) !== named) {
      named = part(state)
      yield castLine(since, { code: 'm', text: named })
      since = 0
    }
    const rows = screenOf(program, state, size).map((line) => inAnsi(line, color))
    const changed = changes(shown, rows)
    if (changed !== '') {
      yield castLine(since, { code: 'o', text: changed })
      since = 0
    }
    shown = rows
    const next = program.next(state)
    if (next === null) break
    const wall = Math.max(FRAME, Math.ceil(next))
    state = program.elapse(state, wall)
    since += wall
  }
  yield castLine(since, { code: 'x', text: '0' })
}

/** What makes one screen of another: the rows that are different. */
function changes(before: readonly string[], after: readonly string[]): string {
  const rows = after.map((row, y) => (row === before[y] ? '' : `\u001b[${y + 1};1H\u001b[2K${row}`)).join('')
  return rows === '' ? '' : BEGIN + rows + END
}
