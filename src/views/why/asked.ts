import { formatTime, type Micros } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import { type Leaf, type VhostName, within } from '../../trace/sentence.ts'
import type { Trace } from '../../trace/trace.ts'
import { Chain } from './chain.ts'
import { type Explanation, explain } from './explain.ts'
import { heldBy } from './held.ts'
import { tellWhyNot } from './not-words.ts'
import { QuestionError } from './question.ts'
import { rootOf } from './root.ts'
import { networkOf, sceneOf } from './scene.ts'
import { inOrder, type Step } from './step.ts'
import { explainTraffic } from './traffic.ts'
import { whyNot } from './why-not.ts'
import { type Told, tellWhy } from './words.ts'

/** An answer in words, and what it goes back to. */
export interface Answered extends Told {
  readonly besides?: readonly { readonly text: string; readonly ids: readonly number[] }[]
  readonly steps: readonly Step[]
  /** As rootOf() names it. */
  readonly root: string
}

/**
 * Why something is so: a pure function of the trace and the sentence.
 *
 * @param trace - of level `all`: what is not kept cannot be told
 * @throws QuestionError where it is not so
 */
export function whySo(trace: Trace, at: Micros, says: Leaf): Answered {
  const scene = sceneOf(trace)
  const before = scene.causes.endOf(at)
  switch (says.is) {
    case 'state':
      return ofState(trace, at, says)
    case 'ping': {
      const { traffic, steps } = explainTraffic(scene, says.host, at, says)
      if (traffic.by.length > 0 === says.answered) return told(trace, { traffic, steps })
      throw isNot(`${says.host} gets ${says.answered ? 'no answer' : 'answers'}`, at)
    }
    case 'demotion': {
      const last = scene.last('demotion', before, ({ host }) => host === says.host)
      const total = scene.demotion(says.host, before)
      if (last === undefined || !within(total, says.total)) throw isNot(`demotion of ${says.host} is ${total}`, at)
      const chain = new Chain(scene)
      return told(trace, { record: last, steps: inOrder([...chain.of(last), ...heldBy(chain, last, before)]) })
    }
    case 'role':
      return ofRole(trace, at, says)
    case 'service': {
      const { host, name, runs } = says
      const last = trace.records.findLast(
        (one) => one.id < before && one.kind === 'service' && one.host === host && one.name === name,
      )
      if (last?.kind !== 'service' || last.runs !== runs)
        throw isNot(`${name} of ${host} ${runs ? 'does not run' : 'runs'}`, at)
      return told(trace, { record: last, steps: new Chain(scene).of(last) })
    }
    default:
      throw new QuestionError(
        'carpsim says why a machine is in a state or a role, why a ping fails, and why there is demotion',
      )
  }
}

function ofState(trace: Trace, at: Micros, { vhost, state, not }: Extract<Leaf, { is: 'state' }>): Answered {
  const of = subjectOf(trace, vhost)
  if (!not) {
    const explanation = explain(trace, { ...of, at })
    if (explanation.state !== state) throw isNot(`${vhost.host} is ${explanation.state}`, at)
    return told(trace, explanation)
  }
  if (state === 'off' || state === 'paused') throw new QuestionError('ask why it is MASTER, BACKUP or INIT, or is not')
  const answer = whyNot(trace, { ...of, at, state })
  if (answer.is === state) throw isNot(`${vhost.host} is ${state}`, at)
  return { ...tellWhyNot(trace, answer), steps: answer.steps, root: rootOf(answer) }
}

function told(trace: Trace, explanation: Explanation): Answered {
  const { headline, sentences } = tellWhy(trace, explanation)
  return { headline: `${headline} because`, sentences, steps: explanation.steps, root: rootOf(explanation) }
}

function ofRole(trace: Trace, at: Micros, { host, resource, role, not }: Extract<Leaf, { is: 'role' }>): Answered {
  const scene = sceneOf(trace)
  const isOurs = (record: RecordOf<'role'>) => record.host === host && record.resource === resource
  const last = scene.last('role', scene.causes.endOf(at), isOurs)
  const now = last?.to ?? 'init'
  if (last === undefined || (now === role) === not) throw isNot(`hast ${resource} of ${host} is ${now}`, at)
  return told(trace, { record: last, steps: inOrder(new Chain(scene).of(last)) })
}

/** It is otherwise than somebody asks. */
function isNot(what: string, at: Micros): QuestionError {
  return new QuestionError(`${what} at ${formatTime(at)}`)
}

function subjectOf(trace: Trace, { host, interface: on, vhid }: VhostName): { host: string; group: string } {
  return { host: `${host}.${on}`, group: `${networkOf(trace, { host, interface: on })}/${vhid}` }
}
