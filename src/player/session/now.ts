import type { Micros } from '../../time.ts'
import { measure } from '../../trace/fold.ts'
import { Chronicle, type Histories } from '../../trace/folds/chronicle.ts'
import type { GroupHistory, VhostState, Window } from '../../trace/folds/history.ts'
import { type Stretch, Track } from '../../trace/folds/track.ts'
import { leading } from '../../trace/leading.ts'
import type { Kind, TraceRecord } from '../../trace/record.ts'
import type { Power } from '../../trace/sentence.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../../views/once.ts'
import type { Branch } from './branch.ts'

/** How everything is once all is done that happens at a time. */
export interface Now {
  readonly hosts: readonly HostNow[]
  readonly groups: readonly GroupNow[]
}

export interface HostNow {
  readonly name: string
  readonly power: Power
  readonly demotion: number
  readonly interfaces: readonly InterfaceNow[]
}

export interface InterfaceNow {
  readonly name: string
  readonly network: string
  readonly carrier: boolean
  readonly up: boolean
}

export interface GroupNow {
  /** `lan/1` */
  readonly name: string
  /** In file order. */
  readonly vhosts: readonly VhostNow[]
  readonly masters: readonly VhostNow[]
}

export interface VhostNow {
  readonly host: string
  readonly interface: string
  readonly state: VhostState
  readonly since: Micros
}

/** How everything is in a branch once all is done that happens at that time. */
export function stateAt({ trace }: Branch, t: Micros): Now {
  const { groups, power, demotion, carrier, up } = courseOf(trace)
  const valueAt = <T>(tracks: ReadonlyMap<string, readonly Stretch<T>[]>, name: string, start: T) =>
    stretchAt(tracks.get(name) ?? [], t)?.value ?? start
  return {
    hosts: trace.hosts.map(({ name, interfaces }) => ({
      name,
      power: valueAt<Power>(power, name, 'off'),
      demotion: valueAt(demotion, name, 0),
      interfaces: interfaces.map((card) => ({
        name: card.name,
        network: card.network,
        carrier: valueAt(carrier, `${name}.${card.name}`, true),
        up: valueAt(up, `${name}.${card.name}`, true),
      })),
    })),
    groups: groups.map((group) => groupAt(group, t)),
  }
}

function groupAt({ name, vhosts }: GroupHistory, t: Micros): GroupNow {
  const all = vhosts.map(({ host, interface: on, spans }): VhostNow => {
    const { state, from } = stretchAt(spans, t)!
    return { host, interface: on, state, since: from }
  })
  return { name, vhosts: all, masters: all.filter(({ state }) => state === 'MASTER') }
}

/** The one of some stretches without gaps that a time is in. */
function stretchAt<S extends Window>(stretches: readonly S[], t: Micros): S | undefined {
  return stretches[leading(stretches, ({ from }) => from <= t) - 1]
}

/** What was when, from the beginning to the end of a run. */
interface Course extends Pick<Histories, 'groups' | 'power' | 'demotion'> {
  /** By `host.interface`. */
  readonly carrier: Tracks
  readonly up: Tracks
}

type Tracks = ReadonlyMap<string, readonly Stretch<boolean>[]>

/** What is at the end counts, too: so all is followed for a microsecond more. */
const courseOf = once((trace: Trace): Course => {
  const end = trace.until + 1
  const chronicle = new Chronicle(trace.hosts, ['power', 'process', 'transition', 'demotion'])
  const kinds = new Set<Kind>([...chronicle.kinds, 'link', 'interface'])
  // Of a long run these are few: whoever follows something need not look through all of it again.
  const changes = trace.records.filter(({ kind }) => kinds.has(kind))
  return { ...measure(changes, end, chronicle), ...cardsOf(trace.hosts, changes, end) }
})

function cardsOf(hosts: Trace['hosts'], records: readonly TraceRecord[], end: Micros): Pick<Course, 'carrier' | 'up'> {
  const names = hosts.flatMap(({ name, interfaces }) => interfaces.map((card) => `${name}.${card.name}`))
  const carrier = new Map(names.map((name) => [name, new Track(true)]))
  const up = new Map(names.map((name) => [name, new Track(true)]))
  for (const record of records) follow(record, carrier, up)
  const ended = (tracks: ReadonlyMap<string, Track<boolean>>) =>
    new Map([...tracks].map(([name, track]) => [name, track.end(end)]))
  return { carrier: ended(carrier), up: ended(up) }
}

function follow(record: TraceRecord, carrier: Map<string, Track<boolean>>, up: Map<string, Track<boolean>>): void {
  if (record.kind === 'link') carrier.get(`${record.host}.${record.interface}`)?.become(record.carrier, record.t)
  else if (record.kind === 'interface') up.get(`${record.host}.${record.interface}`)?.become(record.up, record.t)
  else if (record.kind === 'power' && record.power === 'off') {
    // A boot takes all interfaces up.
    for (const [name, track] of up) if (name.startsWith(`${record.host}.`)) track.become(true, record.t)
  }
}
