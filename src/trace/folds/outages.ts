import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { Asking, RecordOf, TraceRecord } from '../record.ts'
import type { CastHost } from '../trace.ts'
import { PingWatch } from './ping-watch.ts'
import { machineOf, type PingHistory } from './pings.ts'

/**
 * What machines that ping, or ask over TCP, saw: what was answered, by whom, and for how long nobody did.
 *
 * @param hosts - who takes part, as the head of a trace tells
 * @returns a fold that gives one history a machine and address, in file order
 */
export function outages(hosts: readonly CastHost[]): Fold<readonly PingHistory[]> {
  const meter = new Meter(hosts)
  return {
    kinds: ['power', 'ping', 'request', 'answer', 'unanswered', 'unclaimed', 'connection'],
    record: (record) => meter.record(record),
    end: (until) => meter.end(until),
  }
}

class Meter {
  readonly #watches = new Map<string, PingWatch>()
  /** Whose IPv4 address it is. */
  readonly #owners: ReadonlyMap<string, string>

  constructor(hosts: readonly CastHost[]) {
    this.#owners = new Map(
      hosts.flatMap(({ name, interfaces }) => interfaces.map((nic) => [nic.address.split('/')[0]!, name])),
    )
    for (const { name, pings } of hosts) for (const { address, of } of pings) this.#watch(name, address, of)
  }

  record(record: TraceRecord): void {
    if (record.kind === 'ping') this.#watch(record.host, record.address).sent(record)
    else if (record.kind === 'request') this.#watch(record.host, record.address, record.of).sent(record)
    else if (record.kind === 'answer') this.#watch(record.host, record.address, record.of).answered(record)
    else if (record.kind === 'unanswered') this.#watch(record.host, record.address, record.of).unanswered(record)
    else if (record.kind === 'connection') this.#watch(record.host, record.address, 'connection').connection(record)
    else if (record.kind === 'unclaimed') this.#unclaimed(record)
    else if (record.kind === 'power' && record.power === 'off') this.#powerOff(record)
  }

  end(until: Micros): PingHistory[] {
    return [...this.#watches.values()].map((watch) => watch.end(until))
  }

  /** Whoever put it on the wire last: it is of the machine that it comes from. Nobody passes IPv6 on. */
  #unclaimed({ host, type, source, destination, sequence }: RecordOf<'unclaimed'>): void {
    const owner = this.#owners.get(machineOf(source)) ?? host
    if (type !== 'reply') this.#watches.get(key(owner, destination))?.unclaimed(sequence)
  }

  #powerOff({ t, host }: RecordOf<'power'>): void {
    for (const watch of this.#watches.values()) if (watch.host === host) watch.close(t)
  }

  #watch(host: string, address: string, of?: Asking): PingWatch {
    const watch = this.#watches.get(key(host, address)) ?? new PingWatch(host, address, of)
    this.#watches.set(key(host, address), watch)
    return watch
  }
}

function key(host: string, address: string): string {
  return `${host} ${address}`
}
