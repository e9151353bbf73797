import type { Micros } from '../../time.ts'
import type { Family, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Scene } from './scene.ts'

type Change = RecordOf<'transition'>
type Advert = RecordOf<'advert'>

/** What became of advertisements that were not heard. */
export type Fate = 'lost' | 'refused' | 'late' | 'unread' | 'unsent'

interface At {
  /** The record that it tells of; of an advertisement that never came, the timer that was to send it. */
  readonly id: number
  /** When; of a thing that never happened, when it was due. */
  readonly t: Micros
}

/** One link of a chain: what it is made of, not how it is said. */
export type Step = At &
  (
    | {
        /** A master-down timer ran out. */
        readonly what: 'expired'
        readonly change: Change
        readonly armed: RecordOf<'armed'> | undefined
        /** What it heard last, if it was that which set the timer. */
        readonly heard: Advert | undefined
        /** Who else belongs to its group, and was MASTER meanwhile: nobody, where this is empty. */
        readonly masters: readonly string[]
        /** The vhids that it heard instead, and does not run. */
        readonly strangers: readonly number[]
        /** How much later than the timer it was noticed. */
        readonly late: Micros
      }
    | {
        /** Its advertisement was compared with an own one. */
        readonly what: 'compared'
        readonly change: Change
        readonly heard: Advert | undefined
        /** The machine's demotion at that time. */
        readonly demotion: number
      }
    | {
        /** Another change of state. */
        readonly what: 'changed'
        readonly change: Change
      }
    | {
        /** The same, where a chain is broken off: there is more before it. */
        readonly what: 'earlier'
        readonly change: Change
      }
    | {
        /** Advertisements of one machine that did not arrive at another, for one reason. */
        readonly what: 'missed'
        readonly fate: Fate
        readonly from: string
        /** Unknown of what was never sent. */
        readonly family?: Family
        readonly to: string
        /** The first and the last of them; `id` is that of the first. */
        readonly count: number
        readonly last: Micros
        /** When the first of them came, too late. */
        readonly arrives?: Micros
        readonly why: string
      }
    | {
        /** An advertisement that was due and never sent. */
        readonly what: 'due'
        readonly from: string
      }
    | {
        /** One that is due later than the other waits. */
        readonly what: 'slow'
        readonly from: string
        readonly since: Micros
      }
    | {
        /** Anything else that happened: a fault, a cable, a setting. */
        readonly what: 'record'
        readonly record: TraceRecord
      }
  )

export type StepOf<W extends Step['what']> = Extract<Step, { what: W }>

export function stepOf(record: TraceRecord): Step {
  return { what: 'record', id: record.id, t: record.t, record }
}

/** From near to far, each once; in one instant what was due stands before what kept it from happening. */
export function inOrder(steps: readonly Step[]): Step[] {
  const once = new Map<string, Step>()
  for (const step of steps) if (!once.has(`${step.what} ${step.id}`)) once.set(`${step.what} ${step.id}`, step)
  return [...once.values()].sort(
    (a, b) => b.t - a.t || Number(b.what === 'due') - Number(a.what === 'due') || b.id - a.id,
  )
}

/** Who goes back from what happened to what led to it; gives nothing for a record that it has come by already. */
export interface Finder {
  readonly scene: Scene
  of(record: TraceRecord | undefined): Step[]
}
