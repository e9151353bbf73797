import type { Kind } from '../../trace/record.ts'
import type { Explanation } from './explain.ts'
import type { Step } from './step.ts'
import type { WhyNot } from './why-not.ts'

/**
 * What an answer goes back to, by its name: the first event of all that led to it, as verb and target; where no event
 * did, the nearest reason why something was not heard (`bad-hmac`), what stood in the way (`preemption`), or the machine
 * that booted.
 */
export function rootOf(answer: Pick<Explanation | WhyNot, 'steps'> & Partial<Pick<WhyNot, 'obstacles'>>): string {
  const { steps, obstacles = [] } = answer
  const named = [steps.findLast(isEvent), steps.find(isReason)].find((step) => step !== undefined)
  if (named !== undefined) return nameOf(named)
  const obstacle = obstacles.findLast(({ what }) => what !== 'timer')
  if (obstacle !== undefined) return obstacle.what
  const [last] = steps.slice(-1)
  return last === undefined ? '' : nameOf(last)
}

function isEvent(step: Step): boolean {
  return step.what === 'record' && step.record.kind === 'fault'
}

const REASONS: ReadonlySet<Kind> = new Set<Kind>(['lost', 'drop', 'hop'])

function isReason(step: Step): boolean {
  return step.what === 'missed' || (step.what === 'record' && REASONS.has(step.record.kind))
}

const HOPS: Readonly<Record<string, string>> = { echo: 'echo', unknown: 'flooded' }

function nameOf(step: Step): string {
  if (step.what === 'missed') return step.why || step.fate
  if (step.what !== 'record') return step.what
  const { record } = step
  switch (record.kind) {
    case 'fault':
      return `${record.verb} ${record.target}`
    case 'lost':
    case 'drop':
      return record.why
    case 'hop':
      return HOPS[record.how] ?? 'loop'
    case 'neighbour':
      return record.mac === null ? 'forgotten' : 'neighbour'
    case 'power':
      return record.power === 'on' ? `boot ${record.host}` : `${record.power} ${record.host}`
    default:
      return record.kind
  }
}
