import type { Course } from '../../engine/course.ts'
import type { DiskError } from '../../host/storage/device.ts'
import { until } from '../../host/storage/waiting.ts'
import type { Micros } from '../../time.ts'
import type { Bodies } from '../../trace/record.ts'
import { type Meeting, meet } from './counters.ts'
import { SPLIT_BRAIN } from './greet.ts'
import type { Line } from './line.ts'
import { LocalComponent } from './local-component.ts'
import { type Counts, NONE } from './looks.ts'
import { metadataOn } from './metadata.ts'
import type { Node } from './node.ts'
import type { ResourceConfig } from './node-config.ts'
import type { Greeting, Reply, Request, Welcome } from './protocol.ts'
import { KEEPALIVE } from './watch.ts'
import { EX, Worker } from './worker.ts'

/** So long a secondary waits for something to do, or a word that there is nothing. */
const PATIENCE: Micros = 2 * KEEPALIVE

type CountersGreeting = Extract<Greeting, { is: 'counters' }>

/** The process of a secondary that a primary is connected to (secondary.c): it writes what that one says. */
export class Secondary extends Worker {
  readonly role = 'secondary'
  readonly counts: Counts = { ...NONE }
  readonly #in: Line
  readonly #out: Line
  readonly #greeting: CountersGreeting
  #local: LocalComponent | null = null
  #heard: Micros
  #isConnected = false
  /** What the primary was told to be dirty here still is marked on the disk. */
  #isMarked = true

  /** @param lines - from whom it hears, and over which it answers */
  constructor(
    node: Node,
    resource: ResourceConfig,
    lines: { readonly in: Line; readonly out: Line },
    greeting: CountersGreeting,
  ) {
    super(node, resource)
    this.#in = lines.in
    this.#out = lines.out
    this.#greeting = greeting
    this.#heard = node.now
  }

  get isConnected(): boolean {
    return this.#isConnected
  }

  get updates(): number {
    return this.#local?.updates ?? 0
  }

  protected *run(): Course<number> {
    const { node, resource } = this
    const disk = node.diskAt(resource.local)
    const error =
      disk === undefined ? null : yield* until<DiskError | null>(node.space.processes, (done) => disk.look(done))
    const metadata =
      disk === undefined
        ? `Unable to open ${resource.local}: No such file or directory.`
        : error === null
          ? metadataOn(disk, resource.name)
          : 'Unable to read metadata: Input/output error.'
    if (disk === undefined || typeof metadata === 'string') {
      this.log('err', metadata as string)
      return EX.NOINPUT
    }
    this.#local = new LocalComponent(disk, metadata, 'secondary')
    this.log('info', 'Privileges successfully dropped.')
    return (yield* this.#meet(this.#local)) ?? (yield* this.#serve())
  }

  protected end(): void {
    if (this.node.host.power === 'off') return
    this.#in.close()
    this.#out.close()
  }

  protected terminated(): null {
    return null
  }

  /** init_remote(); gives with which code it ends, where it does. */
  *#meet(local: LocalComponent): Course<number | null> {
    const { resuid, localcnt, remotecnt, isVirgin } = this.#greeting
    const theirs = { resuid, local: localcnt, remote: remotecnt }
    const isNew = local.resuid === '0'
    const meeting = meet(theirs, { resuid: local.resuid, ...local.counters }, isVirgin)
    if (meeting === 'other resource') {
      const says = `Resource unique ID mismatch (primary=${resuid}, secondary=${local.resuid}).`
      this.log('err', says)
      this.#refuse(says)
      return EX.CONFIG
    }
    if (meeting === 'split-brain') {
      this.log('err', 'Split-brain detected, exiting.')
      this.#refuse(SPLIT_BRAIN)
      this.#becomes({ becomes: 'split-brain' })
      this.node.hook(this.resource, 'split-brain')
      return EX.CONFIG
    }
    if (isNew) {
      local.resuid = resuid
      yield* until<void>(this.node.space.processes, (done) => local.save(() => done(undefined)))
    }
    if (meeting.isOdd) this.#isOdd(local)
    this.#say({
      is: 'answer',
      datasize: local.metadata.datasize,
      localcnt: local.local,
      remotecnt: local.remote,
      from: meeting.from,
      isVirgin: isNew,
      map: mapOf(local, meeting),
    })
    return null
  }

  #isOdd(local: LocalComponent): void {
    const { localcnt, remotecnt } = this.#greeting
    const [primary, secondary] = [
      `local=${localcnt}, remote=${remotecnt}`,
      `local=${local.local}, remote=${local.remote}`,
    ]
    this.log(
      'warning',
      `This should never happen, asking for full synchronization (primary(${primary}), secondary(${secondary})).`,
    )
  }

  *#serve(): Course<number> {
    const { node } = this
    this.#isConnected = true
    this.#heard = node.now
    this.#becomes({ becomes: 'connected' })
    node.hook(this.resource, 'connect')
    this.#in.onMessage = (message) => this.#take(message as Request)
    this.#in.onEnd = (why) => this.#lost(why)
    this.#out.onEnd = (why) => this.#lost(why)
    for (;;) {
      const left = this.#heard + PATIENCE - node.now
      if (left > 0) yield left
      else {
        this.#lost('Operation timed out')
        return EX.TEMPFAIL
      }
    }
  }

  /** secondary_exit() */
  #lost(why: string): void {
    if (!this.#isConnected) return
    this.#isConnected = false
    this.log('err', `Unable to receive request header: ${why}.`)
    this.#becomes({ becomes: 'disconnected' })
    this.node.hook(this.resource, 'disconnect')
    this.leave(EX.TEMPFAIL)
  }

  #take(request: Request): void {
    const local = this.#local!
    this.#heard = this.node.now
    if (request.is === 'keepalive') return
    // The primary keeps by now what was marked here.
    if (this.#isMarked) local.unmark()
    this.#isMarked = false
    const { number } = request
    const reply = (error: DiskError | null, more: Partial<Reply> = {}) => {
      if (error !== null) this.counts.writeErrors += 1
      this.#reply({ is: 'reply', number, ...(error === null ? more : { error: 'Input/output error' }) })
    }
    if (request.is === 'write') {
      this.counts.writes += 1
      if (request.isMemsync) this.#reply({ is: 'reply', number, isReceived: true })
      local.disk.put(request.write, reply)
    } else if (request.is === 'copy') {
      this.counts.writes += 1
      local.disk.copy(request.extent, request.version, reply)
    } else if (request.is === 'read') {
      this.counts.reads += 1
      local.disk.look((error) => reply(error, { holds: local.disk.at(request.extent) }))
    } else {
      this.counts.flushes += 1
      local.disk.look(reply)
    }
  }

  #reply(reply: Reply): void {
    if (this.isAlive) this.#out.say(reply)
  }

  #say(welcome: Welcome): void {
    this.#in.say(welcome)
  }

  #refuse(says: string): void {
    this.#say({ is: 'refusal', says, waits: false })
  }

  #becomes(what: Omit<Bodies['replica'], 'host' | 'resource'>): void {
    this.node.note({ kind: 'replica', host: this.node.host.name, resource: this.resource.name, ...what })
  }
}

/** What is dirty here, as the primary is told. */
function mapOf(local: LocalComponent, { what }: Exclude<Meeting, string>): ReadonlySet<number> {
  if (what === 'nothing') return new Set()
  return what === 'dirty' ? local.marks : new Set(Array.from({ length: local.extents }, (_, extent) => extent))
}
