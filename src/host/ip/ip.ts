import type { Advertisement } from '../../carp/advertisement.ts'
import type { Timer } from '../../engine/timer.ts'
import { type Address, familyOf, type Ipv4, type Mac } from '../../network/address.ts'
import type { Arp, Datagram, Discovery, Echo, Frame, Payload } from '../../network/frame.ts'
import { isLinkLocal } from '../../network/ipv6.ts'
import type { Loss } from '../../trace/record.ts'
import { because, type Link } from '../../trace/recorder.ts'
import type { Carp } from '../carp.ts'
import type { Clock } from '../clock.ts'
import type { Nic } from '../nic.ts'
import type { SyncMachine } from '../pf/options.ts'
import { StateFilter } from '../pf/state-filter.ts'
import type { World } from '../world.ts'
import { isAdvertisement, type Routable, told } from './frames.ts'
import type { Known, Reached } from './neighbours.ts'
import type { IpOptions } from './options.ts'
import { type Losing, Outgoing } from './outgoing.ts'
import { Pings } from './pings.ts'
import { Resolution } from './resolution.ts'
import { type Route, Routes } from './routes.ts'
import { Tcp } from './tcp.ts'

const TTL = 64
/** What IP needs of its machine. */
interface Machine extends SyncMachine {
  readonly name: string
  readonly world: World
  readonly nics: readonly Nic[]
  readonly clock: Clock
  readonly carp: Pick<Carp, 'demote' | 'syncStart' | 'receive'>
}

/** IP of a machine: its neighbours, routes, echoes, TCP and forwarding. It answers whoever asks, and costs nothing where
 *  nobody does. */
export class Ip {
  readonly #machine: Machine
  readonly #options: IpOptions
  readonly routes: Routes
  readonly #resolution: Resolution
  readonly #states: StateFilter | null
  readonly #loses: Losing = (why, at) => this.#lose(at, why)
  readonly tcp: Tcp
  /** Whether it passes on what others send to it, as it is now. */
  forwards: boolean
  /** Its ping processes. */
  readonly pings: Pings

  /** @param place - of the machine in the scenario, from 1 */
  constructor(machine: Machine, place: number, options: IpOptions) {
    this.#machine = machine
    this.pings = new Pings(machine, place, (...asked) => this.#ping(...asked))
    this.#options = options
    this.forwards = options.forward
    this.routes = new Routes(machine.nics, options)
    this.#resolution = new Resolution(machine, options.arp)
    this.tcp = new Tcp(machine, options.requests ?? [], {
      sourceFor: (address) => this.#sourceFor(address),
      transmit: (segment, lost) => this.#originate(segment, machine.nics[0]!, lost && this.#alsoTells(lost)),
    })
    this.#states = options.states === undefined ? null : new StateFilter(machine, options.states)
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.#resolution.timers, ...this.pings.timers, ...this.tcp.timers, ...(this.#states?.timers ?? [])]
  }

  boot(): void {
    this.#resolution.boot()
    this.#states?.boot()
    this.pings.boot(this.#options.pings)
    this.tcp.boot()
  }

  powerOff(): void {
    this.routes.reset()
    this.forwards = this.#options.forward
    this.#resolution.clear()
    this.pings.powerOff()
    this.tcp.powerOff()
    this.#states?.powerOff()
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.tcp.reset()
  }

  /** The carrier or the flag of an interface changed. */
  changed(nic: Nic): void {
    this.#states?.changed(nic)
  }

  /** How many neighbours it remembers. */
  get neighbours(): number {
    return this.#resolution.size
  }

  /** `arp -da`, `ndp -c` */
  flush(): void {
    this.#resolution.flush()
  }

  /** `arp -d`; false: there is no such entry. */
  forget(address: Ipv4): boolean {
    return this.#resolution.forget(address)
  }

  /** Sends something over the next hop, as soon as its MAC is known. */
  reach({ hop, nic }: Route, send: (mac: Mac) => void): Reached {
    return this.#resolution.resolve(hop, nic, { send })
  }

  receive(frame: Frame, nic: Nic): void {
    const { payload } = frame
    if (payload.protocol === 'arp') this.#resolution.hear(payload as Arp, nic)
    else if (isAdvertisement(payload)) this.#takeAdvertisement(payload, nic)
    else if (isDatagram(payload)) {
      const { source, destination } = payload
      if (!this.#isOwn(destination) && !nic.admits(frame, source, destination)) return
      if (this.#states === null) this.#take(payload, nic)
      else this.#states.filter(payload, nic, () => this.#take(payload, nic))
    } else if (payload.protocol === 'pfsync') this.#states?.receive(frame, nic)
    else if (payload.protocol === 'icmp6') this.#resolution.discover(payload as Discovery, nic)
  }

  /** Its packet filter; null: it keeps no states. */
  get states(): StateFilter | null {
    return this.#states
  }

  /** A packet of its own found no taker. */
  unclaimed({ payload, destination }: Frame, nic: Nic): void {
    if (!isDatagram(payload)) return
    const names = { host: this.#machine.name, interface: nic.name }
    this.#machine.world.trace.note({ kind: 'unclaimed', ...names, ...told(payload, destination) })
  }

  #take(packet: Datagram, nic: Nic): void {
    if (!this.#isOwn(packet.destination)) this.#forward(packet, nic)
    else if (packet.protocol === 'tcp') this.tcp.receive(packet)
    else if (packet.type === 'request') this.#answer(packet, nic)
    else this.pings.answered(packet)
  }

  /** icmp_reflect(): source and destination change places. */
  #answer({ protocol, source, destination, identifier, sequence }: Echo, nic: Nic): void {
    const ends = { source: destination, destination: source, ttl: TTL }
    const reply: Echo = { protocol, type: 'reply', ...ends, identifier, sequence, by: this.#machine.name }
    this.#originate(reply, nic)
  }

  /** One to this machine alone may come in by another interface than that of its address; all others it may pass on. */
  #takeAdvertisement(heard: Advertisement, nic: Nic): void {
    if (this.#isOwn(heard.destination)) this.#machine.carp.receive(heard, nic)
    else this.#forward(heard, nic)
  }

  /** ip_forward(): a packet that turns in a circle dies of its TTL. */
  #forward(packet: Routable, nic: Nic): void {
    if (!this.forwards) this.#lose(nic, 'not forwarded')
    else if (packet.ttl <= 1) this.#lose(nic, 'TTL ran out')
    else if (this.#leavesScope(packet, nic)) this.#lose(nic, 'beyond scope')
    else this.#send({ ...packet, ttl: packet.ttl - 1 }, nic)
  }

  /** ip6_forward(): what comes from a link-local address stays on that link. */
  #leavesScope({ source, destination }: Routable, nic: Nic): boolean {
    if (typeof source === 'number' || !isLinkLocal(source)) return false
    const route = this.routes.to(destination)
    return route !== undefined && route.nic !== nic
  }

  /** All that it knows of its neighbours. */
  get known(): readonly Known[] {
    return this.#resolution.known
  }

  #ping(address: Address, identifier: number, sequence: number, from?: Address): boolean {
    const source = from ?? this.#sourceFor(address)
    if (source === undefined) return false
    const ends = { source, destination: address, ttl: TTL }
    const protocol = familyOf(address) === 'inet' ? 'icmp' : 'icmp6'
    const request: Echo = { protocol, type: 'request', ...ends, identifier, sequence, by: '' }
    // Of a ping that waits for its MAC in vain it is told that nobody answered.
    this.#originate(request, this.#machine.nics[0]!, () => undefined)
    return true
  }

  /** The address of the card that packets there leave by; undefined: there is no way. */
  #sourceFor(address: Address): Address | undefined {
    const nic = this.routes.to(address)?.nic
    if (nic === undefined) this.#lose(this.#machine.nics[0]!, 'no route')
    return nic?.addresses.sourceFor(address)
  }

  /** A loss is recorded, and whoever sent it is told that nobody is there (EHOSTUNREACH). */
  #alsoTells(told: () => void): Losing {
    return (why, at) => {
      this.#lose(at, why)
      if (why === 'host unreachable') told()
    }
  }

  /** Sends a packet of its own. */
  #originate(packet: Datagram, on: Nic, lost?: Losing): void {
    if (this.#states === null) this.#send(packet, on, lost)
    else this.#states.filter(packet, on, () => this.#send(packet, on, lost))
  }

  /**
   * @param on - where it is lost if there is no way for it
   * @param lost - is told if it waits in vain for the MAC of its next hop
   */
  #send(packet: Routable, on: Nic, lost: Losing = this.#loses): void {
    const { destination } = packet
    if (isDatagram(packet) && this.#isOwn(destination)) {
      this.#take(packet, on)
      return
    }
    const route = this.routes.for(packet)
    if (route === undefined) this.#lose(on, 'no route')
    else {
      const { nic, hop } = route
      this.#resolution.resolve(hop, nic, new Outgoing(this.#machine.world, packet, { nic, on, lost }))
    }
  }

  #isOwn(address: Address): boolean {
    for (const nic of this.#machine.nics) if (nic.owns(address)) return true
    return false
  }

  #lose(nic: Nic, why: Loss): void {
    const names = { host: this.#machine.name, interface: nic.name }
    this.#machine.world.trace.note({ kind: 'lost', ...names, why, ...because(nic.because[why]) })
  }
}

function isDatagram(payload: Payload): payload is Datagram {
  return 'sequence' in payload
}
