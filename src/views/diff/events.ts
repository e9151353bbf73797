import type { Micros } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import { outputLines } from '../story/details.ts'
import type { Scene } from '../why/scene.ts'
import type { Pair } from './compare.ts'

/** An event that does something in one run, and nothing in the other: it is not there, cannot act, or fails. */
export interface LoneEvent {
  readonly t: Micros
  readonly text: string
  /** In which of the two runs it does nothing, and why. */
  readonly not: 0 | 1
  readonly why: string
}

/** The events of two scenarios that do something in one run only, up to a time. */
export function loneEvents(scenes: Pair<Scene>, until: Micros): LoneEvent[] {
  const [here, there] = scenes
  return [...ofOne(here, there, 1, until), ...ofOne(there, here, 0, until)].sort((a, b) => a.t - b.t)
}

function ofOne(scene: Scene, other: Scene, not: 0 | 1, until: Micros): LoneEvent[] {
  const lone: LoneEvent[] = []
  for (const event of scene.trace.records) {
    if (event.t > until) break
    // What a sentence sets off comes at other times, because the runs part.
    if (event.kind !== 'fault' || event.cause !== null || failureOf(scene, event) !== undefined) continue
    const why = inertness(other, event)
    if (why !== undefined) lone.push({ t: event.t, text: event.text, not, why })
  }
  return lone
}

/** Why an event of another run does nothing in this one; undefined: it acts. */
export function inertness(scene: Scene, { t, text }: RecordOf<'fault'>): string | undefined {
  const { causes } = scene
  for (const here of causes.backwards(causes.endOf(t))) {
    if (here.t < t) break
    if (here.kind === 'inert' && here.text === text) return `nothing happens: ${here.reason}`
    if (here.kind === 'fault' && here.text === text) return failureOf(scene, here)
  }
  return 'there is no such event'
}

/** What a command printed that could not do what it was to do. */
function failureOf({ causes }: Scene, event: RecordOf<'fault'>): string | undefined {
  const printed = causes.atOnce(event, 'command').flatMap((command) => causes.atOnce(command, 'output'))
  const failed = printed.filter(({ exit }) => exit !== 0 && exit !== null)
  return failed.length === 0 ? undefined : failed.flatMap(outputLines).join(' ')
}
