import type { Signal } from '../machine.ts'
import { SIGNALS } from '../state/shell.ts'

/** Signals that scripts name but that machines here do not send. */
const OTHERS: Readonly<Record<string, number>> = {
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  SEGV: 11,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
}

export const NUMBERS: Readonly<Record<string, number>> = { ...SIGNALS, ...OTHERS }

/** By number, in order. */
export const NAMES_OF_SIGNALS: readonly (readonly [string, number])[] = Object.entries(NUMBERS).sort(
  ([, a], [, b]) => a - b,
)

/** The signal that a word names, `TERM`, `SIGTERM` (prefix) or `15`; undefined: none. */
export function signalOf(word: string, prefix: boolean): string | undefined {
  if (/^\d+$/.test(word)) return NAMES_OF_SIGNALS.find(([, number]) => number === Number(word))?.[0]
  const name = word.toUpperCase()
  const plain = prefix && name.startsWith('SIG') ? name.slice(3) : name
  return Object.hasOwn(NUMBERS, plain) ? plain : undefined
}

/** Whether machines send it. */
export function isSent(name: string): name is Signal {
  return Object.hasOwn(SIGNALS, name)
}
