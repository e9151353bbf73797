import type { Course } from '../../engine/course.ts'
import { type DiskError, EXTENT } from '../../host/storage/device.ts'
import { until } from '../../host/storage/waiting.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Bodies } from '../../trace/record.ts'
import type { Counters, Side } from './counters.ts'
import { greet, type Met } from './greet.ts'
import { HastDevice } from './hast-device.ts'
import type { Line } from './line.ts'
import { LocalComponent } from './local-component.ts'
import { metadataOn } from './metadata.ts'
import type { Node } from './node.ts'
import type { ResourceConfig } from './node-config.ts'
import type { Replication } from './release.ts'
import { Remote } from './remote.ts'
import { Requests } from './requests.ts'
import { Sync } from './sync.ts'
import { KEEPALIVE, watch } from './watch.ts'
import { EX, Worker } from './worker.ts'

/** How long geom_gate takes to make a device. */
const CREATION: Micros = SECOND / 10
const RETRY: Micros = SECOND

/** The process of a primary (primary.c): it has the device, writes to both disks, and looks for the other node. */
export class Primary extends Worker {
  readonly role = 'primary'
  /** From whom is copied just now. */
  from: Side | null = null
  peer: Counters = { local: 0, remote: 0 }
  local!: LocalComponent
  remote: Remote | null = null
  readonly requests: Requests = new Requests(this)
  readonly #sync: Sync = new Sync(this)
  /** What another one left behind that was killed. */
  readonly #orphan: HastDevice | null
  #device: HastDevice | null = null
  readonly #lines = new Set<Line>()
  #isStarted = false
  /** The dirty extents that were told of last. */
  #toldDirty = 0

  /** @param orphan - the device of the one before it */
  constructor(node: Node, resource: ResourceConfig, orphan: HastDevice | null) {
    super(node, resource)
    this.#orphan = orphan
  }

  get isConnected(): boolean {
    return this.remote !== null
  }

  get device(): HastDevice | null {
    return this.#device
  }

  get replication(): Replication {
    return this.resource.replication
  }

  /** While extents are copied from the other node, what is read comes from there. */
  get readsFrom(): Side {
    return this.from ?? 'primary'
  }

  /** A connection that is closed when this ends. */
  line(): Line {
    const line = this.node.line()
    this.#lines.add(line)
    return line
  }

  /** Something came of a write. */
  changed(): void {
    this.#sync.look()
    this.#tellDirty()
  }

  becomes(what: Omit<Bodies['replica'], 'host' | 'resource'>): void {
    this.#toldDirty = (what.dirty ?? 0) / EXTENT
    this.node.note({ kind: 'replica', host: this.node.host.name, resource: this.resource.name, ...what })
  }

  protected *run(): Course<number> {
    const { node, resource } = this
    const begun = yield* this.#initLocal()
    if (begun !== null) return begun
    yield CREATION
    this.#makeDevice()
    this.log('info', 'Privileges successfully dropped.')
    const { processes } = node.space
    processes.background(() => this.#guard())
    if (resource.remote !== 'none') yield* this.#firstConnect()
    this.#isStarted = true
    this.#device?.serve(this.requests)
    this.requests.serve()
    return yield* this.#sync.run()
  }

  protected end(): void {
    this.requests.end()
    if (this.node.host.power === 'off') return
    this.remote?.close()
    this.remote = null
    for (const line of this.#lines) line.close()
    if (this.isKilled) this.#device?.orphan()
    else this.#device?.destroy()
  }

  protected terminated(): number {
    this.log('info', 'Termination signal received, exiting.')
    return 0
  }

  /** @returns with which code it ends, where it does */
  *#initLocal(): Course<number | null> {
    const { node, resource } = this
    const disk = node.diskAt(resource.local)
    if (disk === undefined) {
      this.log('err', `Unable to open ${resource.local}: No such file or directory.`)
      return EX.NOINPUT
    }
    const error = yield* until<DiskError | null>(node.space.processes, (done) => disk.look(done))
    const metadata = error === null ? metadataOn(disk, resource.name) : 'Unable to read metadata: Input/output error.'
    if (typeof metadata === 'string') {
      this.log('err', metadata)
      return EX.NOINPUT
    }
    this.local = new LocalComponent(disk, metadata, 'primary')
    if (metadata.resuid === '0') {
      this.local.local = 0
      this.local.remote = 0
      this.local.save()
    }
    return null
  }

  #makeDevice(): void {
    const { node, resource, local } = this
    const { host, space } = node
    const path = `/dev/hast/${resource.provider}`
    if (this.#orphan?.isThere) {
      this.#device = this.#orphan
      this.log('info', `Device hast/${resource.provider} recovered.`)
      return
    }
    const device = new HastDevice(host, space.storage, space.processes, { path, size: local.metadata.datasize })
    this.#device = device
    this.log('info', `Device hast/${resource.provider} created.`)
    node.note({ kind: 'device', host: host.name, path, there: true })
    device.whenGone(() => node.note({ kind: 'device', host: host.name, path, there: false }))
  }

  /** Before anything is served: where the other node is primary still, it waits until that is secondary. */
  *#firstConnect(): Course<void> {
    const { node, resource } = this
    let met = yield* greet(this)
    if (met === 'primary' && node.release.waits) {
      this.log('warning', `Waiting for remote node to become secondary for ${resource.timeout}s.`)
      this.becomes({ becomes: 'waiting' })
      const start = Math.floor(node.now / SECOND)
      do {
        yield RETRY
        met = yield* greet(this)
      } while (met === 'primary' && Math.floor(node.now / SECOND) <= start + resource.timeout)
      if (met === 'primary') {
        this.log('warning', 'Remote node is still primary, starting anyway.')
        this.becomes({ becomes: 'alone' })
      }
    }
    if (typeof met !== 'string') this.#connected(met)
  }

  /** guard_thread(): every ten seconds it looks whether there is a connection, and else for the other node. */
  *#guard(): Course<void> {
    this.node.space.processes.background(() => watch(this))
    while (this.isAlive) {
      yield KEEPALIVE
      if (!this.isAlive || !this.#isStarted || this.remote !== null || this.resource.remote === 'none') continue
      const met = yield* greet(this)
      if (!this.isAlive || typeof met === 'string') continue
      this.#connected(met)
      this.log('info', `Successfully reconnected to ${this.resource.remote}.`)
    }
  }

  #connected({ out, in: back, answer }: Met): void {
    const { local } = this
    this.peer = { local: answer.localcnt, remote: answer.remotecnt }
    this.from = answer.from
    // The other one was made anew: this one alone has what was written.
    if (answer.isVirgin && local.local === 0) {
      local.local += 1
      local.save()
    }
    if (answer.map.size > 0) {
      local.map.merge(answer.map)
      local.mark()
    }
    this.remote = new Remote(this.node.host.clock, { out, in: back }, (why) => this.lost(why))
    this.log('info', `Connected to ${this.resource.remote}.`)
    this.becomes({ becomes: 'connected', dirty: local.map.dirty * EXTENT, from: answer.from })
    this.hook('connect')
    this.#sync.start()
  }

  /** One of the connections is over. */
  lost(why: string): void {
    if (this.remote === null) return
    if (this.remote.pending > 0) this.log('err', `Unable to receive reply header: ${why}.`)
    const { remote } = this
    this.remote = null
    this.log('warning', `Disconnected from ${this.resource.remote}.`)
    this.becomes({ becomes: 'disconnected', dirty: this.local.map.dirty * EXTENT })
    remote.close()
    this.#sync.stop()
    this.hook('disconnect')
  }

  hook(event: string): void {
    this.node.hook(this.resource, event)
  }

  /** What was written alone is told of as it doubles. */
  #tellDirty(): void {
    if (this.remote !== null) return
    const { dirty } = this.local.map
    if (dirty === 0 || dirty < 2 * this.#toldDirty) return
    this.becomes({ becomes: 'dirty', dirty: dirty * EXTENT })
  }
}
