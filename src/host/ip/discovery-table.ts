import type { Mac } from '../../network/address.ts'
import type { Discovery } from '../../network/frame.ts'
import { groupMac, type Ipv6, solicitedNode } from '../../network/ipv6.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Nic } from '../nic.ts'
import { sendDiscovery } from './frames.ts'
import { type Neighbour, Neighbours, type Reached } from './neighbours.ts'

/** RFC 4861, 10: how long somebody is believed, is waited for before a probe, and an answer is waited for. */
const REACHABLE_TIME: Micros = 30 * SECOND
const DELAY_FIRST_PROBE: Micros = 5 * SECOND
const RETRANS_TIMER: Micros = SECOND
/** So many questions, to all and to one, before an entry is given up (MAX_MULTICAST_SOLICIT, MAX_UNICAST_SOLICIT). */
const MOST_SOLICITATIONS = 3
/** An entry of which nobody speaks is forgotten after a day (FreeBSD, nd6_gctimer). */
const GARBAGE: Micros = 86_400 * SECOND

interface Life {
  state: 'incomplete' | 'reachable' | 'stale' | 'delay' | 'probe'
  /** How often it was asked for in this state. */
  asked: number
}

type Entry = Neighbour<Ipv6, Life>

/**
 * The neighbour cache of a machine, as RFC 4861 and FreeBSD's nd6.c keep it: somebody is believed for a while, and when
 * something is sent to him after that he is asked whether he is still there. (The kernel draws how long from 15 s to
 * 45 s; here it is the 30 s in the middle.)
 */
export class DiscoveryTable extends Neighbours<Ipv6, Life> {
  /** One who asks says where he is (nd6_ns_input, nd6_cache_lladdr). */
  hearSolicitation({ sender, senderMac }: Discovery, nic: Nic): void {
    const entry = this.entries.get(sender) ?? this.add(sender, nic)
    if (entry.mac === senderMac) return
    this.#enter(entry, 'stale', GARBAGE)
    this.learn(entry, senderMac)
  }

  /**
   * An advertisement changes an entry that is there, and makes none: an answer is believed, one that nobody asked for is
   * taken over for the time being (nd6_na_input; all that is sent here has the override flag).
   */
  hearAdvertisement({ sender, senderMac, solicited }: Discovery): void {
    const entry = this.entries.get(sender)
    if (entry === undefined) return
    if (solicited) this.#enter(entry, 'reachable', REACHABLE_TIME)
    else if (entry.mac !== senderMac) this.#enter(entry, 'stale', GARBAGE)
    this.learn(entry, senderMac)
  }

  protected begin(): Life {
    return { state: 'incomplete', asked: 0 }
  }

  protected wanted(entry: Entry): Reached {
    if (entry.life.asked === 0) this.#ask(entry)
    return 'sent'
  }

  protected used(entry: Entry): void {
    if (entry.life.state === 'stale') this.#enter(entry, 'delay', DELAY_FIRST_PROBE)
  }

  /** nd6_llinfo_timer(). */
  protected expired(entry: Entry): void {
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

  #enter(entry: Entry, state: Life['state'], time: Micros): void {
    entry.life.state = state
    entry.life.asked = 0
    this.startTimer(entry, time)
  }

  /** All are asked for one who is not known, and he himself whether he is still there. */
  #ask(entry: Entry): void {
    const { nic, address, mac, life } = entry
    life.asked += 1
    this.startTimer(entry, RETRANS_TIMER)
    const to: Mac = mac ?? groupMac(solicitedNode(address))
    sendDiscovery(this.machine.world, nic, to, {
      protocol: 'icmp6',
      operation: 'solicitation',
      sender: nic.sourceFor(address),
      senderMac: nic.mac,
      target: address,
      solicited: false,
    })
  }
}
