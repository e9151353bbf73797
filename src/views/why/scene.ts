import type { VhostState } from '../../trace/folds/history.ts'
import type { Kind, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../causes.ts'
import { historiesOf } from '../lanes/lanes.ts'
import { once } from '../once.ts'
import { type Register, registerOf } from '../register.ts'

/** A virtual host of a machine, with the group that it belongs to. */
export interface Subject {
  readonly host: string
  readonly interface: string
  readonly vhid: number
  /** `lan/1` */
  readonly group: string
  /** `freebsd-9.3` */
  readonly system: string
}

/** What a virtual host is at a time, and the record that made it so; none: it never was anything. */
export interface Standing {
  readonly state: VhostState
  readonly record: RecordOf<'transition' | 'power' | 'process'> | undefined
  /** Its machine stands still since this record. */
  readonly paused: RecordOf<'power'> | undefined
}

type OfVhost = Pick<Subject, 'host' | 'interface' | 'vhid'>
type Advert = RecordOf<'advert'>

/** A trace, and who was what in it when: what questions about it are answered from. */
export class Scene {
  readonly trace: Trace
  readonly causes: Causes
  /** In file order; those that a command made come after. */
  readonly subjects: readonly Subject[]
  readonly #register: Register

  constructor(trace: Trace) {
    this.trace = trace
    this.causes = new Causes(trace.records)
    this.subjects = subjectsOf(trace)
    this.#register = registerOf(trace)
  }

  /** The virtual host that a record is of, one that changed its number while it ran too. */
  subjectOf(of: OfVhost): Subject {
    const known = this.subjects.find((subject) => isOf(of, subject))
    if (known !== undefined) return known
    const { host, interface: on, vhid } = of
    return { host, interface: on, vhid, group: `${this.networkOf(of)}/${vhid}`, system: systemOf(this.trace, host) }
  }

  /** What of that kind was recorded last before an id, of those that fit. */
  last<K extends Kind>(kind: K, before: number, fits: (record: RecordOf<K>) => boolean): RecordOf<K> | undefined {
    for (const record of this.#register.ofKind(kind, before)) if (fits(record)) return record
    return undefined
  }

  /** The last change of a machine's setting since it has power, `of` sysctl unless given; none: it is as configured. */
  setting(host: string, name: string, before: number, of = 'sysctl'): RecordOf<'setting'> | undefined {
    for (const record of this.#register.ofHost('setting', host, before)) {
      if (record.of === of && record.name === name)
        return record.id > this.#register.lastOff(host, before) ? record : undefined
    }
    return undefined
  }

  /** How demoted a machine is; where groups are demoted, group carp. */
  demotion(host: string, before: number): number {
    for (const record of this.#register.ofHost('demotion', host, before)) {
      if (record.group === undefined) return record.id > this.#register.lastOff(host, before) ? record.total : 0
    }
    return 0
  }

  /** What was recorded after one id and before another, in order. */
  *window(after: number, before: number): Generator<TraceRecord> {
    for (const record of this.causes.onwards(after)) {
      if (record.id >= before) return
      yield record
    }
  }

  /** What a virtual host is when all that has a smaller id has happened. */
  standing(subject: Subject, before: number): Standing {
    let paused: RecordOf<'power'> | undefined
    let power: RecordOf<'power'> | undefined
    for (const record of this.#register.life(subject.host, before)) {
      if (record.kind === 'transition' && isOf(record, subject)) return { state: record.to, record, paused }
      if (record.kind === 'process' && isProcessOf(record, subject)) {
        return { state: record.exit === null ? 'INIT' : 'off', record, paused }
      }
      if (record.kind !== 'power') continue
      if (record.power === 'off') return { state: power ? 'INIT' : 'off', record: power ?? record, paused }
      if (record.power === 'paused') {
        if (power === undefined) paused ??= record
        power = undefined
      } else power = record
    }
    return { state: power ? 'INIT' : 'off', record: power, paused }
  }

  /** Whether two virtual hosts are of one group: whether they should hear each other. */
  areTogether(a: OfVhost, b: OfVhost): boolean {
    return this.networkOf(a) === this.networkOf(b) && a.vhid === b.vhid
  }

  /** Whether a virtual host should hear an advertisement: one of its network, or one that is sent to its interface alone. */
  isMeantFor(advert: Advert, subject: OfVhost): boolean {
    if (advert.host === subject.host || advert.vhid !== subject.vhid) return false
    return this.areTogether(advert, subject) || advert.peer === this.#addressOf(subject)
  }

  #addressOf({ host, interface: on }: OfVhost): string | undefined {
    const card = this.trace.hosts.find(({ name }) => name === host)?.interfaces.find(({ name }) => name === on)
    return card?.address.split('/')[0]
  }

  networkOf(of: Pick<Subject, 'host' | 'interface'>): string {
    return networkOf(this.trace, of)
  }

  /** The event that put an advertisement on the wire, where no system sent it. */
  forgery(advert: Advert): TraceRecord | undefined {
    const cause = this.causes.of(advert)
    return cause?.kind === 'fault' && cause.verb === 'inject' ? cause : undefined
  }

  /** The advertisement that a record is about: that it arrived, was lost, was refused, was acted on. */
  advertOf(record: TraceRecord): Advert | undefined {
    return this.causes.advertOf(record) ?? this.causes.advertOf(this.causes.of(record))
  }
}

/** The scene of a trace, made once for all questions about it. */
export const sceneOf = once((trace: Trace) => new Scene(trace))

/** Whether a record is of that virtual host. */
export function isOf(record: OfVhost, { host, interface: on, vhid }: OfVhost): boolean {
  return record.host === host && record.interface === on && record.vhid === vhid
}

/** Whether a process is the one that runs that virtual host. */
export function isProcessOf({ host, vhid }: RecordOf<'process'>, subject: Subject): boolean {
  return host === subject.host && (vhid === undefined || vhid === subject.vhid)
}

function subjectsOf(trace: Trace): Subject[] {
  return historiesOf(trace).flatMap(({ name: group, vhosts }) =>
    vhosts.map(({ host, interface: on }) => ({
      host,
      interface: on,
      vhid: Number(group.slice(group.lastIndexOf('/') + 1)),
      group,
      system: systemOf(trace, host),
    })),
  )
}

function systemOf(trace: Trace, host: string): string {
  return trace.hosts.find(({ name }) => name === host)?.system ?? ''
}

/** The network that an interface is plugged into. */
export function networkOf(trace: Trace, { host, interface: on }: Pick<Subject, 'host' | 'interface'>): string {
  const machine = trace.hosts.find(({ name }) => name === host)
  return machine?.interfaces.find(({ name }) => name === on)?.network ?? on
}
