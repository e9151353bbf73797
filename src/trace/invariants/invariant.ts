import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { CastHost } from '../trace.ts'

/** What an invariant is told of a scenario before it runs. */
export interface Setting {
  readonly hosts: readonly CastHost[]
  readonly networks: readonly {
    readonly name: string
    /** The share of copies that come twice. */
    readonly duplicate: number
    /** Whether who sends hears that, too. */
    readonly echo?: boolean
    /** Whether every copy is told of: a switch keeps some back that are due to nobody. */
    readonly isHub: boolean
  }[]
  readonly groups: readonly { readonly name: string; readonly members: readonly string[] }[]
}

/** Where a run broke a rule. */
export interface Violation {
  readonly t: Micros
  /** What was so, in words. */
  readonly text: string
  /** Whom to ask about. */
  readonly host?: string
  /** `lan/1` */
  readonly group?: string
}

/** What should hold in any run of any scenario: its name, and a fold that finds where it does not. */
export interface Invariant {
  readonly name: string
  readonly says: string
  /** The time that it allows, where it allows one. */
  readonly limit?: Micros
  fold(setting: Setting, limit: Micros): Fold<readonly Violation[]>
}
