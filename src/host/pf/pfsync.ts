import { Timer } from '../../engine/timer.ts'
import { type Frame, type SyncedState, type SyncMessage, syncFrame } from '../../network/frame.ts'
import { type Micros, SECOND } from '../../time.ts'
import { because, type Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { Nic } from '../nic.ts'
import type { World } from '../world.ts'
import { BulkRequest } from './bulk-request.ts'
import type { SyncMachine, SyncOptions } from './options.ts'
import type { State, StateTable } from './states.ts'

/** Changes are told together, so long after the first of them (pfsync_insert_state, pfsync_update_state). */
const COLLECT: Micros = SECOND
/** But at once if a peer has spoken of that state in the last so many seconds: both see its packets. */
const SHARED: Micros = 2 * SECOND
/** So long the first packet of a connection waits for a peer (PFSYNC_DEFER_TIMEOUT). */
const DEFER_TIMEOUT: Micros = 20_000
/** So many states go into a packet, and so long is waited between two of a bulk update: a tick. */
const STATES_A_PACKET = 6
const BULK_INTERVAL: Micros = 1_000

interface Machine extends SyncMachine {
  readonly name: string
  readonly world: World
  readonly nics: readonly Nic[]
  readonly clock: Clock
}

/** A packet that waits until a peer knows its state. */
interface Deferred {
  readonly pass: () => void
  readonly timer: Timer<Link>
}

/** pfsync(4): tells the peers on one network of states, and takes over theirs (FreeBSD, if_pfsync.c). */
export class Pfsync {
  readonly #machine: Machine
  readonly #options: SyncOptions
  readonly #states: StateTable
  readonly #bulk: BulkRequest
  /** Those that the peers are to be told of, by key; `new` ones as a whole. */
  readonly #queue = new Map<string, { readonly state: State; readonly isNew: boolean }>()
  readonly #collect: Timer<Link>
  readonly #deferred = new Map<string, Deferred>()
  /** What is left of a bulk update that a peer asked for. */
  #toSend: State[] = []
  readonly #sending: Timer<Link>

  constructor(machine: Machine, options: SyncOptions, states: StateTable) {
    const { engine } = machine.world
    this.#machine = machine
    this.#options = options
    this.#states = states
    this.#collect = new Timer(engine, { expired: () => this.#push() })
    this.#sending = new Timer(engine, { expired: () => this.#sendBulk() })
    this.#bulk = new BulkRequest(machine, () => this.#send('bulk request', []))
  }

  get timers(): readonly Timer<Link>[] {
    return [
      this.#collect,
      this.#sending,
      ...this.#bulk.timers,
      ...[...this.#deferred.values()].map(({ timer }) => timer),
    ]
  }

  boot(): void {
    this.#bulk.begin(this.#nic.state === 'sent')
  }

  powerOff(): void {
    for (const timer of this.timers) timer.disarm()
    this.#bulk.forget()
    this.#queue.clear()
    this.#deferred.clear()
    this.#toSend = []
  }

  changed(nic: Nic): void {
    if (nic === this.#nic) this.#bulk.link(nic.state === 'sent')
  }

  /** A state is new. @returns whether its packet waits, and passes later */
  inserted(state: State, pass: () => void): boolean {
    this.#enqueue(state, true)
    if (!this.#options.defer) return false
    const timer = new Timer<Link>(this.#machine.world.engine, { expired: () => this.#release(state.key) })
    this.#deferred.set(state.key, { pass, timer })
    timer.arm(this.#machine.clock.timerDelay(DEFER_TIMEOUT))
    timer.cause = this.#machine.world.engine.cause
    this.#push()
    return true
  }

  /** A packet of a known state passed. */
  updated(state: State): void {
    this.#enqueue(state, false)
    if (this.#machine.clock.uptime - state.heard < SHARED) this.#push()
  }

  receive({ payload }: Frame, nic: Nic): void {
    if (nic !== this.#nic) return
    const { says, states } = payload as SyncMessage
    switch (says) {
      case 'bulk request':
        this.#send('bulk start', [])
        this.#toSend = this.#states.at(this.#machine.clock.uptime)
        this.#armSending()
        return
      case 'bulk start':
      case 'bulk end':
        this.#bulk.hear(says)
        return
      case 'state request':
        this.#send(
          'states',
          states.flatMap(({ key }) => this.#states.find(key, this.#machine.clock.uptime) ?? []),
        )
        return
      case 'acknowledged':
        for (const { key } of states) this.#release(key)
        return
      case 'updates':
        this.#hearUpdates(states)
        return
      default:
        for (const state of states) this.#takeOver(state)
        if (says === 'states, to be acknowledged') this.#send('acknowledged', states)
    }
  }

  get #nic(): Nic {
    return this.#machine.nics.find(({ name }) => name === this.#options.on)!
  }

  #enqueue(state: State, isNew: boolean): void {
    if (this.#queue.size === 0) {
      this.#collect.arm(this.#machine.clock.timerDelay(COLLECT))
      this.#collect.cause = this.#machine.world.engine.cause
    }
    if (isNew || !this.#queue.has(state.key)) this.#queue.set(state.key, { state, isNew })
    if (this.#queue.size >= STATES_A_PACKET) this.#push()
  }

  #push(): void {
    this.#collect.disarm()
    const all = [...this.#queue.values()]
    this.#queue.clear()
    const inserts = all.filter(({ isNew }) => isNew).map(({ state }) => state)
    const updates = all.filter(({ isNew }) => !isNew).map(({ state }) => state)
    if (inserts.length > 0) this.#send(this.#options.defer ? 'states, to be acknowledged' : 'states', inserts)
    if (updates.length > 0) this.#send('updates', updates)
  }

  /** pfsync_in_upd_c(): of a state that is not known here, all is asked for. */
  #hearUpdates(states: readonly SyncedState[]): void {
    const { uptime } = this.#machine.clock
    const unknown = states.filter(({ key }) => this.#states.find(key, uptime) === undefined)
    for (const state of states) if (!unknown.includes(state)) this.#takeOver(state)
    if (unknown.length > 0) this.#send('state request', unknown)
  }

  #takeOver(copy: SyncedState): void {
    const { name: host, clock, world } = this.#machine
    const { protocol, source, destination } = copy
    const isNew = this.#states.find(copy.key, clock.uptime) === undefined
    this.#states.take(copy, clock.uptime)
    if (isNew) world.trace.note({ kind: 'state', host, protocol, source, destination, synced: true })
  }

  #release(key: string): void {
    const waiting = this.#deferred.get(key)
    if (waiting === undefined) return
    this.#deferred.delete(key)
    waiting.timer.disarm()
    const { engine } = this.#machine.world
    const { cause } = engine
    engine.cause = waiting.timer.cause
    waiting.pass()
    engine.cause = cause
  }

  #armSending(): void {
    this.#sending.arm(this.#machine.clock.timerDelay(BULK_INTERVAL))
    this.#sending.cause = this.#machine.world.engine.cause
  }

  /** pfsync_bulk_update(): a packet a tick, and then the end. */
  #sendBulk(): void {
    const next = this.#toSend.splice(0, STATES_A_PACKET)
    if (next.length > 0) this.#send('states', next)
    if (this.#toSend.length > 0) this.#armSending()
    else this.#send('bulk end', [])
  }

  #send(says: SyncMessage['says'], states: readonly SyncedState[]): void {
    const { name: host, world } = this.#machine
    const { engine, trace } = world
    const nic = this.#nic
    const names = { host, interface: nic.name }
    const why = nic.filter.blocks('pfsync', 'out') ? 'blocked' : nic.state
    const { cause } = engine
    engine.cause = trace.note({ kind: 'pfsync', ...names, says, states: states.length })
    if (why === 'sent') nic.socket.transmit(syncFrame(nic.mac, says, states.map(copyOf)))
    else trace.note({ kind: 'lost', ...names, why, ...because(nic.because[why]) })
    engine.cause = cause
  }
}

function copyOf({ key, protocol, source, destination, life }: SyncedState): SyncedState {
  return { key, protocol, source, destination, life }
}
