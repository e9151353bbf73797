import type { Micros } from '../time.ts'
import type { VhostState, Window } from './folds/history.ts'
import type { Asking, HastRole } from './record.ts'
import type { OfSort, Power, Range, Truth, VhostName } from './sentence.ts'

/** Both ends are part of it. */
interface Period {
  readonly from: Micros
  readonly to: Micros
}

/** Times that do not count: so long after each fault, or after each of a happening. */
export interface Exception {
  readonly lasts: Micros
  readonly after: OfSort<'happening'>
}

type Wrapped =
  /** After everything at that time. */
  | { readonly wrapper: 'at'; readonly at: Micros; readonly that: Truth }
  /** Comes to be true in the period, or is, and stays so. */
  | ({ readonly wrapper: 'within'; readonly that: Truth; readonly stays: Micros } & Period)
  | ({ readonly wrapper: 'always'; readonly that: OfSort<'condition'>; readonly except?: Exception } & Period)
  | ({ readonly wrapper: 'never'; readonly that: Truth; readonly except?: Exception } & Period)
  /** In some run of many. */
  | ({ readonly wrapper: 'sometimes'; readonly that: Truth } & Period)
  | ({ readonly wrapper: 'measure'; readonly that: OfSort<'quantity'>; readonly range: Range } & Period)

/** What somebody expects of a run. */
export type Expectation = Wrapped & {
  /** Its line. */
  readonly line?: number
  /** Of the line, where it is another than the scenario's own. */
  readonly file?: string
}

/** What was so at a moment, and since when. */
export type Fact = { readonly since: Micros } & (
  | { readonly of: 'state'; readonly vhost: VhostName; readonly state: VhostState }
  | { readonly of: 'masters'; readonly group: string; readonly masters: readonly string[] }
  | { readonly of: 'power'; readonly host: string; readonly power: Power }
  | { readonly of: 'demotion'; readonly host: string; readonly total: number }
  | { readonly of: 'role'; readonly host: string; readonly resource: string; readonly role: HastRole }
  | { readonly of: 'service'; readonly host: string; readonly name: string; readonly runs: boolean }
  | {
      readonly of: 'ping'
      readonly asked?: Asking
      readonly host: string
      readonly address: string
      readonly by: readonly string[]
    }
)

/** Open: this run cannot tell, because it is one of many, or ends before. */
export type Verdict = 'holds' | 'fails' | 'open'

/** What came of an expectation. The same live as over the records of a run, and so without their ids. */
export interface Judgement {
  readonly expectation: Expectation
  readonly verdict: Verdict
  /** The moment at which that was decided. */
  readonly at: Micros
  /** What was so instead at that moment. */
  readonly instead: readonly Fact[]
  /** When it was otherwise than expected; of a duration that was measured, all its parts. */
  readonly spans: readonly Window[]
  /** When the sentence was true: the last time that began until the moment, and the first that began after it. */
  readonly before?: Window
  readonly after?: Window
  /** What was measured. */
  readonly measured?: number
}

/**
 * What many runs together come to, each of which gave a verdict on the expectation: `sometimes` holds if it does in one
 * of them, anything else if it fails in none.
 */
export function jointVerdict({ wrapper }: Expectation, verdicts: readonly Verdict[]): Verdict {
  if (wrapper === 'sometimes') return verdicts.includes('holds') ? 'holds' : 'fails'
  if (verdicts.includes('fails')) return 'fails'
  return verdicts.includes('open') || verdicts.length === 0 ? 'open' : 'holds'
}
