import type { Line } from '../../views/lanes/paint.ts'

/** Of a terminal, in cells. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What a program cannot do itself. */
export type Want =
  | { readonly do: 'quit' }
  | { readonly do: 'suspend' }
  | { readonly do: 'open'; readonly path: string }
  | Saving

export interface Saving {
  readonly do: 'save'
  readonly file: string
  /** What it is to hold: all of the scenario, or how it differs from that file. */
  readonly text: (base?: string) => string
  readonly replace: boolean
}

/** What the mouse did, and where. */
export interface Pointed {
  readonly what: 'click' | 'wheel up' | 'wheel down'
  readonly ctrl: boolean
  /** In cells from 0. */
  readonly at: { readonly x: number; readonly y: number }
}

/** What a key made of a state, and what it asks for. */
export interface Told<S> {
  readonly state: S
  readonly want?: Want
}

/**
 * A program of a terminal: a state, what keys and time make of it, and what it looks like. All of it is pure, so that
 * each screen can be made without a terminal.
 */
export interface Program<S> {
  /** @param key - `a`, `G`, `space`, `shift+left`, `ctrl+c` */
  press(state: S, key: string, size: Size): Told<S>
  /** What the mouse makes of it; a program without this leaves the mouse to the terminal. */
  point?(state: S, pointed: Pointed, size: Size): Told<S>
  /** So many microseconds went by on the wall. */
  elapse(state: S, wall: number): S
  /** In how many microseconds there is something new to see; null: not before a key is pressed. */
  next(state: S): number | null
  /**
   * What changed, in lines of words, for those who do not see a screen.
   *
   * @param before - null: it begins
   * @param key - what was pressed, if anything was
   */
  tell?(before: S | null, after: S, key: string | null): readonly string[]
  /** A line that is being typed; empty: none is. */
  prompt?(state: S): string
  /** The rows of the screen, at most as many as there are. */
  paint(state: S, size: Size): Line[]
}

/** What a terminal is to run. */
export interface Show<S> {
  readonly program: Program<S>
  readonly start: S
  readonly color: boolean
  /** Whether lines tell what changes, in place of a screen that shows it. */
  readonly tells?: boolean
  /** Whether clicks and the wheel are the program's; else they are the terminal's. */
  readonly mouse: boolean
  /** Does what the program cannot; what came of it is the new state. */
  readonly perform: (state: S, want: Want) => S
}

/** How it ended: by a key, or as an interrupt would. */
export type Ending = 'quit' | 'interrupted'

/** A larger screen than people have costs more than it shows. */
const MOST: Size = { columns: 500, rows: 200 }

/** Of a window, if it knows its size. */
export function sizeOf({ columns, rows }: Partial<Size>): Size {
  return { columns: Math.min(columns || 80, MOST.columns), rows: Math.min(rows || 24, MOST.rows) }
}

/** What a state looks like in a window: one that is full to its last row would scroll. */
export function screenOf<S>(program: Program<S>, state: S, window: Partial<Size>): Line[] {
  const { columns, rows } = sizeOf(window)
  return program.paint(state, { columns, rows: rows - 1 }).slice(0, rows - 1)
}
