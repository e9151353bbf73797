import type { DiskError } from '../../host/storage/device.ts'
import { type Ask, type Counts, flush, NONE, read, type Serving, shown } from './looks.ts'
import { NOT_CONNECTED } from './remote.ts'

/** So many requests are under way at once (HAST_HIO_MAX). */
const MOST_REQUESTS = 256

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

/** The writes and reads of a primary (primary.c): each write goes to both disks, and to the map of what is dirty first. */
export class Requests {
  readonly counts: Counts = { ...NONE }
  readonly #by: Serving
  #isServing = false
  #isOver = false
  readonly #waiting: WriteAsk[] = []
  /** What is done when it serves. */
  #later: (() => void)[] = []
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
    if (ask.is !== 'write') this.#whenServing(() => this.#look(ask))
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

  #look(ask: Exclude<Ask, { is: 'write' }>): void {
    const isOver = () => this.#isOver
    if (ask.is === 'read') read(this.#by, this.counts, ask, isOver)
    else flush(this.#by, this.counts, ask, isOver)
  }

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
}
