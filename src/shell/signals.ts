import type { Signal } from './machine.ts'

/** What a system has for signals, by name: those too that scripts name but that machines here do not send. */
export type Signals = Readonly<Record<Signal, number>> & Readonly<Record<string, number>>

function numbered(names: string): Signals {
  return Object.fromEntries(names.split(' ').map((name, index) => [name, index + 1])) as Signals
}

/** signal(7). */
export const LINUX_SIGNALS: Signals = numbered(
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS',
)

/** FreeBSD: signal(3). */
export const BSD_SIGNALS: Signals = numbered(
  'HUP INT QUIT ILL TRAP ABRT EMT FPE KILL BUS SEGV SYS PIPE ALRM TERM URG STOP TSTP CONT CHLD TTIN TTOU IO XCPU XFSZ VTALRM PROF WINCH INFO USR1 USR2',
)

/**
 * The signal that a word names.
 *
 * @param prefix - `SIGTERM` is one, as well as `TERM` and `15`
 * @returns its name; undefined: none
 */
export function signalOf(word: string, signals: Signals, prefix: boolean): string | undefined {
  if (/^\d+$/.test(word)) return nameOf(Number(word), signals)
  const name = word.toUpperCase()
  const plain = prefix && name.startsWith('SIG') ? name.slice(3) : name
  return Object.hasOwn(signals, plain) ? plain : undefined
}

export function nameOf(number: number, signals: Signals): string | undefined {
  return Object.keys(signals).find((name) => signals[name] === number)
}

const SENT: readonly string[] = [
  'HUP',
  'INT',
  'QUIT',
  'KILL',
  'USR1',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
] satisfies Signal[]

/** Whether machines send it. */
export function isSent(name: string): name is Signal {
  return SENT.includes(name)
}
