import type { Timer } from '../../engine/timer.ts'
import { type Address, familyOf, type Ipv4, type Mac } from '../../network/address.ts'
import type { Arp, Discovery, Echo, Frame, Payload } from '../../network/frame.ts'
import type { Loss } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { Nic } from '../nic.ts'
import type { World } from '../world.ts'
import { ArpTable } from './arp-table.ts'
import { DiscoveryTable } from './discovery-table.ts'
import { sendArp, sendDiscovery, sendEcho, told } from './frames.ts'
import type { Reached } from './neighbours.ts'
import type { IpOptions } from './options.ts'
import { Pinger } from './pinger.ts'

const TTL = 64

/** What IP needs of its machine. */
interface Machine {
  readonly name: string
  readonly world: World
  readonly nics: readonly Nic[]
  readonly clock: Clock
}

/** Where a packet goes next. */
interface Route {
  readonly nic: Nic
  readonly hop: Address
}

/** ARP, neighbour discovery, echo and forwarding of a machine. It answers whoever asks, and costs nothing where nobody does. */
export class Ip {
  readonly #machine: Machine
  readonly #options: IpOptions
  readonly #arp: ArpTable
  readonly #discovery: DiscoveryTable
  #pingers: readonly Pinger[] = []
  /** The number of the next ping process; an answer to one of an earlier life finds nobody. */
  #processes = 0

  constructor(machine: Machine, options: IpOptions) {
    this.#machine = machine
    this.#options = options
    this.#arp = new ArpTable(machine, options.arp)
    this.#discovery = new DiscoveryTable(machine)
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.#arp.timers, ...this.#discovery.timers, ...this.#pingers.flatMap(({ timers }) => timers)]
  }

  boot(): void {
    if (this.#options.pings.length === 0) return
    this.#pingers = this.#options.pings.map((ping) => {
      const identifier = ++this.#processes
      return new Pinger(this.#machine, ping, identifier, (sequence) => this.#ping(ping.address, identifier, sequence))
    })
    for (const pinger of this.#pingers) pinger.start()
  }

  powerOff(): void {
    this.#arp.clear()
    this.#discovery.clear()
    for (const pinger of this.#pingers) pinger.stop()
    this.#pingers = []
  }

  /** Sends something to a machine in the subnet of an interface, as soon as its MAC is known. */
  reach(address: Ipv4, nic: Nic, send: (mac: Mac) => void): Reached {
    return this.#arp.resolve(address, nic, send)
  }

  receive(frame: Frame, nic: Nic): void {
    const { payload } = frame
    if (payload.protocol === 'arp') this.#hear(payload as Arp, nic)
    else if (isEcho(payload)) {
      const { source, destination } = payload
      if (this.#isOwn(destination) || nic.admits(frame, source, destination)) this.#take(payload, nic)
    } else if (payload.protocol === 'icmp6') this.#discover(payload as Discovery, nic)
  }

  /** A packet of its own found no taker. */
  unclaimed({ payload, destination }: Frame, nic: Nic): void {
    if (!isEcho(payload)) return
    const names = { host: this.#machine.name, interface: nic.name }
    this.#machine.world.trace.note({ kind: 'unclaimed', ...names, ...told(payload, destination) })
  }

  /** in_arpinput(): the sender is learned, then the request is answered. */
  #hear(heard: Arp, nic: Nic): void {
    const { senderMac, sender, target } = heard
    // On a network that echoes: "it's from me, ignore it".
    if (senderMac === nic.mac) return
    const mine = sender === target ? null : nic.answersFor(target, senderMac)
    this.#arp.hear(heard, nic, mine !== null)
    if (mine === null || heard.operation === 'reply') return
    const reply: Arp = { protocol: 'arp', operation: 'reply', senderMac: mine, sender: target, target: sender }
    sendArp(this.#machine.world, nic, senderMac, reply)
  }

  /** nd6_ns_input(), nd6_na_input(): who is not asked for learns nothing from a question. */
  #discover(heard: Discovery, nic: Nic): void {
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

  #take(packet: Echo, nic: Nic): void {
    if (!this.#isOwn(packet.destination)) this.#forward(packet, nic)
    else if (packet.type === 'request') this.#answer(packet, nic)
    else this.#pingers.find(({ identifier }) => identifier === packet.identifier)?.answered(packet)
  }

  /** icmp_reflect(): source and destination change places. */
  #answer({ protocol, source, destination, identifier, sequence }: Echo, nic: Nic): void {
    const ends = { source: destination, destination: source, ttl: TTL }
    const reply: Echo = { protocol, type: 'reply', ...ends, identifier, sequence, by: this.#machine.name }
    this.#send(reply, nic)
  }

  /** ip_forward(): a packet that turns in a circle dies of its TTL. */
  #forward(packet: Echo, nic: Nic): void {
    if (!this.#options.forward) return
    if (packet.ttl > 1) this.#send({ ...packet, ttl: packet.ttl - 1 }, nic)
    else this.#lose(nic, 'TTL ran out')
  }

  #ping(address: Address, identifier: number, sequence: number): void {
    const nic = this.#route(address)?.nic
    if (nic === undefined) return
    const ends = { source: nic.sourceFor(address), destination: address, ttl: TTL }
    const protocol = familyOf(address) === 'inet' ? 'icmp' : 'icmp6'
    this.#send({ protocol, type: 'request', ...ends, identifier, sequence, by: '' }, nic)
  }

  /** @param on - where it is lost if there is no way for it */
  #send(packet: Echo, on: Nic): void {
    const { destination } = packet
    if (this.#isOwn(destination)) {
      this.#take(packet, on)
      return
    }
    const route = this.#route(destination)
    if (route === undefined) this.#lose(on, 'no route')
    else {
      const { nic, hop } = route
      const send = (mac: Mac) => sendEcho(this.#machine.world, nic, mac, packet)
      if (typeof hop === 'number') this.#arp.resolve(hop, nic, send)
      else this.#discovery.resolve(hop, nic, send)
    }
  }

  /** To the destination itself where it is in a subnet of an interface, else to the gateway, which is of IPv4. */
  #route(destination: Address): Route | undefined {
    const { gateway } = this.#options
    const direct = this.#nicTo(destination)
    if (direct !== undefined) return { nic: direct, hop: destination }
    const nic = gateway === null || typeof destination === 'string' ? undefined : this.#nicTo(gateway)
    return nic && { nic, hop: gateway! }
  }

  #nicTo(address: Address): Nic | undefined {
    return this.#machine.nics.find((nic) => nic.isOnLink(address))
  }

  #isOwn(address: Address): boolean {
    return this.#machine.nics.some((nic) => nic.owns(address))
  }

  #lose(nic: Nic, why: Loss): void {
    this.#machine.world.trace.note({ kind: 'lost', host: this.#machine.name, interface: nic.name, why })
  }
}

function isEcho(payload: Payload): payload is Echo {
  return 'sequence' in payload
}
