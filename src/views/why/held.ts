import type { RecordOf } from '../../trace/record.ts'
import type { Finder, Step } from './step.ts'

/** What keeps a machine demoted that waits for the states of another: that what they say of them gets lost. */
export function heldBy(why: Finder, demotion: RecordOf<'demotion'>, before: number): Step[] {
  if (demotion.reason !== 'pfsync bulk start') return []
  const { scene } = why
  for (const record of scene.window(demotion.id, before)) {
    if (record.kind === 'lost' && scene.causes.of(record)?.kind === 'pfsync') return why.of(record)
  }
  return []
}
