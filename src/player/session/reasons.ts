import type { Micros } from '../../time.ts'
import type { VhostHistory } from '../../trace/folds/history.ts'
import type { TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { registerOf } from '../../views/register.ts'
import { isOf, type Subject, sceneOf } from '../../views/why/scene.ts'
import type { WhyNotQuestion } from '../../views/why/why-not.ts'
import { patienceOf } from './answers.ts'
import { groupIn, type Judgement, nextOf, type Outcome } from './predict.ts'

// Why it came out as it did: the record, and the question, whose answers tell it.

/** What made the outcome what it is; where several are MASTER, what made one of them that was not thought of. */
export function decisive(trace: Trace, { outcome, answer }: Judgement): TraceRecord | undefined {
  const { masters, since, before } = outcome
  const scene = sceneOf(trace)
  const made = (place: number) => scene.standing(subjectAt(trace, outcome, place), before).record
  if (masters.length > 1) {
    const others = masters.filter((place) => place !== answer.who).map(made)
    return others.reduce((last, record) => ((record?.id ?? 0) > (last?.id ?? 0) ? record : last))
  }
  if (since === null) return undefined
  const [master] = masters
  const became = master === undefined ? undefined : made(master)
  return became?.t === since ? became : lastEnd(trace, outcome, since)
}

/** That another one ceased to be MASTER then. */
function lastEnd(trace: Trace, outcome: Outcome, since: Micros): TraceRecord | undefined {
  const { vhosts } = groupIn(trace, outcome)
  const ends = vhosts.flatMap((_, place) => {
    const subject = subjectAt(trace, outcome, place)
    return [...registerOf(trace).life(subject.host, outcome.before)].filter((record) => {
      return record.t === since && (record.kind !== 'transition' || (record.from === 'MASTER' && isOf(record, subject)))
    })
  })
  return ends.sort((a, b) => a.id - b.id).at(-1)
}

/**
 * What an answer that named another MASTER overlooked; where nothing changed, why nobody else is. Undefined: what
 * happened says it all.
 */
export function overlooked(trace: Trace, { outcome, answer, who }: Judgement): WhyNotQuestion | undefined {
  const { masters, since } = outcome
  const { vhosts } = groupIn(trace, outcome)
  const others = [...vhosts.keys()].filter((place) => !masters.includes(place))
  const named = typeof answer.who === 'number' && others.includes(answer.who) ? answer.who : undefined
  const thought = named ?? (answer.who === 'several' && !who ? others[0] : undefined)
  const place = thought ?? (since === null && masters.length < 2 ? others[0] : undefined)
  if (place === undefined) return undefined
  const { host, interface: on, group } = subjectAt(trace, outcome, place)
  return { host: `${host}.${on}`, group, at: outcome.since ?? quiet(trace, outcome, vhosts), state: 'MASTER' }
}

/** A time by which something would have happened, had anything: no later than the next thing that is done. */
function quiet(trace: Trace, { t }: Outcome, vhosts: readonly VhostHistory[]): Micros {
  const next = nextOf(trace, t)
  return Math.min(t + patienceOf(vhosts), next === undefined ? trace.until : next.t - 1)
}

function subjectAt(trace: Trace, outcome: Outcome, place: number): Subject {
  const { host, interface: on } = groupIn(trace, outcome).vhosts[place]!
  const subject = sceneOf(trace).subjects.find((one) => {
    return one.host === host && one.interface === on && one.group === outcome.group
  })
  return subject!
}
