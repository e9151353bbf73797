import { type Advertisement, isForAll } from '../carp/advertisement.ts'
import type { Attachment } from '../carp/vhost.ts'
import { type Address, formatPrefix, type Ipv4, type Mac, type Prefix } from '../network/address.ts'
import type { Frame, Membership } from '../network/frame.ts'
import type { Ipv6 } from '../network/ipv6.ts'
import type { Segment, Silence, Socket, Station } from '../network/segment.ts'
import type { Loss } from '../trace/record.ts'
import { because, type Link } from '../trace/recorder.ts'
import { Addresses } from './addresses.ts'
import type { Bundle } from './bundle.ts'
import { type Bound, type Card, NO_REASONS, type Reasons, type Sent } from './card.ts'
import type { Errno } from './errno.ts'
import type { Ifaddr } from './inet.ts'
import { Memberships } from './memberships.ts'
import type { Answer, Owner } from './owner.ts'
import { PacketFilter } from './packet-filter.ts'
import { NO_TAPS, type Tap, tapped } from './tap.ts'
import type { World } from './world.ts'

/** Where the frames of a card go: its machine. */
interface Listener {
  readonly name: string
  readonly world: World
  receive(frame: Frame, nic: Nic): void
  unclaimed(frame: Frame, nic: Nic): void
  signal(on: boolean, nic: Nic): void
}

/** A network card: what of a machine is plugged into a segment. */
export class Nic implements Station, Attachment {
  // First what each frame that comes in looks at.
  deaf: Loss | null = 'off'
  silence: Silence | null = null
  /** Who looks at the advertisements that come and go: tcpdump(1). */
  taps: readonly Tap[] = NO_TAPS
  /** What takes CARP packets at once; null: the machine sees to all that comes. */
  carp: { receive(heard: Advertisement, nic: Nic): void } | null = null
  /** A kernel's virtual hosts on it, in the order in which the system lists them. */
  bound: readonly Bound[] = []
  readonly host: string
  readonly name: string
  readonly place: number
  readonly mac: Mac
  readonly addresses: Addresses
  /** Where its cable leads. */
  readonly socket: Socket
  /** Its cable is in; the port at the other end gives a signal; it has found out what is there. */
  cable = true
  lit = true
  linked = true
  up = true
  /** An own address that it has no more. */
  gone: Ipv4 | null = null
  because: Reasons = NO_REASONS
  /** What of the virtual hosts on it answers for virtual addresses. */
  owners: readonly Owner[] = []
  /** The ports that it is made of; null: it is one itself. */
  bundle: Bundle | null = null
  readonly filter: PacketFilter = new PacketFilter()
  /** The groups that it listens to, where a switch wants to know; null: none does. */
  readonly groups: Memberships | null
  readonly #machine: Listener
  #errno: Errno | null = null
  #errorsLeft = 0
  #announcementsToLose = 0
  #losing: Link | null = null

  constructor(machine: Listener, card: Card, segment: Segment) {
    const { place, name, mac } = card
    this.host = machine.name
    this.place = place
    this.name = name
    this.mac = mac
    this.addresses = new Addresses(card, (one, there) => this.#addressed(one, there))
    this.#machine = machine
    this.socket = segment.attach(this)
    this.groups = this.socket.entrance?.snooped ? new Memberships(this, machine.world) : null
  }

  get address(): Ipv4 {
    return this.addresses.prefix.address
  }

  get prefix(): Prefix {
    return this.addresses.prefix
  }

  get linkLocal(): Ipv6 {
    return this.addresses.linkLocal
  }

  /** Its own addresses with their networks, the first one first. */
  get prefixes(): readonly Prefix<Address>[] {
    return this.addresses.all
  }

  /** Whether an address is its own, and no virtual one. */
  isOwn(address: Address): boolean {
    return this.addresses.isOwn(address)
  }

  receive(frame: Frame): void {
    const { payload } = frame
    if (this.taps.length > 0) tapped(this, payload)
    if (this.carp !== null && payload.protocol === 'carp' && !this.#isForOther(payload as Advertisement)) {
      this.carp.receive(payload as Advertisement, this)
    } else if (payload.protocol === 'igmp') this.groups?.heard(payload as Membership)
    else this.#machine.receive(frame, this)
  }

  /** An advertisement to one machine that is another one: perhaps this one is a router between the two. */
  #isForOther(heard: Advertisement): boolean {
    return !(heard.sound || isForAll(heard) || this.isOwn(heard.destination))
  }

  /** Whether a frame for one station is for this one: to its own MAC, or to a virtual MAC that is here. */
  takes({ destination }: Frame): boolean {
    return destination === this.mac || this.owners.some((owner) => owner.takes(destination))
  }

  /** Whether an address is one of this segment, as far as addresses tell. */
  isOnLink(address: Address): boolean {
    return this.addresses.lengthTo(address) !== undefined
  }

  /** Whether a packet that is not for this machine itself is for it to pass on, and not for another node's. */
  admits({ destination: mac }: Frame, source: Address, destination: Address): boolean {
    if (mac === this.mac) return true
    return this.owners.some((owner) => owner.takes(mac) && owner.accepts(source, destination, mac) !== null)
  }

  listens(group: Mac): boolean {
    return this.groups?.listens(group) ?? false
  }

  signal(on: boolean): void {
    this.#machine.signal(on, this)
  }

  get carrier(): boolean {
    return this.cable && this.lit && this.linked
  }

  /** Whether an address is here. */
  owns(address: Address): boolean {
    return this.isOwn(address) || this.owners.some((owner) => owner.owns(address))
  }

  /** The MAC with which somebody is answered here who asks for an address; null: he is not. */
  answersFor(address: Address, asker: Mac): Mac | null {
    return this.isOwn(address) ? this.mac : (this.answerOf(address, asker)?.mac ?? null)
  }

  /** The same for virtual addresses of the kernel. */
  answerOf(address: Address, asker: Mac): Answer | null {
    for (const owner of this.owners) {
      const answer = owner.answer(address, asker)
      if (answer !== null) return answer
    }
    return null
  }

  blocks(frame: Frame): boolean {
    return this.filter.keepsOut(frame)
  }

  unclaimed(frame: Frame): void {
    this.#machine.unclaimed(frame, this)
  }

  /** Frames come in as long as the machine listens, the cable is in, and the interface is up. */
  listen(machine: 'listens' | 'off' | 'paused'): void {
    this.socket.linked(this.cable && machine !== 'off')
    if (machine === 'off') this.groups?.forget()
    if (machine !== 'listens') this.deaf = machine
    else if (!this.carrier) this.deaf = 'no carrier'
    else if (!this.up) this.deaf = 'interface down'
    else this.deaf = this.filter.filtersIn ? 'blocked' : null
  }

  /** Something makes it hear or send nothing. Where nothing is recorded there is nothing to remember. */
  blame(why: keyof Reasons, change: Link | null): void {
    if (change !== null || this.because !== NO_REASONS) this.because = { ...this.because, [why]: change }
  }

  /** The next `times` advertisements that are tried fail; this replaces what is left of an earlier such fault. */
  failSends(errno: Errno, times: number, fault: Link | null): void {
    this.blame('send error', fault)
    this.#errno = errno
    this.#errorsLeft = times
  }

  /** The next `times` announcements that it sends never arrive. */
  loseAnnouncements(times: number, fault: Link | null): void {
    this.#announcementsToLose = times
    this.#losing = fault
  }

  /** Sends a gratuitous ARP, or an unsolicited neighbour advertisement. The present cause is the frame's record. */
  announce(frame: Frame, { trace }: World): void {
    if (this.#announcementsToLose === 0) this.socket.transmit(frame)
    else {
      this.#announcementsToLose -= 1
      trace.note({ kind: 'lost', host: this.host, interface: this.name, why: 'loss', ...because(this.#losing) })
    }
  }

  /** What would become of an advertisement that is sent now. An attempt uses up one failure, wherever it ends. */
  attempt(): Sent {
    if (this.#errorsLeft === 0) return this.state
    this.#errorsLeft -= 1
    return this.#errno!
  }

  /** Whether a frame that is sent now gets onto the wire. */
  get state(): 'sent' | 'no carrier' | 'interface down' {
    return this.up ? (this.carrier ? 'sent' : 'no carrier') : 'interface down'
  }

  /** An address came or went while the machine runs; who sends to one that is gone is told why nobody takes it. */
  #addressed({ label, ...prefix }: Ifaddr, there: boolean): void {
    const names = { host: this.host, interface: this.name, ...(label === this.name ? {} : { label }) }
    const change = this.#machine.world.trace.note({ kind: 'address', ...names, address: formatPrefix(prefix), there })
    if (there && prefix.address !== this.gone) return
    this.gone = there ? null : prefix.address
    this.blame('not forwarded', there ? null : change)
  }

  /** Power on: the cable is what it is, the rest as configured. */
  powerOn(): void {
    this.up = true
    this.linked = true
    this.gone = null
    this.addresses.powerOn()
    this.#errorsLeft = 0
    this.#announcementsToLose = 0
    this.bundle?.powerOn()
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.cable = true
    this.lit = this.socket.entrance?.lit ?? true
    this.bundle?.reset()
    this.filter.clear()
    this.because = NO_REASONS
    this.powerOn()
    this.listen('off')
  }
}
