import type { Course } from '../../engine/course.ts'
import { digitsDate } from '../../host/date.ts'
import type { Host } from '../../host/host.ts'
import type { WriteName } from '../../host/storage/history.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Got } from '../../shell/files.ts'
import { type Commit, type Found, Ledger } from '../data/ledger.ts'
import { FilePages } from '../data/pages.ts'
import { noTable, TABLE, unknownDatabase } from './messages.ts'

/** What the redo log says of how the server ended. */
const IN_USE = 'in use\n'
const CLOSED = 'closed\n'

/** The files of a MySQL below its data directory. */
export class Database {
  readonly directory: string
  readonly #host: Host
  readonly #space: UserSpace
  #ledger: Ledger | null = null
  /** The tables of each. */
  #databases = new Map<string, readonly string[]>()

  constructor(host: Host, space: UserSpace, directory: string) {
    this.#host = host
    this.#space = space
    this.directory = directory
  }

  /** Whether somebody has made one there: the system's own tables are there. */
  get isInstalled(): boolean {
    return this.#space.files.isDirectory(this.#path('mysql'))
  }

  /** Whether it can be read at all. */
  get isThere(): boolean {
    return 'is' in this.#space.files.list(this.directory)
  }

  /** Whether it was not closed in order. */
  get wasInUse(): boolean {
    const log = this.#space.files.read(this.#path('ib_logfile0'))
    return 'is' in log && log.is === IN_USE
  }

  /** mysql_install_db: the system's own tables, and an empty database test. Null: they are there. */
  install(): string | null {
    const { files } = this.#space
    for (const name of ['mysql', 'test']) {
      const why = files.makeAll(this.#path(name))
      if (why !== null) return why
    }
    return files.write(this.#path('mysql/user.frm'), '')
  }

  /** Its files are in use from now on; gives what they hold. */
  *open(): Course<Got<Found>> {
    const { files, mounts } = this.#space
    for (const name of ['ibdata1', 'ib_logfile1']) {
      if (files.exists(this.#path(name))) continue
      const why = files.write(this.#path(name), '')
      if (why !== null) return { error: why }
    }
    const why = files.write(this.#path('ib_logfile0'), IN_USE) ?? (yield* this.sync())
    if (why !== null) return { error: why }
    this.#look()
    const file = files.find(this.#path('ibdata1'))
    if ('error' in file) return file
    this.#ledger = new Ledger(new FilePages(mounts.partsOf(this.directory), file.is))
    return yield* this.#ledger.open()
  }

  /** Which databases there are: directories. */
  #look(): void {
    const { files } = this.#space
    const names = files.list(this.directory)
    for (const name of 'is' in names ? names.is : []) {
      const tables = files.list(this.#path(name))
      if ('is' in tables) this.#databases.set(name, tables.is)
    }
  }

  /** Null: its files are closed in order. */
  *close(): Course<string | null> {
    return this.#space.files.write(this.#path('ib_logfile0'), CLOSED) ?? (yield* this.sync())
  }

  /** What was written to its files is on the disk. */
  *sync(): Course<string | null> {
    const mount = this.#space.mounts.over(this.directory)
    return mount?.content ? yield* mount.content.sync() : null
  }

  /** Why a client cannot use that database; null: he can. It knows what was there when it began, and what it made. */
  refuses(database: string): string | null {
    const tables = this.#databases.get(database)
    if (tables === undefined) return unknownDatabase(database)
    return tables.includes(`${TABLE}.frm`) ? null : noTable(database)
  }

  /** CREATE DATABASE, CREATE TABLE */
  *create(database: string): Course<string | null> {
    const { files } = this.#space
    const why = files.makeAll(this.#path(database)) ?? files.write(this.#path(`${database}/${TABLE}.frm`), '')
    if (why === null) this.#databases.set(database, [`${TABLE}.frm`])
    return why ?? (yield* this.sync())
  }

  newestOf(writer: string): number | null {
    return this.#ledger?.newestOf(writer) ?? null
  }

  /** A row that somebody inserts: it is in memory. */
  add(as: WriteName, writer: string, sequence: number): Commit {
    return this.#ledger!.add(as, writer, sequence)
  }

  /** Null: it is on the disk. */
  keep(commit: Commit): Course<string | null> {
    return this.#ledger!.keep(commit)
  }

  /** A line of its error log, HOST.err, and of its pid file. */
  log(line: string): void {
    const stamp = digitsDate(this.#host.clock.now)
    this.#space.files.append(this.#path(`${this.#space.name}.err`), `${stamp} ${line}\n`)
  }

  get pidFile(): string {
    return this.#path(`${this.#space.name}.pid`)
  }

  #path(name: string): string {
    return `${this.directory}/${name}`
  }
}
