import { Timer } from '../engine/timer.ts'
import { BROADCAST, formatIpv4, type Ipv4, type Mac } from '../network/address.ts'
import type { Arp } from '../network/frame.ts'
import { type Micros, SECOND } from '../time.ts'
import type { Link } from '../trace/recorder.ts'
import type { Clock } from './clock.ts'
import { sendArp } from './frames.ts'
import type { ArpPolicy } from './ip-options.ts'
import type { Nic } from './nic.ts'
import type { World } from './world.ts'

/** An entry that nobody has filled is forgotten after that time (FreeBSD, if_ether.c, arpt_down). */
const UNANSWERED: Micros = 20 * SECOND
/** An entry in use is asked for again in its last so many seconds, once in each (FreeBSD, arp_maxtries, la_preempt). */
const RENEWALS = 5

/** So often an address is asked for in vain before it counts as down (FreeBSD, arp_maxtries). */
const TRIES = 5

/** What a sender sees: a packet that waits for its MAC is as good as sent, until nobody has answered for long. */
export type Reached = 'sent' | 'EHOSTDOWN'

/** What an ARP table needs of its machine. */
interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** An address of the neighbourhood, and what is known of it. */
interface Neighbour {
  readonly address: Ipv4
  readonly nic: Nic
  /** null: asked for, and not known yet. */
  mac: Mac | null
  /** It is forgotten when this runs out. */
  readonly timer: Timer<Link>
  /** The second of uptime in which it was asked for last: the kernel asks once a second at most. */
  asked: number
  /** How often it was asked for in vain. */
  tries: number
  renewals: number
  /** The one packet that waits for the answer; a later one takes its place (FreeBSD, arpresolve, la_hold). */
  held: { readonly send: (mac: Mac) => void; readonly cause: Link | null } | null
}

/** The ARP table of a machine, as FreeBSD's if_ether.c keeps it. Empty where nobody talks to the machine. */
export class Neighbours {
  readonly #machine: Machine
  readonly #policy: ArpPolicy
  readonly #entries = new Map<Ipv4, Neighbour>()

  constructor(machine: Machine, policy: ArpPolicy) {
    this.#machine = machine
    this.#policy = policy
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.#entries.values()].map(({ timer }) => timer)
  }

  clear(): void {
    if (this.#entries.size === 0) return
    for (const { timer } of this.#entries.values()) timer.disarm()
    this.#entries.clear()
  }

  /**
   * The sender of an ARP packet says where it is: an entry that is there is changed, and the one who was asked makes one
   * (RFC 826; in_arpinput).
   */
  hear({ sender, senderMac, target }: Arp, nic: Nic, asked: boolean): void {
    if (sender === target && this.#policy.gratuitous === 'ignore') return
    const entry = this.#entries.get(sender) ?? (asked ? this.#add(sender, nic) : undefined)
    if (entry === undefined) return
    this.#startTimer(entry, this.#policy.age)
    entry.renewals = RENEWALS
    entry.tries = 0
    if (entry.mac !== senderMac) {
      entry.mac = senderMac
      this.#note(entry)
    }
    this.#release(entry, senderMac)
  }

  /** Sends a packet to the neighbour's MAC, at once or as soon as that is known (arpresolve_full). */
  resolve(address: Ipv4, nic: Nic, send: (mac: Mac) => void): Reached {
    const entry = this.#entries.get(address) ?? this.#add(address, nic)
    const second = this.#second
    if (entry.mac === null) {
      entry.held = { send, cause: this.#machine.world.engine.cause }
      const reached = entry.tries < TRIES ? 'sent' : 'EHOSTDOWN'
      if (entry.asked !== second) {
        entry.tries += 1
        this.#ask(entry, UNANSWERED)
      }
      return reached
    }
    send(entry.mac)
    const left = entry.timer.deadline - this.#machine.world.engine.now
    if (left < this.#machine.clock.lasts(entry.renewals * SECOND) && entry.asked !== second) {
      entry.renewals -= 1
      this.#ask(entry)
    }
    return 'sent'
  }

  get #second(): number {
    return Math.floor(this.#machine.clock.uptime / SECOND)
  }

  #add(address: Ipv4, nic: Nic): Neighbour {
    const timer = new Timer<Link>(this.#machine.world.engine, { expired: () => this.#forget(entry) })
    const entry: Neighbour = { address, nic, mac: null, timer, asked: -1, tries: 0, renewals: RENEWALS, held: null }
    this.#entries.set(address, entry)
    return entry
  }

  /** @param keep - for how long the entry waits for an answer; absent: it has one */
  #ask(entry: Neighbour, keep?: Micros): void {
    const { nic, address } = entry
    entry.asked = this.#second
    if (keep !== undefined) this.#startTimer(entry, keep)
    sendArp(this.#machine.world, nic, BROADCAST, {
      protocol: 'arp',
      operation: 'request',
      senderMac: nic.mac,
      sender: nic.address,
      target: address,
    })
  }

  #startTimer({ timer }: Neighbour, time: Micros): void {
    timer.arm(this.#machine.clock.lasts(time))
    timer.cause = this.#machine.world.engine.cause
  }

  /** What waited goes out; it is caused by what it was to begin with. */
  #release(entry: Neighbour, mac: Mac): void {
    const { held } = entry
    if (held === null) return
    entry.held = null
    const { engine } = this.#machine.world
    const { cause } = engine
    engine.cause = held.cause
    held.send(mac)
    engine.cause = cause
  }

  #forget(entry: Neighbour): void {
    this.#entries.delete(entry.address)
    if (entry.mac === null) return
    entry.mac = null
    this.#note(entry)
  }

  #note({ nic, address, mac }: Neighbour): void {
    const body = { host: this.#machine.name, interface: nic.name, address: formatIpv4(address), mac }
    this.#machine.world.trace.note({ kind: 'neighbour', ...body })
  }
}
