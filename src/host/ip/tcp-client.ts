import type { Timer } from '../../engine/timer.ts'
import { withPort } from '../../network/address.ts'
import type { Page, TcpSegment } from '../../network/frame.ts'
import type { Bodies } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import { Asker } from './asker.ts'
import type { RequestOptions } from './options.ts'
import { type ConnectionOwner, isOf, TcpConnection } from './tcp-connection.ts'

/** What a program that asks over TCP needs of its machine. */
export interface ClientMachine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** What it needs of its machine's IP. */
export interface Transport extends Pick<ConnectionOwner, 'sourceFor'> {
  /** @param lost - is told if it waits in vain for the MAC of its next hop */
  transmit(segment: TcpSegment, lost?: () => void): void
  /** A port of the machine that no other connection has. */
  takePort(): number
}

/** A program that asks one address over TCP again and again. */
export abstract class TcpClient implements ConnectionOwner {
  readonly asker: Asker
  protected readonly machine: ClientMachine
  protected readonly options: RequestOptions
  readonly #transport: Transport

  constructor(machine: ClientMachine, options: RequestOptions, transport: Transport) {
    const { address, port, period, of } = options
    this.machine = machine
    this.options = options
    this.#transport = transport
    const question = { address: withPort(address, port), period, of }
    this.asker = new Asker(
      machine,
      question,
      (sequence) => this.ask(sequence),
      (sequence) => this.gaveUp(sequence),
    )
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.asker.timers, ...this.connections.flatMap(({ timers }) => timers)]
  }

  /** Those that are open, or come about. */
  abstract readonly connections: readonly TcpConnection[]
  protected abstract ask(sequence: number): void
  /** Nobody waits for an answer any more. */
  protected abstract gaveUp(sequence: number): void
  abstract opened(connection: TcpConnection, by: string): void
  abstract answered(sequence: number, by: string, page?: Page): void
  abstract ended(connection: TcpConnection, how: 'reset' | 'refused' | 'timed out'): void

  stop(): void {
    this.asker.stop()
    for (const connection of this.connections) connection.stop()
  }

  sourceFor(...[address]: Parameters<Transport['sourceFor']>): ReturnType<Transport['sourceFor']> {
    return this.#transport.sourceFor(address)
  }

  transmit(segment: TcpSegment): void {
    this.#transport.transmit(segment)
  }

  /** A segment for one of its connections; false: for none. */
  receive(segment: TcpSegment): boolean {
    const mine = this.connections.find(({ ends }) => isOf(segment, ends))
    mine?.receive(segment)
    return mine !== undefined
  }

  protected connect(): TcpConnection {
    const { address, port, of } = this.options
    const ends = { address, port, localPort: this.#transport.takePort(), ...(of === 'fetch' && { path: '/' }) }
    return new TcpConnection(this.machine, ends, this)
  }
}

interface Fetch {
  readonly sequence: number
  readonly connection: TcpConnection
}

/** Fetches a page again and again, over a connection of its own each time; after ANSWER_WAIT it gives one up. */
export class Fetcher extends TcpClient {
  readonly #fetches: Fetch[] = []

  get connections(): readonly TcpConnection[] {
    return this.#fetches.map(({ connection }) => connection)
  }

  opened(): void {}

  answered(sequence: number, by: string, page?: Page): void {
    this.asker.answered(sequence, by, page)
    this.#take((fetch) => fetch.sequence === sequence)?.connection.close(sequence)
  }

  ended(connection: TcpConnection, how: 'reset' | 'refused' | 'timed out'): void {
    const fetch = this.#take((one) => one.connection === connection)
    if (fetch !== undefined && how !== 'timed out') this.asker.failed(fetch.sequence, how)
  }

  protected ask(sequence: number): void {
    const connection = this.connect()
    this.#fetches.push({ sequence, connection })
    connection.say(sequence)
  }

  protected gaveUp(sequence: number): void {
    this.#take((fetch) => fetch.sequence === sequence)?.connection.stop()
  }

  #take(isIt: (fetch: Fetch) => boolean): Fetch | undefined {
    const at = this.#fetches.findIndex(isIt)
    return at === -1 ? undefined : this.#fetches.splice(at, 1)[0]
  }
}

/** Keeps one connection and says something over it again and again; if it ends, the next word opens another one. */
export class Talker extends TcpClient {
  #connection: TcpConnection | null = null

  get connections(): readonly TcpConnection[] {
    return this.#connection === null ? [] : [this.#connection]
  }

  opened(connection: TcpConnection, by: string): void {
    this.#note(connection, { becomes: 'open', by })
  }

  answered(sequence: number, by: string): void {
    this.asker.answered(sequence, by)
  }

  ended(connection: TcpConnection, how: 'reset' | 'refused' | 'timed out'): void {
    const { engine } = this.machine.world
    const { cause } = engine
    engine.cause = this.#note(connection, { becomes: how })
    if (how !== 'timed out') for (const sequence of connection.pending) this.asker.failed(sequence, how)
    engine.cause = cause
    this.#connection = null
  }

  protected ask(sequence: number): void {
    this.#connection ??= this.connect()
    this.#connection.say(sequence)
  }

  /** The connection goes on all the same. */
  protected gaveUp(): void {}

  #note({ ends }: TcpConnection, what: Pick<Bodies['connection'], 'becomes' | 'by'>): Link | null {
    const { address, port } = this.options
    const body = { host: this.machine.name, port: ends.localPort, address: withPort(address, port), ...what }
    return this.machine.world.trace.note({ kind: 'connection', ...body })
  }
}
