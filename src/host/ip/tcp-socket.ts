import { Timer } from '../../engine/timer.ts'
import type { Piece, TcpSegment } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { TcpFlag } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import { Inbox } from './inbox.ts'
import { RoundTrips } from './round-trips.ts'
import type { SocketEnd, SocketEnds, SocketUser } from './socket-user.ts'
import { KEEPINIT, MOST_RETRANSMISSIONS } from './tcp-connection.ts'

const TTL = 64
/** So long an acknowledgement waits for something to go with (FreeBSD, net.inet.tcp.delacktime). */
const DELAYED_ACK: Micros = SECOND / 10
/** So many that say the same tell of a loss before the time is over (RFC 5681, 3.2). */
const DUPLICATES = 3

interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** What it needs of its machine's TCP. */
export interface SocketOwner {
  transmit(segment: TcpSegment): void
  /** Nothing comes of it any more. */
  gone(socket: TcpSocket): void
}

interface Sent {
  readonly number: number
  readonly flag: TcpFlag
  readonly says?: unknown
  readonly cause: Link | null
  readonly at: Micros
  /** By the machine's clock. */
  readonly shown: Micros
  again: boolean
}

/**
 * One end of a TCP connection between two programs that both speak: messages arrive whole and in order, or the connection
 * ends. What is not acknowledged is sent again, after a time that doubles, or at once where later ones have arrived.
 */
export class TcpSocket {
  readonly ends: SocketEnds
  user: SocketUser
  readonly #machine: Machine
  readonly #owner: SocketOwner
  readonly #rounds = new RoundTrips()
  readonly #again: Timer<Link>
  readonly #acknowledge: Timer<Link>
  readonly #inbox = new Inbox()
  #state: 'connecting' | 'open' | 'closing' | 'gone' = 'connecting'
  /** The first of them is the one that the other side waits for. */
  #unacknowledged: Sent[] = []
  #next = 1
  #tries = 0
  #began: Micros
  #duplicates = 0
  /** What was sent before that, and not acknowledged, is lost with the first. */
  #recoversTo = 0

  constructor(machine: Machine, ends: SocketEnds, owner: SocketOwner, user: SocketUser) {
    this.#machine = machine
    this.ends = ends
    this.#owner = owner
    this.user = user
    this.#began = machine.clock.uptime
    this.#again = new Timer<Link>(machine.world.engine, { expired: () => this.#expired() })
    this.#acknowledge = new Timer<Link>(machine.world.engine, { expired: () => this.#transmit('ACK', this.#next) })
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#again, this.#acknowledge]
  }

  /** When the first of what the other side has not acknowledged was said; null: it has acknowledged all. */
  get waitsSince(): Micros | null {
    return this.#unacknowledged[0]?.shown ?? null
  }

  /** Asks the other side, or answers that it is there. */
  begin(flag: 'SYN' | 'SYN+ACK'): void {
    this.#send({ number: 0, flag })
  }

  say(message: unknown): void {
    if (this.#state === 'open') this.#send({ number: this.#next++, flag: 'PSH', says: message })
  }

  /** In order: what was said arrives, then the end. */
  close(): void {
    if (this.#state === 'connecting') this.forget()
    if (this.#state !== 'open') return
    this.#state = 'closing'
    this.#send({ number: this.#next++, flag: 'FIN' })
  }

  /** Nothing is sent any more. */
  forget(): void {
    this.#state = 'gone'
    this.#again.disarm()
    this.#acknowledge.disarm()
    this.#owner.gone(this)
  }

  receive(segment: TcpSegment): void {
    const { flag, piece } = segment
    if (flag === 'RST') this.#end(this.#state === 'connecting' ? 'refused' : 'reset')
    else if (flag === 'SYN') this.#sendAgain()
    else if (piece !== undefined) this.#take(segment, piece)
  }

  #take({ flag }: TcpSegment, piece: Piece): void {
    const opens = this.#state === 'connecting'
    // Nobody is there any more who could hear it (tcp_do_segment, SS_NOFDREF).
    if (this.#state === 'closing' && flag === 'PSH') {
      this.#transmit('RST', this.#next)
      this.forget()
      return
    }
    this.#acknowledged(flag === 'SYN+ACK' ? 1 : piece.awaits, flag === 'ACK')
    if (this.#state === 'gone') return
    if (opens) this.#open()
    if (flag === 'SYN+ACK') this.#owe(true)
    if (flag === 'PSH' || flag === 'FIN') this.#hear(flag, piece)
  }

  #open(): void {
    if (this.#tries > 0) this.#rounds.openedLate()
    this.#tries = 0
    this.#state = 'open'
    this.user.opened?.()
  }

  #hear(flag: TcpFlag, { number, says }: Piece): void {
    const heard = this.#inbox.take(number, { flag, says })
    // What is not the next one tells the other side at once which one is missing, or has arrived already.
    this.#owe(heard.length === 0 || flag === 'FIN')
    for (const one of heard) {
      if (this.#state !== 'open') return
      if (one.flag === 'FIN') this.user.ended('closed')
      else this.user.received(one.says)
    }
  }

  /** An acknowledgement is due: with what is said next, or for itself after a while; for every second one at once. */
  #owe(now: boolean): void {
    if (this.#state === 'gone') return
    if (now || this.#acknowledge.armed) this.#transmit('ACK', this.#next)
    else {
      this.#acknowledge.arm(this.#machine.clock.timerDelay(DELAYED_ACK))
      this.#acknowledge.cause = this.#machine.world.engine.cause
    }
  }

  /** All before that has arrived over there. */
  #acknowledged(awaits: number, isBare: boolean): void {
    const [first] = this.#unacknowledged
    if (first === undefined) return
    if (first.number >= awaits) {
      if (isBare && first.number === awaits && ++this.#duplicates === DUPLICATES) this.#sendAgain()
      return
    }
    if (!first.again) this.#rounds.measure(this.#machine.world.engine.now - first.at)
    const missing = this.#unacknowledged.findIndex(({ number }) => number >= awaits)
    const left = missing === -1 ? [] : this.#unacknowledged.slice(missing)
    this.#unacknowledged = left
    this.#duplicates = 0
    if (this.#state !== 'connecting') this.#tries = 0
    if (left.length === 0) {
      this.#again.disarm()
      if (this.#state === 'closing') this.forget()
    } else if (left[0]!.number < this.#recoversTo) this.#sendAgain()
    else this.#arm()
  }

  #send(what: Pick<Sent, 'number' | 'flag' | 'says'>): void {
    const { world, clock } = this.#machine
    const { cause, now: at } = world.engine
    this.#unacknowledged.push({ ...what, cause, at, shown: clock.now, again: false })
    if (!this.#again.armed) this.#arm()
    this.#transmit(what.flag, what.number, what)
  }

  /** The first one that has not arrived; those behind it follow when that has. */
  #sendAgain(): void {
    const first = this.#unacknowledged[0]
    if (first === undefined) return
    const { engine } = this.#machine.world
    const { cause } = engine
    first.again = true
    this.#recoversTo = this.#next
    this.#arm()
    engine.cause = first.cause
    this.#transmit(first.flag, first.number, first)
    engine.cause = cause
  }

  #arm(): void {
    const { clock, world } = this.#machine
    const { rto } = this.#rounds
    const left = this.#state === 'connecting' ? this.#began + KEEPINIT - clock.uptime : rto
    this.#again.arm(clock.timerDelay(Math.min(rto, left)))
    this.#again.cause = world.engine.cause
  }

  #expired(): void {
    this.#tries += 1
    const waited = this.#machine.clock.uptime - this.#began
    const isOver = this.#state === 'connecting' ? waited >= KEEPINIT : this.#tries > MOST_RETRANSMISSIONS
    if (isOver) this.#end('timed out')
    else {
      this.#rounds.double()
      this.#sendAgain()
    }
  }

  #end(how: SocketEnd): void {
    const isClosing = this.#state === 'closing'
    this.forget()
    if (!isClosing) this.user.ended(how)
  }

  #transmit(flag: TcpFlag, number: number, what: { readonly says?: unknown } = {}): void {
    this.#acknowledge.disarm()
    const piece: Piece = { number, awaits: this.#inbox.awaits, ...('says' in what && { says: what.says }) }
    this.#owner.transmit({ protocol: 'tcp', flag, ...this.ends, ttl: TTL, sequence: number, by: '', piece })
  }
}
