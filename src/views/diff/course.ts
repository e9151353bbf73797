import type { Micros } from '../../time.ts'
import type { GroupHistory, VhostState } from '../../trace/folds/history.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { isOf, isProcessOf, type Scene, type Subject } from '../why/scene.ts'

/** A virtual host became something else: what it was at the end of that instant. */
export interface Change {
  readonly t: Micros
  readonly from: VhostState
  readonly to: VhostState
  /** What says so; nothing where the trace begins with it. */
  readonly record: RecordOf<'transition' | 'power' | 'process'> | undefined
}

/** What a virtual host was in a run, one thing after the other. */
export interface Course {
  /** The same in every run in which it is: `fw1 lan/1`. */
  readonly key: string
  readonly subject: Subject
  readonly changes: readonly Change[]
}

/** The courses of all virtual hosts of a run, in the order of its groups. */
export function coursesOf(scene: Scene, groups: readonly GroupHistory[]): Course[] {
  const seen = new Map<string, number>()
  return groups.flatMap(({ name: group, vhosts }) =>
    vhosts.map(({ host, interface: on, spans }) => {
      const vhid = Number(group.slice(group.lastIndexOf('/') + 1))
      const subject = scene.subjectOf({ host, interface: on, vhid })
      const changes = spans.map(({ from: t, state: to }, i): Change => {
        return { t, from: spans[i - 1]?.state ?? 'off', to, record: madeBy(scene, subject, t) }
      })
      // Who is off in the beginning has not changed yet.
      return { key: keyOf(`${host} ${group}`, seen), subject, changes: changes.filter(({ from, to }) => from !== to) }
    }),
  )
}

/** A machine may be on a network twice: its second interface there is its second in every run. */
function keyOf(name: string, seen: Map<string, number>): string {
  const times = (seen.get(name) ?? 0) + 1
  seen.set(name, times)
  return times === 1 ? name : `${name} (${times})`
}

/** The last record of an instant that says what a virtual host is. */
function madeBy({ causes }: Scene, subject: Subject, t: Micros): Change['record'] {
  for (const record of causes.backwards(causes.endOf(t))) {
    if (record.t < t) return undefined
    if (saysOf(record, subject)) return record
  }
  return undefined
}

function saysOf(record: TraceRecord, subject: Subject): record is RecordOf<'transition' | 'power' | 'process'> {
  if (record.kind === 'transition') return isOf(record, subject)
  if (record.kind === 'power') return record.host === subject.host
  return record.kind === 'process' && isProcessOf(record, subject)
}
