import { BROADCAST, type Ipv4 } from '../../network/address.ts'
import type { Arp } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Nic } from '../nic.ts'
import { askFor } from './frames.ts'
import { type Machine, type Neighbour, Neighbours, type Reached } from './neighbours.ts'
import type { ArpPolicy } from './options.ts'

/** An entry that nobody has filled is forgotten after that time (FreeBSD, if_ether.c, arpt_down). */
const UNANSWERED: Micros = 20 * SECOND
/** An entry in use is asked for again in its last so many seconds, once in each (FreeBSD, arp_maxtries, la_preempt). */
const RENEWALS = 5
/** So often an address is asked for in vain before it counts as down (FreeBSD, arp_maxtries). */
const TRIES = 5

interface Life {
  /** The second of uptime in which it was asked for last: the kernel asks once a second at most. */
  asked: number
  /** How often it was asked for in vain. */
  tries: number
  renewals: number
}

type Entry = Neighbour<Ipv4, Life>

/** The ARP table of a machine, as FreeBSD's if_ether.c keeps it: an entry is forgotten when its timer runs out. */
export class ArpTable extends Neighbours<Ipv4, Life> {
  readonly #policy: ArpPolicy
  /** Addresses that it had and has forgotten, where it does not ask for such again. */
  readonly #lapsed = new Set<Ipv4>()

  constructor(machine: Machine, policy: ArpPolicy) {
    super(machine)
    this.#policy = policy
  }

  override clear(): void {
    super.clear()
    if (this.#lapsed.size > 0) this.#lapsed.clear()
  }

  override flush(): void {
    super.flush()
    this.#lapsed.clear()
  }

  /**
   * The sender of an ARP packet says where it is: an entry that is there is changed, and the one who was asked makes one
   * (RFC 826; in_arpinput).
   */
  hear({ sender, senderMac, target }: Arp, nic: Nic, asked: boolean): void {
    if (sender === target && this.#policy.gratuitous === 'ignore') return
    const entry = this.entries.get(sender) ?? (asked ? this.add(sender, nic) : undefined)
    if (entry === undefined) return
    this.startTimer(entry, this.#policy.age)
    entry.life.renewals = RENEWALS
    entry.life.tries = 0
    this.#lapsed.delete(sender)
    this.learn(entry, senderMac)
  }

  protected begin(): Life {
    return { asked: -1, tries: 0, renewals: RENEWALS }
  }

  /** arpresolve_full(). */
  protected wanted(entry: Entry): Reached {
    const { life } = entry
    if (this.#lapsed.has(entry.address)) {
      this.forget(entry)
      return 'EHOSTDOWN'
    }
    const reached = life.tries < TRIES ? 'sent' : 'EHOSTDOWN'
    if (life.asked !== this.#second) {
      life.tries += 1
      this.#ask(entry, UNANSWERED)
    }
    return reached
  }

  protected used(entry: Entry): void {
    if (this.#policy.requery === false) return
    const { world, clock } = this.machine
    const { life } = entry
    const left = entry.timer.deadline - world.engine.now
    if (left >= clock.lasts(life.renewals * SECOND) || life.asked === this.#second) return
    life.renewals -= 1
    this.#ask(entry)
  }

  protected expired(entry: Entry): void {
    if (this.#policy.requery === false && entry.mac !== null) this.#lapsed.add(entry.address)
    this.forget(entry)
  }

  get #second(): number {
    return Math.floor(this.machine.clock.uptime / SECOND)
  }

  /** @param keep - for how long the entry waits for an answer; absent: it has one */
  #ask(entry: Entry, keep?: Micros): void {
    const { nic, address } = entry
    entry.life.asked = this.#second
    if (keep !== undefined) this.startTimer(entry, keep)
    askFor(this.machine.world, nic, address, BROADCAST)
  }
}
