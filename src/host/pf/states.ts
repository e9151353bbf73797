import { formatAddress } from '../../network/address.ts'
import type { Datagram, SyncedState } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { TcpFlag } from '../../trace/record.ts'
import { endpoints } from '../ip/frames.ts'

/** How long a state lives after a packet (pf.conf(5), set timeout): by what a TCP connection showed last. */
const TCP_LIFE: Readonly<Record<TcpFlag, Micros>> = {
  SYN: 120 * SECOND,
  'SYN+ACK': 30 * SECOND,
  PSH: 86_400 * SECOND,
  ACK: 86_400 * SECOND,
  FIN: 900 * SECOND,
  RST: 90 * SECOND,
}
const ICMP_LIFE: Micros = 20 * SECOND

/** A connection that a packet filter knows, as long as it lives. */
export interface State extends SyncedState {
  life: Micros
  /** The uptime until which it lives. */
  until: Micros
  /** The uptime at which a peer spoke of it last. */
  heard: Micros
}

/** The states of a packet filter: `pass … keep state`. */
export class StateTable {
  readonly #states = new Map<string, State>()

  get size(): number {
    return this.#states.size
  }

  clear(): void {
    if (this.#states.size > 0) this.#states.clear()
  }

  /** All that live. */
  at(uptime: Micros): State[] {
    return [...this.#states.values()].filter(({ until }) => until > uptime)
  }

  /** The state of a packet's connection, whichever way it goes; one that is over is purged. */
  find(key: string, uptime: Micros): State | undefined {
    const state = this.#states.get(key)
    if (state === undefined || state.until > uptime) return state
    this.#states.delete(key)
    return undefined
  }

  /** Makes the state of a first packet. */
  make(packet: Datagram, uptime: Micros): State {
    const [source, destination] = endpoints(packet)
    const life = lifeAfter(packet)
    const copy = { key: keyOf(packet), protocol: packet.protocol, source, destination, life }
    return this.#set({ ...copy, until: uptime + life, heard: Number.NEGATIVE_INFINITY })
  }

  /** Takes one over from a peer. */
  take(copy: SyncedState, uptime: Micros): State {
    return this.#set({ ...copy, until: uptime + copy.life, heard: uptime })
  }

  #set(state: State): State {
    this.#states.set(state.key, state)
    return state
  }
}

/** A packet of a connection lets its state live on; that the end of one has arrived does not open it again. */
export function refresh(state: State, packet: Datagram, uptime: Micros): void {
  const endsIt = packet.protocol === 'tcp' && packet.flag === 'ACK' && isOver(state)
  if (!endsIt) state.life = lifeAfter(packet)
  state.until = uptime + state.life
}

/** Whether a packet begins something: a SYN (`flags S/SA`), an echo request. */
export function begins(packet: Datagram): boolean {
  return packet.protocol === 'tcp' ? packet.flag === 'SYN' : packet.type === 'request'
}

/** Whether a connection is over, so that a first packet makes a new one. */
export function isOver({ life }: State): boolean {
  return life === TCP_LIFE.FIN || life === TCP_LIFE.RST
}

/** The same for both ways. */
export function keyOf(packet: Datagram): string {
  const tells = packet.protocol === 'tcp' ? endpoints(packet) : [packet.source, packet.destination].map(formatAddress)
  const which = packet.protocol === 'tcp' ? '' : ` ${packet.identifier}`
  return `${packet.protocol} ${tells.sort().join(' ')}${which}`
}

function lifeAfter(packet: Datagram): Micros {
  return packet.protocol === 'tcp' ? TCP_LIFE[packet.flag] : ICMP_LIFE
}
