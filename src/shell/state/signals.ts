import type { Signal } from '../machine.ts'

/** As signal(7) numbers them; the two of the user are 30 and 31 on BSD. */
export const SIGNALS: Readonly<Record<Signal, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
}
