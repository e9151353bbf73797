import type { Deed } from '../../../host/carp.ts'
import type { Host } from '../../../host/host.ts'
import type { Micros } from '../../../time.ts'
import type { Terms } from '../../../trace/event.ts'
import type { Action, Verb } from '../../scenario.ts'
import type { Stage } from '../compile.ts'

/** A verb of the language: what it does, how the trace tells it, and what undoes it. */
export interface VerbRule<A> {
  /** What is to be done now, or why nothing can be done. */
  deed(action: A, stage: Stage): Deed
  /** In words; `target` is what it acts on, as a scenario writes it. */
  words(action: A, target: string): string
  /** What views must know of it besides, for which words are no source. */
  terms?(action: A): Terms
  /** For `for:`: what undoes it, seen from the time before. Absent: it cannot be undone. */
  undo?(action: A, stage: Stage): Action
  /** What happens by itself from then on, until all is over, or `for` is. */
  course?(action: A, stage: Stage): Iterator<Step>
  /** What it is where it lasts for a while, if that is not itself. */
  lasting?(action: A): Action
}

/** A part of what goes on by itself. */
export interface Step {
  /** So long after the one before. */
  readonly after: Micros
  readonly action: Action
  /** It is undone after that time. */
  readonly for?: Micros
}

export type ActionOf<V extends Verb> = Action & { readonly verb: V }

export type VerbRules<V extends Verb> = { readonly [W in V]: VerbRule<ActionOf<W>> }

export interface OnHost {
  readonly host: string
}

export function hostOf({ host }: OnHost, stage: Stage): Host {
  return stage.hosts.get(host)!
}

/** A deed of a machine that must be on for it. */
export function whenOn({ host: name }: OnHost, stage: Stage, deed: (host: Host) => Deed): Deed {
  const host = hostOf({ host: name }, stage)
  if (host.power !== 'on') return `${name} is ${host.power}`
  return host.startup?.notYet ?? deed(host)
}
