import type { Micros } from '../../time.ts'
import type { Process, Signal } from '../machine.ts'
import type { Node } from '../plan/plan.ts'
import type { Descriptors } from './descriptors.ts'

/** The process that a shell runs in, with the time that it has not yet asked for. */
export interface Place {
  readonly self: Process
  owed: Micros
  /** What is open to the shells in it. */
  readonly open: Set<Descriptors>
}

/** What runs in the background. */
export interface Job {
  readonly process: Process
  /** As it was written. */
  readonly text: string
}

export interface ShellFunction {
  readonly body: Node
  readonly text: string
}

/** A command that the shell leaves for: what is behind it does not run. */
export type Leave =
  | { readonly is: 'break' | 'continue'; readonly levels: number }
  | { readonly is: 'return' | 'exit'; readonly status: number }

export type Condition = 'EXIT' | Signal
