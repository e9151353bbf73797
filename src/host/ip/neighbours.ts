import { Timer } from '../../engine/timer.ts'
import { type Address, formatAddress, type Mac } from '../../network/address.ts'
import type { Micros } from '../../time.ts'
import type { Loss } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { Nic } from '../nic.ts'
import type { World } from '../world.ts'

/** What is to be sent as soon as its MAC is known. */
export interface Waiting {
  send(mac: Mac): void
  /** The address that it leaves from, where it has one already. */
  readonly source?: Address
  /** It will never be sent; absent: whoever sends sees to that. */
  lost?(why: Loss): void
}

/** What a sender sees: a packet that waits for its MAC is as good as sent, until nobody has answered for long. */
export type Reached = 'sent' | 'EHOSTDOWN'

/** What a table of neighbours needs of its machine. */
export interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** An address of the neighbourhood, and what is known of it. */
export interface Neighbour<A extends Address, Life> {
  readonly address: A
  readonly nic: Nic
  /** null: asked for, and not known yet. */
  mac: Mac | null
  readonly timer: Timer<Link>
  /** The one packet that waits for the answer; a later one takes its place (FreeBSD, la_hold). */
  held: { readonly packet: Waiting; readonly cause: Link | null } | null
  /** Where in its life it is, as its protocol tells. */
  readonly life: Life
}

/** A neighbour as arp(8) and ndp(8) show him. */
export interface Known {
  readonly address: Address
  readonly nic: Nic
  /** null: nobody has answered yet. */
  readonly mac: Mac | null
  /** How long the entry still lives; null: for good. */
  readonly left: Micros | null
  readonly state: NeighbourState
}

/** As Linux calls them (RFC 4861); tables without such states have but the first two. */
export type NeighbourState = 'incomplete' | 'reachable' | 'stale' | 'delay' | 'probe' | 'permanent'

/** Which MAC the addresses of one family are at, as a machine knows it. Empty where nobody talks to the machine. */
export abstract class Neighbours<A extends Address, Life> {
  protected readonly machine: Machine
  protected readonly entries: Map<A, Neighbour<A, Life>> = new Map()

  constructor(machine: Machine) {
    this.machine = machine
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.entries.values()].map(({ timer }) => timer)
  }

  get size(): number {
    return this.entries.size
  }

  get known(): readonly Known[] {
    const { now } = this.machine.world.engine
    return [...this.entries.values()].map((entry) => {
      const { address, nic, mac, timer } = entry
      return { address, nic, mac, left: timer.armed ? timer.deadline - now : null, state: this.stateOf(entry) }
    })
  }

  /** `arp -d` */
  forgetOne(address: A): boolean {
    const entry = this.entries.get(address)
    if (entry !== undefined) this.forget(entry)
    return entry !== undefined
  }

  /** All is forgotten, because the power goes. */
  clear(): void {
    if (this.entries.size === 0) return
    for (const { timer } of this.entries.values()) timer.disarm()
    this.entries.clear()
  }

  /** All is forgotten, because somebody says so: `arp -da`, `ndp -c`. */
  flush(): void {
    for (const entry of [...this.entries.values()]) this.forget(entry)
  }

  /** Sends a packet to the neighbour's MAC, at once or as soon as that is known. */
  resolve(address: A, nic: Nic, packet: Waiting): Reached {
    const entry = this.entries.get(address) ?? this.add(address, nic)
    if (entry.mac === null) {
      this.#drop(entry, 'pushed out')
      entry.held = { packet, cause: this.machine.world.engine.cause }
      return this.wanted(entry)
    }
    packet.send(entry.mac)
    this.used(entry)
    return 'sent'
  }

  protected stateOf({ mac }: Neighbour<A, Life>): NeighbourState {
    return mac === null ? 'incomplete' : 'reachable'
  }

  /** As a new entry begins. */
  protected abstract begin(): Life
  /** Somebody wants to send to one who is not known. */
  protected abstract wanted(entry: Neighbour<A, Life>): Reached
  /** Something was sent to one who is known. */
  protected abstract used(entry: Neighbour<A, Life>): void
  protected abstract expired(entry: Neighbour<A, Life>): void

  protected add(address: A, nic: Nic): Neighbour<A, Life> {
    const timer = new Timer<Link>(this.machine.world.engine, { expired: () => this.expired(entry) })
    const entry: Neighbour<A, Life> = { address, nic, mac: null, timer, held: null, life: this.begin() }
    this.entries.set(address, entry)
    return entry
  }

  /** It is there: what waited for that goes out, caused by what it was to begin with. */
  protected learn(entry: Neighbour<A, Life>, mac: Mac): void {
    if (entry.mac !== mac) {
      entry.mac = mac
      this.#note(entry)
    }
    const { held } = entry
    if (held === null) return
    entry.held = null
    const { engine } = this.machine.world
    const { cause } = engine
    engine.cause = held.cause
    held.packet.send(mac)
    engine.cause = cause
  }

  protected forget(entry: Neighbour<A, Life>): void {
    this.entries.delete(entry.address)
    entry.timer.disarm()
    this.#drop(entry, 'host unreachable')
    if (entry.mac === null) return
    entry.mac = null
    this.#note(entry)
  }

  protected startTimer({ timer }: Neighbour<A, Life>, time: Micros): void {
    timer.arm(this.machine.clock.lasts(time))
    timer.cause = this.machine.world.engine.cause
  }

  /** What waits for an answer waits no more. */
  #drop(entry: Neighbour<A, Life>, why: Loss): void {
    const { held } = entry
    entry.held = null
    if (held?.packet.lost === undefined) return
    const { engine } = this.machine.world
    const { cause } = engine
    engine.cause = held.cause
    held.packet.lost(why)
    engine.cause = cause
  }

  #note({ nic, address, mac }: Neighbour<A, Life>): void {
    const body = { host: this.machine.name, interface: nic.name, address: formatAddress(address), mac }
    this.machine.world.trace.note({ kind: 'neighbour', ...body })
  }
}
