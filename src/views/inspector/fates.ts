import { formatSeconds, type Micros, SECOND } from '../../time.ts'
import type { FrameRecord } from '../../trace/kinds.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Causes } from '../causes.ts'
import type { Line } from '../lanes/paint.ts'
import { endsOf, passedBy } from '../scene/flights.ts'
import { refusal } from '../story/details.ts'
import { isDaemon } from '../story/waiting.ts'
import { passingWords } from '../why/frame-words.ts'
import { sceneOf } from '../why/scene.ts'
import { stepOf } from '../why/step.ts'
import { tellSteps } from '../why/words.ts'

import { field } from './lines.ts'

/** A daemon reads what has come once in a while; so much later it has read it, or never does. */
const READ_BY: Micros = 60 * SECOND

/**
 * What became of a frame at each machine: who heard it, who lost it and why.
 *
 * @param seen - of what happens later nothing is told
 */
export function fateLines(trace: Trace, frame: FrameRecord, t: Micros, seen: Micros): Line[] {
  const { causes } = sceneOf(trace)
  const ends = endsOf(trace, frame)
  // Whom it reaches first is not known before it does.
  const ahead = ends.filter((end) => end.t > seen).sort((a, b) => placeOf(trace, a) - placeOf(trace, b))
  return [...ends.filter((end) => end.t <= seen), ...ahead].map((end) => {
    if (end.t > seen) return field('host' in end ? end.host : 'nobody', 'on its way')
    const at = `${formatSeconds(end.t)} (#${end.id})`
    if (end.kind === 'unclaimed') return field('nobody', `no machine takes it, at ${at}`, 'alarm')
    const because = 'because' in end && end.because !== undefined ? causes.get(end.because) : undefined
    const by = because === undefined ? '' : `, by #${because.id}: ${wordsOf(trace, because)}`
    if (end.kind === 'lost') {
      const where = end.at === undefined ? '' : ` by ${end.at}`
      return field(end.host, `lost${where}: ${end.why}, at ${at}${by}`, 'alarm')
    }
    const drop = dropOf(trace, end, seen)
    const late = by === '' ? '' : `; late${by}`
    if (end.t > t) return field(end.host, `on its way, there at ${at}${late}`)
    if (drop === undefined) return field(end.host, `heard at ${at}${late}`)
    const family = frame.kind === 'advert' ? frame.family : undefined
    return field(end.host, `heard at ${at}, and refused: ${refusal(drop.why, family)}${late}`, 'trouble')
  })
}

function placeOf({ hosts }: Trace, { host }: { readonly host: string }): number {
  return hosts.findIndex(({ name }) => name === host)
}

/** By which ports of which switches a frame went, and what they learned from it, as far as that has been seen. */
export function wayLines(trace: Trace, frame: TraceRecord, seen: Micros): Line[] {
  return passedBy(trace, frame).flatMap((passing) => {
    const { switch: at, t, id } = passing
    return t > seen ? [] : [field(at, `${passingWords(trace, passing)}, at ${formatSeconds(t)} (#${id})`)]
  })
}

/** What kept a frame from a machine, that of the first that did not hear it; undefined: all heard it, as far as has been seen. */
export function lossOf(
  trace: Trace,
  frame: FrameRecord,
  seen: Micros,
): RecordOf<'lost' | 'drop' | 'unclaimed'> | undefined {
  for (const end of endsOf(trace, frame)) {
    if (end.t > seen) continue
    if (end.kind !== 'delivered') return end
    const drop = dropOf(trace, end, seen)
    if (drop !== undefined) return drop
  }
  return undefined
}

/** In one plain sentence. */
export function wordsOf(trace: Trace, record: TraceRecord): string {
  return tellSteps(trace, [stepOf(record)])[0]!.text
}

/** That a machine refused what had arrived: kernels do it at once. */
function dropOf(trace: Trace, delivered: RecordOf<'delivered'>, seen: Micros): RecordOf<'drop'> | undefined {
  const { causes } = sceneOf(trace)
  const system = trace.hosts.find(({ name }) => name === delivered.host)?.system ?? ''
  return firstDrop(causes, delivered, Math.min(seen, delivered.t + (isDaemon(system) ? READ_BY : 0)))
}

function firstDrop(causes: Causes, { id }: TraceRecord, until: Micros): RecordOf<'drop'> | undefined {
  for (const record of causes.onwards(id)) {
    if (record.t > until) return undefined
    if (record.cause === id && record.kind === 'drop') return record
  }
  return undefined
}
