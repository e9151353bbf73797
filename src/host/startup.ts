import type { Deed } from './carp.ts'
import type { Nic } from './nic.ts'

/** Whether it comes up again at once. */
export type HaltKind = 'halt' | 'reboot'

/** How a machine comes up and goes down that does so by its files, which takes its time. */
export interface Startup {
  /** Why nobody can do anything on it yet; null: one can. */
  readonly notYet: string | null
  /** Power is there. */
  begin(): void
  /** It is told to go down: does what it does first, then that. */
  halt(how: HaltKind, then: () => void): Deed
  /** A card is up that knows nothing yet of what is at the other end of its cable. */
  negotiate(nic: Nic): void
  powerOff(): void
  /** As before the first boot, for another run. */
  reset(): void
}
