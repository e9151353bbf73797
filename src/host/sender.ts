import type { KernelSystem } from '../carp/system.ts'
import type { Engine } from '../engine/engine.ts'
import { CARP_MULTICAST, formatIpv4, type Ipv4, type Mac, virtualMac } from '../network/address.ts'
import { gratuitousArp } from '../network/frame.ts'
import type { Packet } from '../trace/record.ts'
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
  /** The last advertisement in its frame. */
  #frame: AdvertisementFrame | null = null

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
    this.#source = this.mac
    this.#frame = null
  }

  sendFrom(source: Mac): void {
    this.#source = source
    this.#frame = null
  }

  /** Sends an advertisement; gives 0, or the errno that the system sees. */
  send(packet: Packet): number {
    const { nic } = this
    const tried = nic.attempt()
    const sent = tried === 'sent' && nic.filter.stopsCarp ? 'blocked' : tried
    if (sent !== 'sent') return this.#unsent(sent)
    const engine = this.#engine
    const trace = this.#trace
    const { cause } = engine
    if (trace.wants.advert) {
      const { vhid, advbase, advskew } = packet
      engine.cause = trace.note({ kind: 'advert', ...this.names, vhid, advbase, advskew, packet })
    } else {
      trace.counts.advert += 1
    }
    nic.socket.transmit(this.#framed(packet))
    engine.cause = cause
    return 0
  }

  announce(address: Ipv4): void {
    const { nic, mac } = this
    if (nic.state !== 'sent' || nic.filter.blocks('arp', 'out')) return
    const engine = this.#engine
    const trace = this.#trace
    const { cause } = engine
    if (trace.wants.garp) {
      engine.cause = trace.note({ kind: 'garp', ...this.names, address: formatIpv4(address), mac })
    } else {
      trace.counts.garp += 1
    }
    // The Ethernet source is the card's own address: it is the advertisement before that moves a switch's table.
    nic.socket.transmit(gratuitousArp(nic.mac, mac, address))
    engine.cause = cause
  }

  get names(): { host: string; interface: string; vhid: number } {
    return { host: this.nic.host, interface: this.nic.name, vhid: this.#vhid }
  }

  #framed(packet: Packet): AdvertisementFrame {
    if (this.#frame?.payload.packet === packet) return this.#frame
    this.#frame = advertisementFrame(this.#source, CARP_MULTICAST, this.nic.address, packet)
    return this.#frame
  }

  #unsent(why: Exclude<Sent, 'sent'> | 'blocked'): number {
    const failure = bsdFailure(why, this.#sees)
    const reason = because(this.nic.because[failure.why])
    this.#trace.note({ kind: 'unsent', ...this.names, ...failure, ...reason })
    return failure.errno
  }
}
