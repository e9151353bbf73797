import type { Address } from '../../network/address.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Nic } from '../nic.ts'
import { type Neighbour, type NeighbourState, Neighbours, type Reached } from './neighbours.ts'

/** RFC 4861, 10: how long is waited before a probe, and how long for an answer. */
const DELAY_FIRST_PROBE: Micros = 5 * SECOND
const RETRANS_TIMER: Micros = SECOND
/** So many questions, to all and to one, before an entry is given up (MAX_MULTICAST_SOLICIT, MAX_UNICAST_SOLICIT). */
const MOST_SOLICITATIONS = 3
/** An entry of which nobody speaks is forgotten after a day (FreeBSD, nd6_gctimer). */
const GARBAGE: Micros = 86_400 * SECOND

interface Life {
  state: Exclude<NeighbourState, 'permanent'>
  /** How often it was asked for in this state. */
  asked: number
}

type Entry<A extends Address> = Neighbour<A, Life>

/** A cache of neighbours as RFC 4861 has it: somebody is believed for a while, and then asked whether he is still there. */
export abstract class Reachability<A extends Address> extends Neighbours<A, Life> {
  /** How long somebody is believed. */
  protected abstract readonly believed: Micros

  /** One who asks for an address of this machine says where he is (nd6_ns_input, nd6_cache_lladdr). */
  protected hearAsker(sender: A, mac: string, nic: Nic): void {
    const entry = this.entries.get(sender) ?? this.add(sender, nic)
    if (entry.mac === mac) return
    this.#enter(entry, 'stale', GARBAGE)
    this.learn(entry, mac)
  }

  /** An answer is believed, what nobody asked for is taken over for the time being; neither makes an entry. */
  protected hearOwner(sender: A, mac: string, isAnswer: boolean): void {
    const entry = this.entries.get(sender)
    if (entry === undefined) return
    if (isAnswer) this.#enter(entry, 'reachable', this.believed)
    else if (entry.mac !== mac) this.#enter(entry, 'stale', GARBAGE)
    this.learn(entry, mac)
  }

  /** All are asked for one who is not known, and he himself whether he is still there. */
  protected abstract ask(entry: Entry<A>): void

  protected override stateOf({ life }: Entry<A>): NeighbourState {
    return life.state
  }

  protected begin(): Life {
    return { state: 'incomplete', asked: 0 }
  }

  protected wanted(entry: Entry<A>): Reached {
    if (entry.life.asked === 0) this.#ask(entry)
    return 'sent'
  }

  protected used(entry: Entry<A>): void {
    if (entry.life.state === 'stale') this.#enter(entry, 'delay', DELAY_FIRST_PROBE)
  }

  /** nd6_llinfo_timer(). */
  protected expired(entry: Entry<A>): void {
    const { life } = entry
    switch (life.state) {
      case 'reachable':
        this.#enter(entry, 'stale', GARBAGE)
        return
      case 'stale':
        this.forget(entry)
        return
      case 'delay':
        this.#enter(entry, 'probe', RETRANS_TIMER)
        this.#ask(entry)
        return
      default:
        if (life.asked < MOST_SOLICITATIONS) this.#ask(entry)
        else this.forget(entry)
    }
  }

  #enter(entry: Entry<A>, state: Life['state'], time: Micros): void {
    entry.life.state = state
    entry.life.asked = 0
    this.startTimer(entry, time)
  }

  #ask(entry: Entry<A>): void {
    entry.life.asked += 1
    this.startTimer(entry, RETRANS_TIMER)
    this.ask(entry)
  }
}
