import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Version } from '../../host/storage/content.ts'
import { type DiskError, EXTENT } from '../../host/storage/device.ts'
import { until } from '../../host/storage/waiting.ts'
import type { Micros } from '../../time.ts'
import type { Bodies } from '../../trace/record.ts'
import type { Counters, Side } from './counters.ts'
import type { LocalComponent } from './local-component.ts'
import type { Node, Severity } from './node.ts'
import type { Reply } from './protocol.ts'
import { NOT_CONNECTED, type Remote } from './remote.ts'
import type { Requests } from './requests.ts'
import { humanSize, humanTime } from './sizes.ts'

/** So many times a copy of many extents is told of while it goes on. */
const STEPS = 10

/** What the copying of extents sees of its primary. */
export interface Copying {
  readonly node: Node
  readonly local: LocalComponent
  readonly requests: Requests
  readonly remote: Remote | null
  readonly peer: Counters
  /** From whom extents are copied; null: all that was to be copied is. */
  from: Side | null
  log(severity: Severity, text: string): void
  hook(event: string): void
  becomes(what: Omit<Bodies['replica'], 'host' | 'resource'>): void
}

/** Copies what is dirty from one node to the other (sync_thread()): extent by extent, while nobody writes to that one. */
export class Sync {
  readonly #by: Copying
  #isWanted = false
  /** What goes on: since when, and how much of how much is copied. */
  #run: { readonly began: Micros; readonly of: number; synced: number } | null = null
  #wake: () => void = () => undefined

  constructor(by: Copying) {
    this.#by = by
  }

  start(): void {
    this.#isWanted = true
    this.#wake()
  }

  stop(): void {
    this.#isWanted = false
    this.#wake()
  }

  /** Something that it may wait for has come about. */
  look(): void {
    this.#wake()
  }

  *run(): Course<never> {
    const { current } = this.#by.node.space.processes
    this.#wake = () => current?.wake()
    for (;;) {
      if (!this.#isWanted) this.#interrupted()
      while (!this.#isWanted) yield UNTIL_WOKEN
      const extent = this.#by.local.map.next
      if (this.#run === null) this.#begins(extent === undefined)
      if (extent === undefined) this.#complete()
      else yield* this.#copy(extent)
    }
  }

  #begins(isNothing: boolean): void {
    const { node, local, from } = this.#by
    const left = local.map.left
    this.#run = { began: node.now, of: left, synced: 0 }
    if (isNothing) {
      this.#by.log('info', 'Nodes are in sync.')
      this.#by.becomes({ becomes: 'in sync', dirty: local.map.dirty * EXTENT })
      return
    }
    this.#by.log('info', `Synchronization started. ${humanSize(local.map.dirty * EXTENT)} to go.`)
    this.#by.becomes({ becomes: 'syncing', dirty: left * EXTENT, from: from ?? 'primary' })
    this.#by.hook('syncstart')
  }

  #interrupted(): void {
    const run = this.#run
    this.#run = null
    if (run === null) return
    const { node, local } = this.#by
    const [after, size] = [humanTime(node.now - run.began, 0), humanSize(run.synced * EXTENT)]
    this.#by.log('info', `Synchronization interrupted after ${after}. ${size} synchronized so far.`)
    this.#by.becomes({ becomes: 'interrupted', dirty: local.map.left * EXTENT })
    this.#by.hook('syncintr')
  }

  /** Both nodes hold the same: they know of each other what they know of themselves. */
  #complete(): void {
    this.#isWanted = false
    const run = this.#run!
    this.#run = null
    const { node, local, remote, peer } = this.#by
    if (remote === null) return
    if (run.synced > 0) {
      const [size, time] = [run.synced * EXTENT, node.now - run.began]
      const rate = humanSize(Math.floor((size * 1_000_000) / time))
      this.#by.log(
        'info',
        `Synchronization complete. ${humanSize(size)} synchronized in ${humanTime(time, 1)} (${rate}/sec).`,
      )
      this.#by.becomes({ becomes: 'synced', dirty: local.map.dirty * EXTENT })
      this.#by.hook('syncdone')
    }
    this.#by.from = null
    local.local = peer.remote
    local.remote = peer.local
    local.save()
  }

  *#copy(extent: number): Course<void> {
    const { node, local, requests } = this.#by
    while (requests.isBusy(extent)) {
      yield UNTIL_WOKEN
      if (!this.#isWanted) return
    }
    requests.lock(extent)
    const end = node.now + local.disk.copying
    const error = this.#by.from === 'secondary' ? yield* this.#fetch(extent) : yield* this.#send(extent)
    // The disk moves so many bytes a second.
    while (error === null && node.now < end && this.#isWanted) yield end - node.now
    if (error !== null) this.#by.log('err', error)
    else if (this.#run !== null) this.#run.synced += 1
    if (this.#isWanted && local.map.isCopied(extent)) local.mark()
    requests.lock(null)
    this.#tell()
  }

  /** Read here, written there. */
  *#send(extent: number): Course<string | null> {
    const { local } = this.#by
    const version = local.disk.at(extent)
    const reply = yield* this.#ask({ is: 'copy', extent, version })
    return 'error' in reply ? `Unable to write synchronization data: ${reply.error}.` : null
  }

  /** Read there, written here. */
  *#fetch(extent: number): Course<string | null> {
    const { node, local } = this.#by
    const reply = yield* this.#ask({ is: 'read', extent })
    if (!('holds' in reply)) return `Unable to read synchronization data: ${reply.error ?? NOT_CONNECTED}.`
    const error = yield* until<DiskError | null>(node.space.processes, (done) =>
      local.disk.copy(extent, reply.holds ?? null, done),
    )
    return error === null ? null : 'Unable to write synchronization data: Input/output error.'
  }

  *#ask(asked: SyncAsk): Course<Reply | { readonly error: string }> {
    const { node, remote } = this.#by
    if (remote === null) return { error: NOT_CONNECTED }
    return yield* until(node.space.processes, (done: (reply: Reply | { readonly error: string }) => void) =>
      remote.ask(asked, done),
    )
  }

  /** How far it has come, now and then. */
  #tell(): void {
    const run = this.#run
    if (run === null || !this.#isWanted) return
    const step = Math.ceil(run.of / STEPS)
    const { left } = this.#by.local.map
    if (step > 1 && left > 0 && (run.of - left) % step === 0)
      this.#by.becomes({ becomes: 'copying', dirty: left * EXTENT })
  }
}

type SyncAsk =
  | { readonly is: 'copy'; readonly extent: number; readonly version: Version | null }
  | { readonly is: 'read'; readonly extent: number }
