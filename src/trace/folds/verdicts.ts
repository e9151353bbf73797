import type { Micros } from '../../time.ts'
import type { Expectation, Judgement, Verdict } from '../expectation.ts'
import { within } from '../sentence.ts'
import { common, contains, otherTimes } from '../windows.ts'
import type { Window } from './history.ts'
import type { Measured } from './quantities.ts'

/** What a run showed of an expectation. */
export interface Found {
  /** When its sentence was true. */
  readonly held: readonly Window[]
  /** When that does not count. */
  readonly exempt: readonly Window[]
  readonly measured?: Measured
  /** The end of the run, which may be earlier than the expectation's. */
  readonly until: Micros
}

export type Decided = Pick<Judgement, 'verdict' | 'at' | 'spans' | 'measured'>

type ExpectationOf<W extends Expectation['wrapper']> = Extract<Expectation, { wrapper: W }>
type Deciders = { readonly [W in Expectation['wrapper']]: (expectation: ExpectationOf<W>, found: Found) => Decided }

const DECIDERS: Deciders = {
  at: ({ at }, { held, until }) => {
    if (at > until) return decided('open', until)
    return decided(held.some((window) => contains(window, at)) ? 'holds' : 'fails', at)
  },
  within: ({ from, to, stays }, { held, until }) => {
    const starts = held.flatMap((window) => {
      const start = Math.max(window.from, from)
      return start <= to && window.to > start && window.to >= start + stays ? [start + stays] : []
    })
    if (starts[0] !== undefined) return decided('holds', starts[0])
    return to + stays > until ? decided('open', until) : decided('fails', givenUp(held, from, to))
  },
  always: ({ from, to }, { held, exempt, until }) =>
    forbidden({ from, to }, otherTimes(held, until + 1), exempt, until),
  never: ({ from, to }, { held, exempt, until }) => forbidden({ from, to }, held, exempt, until),
  sometimes: ({ from, to }, { held, until }) => {
    const [first] = common(held, [{ from, to: to + 1 }])
    return first === undefined ? decided('open', Math.min(to, until)) : decided('holds', first.from)
  },
  measure: ({ to, range }, { measured, until }) => {
    const { value = 0, parts = [] } = measured ?? {}
    const verdict = to > until ? 'open' : within(value, range) ? 'holds' : 'fails'
    return { ...decided(verdict, Math.min(to, until), parts), measured: value }
  },
}

/** What comes of an expectation, and when that is decided. */
export function decide(expectation: Expectation, found: Found): Decided {
  return (DECIDERS[expectation.wrapper] as (expectation: Expectation, found: Found) => Decided)(expectation, found)
}

/** What may not be in a period, the ends included, was or was not. */
function forbidden({ from, to }: Window, bad: readonly Window[], exempt: readonly Window[], until: Micros): Decided {
  const counting = common(otherTimes(exempt, until + 1), [{ from, to: Math.min(to, until) + 1 }])
  const spans = common(bad, counting)
  if (spans[0] !== undefined) return decided('fails', spans[0].from, spans)
  return to > until ? decided('open', until) : decided('holds', to)
}

/** When it was clear that a sentence does not come to stay: when the last time that it was true ended, or at the end. */
function givenUp(held: readonly Window[], from: Micros, to: Micros): Micros {
  const last = held.findLast((window) => window.from <= to && window.to > from)
  return last === undefined ? to : Math.max(last.to, to)
}

function decided(verdict: Verdict, at: Micros, spans: readonly Window[] = []): Decided {
  return { verdict, at, spans }
}
