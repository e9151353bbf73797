import type { System } from '../carp/system.ts'
import { Task } from '../engine/task.ts'
import { type Address, CARP_MULTICAST, familyOf, type Mac, type Prefix } from '../network/address.ts'
import { type Membership, membershipReport } from '../network/frame.ts'
import { CARP_MULTICAST6 } from '../network/ipv6.ts'
import type { Socket } from '../network/segment.ts'
import { type Micros, SECOND } from '../time.ts'
import type { Family } from '../trace/record.ts'
import type { World } from './world.ts'

/** RFC 3376 8.1 and 8.11: a report that nobody asked for is sent twice, the second time within a second. */
const REPEAT: Micros = SECOND
/** RFC 3376 8.3: an answer comes within that time, drawn so that not all answer at once. */
const RESPONSE: Micros = 10 * SECOND

const GROUPS: Readonly<Record<Family, { readonly mac: Mac; readonly address: string }>> = {
  inet: { mac: CARP_MULTICAST, address: '224.0.0.18' },
  inet6: { mac: CARP_MULTICAST6, address: 'ff02::12' },
}

/** What memberships need of their card. */
interface Card {
  readonly host: string
  readonly name: string
  readonly mac: Mac
  readonly socket: Socket
  readonly deaf: string | null
  readonly state: string
}

/**
 * The groups of CARP that a card listens to, where switches want to know. Reports are of version 3, which nobody keeps
 * back because he heard another's (igmp.c and mld6.c of FreeBSD; Linux).
 */
export class Memberships {
  readonly #card: Card
  readonly #world: World
  /** Those that it listens to, and those of them that it reports. */
  #joined: readonly Family[] = []
  #reported: readonly Family[] = []
  #life = 0

  constructor(card: Card, world: World) {
    this.#card = card
    this.#world = world
  }

  listens(group: Mac): boolean {
    return this.#joined.some((family) => GROUPS[family].mac === group)
  }

  /** A virtual host listens, to a group for each family of which it has an address. */
  joinFor(addresses: readonly Prefix<Address>[], system: Pick<System, 'hidesLocalGroups'>): void {
    this.join([...new Set(addresses.map(({ address }) => familyOf(address)))], system)
  }

  /** What runs there listens. Groups of IPv6 all systems report. */
  join(families: readonly Family[], { hidesLocalGroups }: Pick<System, 'hidesLocalGroups'>): void {
    const fresh = families.filter((family) => !this.#joined.includes(family))
    const told = fresh.filter((family) => family === 'inet6' || !hidesLocalGroups)
    this.#joined = [...this.#joined, ...fresh]
    this.#reported = [...this.#reported, ...told]
    if (told.length === 0) return
    this.#report(told, 0)
    this.#report(told, this.#drawn(REPEAT))
  }

  /** Somebody asks who listens; what others report is theirs. */
  heard({ type }: Membership): void {
    if (type === 'query' && this.#reported.length > 0) this.#report(this.#reported, this.#drawn(RESPONSE))
  }

  /** Power goes. */
  forget(): void {
    this.#life += 1
    this.#joined = []
    this.#reported = []
  }

  #drawn(within: Micros): Micros {
    const { host, name } = this.#card
    return this.#world.random.stream(`igmp ${host}.${name}`).below(within)
  }

  #report(families: readonly Family[], delay: Micros): void {
    const { engine, trace } = this.#world
    const card = this.#card
    const life = this.#life
    const send = () => {
      if (life !== this.#life || card.state !== 'sent' || card.deaf === 'paused') return
      const { cause } = engine
      for (const family of families) {
        const { mac, address } = GROUPS[family]
        engine.cause = trace.noteCausedBy(cause, {
          kind: 'report',
          host: card.host,
          interface: card.name,
          group: address,
        })
        card.socket.transmit(membershipReport(card.mac, family, mac))
      }
      engine.cause = cause
    }
    engine.schedule(engine.now + delay, new Task(engine, send))
  }
}
