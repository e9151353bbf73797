import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import { isGnu } from '../../host/manners.ts'
import type { WriteName } from '../../host/storage/history.ts'
import { lasting } from '../../host/storage/took.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Process } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Commit } from '../data/ledger.ts'
import { Database } from './database.ts'
import { Door, type Job } from './door.ts'
import type { Query } from './messages.ts'
import type { MysqlOptions, MysqlSettings } from './options.ts'

/** Without its data it gives up after so long. */
const GIVES_UP: Micros = SECOND
/** With innodb_flush_log_at_trx_commit other than 1, commits go to the disk so often. */
const FLUSH_PERIOD: Micros = SECOND

/** What the server runs on, and what it keeps from one start to the next. */
export interface Site {
  readonly host: Host
  readonly space: UserSpace
  readonly name: string
  readonly options: MysqlOptions
  /** A name for a commit that no other one has. */
  nextName(): WriteName
}

/** mysqld: one process, from its start to its end. */
export class Mysqld {
  /** Whether it answers. */
  isReady = false
  readonly #site: Site
  readonly #settings: MysqlSettings
  readonly #database: Database
  readonly #door: Door
  /** Acknowledged, and not on the disk yet. */
  #unflushed: readonly Commit[] = []
  #process: Process | null = null
  #stops = false
  /** Why it cannot go on: its files went, or it cannot write. */
  #broken: string | null = null

  constructor(site: Site, settings: MysqlSettings) {
    this.#site = site
    this.#settings = settings
    this.#database = new Database(site.host, site.space, settings.directory)
    this.#door = new Door(site.host, isGnu(site.space.userland), () => this.#process?.wake())
  }

  get database(): Database {
    return this.#database
  }

  *run(self: Process): Course<number> {
    this.#process = self
    self.onSignal = (signal) => {
      if (signal !== 'TERM') return 'default'
      this.#stops = true
      self.wake()
      return 'handled'
    }
    const { mounts } = this.#site.space
    const mount = mounts.over(this.#settings.directory)
    const user = { name: this.#site.name, lost: () => this.#break('its file system is gone') }
    const close = mount === undefined ? () => undefined : mounts.use(mount, user)
    let why: string | null = null
    try {
      why = yield* this.#serves()
      if (why !== null) this.#fails(why)
      return why === null ? 0 : 1
    } finally {
      close()
      this.#ends(why)
    }
  }

  /** Until it is told to stop; null: it stopped in order. */
  *#serves(): Course<string | null> {
    const { host, options } = this.#site
    const database = this.#database
    if (!database.isThere || !database.isInstalled) {
      yield* lasting(host, GIVES_UP)
      return `Can't open the directory of its data, ${database.directory}`
    }
    database.log(`mysqld_safe Starting mysqld daemon with databases from ${database.directory}`)
    const { wasInUse } = database
    if (wasInUse) database.log(' InnoDB: Database was not shut down normally! Starting crash recovery.')
    const opened = yield* database.open()
    if ('error' in opened) return opened.error
    yield* lasting(host, wasInUse ? options.recovery : options.start)
    if (this.#broken !== null) return this.#broken
    if (opened.is.torn) database.log(' InnoDB: Error: page log sequence number is in the future!')
    const cannot = this.#listens()
    if (cannot !== null) return cannot
    this.#note({ served: true, ...opened.is })
    yield* this.#works()
    if (this.#broken !== null) return this.#broken
    return yield* this.#closes()
  }

  *#works(): Course<void> {
    const { engine } = this.#site.host.world
    let flushed = engine.now
    while (!this.#stops && this.#broken === null) {
      const job = this.#door.next()
      if (job !== undefined) yield* this.#does(job)
      const wait = flushed + FLUSH_PERIOD - engine.now
      if (this.#unflushed.length > 0 && wait <= 0) {
        yield* this.#flush()
        flushed = engine.now
      } else if (!this.#door.hasMore && !this.#stops && this.#broken === null) {
        yield this.#unflushed.length > 0 ? wait : UNTIL_WOKEN
      }
    }
  }

  *#does({ query, cause, answer }: Job): Course<void> {
    const { engine } = this.#site.host.world
    const { id } = query
    engine.cause = cause
    if (query.asks === 'create') {
      const why = yield* this.#database.create(query.database)
      engine.cause = cause
      return why === null ? answer({ id, done: true }) : this.#break(why)
    }
    const refused = this.#database.refuses(query.database)
    if (refused !== null) return answer({ id, error: refused })
    if (query.asks === 'newest') return answer({ id, newest: this.#database.newestOf(query.writer) })
    const commit = this.#takes(query)
    if (this.#site.options.flushLog === 1) yield* this.#keep(commit)
    else this.#unflushed = [...this.#unflushed, commit]
    engine.cause = cause
    if (this.#broken === null) answer({ id, write: commit.name })
  }

  #takes({ writer, sequence }: Extract<Query, { asks: 'insert' }>): Commit {
    const { host, name: of, options } = this.#site
    const commit = this.#database.add(this.#site.nextName(), writer, sequence)
    const { name: write, after, page } = commit
    const names = { host: host.name, of, write, after, page, writer, sequence }
    host.note({ kind: 'commit', ...names, ...(options.flushLog !== 1 && { lazily: true }) })
    return commit
  }

  *#flush(): Course<void> {
    const { host, name: of } = this.#site
    const commits = this.#unflushed
    for (const commit of commits) {
      yield* this.#keep(commit)
      if (this.#broken !== null) return
    }
    this.#unflushed = this.#unflushed.slice(commits.length)
    if (commits.length > 0) host.note({ kind: 'flush', host: host.name, of })
  }

  *#keep(commit: Commit): Course<void> {
    const why = yield* this.#database.keep(commit)
    if (why !== null) this.#break(why)
  }

  *#closes(): Course<string | null> {
    const { host, options } = this.#site
    const since = host.world.engine.now
    this.#database.log('[Note] mysqld: Normal shutdown')
    yield* this.#flush()
    yield* lasting(host, since + options.stop - host.world.engine.now)
    if (this.#broken !== null) return this.#broken
    this.#database.log('[Note] mysqld: Shutdown complete')
    this.#site.space.files.unlink(this.#database.pidFile)
    return yield* this.#database.close()
  }

  /** Null: it can be reached. */
  #listens(): string | null {
    const { host, space, name } = this.#site
    const cannot = this.#door.open(this.#settings)
    if (cannot !== null) return cannot
    this.#database.log('[Note] mysqld: ready for connections.')
    space.files.write(this.#database.pidFile, `${this.#process!.pid}\n`)
    this.isReady = true
    host.note({ kind: 'service', host: host.name, name, runs: true })
    return null
  }

  #break(why: string): void {
    this.#broken ??= why
    this.#process?.wake()
  }

  #fails(why: string): void {
    const { host, name } = this.#site
    this.#database.log(`[ERROR] ${why}`)
    this.#database.log('[ERROR] Aborting')
    host.note({ kind: 'service', host: host.name, name, runs: false, says: why })
  }

  /** However it ends, by itself (`said`: why) or not: the kernel closes what it had open. Where power goes nobody is told. */
  #ends(said: string | null): void {
    const { host, name } = this.#site
    const wasReady = this.isReady
    this.isReady = false
    this.#door.close()
    if (!wasReady || host.power === 'off') return
    this.#note({ served: false })
    if (said === null) host.note({ kind: 'service', host: host.name, name, runs: false })
  }

  #note(what: { served: boolean; writes?: number; newest?: readonly string[]; torn?: boolean }): void {
    const { torn, ...rest } = what
    const { host, name } = this.#site
    host.note({ kind: 'data', host: host.name, of: name, ...rest, ...(torn && { torn }) })
  }
}
