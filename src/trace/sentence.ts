import type { VhostState } from './folds/history.ts'
import type { Asking, Bodies, HastRole, State } from './record.ts'

// What sentences say, as plain data, all names resolved.

/** A machine, one of its interfaces, or a virtual host on it; what is left out may be any. */
export interface Part {
  readonly host: string
  readonly interface?: string
  readonly vhid?: number
}

/** `host.interface/vhid`. */
export type VhostName = Required<Part>

/** From one number to another, both included. */
export interface Range {
  readonly least?: number
  readonly most?: number
}

/** What holds or does not, at any instant. */
export type Condition =
  | Leaf
  | { readonly is: 'and'; readonly parts: readonly Condition[] }
  | { readonly is: 'or'; readonly parts: readonly Condition[] }

/** A condition about one thing. */
export type Leaf =
  | { readonly is: 'state'; readonly vhost: VhostName; readonly state: VhostState; readonly not: boolean }
  /** So many of a group are MASTER; unless strictly, the two of a hand-over count as one. */
  | { readonly is: 'masters'; readonly group: string; readonly count: Range; readonly strictly: boolean }
  | { readonly is: 'power'; readonly host: string; readonly power: Power; readonly not: boolean }
  | { readonly is: 'demotion'; readonly host: string; readonly total: Range }
  /** Of a node of a HAST resource. */
  | {
      readonly is: 'role'
      readonly host: string
      readonly resource: string
      readonly role: HastRole
      readonly not: boolean
    }
  | { readonly is: 'service'; readonly host: string; readonly name: string; readonly runs: boolean }
  /** How the last ping, or request over TCP, of which anything is known went; `by`: whose answer came. */
  | {
      readonly is: 'ping'
      readonly of?: Asking
      readonly host: string
      readonly address: string
      readonly answered: boolean
      readonly by?: string
    }

export type Power = 'on' | 'off' | 'paused'

type Becomes = Bodies['connection']['becomes']

/** What is at an instant. */
export type Happening =
  /** One of them changes its state to that. */
  | { readonly happens: 'becomes'; readonly vhosts: readonly VhostName[]; readonly state: State }
  | { readonly happens: 'advertises' | 'announces'; readonly parts: readonly Part[] }
  | { readonly happens: 'log'; readonly host: string; readonly pattern: string }
  | { readonly happens: 'fault' }
  /** A TCP connection that a machine keeps becomes that. */
  | { readonly happens: 'connection'; readonly host: string; readonly address: string; readonly becomes: Becomes }

/** What is counted record by record. */
export type Counted =
  | 'transitions'
  | 'adverts'
  | 'drops'
  | 'lost pings'
  | 'lost fetches'
  | 'lost words'
  | 'resets'
  | 'faults'

/** What is counted of what is written. */
export type CountedWrites = 'acknowledged writes' | 'lost writes' | 'diverged writes' | 'blocked writes' | 'stale reads'

/** A number: a count, or microseconds. */
export type Quantity =
  /** Of these; of all where none is named. */
  | { readonly counts: Counted; readonly parts: readonly Part[] }
  /** Of a group; of all where none is named. */
  | { readonly counts: 'fail-overs' | 'hand-overs'; readonly group?: string }
  /** Frames for one machine that a switch sends to all, because it does not know where that is; of all switches. */
  | { readonly counts: 'floods'; readonly switch?: string }
  /** Of some data, or of who writes; of all where none is named. */
  | { readonly counts: CountedWrites; readonly of?: string }
  /** How long two machines took writes of the same data at once. */
  | { readonly lasts: 'two writers'; readonly of?: string }
  /** How long a condition holds: in all, or at the longest. */
  | { readonly lasts: 'in all' | 'longest'; readonly condition: Condition }
  /** The longest time in which something that a machine asked had no answer. */
  | { readonly lasts: 'outage'; readonly host: string }

/** A sentence as it was written, and what it says. */
export interface Said<What> {
  readonly text: string
  readonly says: What
}

export type Sentence =
  | ({ readonly sort: 'condition' } & Said<Condition>)
  | ({ readonly sort: 'happening' } & Said<Happening>)
  | ({ readonly sort: 'quantity' } & Said<Quantity>)
  /** Bare names: all that is about them. */
  | ({ readonly sort: 'names' } & Said<readonly Part[]>)

/** A sentence that is true at times. */
export type Truth = Extract<Sentence, { sort: 'condition' | 'happening' }>

export type OfSort<Sort extends Sentence['sort']> = Extract<Sentence, { sort: Sort }>

/** Whether a number is in a range. */
export function within(value: number, { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Range) {
  return value >= least && value <= most
}

/** Whether a record or another name is one of these, or of any where none is named. */
export function isOf(parts: readonly Part[], named: object): boolean {
  return parts.length === 0 || parts.some((part) => isPart(part, named))
}

function isPart(part: Part, named: Partial<Part>): boolean {
  return (
    part.host === named.host &&
    (part.interface === undefined || part.interface === named.interface) &&
    (part.vhid === undefined || part.vhid === named.vhid)
  )
}

/** All that a condition is made of, without `and` and `or`. */
export function leavesOf(condition: Condition): Leaf[] {
  return condition.is === 'and' || condition.is === 'or' ? condition.parts.flatMap(leavesOf) : [condition]
}
