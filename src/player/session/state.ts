import type { Action, Endpoint } from '../../scenario/scenario.ts'
import type { Micros } from '../../time.ts'
import type { State } from '../../trace/record.ts'
import type { Branch } from './branch.ts'
import type { Answer, Predicting } from './predict.ts'

/** A machine, or one of its interfaces: its cable. */
export type Selection = Endpoint

/** Why a virtual host was not in a state at the cursor. */
export interface Asked {
  readonly host: string
  readonly group?: string
  readonly state: State
  readonly at: Micros
}

/** All of time even, or one step an event. */
export type Scale = 'linear' | 'events'

/** What somebody sees of a scenario: plain data that never changes; a command makes another one. */
export interface Session {
  /** In the order in which they were made: the first is the scenario as it was written. */
  readonly branches: readonly Branch[]
  /** The id of the branch that is looked at. */
  readonly current: number
  /** The id of the one that it is compared with. */
  readonly compared: number | null
  /** The present: everything up to the end of this instant has happened. */
  readonly cursor: Micros
  /** The part of a microsecond that time is ahead of the cursor: at 1/1024x a frame is a few. */
  readonly ahead: number
  /** Exponent of two: 4 is 16x, -10 is 1/1024x. */
  readonly speed: number
  readonly playing: boolean
  readonly view: { readonly from: Micros; readonly to: Micros }
  readonly scale: Scale
  /** For so many steps there is room. */
  readonly room: number
  readonly selected: Selection | null
  /** Something that happened, or will, which is looked at: the id of its record. */
  readonly picked: number | null
  readonly marks: ReadonlyMap<string, Micros>
  /** A sentence: only what it is about is told. Empty: all is. */
  readonly filter: string
  /** Whether routine advertisements, timers and log lines are told, too. */
  readonly verbose: boolean
  readonly asked: Asked | null
  readonly predicting: Predicting
  /** Of each branch, the child that was left last: where redo leads. */
  readonly left: ReadonlyMap<number, number>
  /** What the last command said. */
  readonly message: string | null
}

/** Commands that need nothing more. */
export type Word = 'play' | 'pause' | 'toggle' | 'fit' | 'undo' | 'redo' | 'verbose'

export type Command =
  | { readonly do: Word }
  /** Real time has passed. */
  | { readonly do: 'elapse'; readonly wall: Micros }
  | { readonly do: 'goto'; readonly t: Micros }
  | { readonly do: 'step'; readonly by: 'event' | 'transition'; readonly way: 1 | -1 }
  | { readonly do: 'speed'; readonly by: 1 | -1 }
  | { readonly do: 'set speed'; readonly speed: number }
  /** 1: into it. */
  | { readonly do: 'zoom'; readonly way: 1 | -1 }
  /** The other one, unless it is named; `room`: for so many steps. */
  | { readonly do: 'scale'; readonly to?: Scale; readonly room?: number }
  | { readonly do: 'mark' | 'to mark'; readonly name: string }
  | { readonly do: 'select'; readonly what: Selection | null }
  | { readonly do: 'pick'; readonly id: number | null }
  | { readonly do: 'act'; readonly action: Action; readonly for?: Micros }
  /** A branch beside this one in which nothing was done yet. */
  | { readonly do: 'fork'; readonly name?: string }
  | { readonly do: 'branch'; readonly id: number }
  | { readonly do: 'compare'; readonly id: number | null }
  | { readonly do: 'filter'; readonly text: string }
  | { readonly do: 'why-not'; readonly host: string; readonly group?: string; readonly state: State }
  /** To be asked what will come of what is done, or not; the other than now where that is left open. */
  | { readonly do: 'predict'; readonly on?: boolean }
  | { readonly do: 'answer'; readonly answer: Answer }
  /** Time goes on without an answer. */
  | { readonly do: 'skip' }
  | { readonly do: 'say'; readonly text: string | null }

export function branchNamed({ branches }: Session, id: number): Branch | undefined {
  return branches.find((branch) => branch.id === id)
}

/** The branch that is looked at. */
export function currentOf(session: Session): Branch {
  return branchNamed(session, session.current)!
}

/** The same session, with something to say. */
export function saying(session: Session, message: string): Session {
  return { ...session, message }
}

/** `fw1`, `fw1.em0`; null: nothing is selected. */
export function selectedName({ selected }: Session): string | null {
  if (selected === null) return null
  return selected.interface === undefined ? selected.host : `${selected.host}.${selected.interface}`
}
