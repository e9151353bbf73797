import type { Signal } from '../shell/machine.ts'
import { isSent, type Signals, signalOf } from '../shell/signals.ts'

/** A shell tells by so much more that a signal was the end. */
export const BY_SIGNAL = 128

/** It used up its processor time (SIGXCPU). */
export const TOO_LONG = BY_SIGNAL + 24

/** SIGTERM, TERM, term, 15: which signal is meant; undefined: none of those that are simulated. */
export function signalCalled(word: string, signals: Signals): Signal | undefined {
  const name = signalOf(word, signals, true)
  return name !== undefined && isSent(name) ? name : undefined
}
