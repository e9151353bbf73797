import type { Version, Write } from '../../host/storage/content.ts'
import { type DiskError, EXTENT } from '../../host/storage/device.ts'
import type { Counters, Side } from './counters.ts'
import type { LocalComponent } from './local-component.ts'
import type { Severity } from './node.ts'
import type { Replication } from './release.ts'
import { NOT_CONNECTED, type Remote } from './remote.ts'

/** So many requests are under way at once (HAST_HIO_MAX). */
const MOST_REQUESTS = 256

/** What whoever uses the device asks of it. */
export type Ask =
  | { readonly is: 'write'; readonly write: Write; done(error: DiskError | null): void }
  | { readonly is: 'read'; readonly extent: number; done(read: ReadResult): void }
  | { readonly is: 'flush'; done(error: DiskError | null): void }

export type ReadResult = { readonly holds: Version | null } | { readonly error: DiskError }
type WriteAsk = Extract<Ask, { is: 'write' }>

/** A write under way: undefined where nothing has come of it yet, null where it is done. */
interface Job {
  readonly ask: WriteAsk
  local: DiskError | null | undefined
  remote: string | null | undefined
  /** The other node has it, on its disk or in its memory. */
  isOver: boolean
  isAcknowledged: boolean
}

/** What the requests of a primary see of it. */
export interface Serving {
  readonly local: LocalComponent
  /** Null: it is not connected. */
  readonly remote: Remote | null
  /** What the other node knew when it was connected last. */
  readonly peer: Counters
  /** From where reads come: the other node, while its extents are copied here. */
  readonly readsFrom: Side
  readonly replication: Replication
  log(severity: Severity, text: string): void
  /** A write is done, or another one is dirty. */
  changed(): void
}

/** The writes and reads of a primary (primary.c): each write goes to both disks, and to the map of what is dirty first. */
export class Requests {
  readonly counts: Record<'reads' | 'writes' | 'flushes' | 'readErrors' | 'writeErrors' | 'flushErrors', number> = {
    reads: 0,
    writes: 0,
    flushes: 0,
    readErrors: 0,
    writeErrors: 0,
    flushErrors: 0,
  }
  readonly #by: Serving
  #isServing = false
  #isOver = false
  readonly #waiting: WriteAsk[] = []
  readonly #under = new Set<Job>()
  /** A mark is on its way to the disk, and all others wait for it. */
  #isMarking = false
  /** The extent that is copied just now: nobody writes to it. */
  #locked: number | null = null

  constructor(by: Serving) {
    this.#by = by
  }

  /** How many are under way. */
  get size(): number {
    return this.#under.size
  }

  /** From now on what is asked is done. */
  serve(): void {
    this.#isServing = true
    this.#goOn()
  }

  /** It does nothing any more, and tells nobody. */
  end(): void {
    this.#isOver = true
  }

  take(ask: Ask): void {
    if (ask.is !== 'write') this.#whenServing(() => (ask.is === 'read' ? this.#read(ask) : this.#flush(ask)))
    else {
      this.#waiting.push(ask)
      this.#goOn()
    }
  }

  isBusy(extent: number): boolean {
    for (const { ask } of this.#under) if (ask.write.extent === extent) return true
    return false
  }

  /** Null: none is locked any more. */
  lock(extent: number | null): void {
    this.#locked = extent
    if (extent === null) this.#goOn()
  }

  #later: (() => void)[] = []

  #whenServing(act: () => void): void {
    if (this.#isServing) act()
    else this.#later.push(act)
  }

  #goOn(): void {
    if (!this.#isServing || this.#isOver) return
    const later = this.#later
    this.#later = []
    for (const act of later) act()
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const isFull = this.#isMarking || this.#under.size >= MOST_REQUESTS
      if (isFull || first.write.extent === this.#locked) return
      this.#waiting.shift()
      this.#begin(first)
    }
  }

  #begin(ask: WriteAsk): void {
    const { local } = this.#by
    this.counts.writes += 1
    // This is the first write of all.
    if (local.resuid === '0' && local.local === 0) local.local = 1
    const job: Job = { ask, local: undefined, remote: undefined, isOver: false, isAcknowledged: false }
    this.#under.add(job)
    const isNew = local.map.begins(ask.write.extent)
    if (!isNew) {
      this.#send(job)
      return
    }
    this.#isMarking = true
    local.mark(() => {
      this.#isMarking = false
      if (this.#isOver) return
      this.#send(job)
      this.#goOn()
    })
  }

  #send(job: Job): void {
    const { local, remote, replication } = this.#by
    const { write } = job.ask
    local.disk.put(write, (error) => this.#isLocal(job, error))
    if (remote === null) this.#isRemote(job, NOT_CONNECTED)
    else
      remote.ask({ is: 'write', write, isMemsync: replication === 'memsync' }, (reply) => {
        if ('isReceived' in reply) this.#isReceived(job)
        else this.#isRemote(job, reply.error ?? null)
      })
  }

  /** local_send_thread() */
  #isLocal(job: Job, error: DiskError | null): void {
    if (this.#isOver) return
    job.local = error
    if (error !== null) {
      this.counts.writeErrors += 1
      this.#by.log('warning', `Local request failed (Input/output error): ${shown('WRITE', job.ask.write.extent)}`)
    } else if (this.#by.replication === 'async' || (this.#by.replication === 'memsync' && job.isOver)) {
      this.#acknowledge(job, null)
    }
    this.#settle(job)
  }

  /** memsync: it is in the memory of the other node. */
  #isReceived(job: Job): void {
    job.isOver = true
    if (job.local === null && !this.#isOver) this.#acknowledge(job, null)
  }

  /** remote_recv_thread(), and remote_send_thread() where nobody is connected. */
  #isRemote(job: Job, error: string | null): void {
    if (this.#isOver) return
    const { local } = this.#by
    job.remote = error
    if (error !== null && local.map.needsCopy(job.ask.write.extent)) local.mark()
    if (this.#by.replication === 'memsync') this.#isReceived(job)
    this.#settle(job)
  }

  /** ggate_send_thread(): one disk that has it is enough. */
  #settle(job: Job): void {
    if (job.local === undefined || job.remote === undefined || !this.#under.delete(job)) return
    const { local } = this.#by
    const isDone = job.local === null || job.remote === null
    if (isDone && local.map.isWritten(job.ask.write.extent)) local.mark()
    this.#acknowledge(job, isDone ? null : job.local)
    this.#by.changed()
    this.#goOn()
  }

  /** write_complete(): the first write without the other node is counted, before anybody is told that it is done. */
  #acknowledge(job: Job, error: DiskError | null): void {
    if (job.isAcknowledged) return
    job.isAcknowledged = true
    const { local, remote, peer } = this.#by
    if (remote === null && local.local === peer.remote) {
      local.local += 1
      local.save()
    }
    local.whenSaved(() => {
      if (!this.#isOver) job.ask.done(error)
    })
  }

  #read({ extent, done }: Extract<Ask, { is: 'read' }>): void {
    this.counts.reads += 1
    const { local, readsFrom } = this.#by
    if (readsFrom === 'secondary') {
      this.#readThere(extent, done)
      return
    }
    local.disk.look((error) => {
      if (this.#isOver) return
      if (error === null) done({ holds: local.disk.at(extent) })
      else {
        this.counts.readErrors += 1
        this.#by.log(
          'warning',
          `Local request failed (Input/output error), trying remote node. ${shown('READ', extent)}`,
        )
        this.#readThere(extent, done)
      }
    })
  }

  #readThere(extent: number, done: (read: ReadResult) => void): void {
    const { remote } = this.#by
    if (remote === null) done({ error: 'EIO' })
    else
      remote.ask({ is: 'read', extent }, (reply) => {
        if (!this.#isOver) done('holds' in reply ? { holds: reply.holds ?? null } : { error: 'EIO' })
      })
  }

  #flush({ done }: Extract<Ask, { is: 'flush' }>): void {
    this.counts.flushes += 1
    const { local, remote } = this.#by
    let left = remote === null ? 1 : 2
    let isDone = false
    const one = (ok: boolean) => {
      isDone ||= ok
      left -= 1
      if (left === 0 && !this.#isOver) done(isDone ? null : 'EIO')
    }
    local.disk.look((error) => {
      if (error !== null) this.counts.flushErrors += 1
      one(error === null)
    })
    remote?.ask({ is: 'flush' }, (reply) => one(reply.error === undefined))
  }
}

/** As hastd shows a request: its bytes. */
function shown(what: string, extent: number): string {
  return `${what}(${extent * EXTENT}, 16384).`
}
