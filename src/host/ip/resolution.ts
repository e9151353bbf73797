import type { Timer } from '../../engine/timer.ts'
import { type Address, formatIpv4, type Ipv4, type Mac } from '../../network/address.ts'
import type { Arp, Discovery } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Nic } from '../nic.ts'
import { ArpTable } from './arp-table.ts'
import { DiscoveryTable } from './discovery-table.ts'
import { sendArp, sendDiscovery } from './frames.ts'
import { LinuxArpTable } from './linux-arp-table.ts'
import type { Machine as Keeper, Known, Reached, Waiting } from './neighbours.ts'
import type { ArpPolicy } from './options.ts'

interface Machine extends Keeper {
  readonly nics: readonly Nic[]
}

/** At which MAC the neighbours of a machine are: it asks, learns, and answers who asks for its own addresses. */
export class Resolution {
  readonly #machine: Machine
  readonly #arp: ArpTable | LinuxArpTable
  readonly #discovery: DiscoveryTable
  readonly #fixed: ReadonlyMap<Address, Mac>

  constructor(machine: Machine, policy: ArpPolicy) {
    this.#machine = machine
    this.#arp = policy.rules === 'linux' ? new LinuxArpTable(machine, policy) : new ArpTable(machine, policy)
    this.#discovery = new DiscoveryTable(machine, policy)
    this.#fixed = new Map(policy.fixed?.map(({ address, mac }) => [address, mac]))
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.#arp.timers, ...this.#discovery.timers]
  }

  /** How many neighbours it remembers, besides those that it was told of by hand. */
  get size(): number {
    return this.#arp.size + this.#discovery.size
  }

  /** What was made by hand comes first. */
  get known(): readonly Known[] {
    const made = [...this.#fixed].flatMap(([address, mac]) => {
      const nic = this.#machine.nics.find((card) => card.isOnLink(address))
      return nic === undefined ? [] : [{ address, nic, mac, left: null, state: 'permanent' as const }]
    })
    return [...made, ...this.#arp.known, ...this.#discovery.known]
  }

  /** `arp -d ADDRESS`; false: it is not there. */
  forget(address: Ipv4): boolean {
    return this.#arp.forgetOne(address)
  }

  /** What somebody has made by hand is there from the boot on. */
  boot(): void {
    for (const [address, mac] of this.#fixed) {
      const nic = this.#machine.nics.find((card) => card.isOnLink(address))
      if (nic === undefined) continue
      const names = { host: this.#machine.name, interface: nic.name }
      this.#machine.world.trace.note({ kind: 'neighbour', ...names, address: formatIpv4(address as Ipv4), mac })
    }
  }

  clear(): void {
    this.#arp.clear()
    this.#discovery.clear()
  }

  /** What was made by hand stays. */
  flush(): void {
    this.#arp.flush()
    this.#discovery.flush()
  }

  /** Sends a packet to a neighbour's MAC, at once or as soon as that is known. */
  resolve(address: Address, nic: Nic, packet: Waiting): Reached {
    const fixed = this.#fixed.get(address)
    if (fixed !== undefined) {
      packet.send(fixed)
      return 'sent'
    }
    if (typeof address === 'number') return this.#arp.resolve(address, nic, packet)
    return this.#discovery.resolve(address, nic, packet)
  }

  /** in_arpinput(): the sender is learned, then the request is answered. */
  hear(heard: Arp, nic: Nic): void {
    const { senderMac, sender, target } = heard
    // On a network that echoes: "it's from me, ignore it".
    if (senderMac === nic.mac) return
    const mine = sender === target ? null : nic.answersFor(target, senderMac)
    // Who asks as nobody wants to know whether the address is free (RFC 5227), and is remembered nowhere.
    if (sender !== 0 && !this.#fixed.has(sender)) this.#arp.hear(heard, nic, mine !== null)
    if (mine === null || heard.operation === 'reply') return
    const reply: Arp = { protocol: 'arp', operation: 'reply', senderMac: mine, sender: target, target: sender }
    sendArp(this.#machine.world, nic, senderMac, reply)
  }

  /** nd6_ns_input(), nd6_na_input(): who is not asked for learns nothing from a question. */
  discover(heard: Discovery, nic: Nic): void {
    if (heard.senderMac === nic.mac) return
    if (heard.operation === 'advertisement') {
      this.#discovery.hearAdvertisement(heard)
      return
    }
    const mine = nic.answersFor(heard.target, heard.senderMac)
    if (mine === null) return
    this.#discovery.hearSolicitation(heard, nic)
    const { sender, senderMac, target } = heard
    const reply: Discovery = {
      protocol: 'icmp6',
      operation: 'advertisement',
      senderMac: mine,
      sender: target,
      target: sender,
      solicited: true,
    }
    sendDiscovery(this.#machine.world, nic, senderMac, reply)
  }
}
