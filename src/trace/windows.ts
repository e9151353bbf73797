import type { Micros } from '../time.ts'
import type { Window } from './folds/history.ts'

// Lists of windows: ascending, none touching another.

/** What two lists of windows have in common. */
export function common(some: readonly Window[], others: readonly Window[]): Window[] {
  const both: Window[] = []
  for (let i = 0, j = 0; i < some.length && j < others.length; ) {
    const a = some[i]!
    const b = others[j]!
    const from = Math.max(a.from, b.from)
    const to = Math.min(a.to, b.to)
    if (from < to) both.push({ from, to })
    if (a.to < b.to) i += 1
    else j += 1
  }
  return both
}

/** All other times from 0 to the end. */
export function otherTimes(windows: readonly Window[], end: Micros): Window[] {
  const others: Window[] = []
  let from = 0
  for (const window of windows) {
    if (window.from > from) others.push({ from, to: window.from })
    from = window.to
  }
  if (from < end) others.push({ from, to: end })
  return others
}

/** What is in either. */
export function either(some: readonly Window[], others: readonly Window[]): Window[] {
  return joined([...some, ...others].sort((a, b) => a.from - b.from))
}

/** Windows in the order of their beginnings, as one list: those that overlap or touch become one. */
export function joined(windows: readonly Window[]): Window[] {
  const all: { from: Micros; to: Micros }[] = []
  for (const { from, to } of windows) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else if (from < to) all.push({ from, to })
  }
  return all
}

/** How long they are together. */
export function inAll(windows: readonly Window[]): Micros {
  return windows.reduce((total, { from, to }) => total + to - from, 0)
}

export function longestOf(windows: readonly Window[]): Micros {
  return windows.reduce((most, { from, to }) => Math.max(most, to - from), 0)
}

export function contains({ from, to }: Window, t: Micros): boolean {
  return t >= from && t < to
}
