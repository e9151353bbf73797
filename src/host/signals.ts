import type { Signal } from '../shell/machine.ts'

/** How a system numbers the signals that are not everywhere the same (signal(3), signal(7)). */
export type SignalNumbers = Readonly<Record<Signal, number>>

const EVERYWHERE = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, PIPE: 13, ALRM: 14, TERM: 15 } as const

export const BSD_SIGNALS: SignalNumbers = { ...EVERYWHERE, USR1: 30, USR2: 31 }
export const LINUX_SIGNALS: SignalNumbers = { ...EVERYWHERE, USR1: 10, USR2: 12 }

/** A shell tells by so much more that a signal was the end. */
export const BY_SIGNAL = 128

/** SIGTERM, TERM, term, 15: which signal is meant; undefined: none of those that are simulated. */
export function signalCalled(name: string, numbers: SignalNumbers): Signal | undefined {
  const word = name.toUpperCase().replace(/^SIG/, '')
  const all = Object.keys(numbers) as Signal[]
  return all.find((signal) => signal === word || `${numbers[signal]}` === word)
}
