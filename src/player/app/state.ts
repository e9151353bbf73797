import type { Who } from '../session/predict.ts'
import { apply, type Session } from '../session/session.ts'
import { type Bindings, USUAL } from './bindings.ts'
import type { Typing } from './line.ts'

export const PANES = ['network', 'time', 'events', 'why', 'inspector'] as const
export type PaneName = (typeof PANES)[number]

/** What stands over the panes. */
export type Over =
  | { readonly is: 'help'; readonly search: string; readonly top: number }
  | { readonly is: 'menu'; readonly at: number }
  | { readonly is: 'branches'; readonly at: number }
  /** Above the prompt that is being typed at; so many lines up. */
  | { readonly is: 'console'; readonly up: number }
  | Predicted

/** A question that is open, or what came of it. */
export interface Predicted {
  readonly is: 'predict'
  /** Who is to be MASTER: then it is asked when. */
  readonly who: Who | null
  readonly at: number
  /** A time that is being typed. */
  readonly line: Typing
  readonly top: number
}

/** What is being typed, and what it is for. */
export interface Asking extends Typing {
  readonly is: 'command' | 'filter' | 'save' | 'console'
  /** On the console: how many commands back that one is. */
  readonly back?: number
}

/** How long hints are shown to somebody who looks, in microseconds. */
export const HINTS = 60_000_000

/** What the player shows. */
export interface Player {
  readonly session: Session
  /** What each key does. */
  readonly keys: Bindings
  readonly focus: PaneName
  /** What stands beside the events. */
  readonly beside: 'why' | 'inspector'
  readonly over: Over | null
  readonly asking: Asking | null
  /** A key that waits for the next one: a letter; whether to replace that file. */
  readonly waits: { readonly for: 'mark' | 'to mark' } | { readonly for: 'replace'; readonly file: string } | null
  /** What it says of itself; the session has its own message. */
  readonly notice: string | null
  /** How far down the panes are scrolled that have more than they show. */
  readonly tops: Readonly<Record<'why' | 'inspector', number>>
  /** How long people have been looking, on the wall, in microseconds: hints are for the first minute. */
  readonly age: number
}

/** How somebody wants it. */
export interface Usage {
  readonly keys?: Bindings
  readonly hints?: boolean | undefined
  /** To be asked what will come of what is done. */
  readonly predict?: boolean | undefined
}

export function playerOf(session: Session, { keys = USUAL, hints = true, predict = false }: Usage = {}): Player {
  const first = firstElecting(session)
  const begun = predict ? apply(session, { do: 'predict', on: true }) : session
  return {
    session: first === undefined ? begun : { ...begun, selected: { host: first } },
    keys,
    focus: 'events',
    beside: 'why',
    over: null,
    asking: null,
    waits: null,
    notice: null,
    tops: { why: 0, inspector: 0 },
    age: hints ? 0 : HINTS,
  }
}

function firstElecting({ branches }: Session): string | undefined {
  return branches[0]!.trace.hosts.find(({ vhosts }) => vhosts.length > 0)?.name
}

/** The machines, in file order. */
export function machinesOf({ branches }: Session): readonly string[] {
  return branches[0]!.trace.hosts.map(({ name }) => name)
}
