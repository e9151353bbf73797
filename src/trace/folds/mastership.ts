import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { Kind, RecordOf, TraceRecord } from '../record.ts'
import type { VhostName } from '../sentence.ts'
import type { CastHost } from '../trace.ts'
import { GroupWatch, type VhostWatch } from './group-watch.ts'
import type { GroupHistory, VhostState } from './history.ts'

/** An overlap that ends within that time by the old master's yielding is a hand-over: every preemption has one. */
export const HANDOVER_LIMIT: Micros = 10_000

/**
 * Who was in which state when, and who was MASTER of each group of virtual hosts.
 *
 * A machine without power holds nothing, and neither does one that stands still, until it goes on. Only what still
 * holds at the end of an instant counts: what comes and goes within it takes no time.
 *
 * @param hosts - who takes part, as the head of a trace tells
 * @param limit - how long a hand-over may take
 */
export function mastership(hosts: readonly CastHost[], limit: Micros = HANDOVER_LIMIT): Fold<readonly GroupHistory[]> {
  return new Mastership(hosts, limit)
}

/** The same, for those who look while it is measured. */
export class Mastership implements Fold<readonly GroupHistory[]> {
  readonly kinds: readonly Kind[] = ['power', 'process', 'transition']
  readonly #hosts: readonly CastHost[]
  readonly #limit: Micros
  readonly #groups = new Map<string, GroupWatch>()
  readonly #vhosts = new Map<string, VhostWatch>()
  /** Machines that have power, paused ones too. */
  readonly #powered = new Set<string>()

  constructor(hosts: readonly CastHost[], limit: Micros = HANDOVER_LIMIT) {
    this.#hosts = hosts
    this.#limit = limit
    for (const { name, vhosts } of hosts) for (const vhost of vhosts) this.#add(name, vhost.interface, vhost.vhid)
  }

  record(record: TraceRecord): void {
    if (record.kind === 'transition') this.#change(record)
    else if (record.kind === 'power') this.#power(record)
    else if (record.kind === 'process') this.#process(record)
  }

  end(until: Micros): GroupHistory[] {
    return [...this.#groups.values()].map((group) => group.end(until))
  }

  /** What a virtual host is now. */
  stateOf({ host, interface: on, vhid }: VhostName): VhostState {
    return this.#vhosts.get(key(host, on, vhid))?.state ?? 'off'
  }

  /** A group by its name, such as `lan/1`. */
  groupNamed(name: string): GroupWatch | undefined {
    return this.#groups.get(name)
  }

  #change({ t, host, interface: on, vhid, to }: RecordOf<'transition'>): void {
    const vhost = this.#vhosts.get(key(host, on, vhid)) ?? this.#add(host, on, vhid)
    vhost.become(to, t)
  }

  #power({ t, host, power }: RecordOf<'power'>): void {
    const resumes = power === 'on' && this.#powered.has(host)
    if (power === 'on') this.#powered.add(host)
    else if (power === 'off') this.#powered.delete(host)
    for (const vhost of this.#vhosts.values()) {
      if (vhost.host !== host) continue
      if (resumes) vhost.resume(t)
      else if (power === 'paused') vhost.pause(t)
      else vhost.become(power === 'on' ? 'INIT' : 'off', t)
    }
  }

  /** A daemon that runs one virtual host began, or ended. */
  #process({ t, host, vhid, exit }: RecordOf<'process'>): void {
    for (const vhost of this.#vhosts.values()) {
      if (vhost.host === host && vhost.vhid === vhid) vhost.become(exit === null ? 'INIT' : 'off', t)
    }
  }

  #add(name: string, on: string, vhid: number): VhostWatch {
    const host = this.#hosts.find((other) => other.name === name)
    const network = host?.interfaces.find((nic) => nic.name === on)?.network ?? on
    const settings = host?.vhosts.find((vhost) => vhost.interface === on && vhost.vhid === vhid)
    const group = this.#group(`${network}/${vhid}`)
    const vhost = group.add(name, on, vhid, settings)
    this.#vhosts.set(key(name, on, vhid), vhost)
    return vhost
  }

  #group(name: string): GroupWatch {
    const group = this.#groups.get(name) ?? new GroupWatch(name, this.#limit)
    this.#groups.set(name, group)
    return group
  }
}

function key(host: string, on: string, vhid: number): string {
  return `${host}.${on}/${vhid}`
}
