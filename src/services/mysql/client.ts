import type { Course } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import { lasting } from '../../host/storage/took.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { type Address, withPort } from '../../network/address.ts'
import type { Process } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import { Writing } from '../data/writing.ts'
import { Connection } from './connection.ts'
import { TABLE } from './messages.ts'

/** How long a client waits before it tries again: at first, and at most. */
const FIRST_WAIT: Micros = SECOND / 2
const MOST_WAIT: Micros = 2 * SECOND

/** To which MySQL a client writes, and how often. */
export interface MysqlClientOptions {
  readonly address: Address
  readonly port: number
  readonly database: string
  readonly every: Micros
}

/**
 * An application that inserts rows into a table, one after the other: it waits until one is acknowledged, and says it
 * again where it was not. Whenever it has connected it reads first what is there of its own.
 */
export class MysqlClient extends Writing {
  readonly title: string
  readonly #options: MysqlClientOptions
  readonly #of: string
  #sequence = 1
  /** The table was made once, when all of this was set up, and by nobody later. */
  #isSetUp = false

  constructor(host: Host, space: UserSpace, options: MysqlClientOptions) {
    super(host, space, options.every)
    this.#options = options
    this.#of = withPort(options.address, options.port)
    this.title = `mysql -h ${this.#of}`
  }

  reset(): void {
    this.#sequence = 1
    this.#isSetUp = false
  }

  protected *writes(self: Process): Course<number> {
    let wait = FIRST_WAIT
    for (;;) {
      yield* this.next()
      const connection = new Connection(this.host, this.space, self, this.#options)
      const why = yield* connection.connect()
      if (why !== null) this.#failed(why)
      else if (yield* this.#begins(connection)) {
        wait = FIRST_WAIT
        yield* this.#session(connection)
      }
      connection.close()
      yield* lasting(this.host, wait)
      wait = Math.min(2 * wait, MOST_WAIT)
    }
  }

  /** Looks what is there; false: that cannot be read. */
  *#begins(connection: Connection): Course<boolean> {
    const { host } = this
    const { database } = this.#options
    const { name: writer } = host
    if (!this.#isSetUp) {
      const made = yield* connection.ask({ asks: 'create', database })
      this.#isSetUp = 'done' in made
    }
    const reply = yield* connection.ask({ asks: 'newest', database, writer })
    if (!('newest' in reply)) {
      this.#failed('error' in reply ? reply.error : TABLE, reply.by)
      return false
    }
    const { by = '', newest } = reply
    const acknowledged = this.#sequence === 1 ? null : this.#sequence - 1
    host.note({ kind: 'read', host: host.name, of: this.#of, by, newest, acknowledged })
    return true
  }

  /** Until something fails. */
  *#session(connection: Connection): Course<void> {
    const { engine } = this.host.world
    const { cause } = engine
    while (!connection.isOver) {
      yield* this.next()
      engine.cause = cause
      if (!(yield* this.#inserts(connection, cause))) return
    }
  }

  *#inserts(connection: Connection, cause: Link | null): Course<boolean> {
    const { host } = this
    const { engine, trace } = host.world
    const names = { host: host.name, of: this.#of, sequence: this.#sequence }
    engine.cause = trace.noteCausedBy(cause, { kind: 'write', ...names })
    const query = { asks: 'insert', writer: host.name, database: this.#options.database, sequence: this.#sequence }
    const reply = yield* connection.ask({ ...query, asks: 'insert' })
    if (!('write' in reply)) {
      this.#failed('error' in reply ? reply.error : TABLE, reply.by)
      return false
    }
    host.note({ kind: 'written', ...names, by: reply.by ?? '', write: reply.write })
    this.#sequence += 1
    return true
  }

  #failed(says: string, by?: string): void {
    const { host } = this
    const names = { host: host.name, of: this.#of, sequence: this.#sequence }
    host.note({ kind: 'unwritten', ...names, says, ...(by !== undefined && { by }) })
  }
}
