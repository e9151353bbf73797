import { simulate } from '../../simulate.ts'
import type { Trace } from '../../trace/trace.ts'
import { type Play, scenarioOf } from './stage.ts'

/** Something that real systems do in different ways. */
export interface Behaviour {
  /** As the table calls it: `tie`. */
  readonly name: string
  /** What is asked, in a few words. */
  readonly about: string
  /** The word of the glossary that it is about. */
  readonly explain: string
  /** What a system does, in a few words. */
  of(system: string): string
}

interface Played<K extends string> extends Omit<Behaviour, 'of'> {
  /** The tiny runs that show it. */
  readonly plays: Readonly<Record<K, Play>>
  /** What their traces say. It is not told whose they are. */
  reads(traces: Readonly<Record<K, Trace>>): string
}

/** A behaviour that is seen by playing. */
export function played<K extends string>({ plays, reads, ...rest }: Played<K>): Behaviour {
  const names = Object.keys(plays) as K[]
  const of = (system: string) => {
    const traces = names.map((name) => [name, simulate(scenarioOf(plays[name], system))] as const)
    return reads(Object.fromEntries(traces) as Record<K, Trace>)
  }
  return { ...rest, of }
}
