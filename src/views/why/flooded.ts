import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { passedBy } from '../scene/flights.ts'
import type { Scene } from './scene.ts'
import { type Step, stepOf } from './step.ts'

/** Of frames for one machine: the switch that sent one to all, and when it forgot where that machine is, if it ever knew. */
export function flooded(scene: Scene, way: readonly TraceRecord[]): Step[] {
  return way.flatMap((frame) => {
    const hop = passedBy(scene.trace, frame).find((one) => one.kind === 'hop' && one.how === 'unknown')
    if (hop?.kind !== 'hop' || !('mac' in frame)) return []
    return [...forgotten(scene, hop, frame.mac), stepOf(hop)]
  })
}

function forgotten(scene: Scene, { id, switch: at }: RecordOf<'hop'>, mac: unknown): Step[] {
  const last = scene.last('mac', id, (record) => record.switch === at && record.mac === mac)
  return last?.port === null ? [stepOf(last)] : []
}
