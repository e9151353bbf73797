import type { Line } from '../../views/lanes/paint.ts'
import type { Pointed, Program, Show, Size, Told, Want } from '../app/program.ts'
import { TEXTS } from '../texts/texts.ts'
import { captionBox, keysIn } from './caption.ts'

/** A part of a tour: what is said, and the keys that are pressed meanwhile. */
export interface Step {
  readonly title: string
  readonly caption: string
  /** Keys by their names; a number lets so many microseconds go by on the wall. */
  readonly keys: readonly (string | number)[]
}

/** A tour, as far as it has come. */
export interface Tour<S> {
  readonly step: number
  /** How long this step is shown, in microseconds on the wall. */
  readonly at: number
  /** The program, with the keys of this step that were pressed until now. */
  readonly inner: S
  /** Somebody reads slowly: it does not go on by itself. */
  readonly held: boolean
  /** It was left: the viewer has the keys. */
  readonly byHand: boolean
}

export interface Touring<S> extends Pick<Show<S>, 'program' | 'start'> {
  readonly steps: readonly Step[]
  readonly ascii: boolean
  /** What the program is like when the viewer takes over. */
  readonly left: (inner: S) => S
}

/** What is pressed when, since the step began, and how long all of it takes. */
interface Schedule {
  readonly keys: readonly { readonly at: number; readonly key: string }[]
  readonly done: number
  readonly over: number
}

/** A caption is there for a while before anything happens. */
const LEAD = 1_500_000
/** From one key to the next: slow enough to be seen. */
const KEY = 200_000
/** How fast people read. */
const CHARACTER = 60_000
/** The screen that keys are pressed for: none of a tour's depends on it. */
const ANY: Size = { columns: 100, rows: 30 }

function scheduleOf({ keys, caption }: Step): Schedule {
  const pressed: { at: number; key: string }[] = []
  let at = LEAD
  for (const key of keys) {
    if (typeof key === 'string') pressed.push({ at, key })
    at += typeof key === 'number' ? key : KEY
  }
  return { keys: pressed, done: at, over: at + caption.length * CHARACTER }
}

/** A program that presses the keys of another one, and says what there is to see: the state is a function of the steps. */
export class TourProgram<S> implements Program<Tour<S>> {
  readonly #touring: Touring<S>
  readonly #schedules: readonly Schedule[]
  /** The program at the beginning of each step, as far as that was asked for. */
  readonly #starts: S[]

  constructor(touring: Touring<S>) {
    this.#touring = touring
    this.#schedules = touring.steps.map(scheduleOf)
    this.#starts = [touring.start]
  }

  /** A tour at the beginning of a step. */
  at(step: number): Tour<S> {
    return { step, at: 0, inner: this.#startOf(step), held: false, byHand: false }
  }

  press(tour: Tour<S>, key: string, size: Size): Told<Tour<S>> {
    if (tour.byHand) {
      const { state, ...told } = this.#touring.program.press(tour.inner, key, size)
      return { state: { ...tour, inner: state }, ...told }
    }
    switch (key) {
      case 'ctrl+c':
        return { state: tour, want: { do: 'quit' } }
      case 'ctrl+z':
        return { state: tour, want: { do: 'suspend' } }
      case 'q':
      case 'escape':
        return { state: { ...tour, inner: this.#touring.left(tour.inner), byHand: true } }
      case 'space':
      case 'right':
      case 'enter':
        return { state: this.#hurried(tour) }
      case 'left':
      case 'backspace':
        return { state: { ...this.at(Math.max(0, tour.step - 1)), held: tour.held } }
      case 'p':
        return { state: { ...tour, held: !tour.held } }
      default:
        return { state: tour }
    }
  }

  /** The mouse is the viewer's, as the keys are: when the tour is left. */
  point(tour: Tour<S>, pointed: Pointed, size: Size): Told<Tour<S>> {
    const { program } = this.#touring
    if (!tour.byHand || program.point === undefined) return { state: tour }
    const { state, ...told } = program.point(tour.inner, pointed, size)
    return { state: { ...tour, inner: state }, ...told }
  }

  elapse(tour: Tour<S>, wall: number): Tour<S> {
    if (tour.byHand) return { ...tour, inner: this.#touring.program.elapse(tour.inner, wall) }
    const { done, over } = this.#schedules[tour.step]!
    // Somebody who reads slowly sees the keys pressed, and then time stands still.
    const at = Math.min(tour.at + wall, tour.held ? Math.max(tour.at, done) : Number.POSITIVE_INFINITY)
    if (at >= over && !this.#isLast(tour)) return this.elapse(this.at(tour.step + 1), at - over)
    // What went by in pieces and what went by at once come to the same.
    if (at >= done) return { ...tour, at, inner: this.#startOf(tour.step + 1) }
    return { ...tour, at, inner: this.#played(tour.inner, tour.step, tour.at, at) }
  }

  next(tour: Tour<S>): number | null {
    const inner = this.#touring.program.next(tour.inner)
    if (tour.byHand) return inner
    const { keys, done, over } = this.#schedules[tour.step]!
    const ends = tour.at < done ? done : tour.at < over && !tour.held ? over : undefined
    const due = keys.find(({ at }) => at > tour.at)?.at ?? ends
    if (due === undefined) return inner
    return inner === null ? due - tour.at : Math.min(inner, due - tour.at)
  }

  /** A step, when it begins, and what its keys change. */
  tell(before: Tour<S> | null, after: Tour<S>, key: string | null): readonly string[] {
    const { program, steps, ascii } = this.#touring
    const { step, byHand } = after
    const isNew = !byHand && before?.step !== step
    const { title, caption } = steps[step]!
    const said = isNew ? [TEXTS.tour.step(step + 1, steps.length, title), caption] : []
    const pressed = byHand ? key : isNew || before === null ? null : this.#lastKey(step, before.at, after.at)
    const how = before === null ? [keysIn(after.held, ascii)] : []
    return [...said, ...how, ...(program.tell?.(before?.inner ?? null, after.inner, pressed) ?? [])]
  }

  prompt({ inner, byHand }: Tour<S>): string {
    return byHand ? (this.#touring.program.prompt?.(inner) ?? '') : ''
  }

  paint(tour: Tour<S>, size: Size): Line[] {
    const { program } = this.#touring
    if (tour.byHand) return program.paint(tour.inner, size)
    const box = this.#caption(tour, size.columns)
    return [...program.paint(tour.inner, { ...size, rows: size.rows - box.length }), ...box]
  }

  /** What was pressed last in a step between two times of it. */
  #lastKey(step: number, from: number, to: number): string | null {
    return this.#schedules[step]!.keys.findLast(({ at }) => at > from && at <= to)?.key ?? null
  }

  #isLast({ step }: Tour<S>): boolean {
    return step === this.#touring.steps.length - 1
  }

  #startOf(step: number): S {
    for (let i = this.#starts.length - 1; i < step; i++) {
      this.#starts.push(this.#played(this.#starts[i]!, i, 0, this.#schedules[i]!.done))
    }
    return this.#starts[step]!
  }

  /** What happens of a step after one time of it, and up to another. */
  #played(inner: S, step: number, from: number, to: number): S {
    const { program } = this.#touring
    let [state, now] = [inner, from]
    for (const { at, key } of this.#schedules[step]!.keys) {
      if (at <= from || at > to) continue
      state = program.press(program.elapse(state, at - now), key, ANY).state
      now = at
    }
    return program.elapse(state, to - now)
  }

  /** To the end of what this step does; from there, to the next one. */
  #hurried(tour: Tour<S>): Tour<S> {
    const { done } = this.#schedules[tour.step]!
    if (tour.at < done) return { ...tour, at: done, inner: this.#startOf(tour.step + 1) }
    return this.#isLast(tour) ? tour : { ...this.at(tour.step + 1), held: tour.held }
  }

  titleOf({ step }: Tour<S>): string {
    return this.#touring.steps[step]!.title
  }

  #caption({ step, at, held }: Tour<S>, columns: number): Line[] {
    const { steps, ascii } = this.#touring
    const pressed = this.#schedules[step]!.keys.filter((key) => key.at <= at).map(({ key }) => key)
    return captionBox({ steps, step, pressed, held, ascii }, columns)
  }
}

/** A tour that a terminal can run. */
export interface TourShow<S> extends Show<Tour<S>> {
  readonly program: TourProgram<S>
}

/** The tour of what a terminal is to run. */
export function toured<S>(show: Show<S>, tour: Omit<Touring<S>, 'program' | 'start'>): TourShow<S> {
  const program = new TourProgram({ ...tour, program: show.program, start: show.start })
  const perform = (so: Tour<S>, want: Want) => ({ ...so, inner: show.perform(so.inner, want) })
  // Lines that are read aloud are no hurry to anybody.
  return { ...show, program, start: { ...program.at(0), held: show.tells === true }, perform }
}
