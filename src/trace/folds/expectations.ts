import type { Micros } from '../../time.ts'
import type { Expectation, Judgement } from '../expectation.ts'
import type { Fold } from '../fold.ts'
import type { Kind, TraceRecord } from '../record.ts'
import type { Sentence } from '../sentence.ts'
import type { CastHost } from '../trace.ts'
import { joined } from '../windows.ts'
import { Chronicle, type Histories } from './chronicle.ts'
import { factsOf, leavesAbout } from './facts.ts'
import { type Matcher, matcherOf } from './happenings.ts'
import type { Window } from './history.ts'
import { type Meter, meterOf } from './quantities.ts'
import { kindsOf, windowsOf } from './truth.ts'
import { decide } from './verdicts.ts'

/** Judges expectations: the same live as over the records of a run. */
export function expectationsFold(
  expectations: readonly Expectation[],
  hosts: readonly CastHost[],
): Fold<readonly Judgement[]> {
  const folds = expectations.map((expectation) => expectationFold(expectation, hosts))
  return {
    kinds: [...new Set(folds.flatMap(({ kinds }) => kinds))],
    record: (record) => {
      for (const fold of folds) if (fold.kinds.includes(record.kind)) fold.record(record)
    },
    end: (until) => folds.map((fold) => fold.end(until)),
  }
}

/** Judges one expectation. */
export function expectationFold(expectation: Expectation, hosts: readonly CastHost[]): Fold<Judgement> {
  return new Watching(expectation, hosts)
}

/** Watches what an expectation is about, and judges at the end. */
class Watching implements Fold<Judgement> {
  readonly kinds: readonly Kind[]
  readonly #expectation: Expectation
  readonly #chronicle: Chronicle
  readonly #meter: Meter | undefined
  readonly #instants: Instants | undefined
  readonly #exempt: Instants | undefined

  constructor(expectation: Expectation, hosts: readonly CastHost[]) {
    this.#expectation = expectation
    const { that, wrapper } = expectation
    if (that.sort === 'happening') this.#instants = new Instants(matcherOf(that.says))
    if (wrapper === 'measure') this.#meter = meterOf(that.says, expectation)
    const except = 'except' in expectation ? expectation.except : undefined
    if (except !== undefined) this.#exempt = new Instants(matcherOf(except.after.says))
    const kinds = new Set([...kindsAbout(that), ...(this.#meter?.kinds ?? [])])
    this.#chronicle = new Chronicle(hosts, [...kinds])
    for (const instants of [this.#instants, this.#exempt]) for (const kind of instants?.kinds ?? []) kinds.add(kind)
    this.kinds = [...kinds]
  }

  record(record: TraceRecord): void {
    if (this.#chronicle.kinds.includes(record.kind)) this.#chronicle.record(record)
    this.#meter?.record(record)
    this.#instants?.record(record)
    this.#exempt?.record(record)
  }

  end(until: Micros): Judgement {
    const expectation = this.#expectation
    // What is so at the last instant lasts for a microsecond more than the run.
    const histories = this.#chronicle.end(until + 1)
    const held = this.#held(histories, until + 1)
    const measured = this.#meter?.end(histories, until)
    const exempt = this.#exempt?.windows('except' in expectation ? expectation.except!.lasts : 0) ?? []
    const decided = decide(expectation, { held, exempt, until, ...(measured && { measured }) })
    const instead = decided.verdict === 'fails' ? factsOf(expectation.that, decided.at, histories) : []
    return { expectation, ...decided, instead, ...around(held, decided.at) }
  }

  /** When the sentence was true. */
  #held(histories: Histories, end: Micros): Window[] {
    const { that } = this.#expectation
    return that.sort === 'condition' ? windowsOf(that.says, histories, end) : (this.#instants?.windows(0) ?? [])
  }
}

/** The kinds of record that tell how it stands with what a sentence is about. */
function kindsAbout(sentence: Sentence): Kind[] {
  return leavesAbout(sentence).flatMap(kindsOf)
}

function around(held: readonly Window[], t: Micros): Pick<Judgement, 'before' | 'after'> {
  const before = held.findLast(({ from }) => from <= t)
  const after = held.find(({ from }) => from > t)
  return { ...(before && { before }), ...(after && { after }) }
}

/** The instants at which something happened. */
class Instants {
  readonly kinds: readonly Kind[]
  readonly #matcher: Matcher
  readonly #times: Micros[] = []

  constructor(matcher: Matcher) {
    this.kinds = matcher.kinds
    this.#matcher = matcher
  }

  record(record: TraceRecord): void {
    if (!this.kinds.includes(record.kind) || !this.#matcher.fits(record)) return
    if (this.#times.at(-1) !== record.t) this.#times.push(record.t)
  }

  /** Each instant and so much after it. */
  windows(lasts: Micros): Window[] {
    const windows = this.#times.map((t) => ({ from: t, to: t + lasts + 1 }))
    // Instants that follow each other by a microsecond are two all the same.
    return lasts === 0 ? windows : joined(windows)
  }
}
