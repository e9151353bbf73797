import type { Micros } from '../../time.ts'
import type { Tracked } from './tracking.ts'

/** What sysctl.conf says, and how the machine boots. */
export interface Settings {
  readonly preempt: boolean
  /** Absent: as the system has it. */
  readonly log?: number | undefined
  /** How long rc(8) runs at boot; absent: it is over when it begins. */
  readonly rc?: Micros | undefined
  /** Interfaces that are watched; absent: none. */
  readonly track?: readonly Tracked[] | undefined
}
