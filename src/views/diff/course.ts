import type { Micros } from '../../time.ts'
import type { GroupHistory, Span, VhostState } from '../../trace/folds/history.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { isOf, isProcessOf, type Scene, type Subject } from '../why/scene.ts'

/** A virtual host became something else: what it was at the end of that instant, or MASTER for no time at all. */
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

type Takeover = RecordOf<'transition'>

/** The courses of all virtual hosts of a run, in the order of its groups. */
export function coursesOf(scene: Scene, groups: readonly GroupHistory[]): Course[] {
  const seen = new Map<string, number>()
  const takeovers = takeoversOf(scene)
  return groups.flatMap(({ name: group, vhosts }) =>
    vhosts.map(({ host, interface: on, spans }) => {
      const subject = scene.subjectOf({ host, interface: on, vhid: Number(group.slice(group.lastIndexOf('/') + 1)) })
      const changes = changesOf(scene, subject, spans, takeovers.get(nameOf(subject)) ?? [])
      return { key: keyOf(`${host} ${group}`, seen), subject, changes }
    }),
  )
}

function takeoversOf({ trace }: Scene): Map<string, Takeover[]> {
  const takeovers = new Map<string, Takeover[]>()
  for (const record of trace.records) {
    if (record.kind !== 'transition' || record.to !== 'MASTER') continue
    const known = takeovers.get(nameOf(record))
    if (known === undefined) takeovers.set(nameOf(record), [record])
    else known.push(record)
  }
  return takeovers
}

function nameOf({ host, interface: on, vhid }: Pick<Subject, 'host' | 'interface' | 'vhid'>): string {
  return `${host}.${on}/${vhid}`
}

/** @param takeovers - whenever it became MASTER: who was that for no time at all has advertised all the same */
function changesOf(scene: Scene, subject: Subject, spans: readonly Span[], takeovers: readonly Takeover[]): Change[] {
  const lasting = new Map(spans.map(({ from, state }) => [from, state]))
  const flashes = new Map(takeovers.map((record) => [record.t, record]))
  const changes: Change[] = []
  // Who is off in the beginning has not changed yet.
  let state: VhostState = 'off'
  for (const t of [...new Set([...lasting.keys(), ...flashes.keys()])].sort((a, b) => a - b)) {
    const to: VhostState = lasting.get(t) ?? state
    const flash = flashes.get(t)
    const record = madeBy(scene, subject, t)
    if (flash !== undefined && state !== 'MASTER' && to !== 'MASTER') {
      changes.push({ t, from: state, to: 'MASTER', record: flash }, { t, from: 'MASTER', to, record })
    } else if (to !== state) changes.push({ t, from: state, to, record })
    state = to
  }
  return changes
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
