import { formatSeconds, type Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../causes.ts'
import { familyOf, isDaemon, since } from '../story/waiting.ts'
import { count, exactly } from '../words.ts'
import { inWords, saidIn } from './own.ts'
import type { Obstacle, WhyNot } from './why-not.ts'
import { type Sentence, tellSteps } from './words.ts'

/** An answer to why-not in words. */
export interface ToldNot {
  /** `skunk2 was BACKUP at 11 s: its master-down timer still had 1.351659 s to run (…)` */
  readonly headline: string
  /** The other ways to that state, and why they were not open. */
  readonly besides: readonly { readonly text: string; readonly ids: readonly number[] }[]
  readonly sentences: readonly Sentence[]
}

type Of<W extends Obstacle['what']> = Extract<Obstacle, { what: W }>
type Sayings = { readonly [W in Obstacle['what']]: (obstacle: Of<W>) => string }

/**
 * Says why something was not so.
 *
 * @param seen - of what happens later nothing is told
 */
export function tellWhyNot(trace: Trace, answer: WhyNot, seen: Micros = trace.until): ToldNot {
  const { subject, at, is, asked, obstacles, steps } = answer
  const standing = is === 'off' ? 'did not run' : `was ${is}`
  const who = `${subject.host} ${standing} at ${exactly(at)}`
  const sentences = tellSteps(trace, steps, seen)
  if (is === asked) return { headline: `${who}, as asked: it was so because`, besides: [], sentences }
  const [first, ...others] = obstaclesInWords(trace, answer, seen).map((text, i) => ({ text, ids: obstacles[i]!.ids }))
  const named = first === undefined || first.ids.length === 0 ? '' : ` (${first.ids.map((id) => `#${id}`).join(', ')})`
  return { headline: `${who}: ${first?.text ?? ''}${named}`, besides: others, sentences }
}

/** What stood in each way to the other state. */
export function obstaclesInWords(trace: Trace, answer: WhyNot, seen: Micros = trace.until): string[] {
  const sayings = sayingsOf(trace, answer, seen)
  return answer.obstacles.map((obstacle) => (sayings[obstacle.what] as (obstacle: Obstacle) => string)(obstacle))
}

const LACKS: Readonly<Record<string, string>> = {
  'taken down': 'its carp interface was down',
  'address removed': 'it had no address any more',
}

function sayingsOf(trace: Trace, { subject, at }: WhyNot, seen: Micros): Sayings {
  const on = subject.interface
  return {
    timer: (obstacle) => timer(trace, obstacle, isDaemon(subject.system)),
    'no timer': () => 'it is deaf, in a sleep or until its script ends, and no master-down timer runs',
    preemption,
    'not better': (obstacle) => notBetter(obstacle, subject.group),
    runs: () =>
      isDaemon(subject.system)
        ? 'a daemon that runs is BACKUP or MASTER, whatever its interface is'
        : `${on} has a carrier, is up and has its address: it runs, so that it is BACKUP or MASTER`,
    'no carrier': () => `${on} had no carrier`,
    'interface down': () => `${on} was down`,
    'not allowed': () => 'net.inet.carp.allow was 0',
    paused: () => 'its machine stood still, and its timers with it',
    off: () => 'it had no power, or no process of it ran',
    'never on': () => whenOn(trace, subject.host, { from: at, to: seen }),
    INIT: ({ rule }) => LACKS[rule] ?? 'nothing had started its election',
  }
}

function timer(trace: Trace, { armed, heard, remaining }: Of<'timer'>, polls: boolean): string {
  const causes = new Causes(trace.records)
  const by = heard === undefined ? startOf(since(causes.origin(armed))) : ` by ${heard.host}'s advertisement`
  const family = familyOf(trace, armed)
  const its = `its ${family === undefined ? '' : `${family} `}master-down timer`
  const when = `armed at ${formatSeconds(armed.t)}${by}`
  if (remaining >= 0) return `${its} still had ${exactly(remaining)} to run (${when})`
  const why = polls ? 'ucarp looks at it when its poll returns' : 'nothing has looked at it since'
  return `${its} had run out ${exactly(-remaining)} before (${when}), and ${why}`
}

/** ` since it booted` as what set a timer: `, when it booted`. */
function startOf(since: string): string {
  return since.replace(/^ since "/, ' by "').replace(/^ since /, ', when ')
}

function preemption({ preempt, heard, mine, isShorter, demotion }: Of<'preemption'>): string {
  const off = preempt ? '' : 'preempt was off'
  if (heard === undefined) return `nor could it preempt: ${joined(off, 'it had heard no advertisement')}`
  const demotions = `its demotion ${mine.demotion} was`
  if (demotion === 'is kept') {
    const more = `${demotions} more than ${heard.host}'s ${heard.packet.demotion}, which is compared before the interval`
    return `nor could it preempt: ${joined(off, more)}`
  }
  if (demotion === 'takes over') {
    return `${demotions} less than ${heard.host}'s ${heard.packet.demotion}: it takes over when it next hears one`
  }
  const his = `${heard.host}'s ${inWords(heard)}`
  if (!isShorter) {
    return `nor could it preempt: ${joined(off, `its interval ${inWords(mine)} was no shorter than ${his}`)}`
  }
  const better = `its interval ${inWords(mine)} was shorter than ${his}`
  if (!preempt) return `nor could it preempt: ${off}; else it could have, for ${better}`
  return `preempt was on, and ${better}: it preempts when it next hears one`
}

function notBetter({ heard, mine, missed }: Of<'not better'>, group: string): string {
  if (heard !== undefined) {
    const last = `the last that it heard, ${heard.host}'s at ${formatSeconds(heard.t)}, has ${inWords(saidIn(heard))}`
    return `it had heard no better advertisement: ${last}, and its own is ${inWords(mine)}`
  }
  if (missed > 0)
    return `it had heard no advertisement that it believed; ${count(missed, 'advertisement')} of others did not come through`
  return `no other machine had advertised ${group} since it was MASTER`
}

function whenOn({ records, until }: Trace, host: string, { from, to }: Window): string {
  const boot = records.find((record): record is RecordOf<'power'> => {
    return record.kind === 'power' && record.host === host && record.t > from && record.t <= to
  })
  if (boot === undefined && to < until) return 'it has not been booted yet'
  return boot === undefined ? 'it was never booted' : `it boots at ${formatSeconds(boot.t)} only (#${boot.id})`
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ')
}
