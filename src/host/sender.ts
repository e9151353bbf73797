import type { KernelSystem } from '../carp/system.ts'
import type { Engine } from '../engine/engine.ts'
import { type Address, CARP_MULTICAST, formatAddress, type Mac, virtualMac } from '../network/address.ts'
import { gratuitousArp, unsolicitedAdvertisement } from '../network/frame.ts'
import { CARP_MULTICAST6 } from '../network/ipv6.ts'
import type { Family, Packet } from '../trace/record.ts'
import { because, type Link, type Recorder } from '../trace/recorder.ts'
import { type AdvertisementFrame, advertisementFrame } from './advertisement-frame.ts'
import { bsdFailure } from './errno.ts'
import type { Nic, Sent } from './nic.ts'
import type { World } from './world.ts'

/** What a virtual host of a kernel puts on the wire. */
export class Sender {
  nic: Nic
  /** That the virtual addresses answer with. */
  mac: Mac
  /** That advertisements are sent from. */
  #source: Mac
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  /** What the system sees where the card cannot send. */
  readonly #sees: KernelSystem['sees']
  #vhid: number
  /** The last advertisement of each family in its frame. */
  #frame: AdvertisementFrame | null = null
  #frame6: AdvertisementFrame | null = null

  constructor(world: World, nic: Nic, vhid: number, sees: KernelSystem['sees']) {
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
    const { nic } = this
    const tried = nic.attempt()
    const sent = tried === 'sent' && nic.filter.stopsCarp ? 'blocked' : tried
    if (sent !== 'sent') return this.#unsent(sent)
    const engine = this.#engine
    const trace = this.#trace
    const { cause } = engine
    if (trace.wants.advert) {
      const { vhid, advbase, advskew } = packet
      engine.cause = trace.note({ kind: 'advert', ...this.names, vhid, family, advbase, advskew, packet })
    } else {
      trace.counts.advert += 1
    }
    nic.socket.transmit(this.#framed(packet, family))
    engine.cause = cause
    return 0
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
    nic.socket.transmit(
      typeof address === 'number' ? gratuitousArp(nic.mac, mac, address) : unsolicitedAdvertisement(mac, mac, address),
    )
    engine.cause = cause
  }

  get names(): { host: string; interface: string; vhid: number } {
    return { host: this.nic.host, interface: this.nic.name, vhid: this.#vhid }
  }

  #framed(packet: Packet, family: Family): AdvertisementFrame {
    const last = family === 'inet' ? this.#frame : this.#frame6
    if (last?.payload.packet === packet) return last
    const { nic } = this
    if (family === 'inet') {
      this.#frame = advertisementFrame(this.#source, CARP_MULTICAST, nic.address, packet)
      return this.#frame
    }
    this.#frame6 = advertisementFrame(this.#source, CARP_MULTICAST6, nic.linkLocal, packet)
    return this.#frame6
  }

  #unsent(why: Exclude<Sent, 'sent'> | 'blocked'): number {
    const failure = bsdFailure(why, this.#sees)
    const reason = because(this.nic.because[failure.why])
    this.#trace.note({ kind: 'unsent', ...this.names, ...failure, ...reason })
    return failure.errno
  }
}
