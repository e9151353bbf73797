import type { Attachment, Machine } from '../../carp/vhost.ts'
import type { VhostConfig } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import { type Ipv4, isIpv4Prefix } from '../../network/address.ts'
import type { Micros } from '../../time.ts'
import type { Options } from './options.ts'
import { type Scripts, StandIns } from './scripts.ts'
import type { Level } from './settings.ts'

/** What one ucarp process runs as. */
export interface Instance {
  readonly nic: Nic
  /** As it was told: in what it says it goes by that name. */
  readonly interface: string
  /** -s: from where it advertises. */
  readonly source: Ipv4
  readonly vhid: number
  readonly password: string
  readonly addresses: readonly Ipv4[]
  readonly advbase: number
  readonly advskew: number
  readonly machine: Machine
  readonly options: Options
  readonly scripts: Scripts
  /** How long it takes from the opening of its capture to its first look at the election. */
  readonly opening: Micros
  say(level: Level, line: string): void
  /** IP_ADD_MEMBERSHIP: false, where its machine has no such address as -s. */
  join(): boolean
  /** It ended: with an exit code, or by a signal, as a negative number. */
  ended(code: number): void
}

/** A process as a scenario has it, or the files of its machine: its scripts do what people have them do. */
export function asConfigured(
  host: Host,
  config: VhostConfig,
  { machine, options, opening }: Pick<Instance, 'machine' | 'options' | 'opening'>,
): Instance {
  const { interface: name, vhid, password, advbase, advskew } = config
  const nic = host.nic(name)
  const addresses = config.addresses
    .filter(isIpv4Prefix)
    .slice(0, 1)
    .map(({ address }) => address)
  return {
    nic,
    interface: name,
    source: nic.address,
    ...{ vhid, password, addresses, machine, options, opening },
    advbase: advbase & 0xff,
    advskew: advskew & 0xff,
    scripts: new StandIns(nic, addresses, options),
    say: (level, line) => host.log(() => line, { vhid, priority: level }),
    join: () => true,
    ended: () => undefined,
  }
}

/** A card as one process sees it: its own address is the one that -s says. */
export class Seen implements Attachment {
  readonly host: string
  readonly name: string
  readonly address: Ipv4
  readonly #nic: Nic

  constructor(nic: Nic, address: Ipv4) {
    this.host = nic.host
    this.name = nic.name
    this.address = address
    this.#nic = nic
  }

  get mac(): string {
    return this.#nic.mac
  }

  get carrier(): boolean {
    return this.#nic.carrier
  }

  get up(): boolean {
    return this.#nic.up
  }
}
