import type { NoElection } from '../carp/system.ts'
import { Carp } from './carp.ts'

/** A machine that shares no address, and talks to those who do. */
export const CLIENT: NoElection = { name: 'client', title: 'client', runs: 'nothing', userland: 'Debian' }

/** No election at all. */
export class NoCarp extends Carp {
  readonly system = { ...CLIENT, title: 'a client' }
  readonly timers = []
  readonly counters = undefined

  boot(): void {}

  powerOff(): void {}

  receive(): void {}

  changed(): void {}

  find(): undefined {
    return undefined
  }
}
