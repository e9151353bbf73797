import type { KernelSystem } from '../../carp/system.ts'
import type { Engine } from '../../engine/engine.ts'
import {
  type Address,
  CARP_MULTICAST,
  formatAddress,
  ipv4GroupMac,
  type Mac,
  virtualMac,
} from '../../network/address.ts'
import { gratuitousArp, unsolicitedAdvertisement } from '../../network/frame.ts'
import { CARP_MULTICAST6 } from '../../network/ipv6.ts'
import type { Family, Packet } from '../../trace/record.ts'
import { because, type Link, type Recorder } from '../../trace/recorder.ts'
import { type AdvertisementFrame, advertisementFrame, peerFrame } from '../advertisement-frame.ts'
import type { Sent } from '../card.ts'
import { bsdFailure } from '../errno.ts'
import type { Ip } from '../ip/ip.ts'
import type { Nic } from '../nic.ts'
import type { RouteTo } from '../packet-filter.ts'
import { tapped } from '../tap.ts'
import type { World } from '../world.ts'

/** What a virtual host of a kernel puts on the wire. */
export class Sender {
  nic: Nic
  /** That the virtual addresses answer with. */
  mac: Mac
  /** That advertisements are sent from. */
  #source: Mac
  readonly #world: World
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  /** What the system sees where the card cannot send. */
  readonly #sees: KernelSystem['sees']
  #vhid: number
  /** The last advertisement of each family in its frame. */
  #frame: AdvertisementFrame | null = null
  #frame6: AdvertisementFrame | null = null

  constructor(world: World, nic: Nic, vhid: number, sees: KernelSystem['sees']) {
    this.#world = world
    this.#engine = world.engine
    this.#trace = world.trace
    this.nic = nic
    this.#vhid = vhid
    this.mac = virtualMac(vhid)
    this.#source = this.mac
    this.#sees = sees
  }

  /** Its interface or its number is another one. */
  change(nic: Nic, vhid: number): void {
    if (nic === this.nic && vhid === this.#vhid) return
    this.nic = nic
    this.#vhid = vhid
    this.mac = virtualMac(vhid)
    this.sendFrom(this.mac)
  }

  sendFrom(source: Mac): void {
    this.#source = source
    this.#frame = null
    this.#frame6 = null
  }

  /** Sends an advertisement; gives 0, or the errno that the system sees. */
  send(packet: Packet, family: Family): number {
    const sent = this.#attempt()
    if (sent !== 'sent') return this.#unsent(sent)
    this.#transmit(this.#framed(packet, family))
    return 0
  }

  /** The same for one machine alone, over the routes of its own, as soon as the next hop's MAC is known; the source is the card's own MAC. */
  sendTo(peer: Address, packet: Packet, ip: Ip): number {
    const route = ip.routes.to(peer)
    if (route === undefined) return this.#unsent('no route')
    const { nic } = route
    const sent = this.#attempt(nic)
    if (sent !== 'sent') return this.#unsent(sent)
    const source = typeof peer === 'number' ? this.nic.address : this.nic.linkLocal
    const reached = ip.reach(route, (mac) => {
      if (nic.state === 'sent') this.#transmit(peerFrame(nic.mac, mac, source, peer, packet), nic, formatAddress(peer))
    })
    return reached === 'sent' ? 0 : this.#unsent(reached, 'peer')
  }

  announce(address: Address): void {
    const { nic, mac } = this
    const [kind, protocol] = typeof address === 'number' ? (['garp', 'arp'] as const) : (['na', 'icmp6'] as const)
    if (nic.state !== 'sent' || nic.filter.blocks(protocol, 'out')) return
    const engine = this.#engine
    const trace = this.#trace
    const { cause } = engine
    if (trace.wants[kind]) {
      engine.cause = trace.note({ kind, ...this.names, address: formatAddress(address), mac })
    } else {
      trace.counts[kind] += 1
    }
    // The Ethernet source of an ARP is the card's own address, and the advertisement before that moves a switch's table;
    // a neighbour advertisement is tagged as CARP's, and leaves from the virtual one (carp_send_na).
    nic.announce(
      typeof address === 'number' ? gratuitousArp(nic.mac, mac, address) : unsolicitedAdvertisement(mac, mac, address),
      this.#world,
    )
    engine.cause = cause
  }

  get names(): { host: string; interface: string; vhid: number } {
    return { host: this.nic.host, interface: this.nic.name, vhid: this.#vhid }
  }

  /** What would become of an advertisement that is sent now. */
  #attempt(nic: Nic = this.nic): Sent | 'blocked' {
    const tried = nic.attempt()
    return tried === 'sent' && nic.filter.stopsCarp ? 'blocked' : tried
  }

  #transmit(frame: AdvertisementFrame, nic: Nic = this.nic, peer?: string): void {
    const engine = this.#engine
    const trace = this.#trace
    const { cause } = engine
    if (trace.wants.advert) engine.cause = this.#noted(frame, peer)
    else trace.counts.advert += 1
    if (nic.taps.length > 0) tapped(nic, frame.payload)
    nic.socket.transmit(frame)
    engine.cause = cause
  }

  #noted(frame: AdvertisementFrame, peer: string | undefined): Link | null {
    const { packet, family } = frame.payload
    const { vhid, advbase, advskew } = packet
    const body = { kind: 'advert', ...this.names, vhid, family, advbase, advskew, packet } as const
    const mac = frame.misled === undefined ? {} : { mac: frame.destination }
    return this.#trace.note(peer === undefined ? { ...body, ...mac } : { ...body, peer })
  }

  /** An advertisement that is sent again is in its frame already. */
  #framed(packet: Packet, family: Family): AdvertisementFrame {
    const last = family === 'inet' ? this.#frame : this.#frame6
    if (last?.payload.packet === packet && this.nic.filter.routeTo === null) return last
    return this.#framedAnew(packet, family)
  }

  #framedAnew(packet: Packet, family: Family): AdvertisementFrame {
    const { nic } = this
    const diverted = nic.filter.diverts('carp', family)
    if (diverted !== null) return this.#divertedFrame(diverted, packet)
    if (family === 'inet') {
      this.#frame = advertisementFrame(this.#source, CARP_MULTICAST, nic.address, packet)
      return this.#frame
    }
    this.#frame6 = advertisementFrame(this.#source, CARP_MULTICAST6, nic.linkLocal, packet)
    return this.#frame6
  }

  /** pf_route(): the Ethernet address of a group is made of where a packet goes next, and that is the gateway. */
  #divertedFrame({ gateway, because: rule }: RouteTo, packet: Packet): AdvertisementFrame {
    const frame = advertisementFrame(this.#source, ipv4GroupMac(gateway), this.nic.address, packet)
    return { ...frame, misled: { group: CARP_MULTICAST, because: rule } }
  }

  /** @param by - who is to blame: of the card it is known what made it so */
  #unsent(why: Exclude<Sent, 'sent'> | 'blocked' | 'no route', by: 'card' | 'peer' = 'card'): number {
    const failure = bsdFailure(why, this.#sees)
    const reason = because(by === 'card' ? this.nic.because[failure.why] : null)
    this.#trace.note({ kind: 'unsent', ...this.names, ...failure, ...reason })
    return failure.errno
  }
}
