import type { Micros } from '../time.ts'

/** What a program does over time: it asks to be left alone for so long, or until somebody wakes it. */
export type Course<T> = Generator<Micros, T, unknown>

/** So long waits who waits for somebody to wake him. */
export const UNTIL_WOKEN: Micros = Number.POSITIVE_INFINITY
