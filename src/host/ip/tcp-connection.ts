import { Timer } from '../../engine/timer.ts'
import type { Address } from '../../network/address.ts'
import type { Page, TcpSegment } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { TcpFlag } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import { RoundTrips } from './round-trips.ts'

/** So often a segment is sent again in vain before the connection is given up (FreeBSD, TCP_MAXRXTSHIFT). */
export const MOST_RETRANSMISSIONS = 12
/** So long a connection may take to come about (FreeBSD, net.inet.tcp.keepinit). */
export const KEEPINIT: Micros = 75 * SECOND

const TTL = 64

/** What a connection needs of its machine. */
interface Machine {
  readonly world: World
  readonly clock: Clock
}

/** Its two ends. */
export interface Ends {
  readonly address: Address
  readonly port: number
  readonly localPort: number
  /** What is asked for over HTTP. */
  readonly path?: string
}

/** Whether a segment that arrived is of the connection with these ends. */
export function isOf({ source, sourcePort, destinationPort }: TcpSegment, ends: Ends): boolean {
  return ends.localPort === destinationPort && ends.address === source && ends.port === sourcePort
}

/** Who is told what becomes of it. */
export interface ConnectionOwner {
  /** From which address of the machine it goes out; undefined: there is no way. */
  sourceFor(address: Address): Address | undefined
  transmit(segment: TcpSegment): void
  opened(connection: TcpConnection, by: string): void
  answered(sequence: number, by: string, page?: Page): void
  ended(connection: TcpConnection, how: 'reset' | 'refused' | 'timed out'): void
}

/**
 * The end of a TCP connection that asks. One segment is under way at a time, and each is acknowledged by an answer; it is
 * sent again after a time that comes from the round trips and doubles (RFC 6298), until the connection is given up.
 */
export class TcpConnection {
  readonly ends: Ends
  isOpen = false
  readonly #machine: Machine
  readonly #owner: ConnectionOwner
  readonly #timer: Timer<Link>
  /** What is to be said, the first of it under way. */
  readonly #queue: { readonly sequence: number; readonly cause: Link | null }[] = []
  #source: Address | undefined
  #tries = 0
  #opening: Micros = 0
  #sentAt: Micros = 0
  readonly #rounds = new RoundTrips()
  #lostSyn = false

  constructor(machine: Machine, ends: Ends, owner: ConnectionOwner) {
    this.#machine = machine
    this.ends = ends
    this.#owner = owner
    this.#timer = new Timer(machine.world.engine, { expired: () => this.#expired() })
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#timer]
  }

  /** What was said and not answered. */
  get pending(): readonly number[] {
    return this.#queue.map(({ sequence }) => sequence)
  }

  /** Says something, as soon as all before it has been answered; the first word opens the connection. */
  say(sequence: number): void {
    this.#queue.push({ sequence, cause: this.#machine.world.engine.cause })
    if (this.#queue.length > 1) return
    if (!this.isOpen) this.#opening = this.#machine.clock.uptime
    this.#source ??= this.#owner.sourceFor(this.ends.address)
    this.#sendFirst()
  }

  receive({ flag, sequence, by, page }: TcpSegment): void {
    const first = this.#queue[0]
    if (flag === 'RST') {
      this.stop()
      this.#owner.ended(this, this.isOpen ? 'reset' : 'refused')
    } else if (flag === 'SYN+ACK' && !this.isOpen) {
      this.#measure()
      this.isOpen = true
      if (this.#lostSyn) this.#rounds.openedLate()
      this.#owner.opened(this, by)
      this.#sendFirst()
    } else if (flag === 'PSH' && this.isOpen && first?.sequence === sequence) {
      this.#measure()
      this.#queue.shift()
      this.#timer.disarm()
      this.#tries = 0
      this.#owner.answered(sequence, by, page)
      this.#sendFirst()
    }
  }

  /** Ends it in order, where there is anything to end. */
  close(sequence: number): void {
    this.stop()
    if (this.isOpen) this.#transmit('FIN', sequence)
  }

  /** Forgets it: nothing is sent. */
  stop(): void {
    this.#timer.disarm()
  }

  /** What is first in the queue goes out, or what opens the connection for it. */
  #sendFirst(): void {
    const first = this.#queue[0]
    if (first === undefined) return
    const { engine } = this.#machine.world
    const { cause } = engine
    engine.cause = first.cause
    this.#tries = 0
    this.#send(first.sequence)
    engine.cause = cause
  }

  #send(sequence: number): void {
    const { engine } = this.#machine.world
    this.#sentAt = engine.now
    const { rto } = this.#rounds
    const left = this.isOpen ? rto : this.#opening + KEEPINIT - this.#machine.clock.uptime
    this.#timer.arm(this.#machine.clock.timerDelay(Math.min(rto, left)))
    this.#timer.cause = engine.cause
    this.#transmit(this.isOpen ? 'PSH' : 'SYN', sequence)
  }

  /** Nobody has acknowledged it in time: again, and twice as long. */
  #expired(): void {
    const first = this.#queue[0]!
    this.#tries += 1
    const waited = this.#machine.clock.uptime - this.#opening
    if (this.isOpen ? this.#tries > MOST_RETRANSMISSIONS : waited >= KEEPINIT) {
      this.#owner.ended(this, 'timed out')
      return
    }
    if (!this.isOpen) this.#lostSyn = true
    this.#rounds.double()
    this.#send(first.sequence)
  }

  /** A round trip. */
  #measure(): void {
    if (this.#tries > 0) return
    this.#rounds.measure(this.#machine.world.engine.now - this.#sentAt)
  }

  #transmit(flag: TcpFlag, sequence: number): void {
    if (this.#source === undefined) return
    const { address, port, localPort, path } = this.ends
    const from = { source: this.#source, sourcePort: localPort }
    const to = { destination: address, destinationPort: port }
    const asks = flag === 'PSH' && path !== undefined ? { path } : {}
    this.#owner.transmit({ protocol: 'tcp', flag, ...from, ...to, ttl: TTL, sequence, by: '', ...asks })
  }
}
