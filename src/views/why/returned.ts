import type { RecordOf } from '../../trace/record.ts'
import { type Finder, type Step, stepOf } from './step.ts'

type Hop = RecordOf<'hop'>

/**
 * Why a machine heard its own advertisement: the switch that sent it back, and the cable that somebody plugged in on the
 * way there. Nothing on a network that echoes.
 */
export function returned(why: Finder, heard: RecordOf<'advert'>, before: number): Step[] {
  const { scene } = why
  const hops = [...scene.window(heard.id, before)].filter((record): record is Hop => {
    return record.kind === 'hop' && record.cause === heard.id
  })
  const back = hops.findLast(({ out }) => out.includes(`${heard.host}.${heard.interface}`))
  if (back === undefined) return []
  const cables = new Set(hops.map((hop) => hop.in))
  return [
    stepOf(back),
    ...why.of(scene.last('fault', heard.id, ({ verb, target }) => verb === 'plug' && cables.has(target))),
  ]
}
