import type { Course } from '../../engine/course.ts'
import { Timer } from '../../engine/timer.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import type { Version, Write } from './content.ts'
import { type BlockDevice, type DiskError, EXTENT, extentsOf, type Read, type Written } from './device.ts'
import { type Doing, until } from './waiting.ts'

/** What a disk is like. */
export interface DiskOptions {
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** What a write or a read takes; absent: as a disk that turns. */
  readonly latency?: Micros
  /** How many bytes a second it moves where somebody copies it; absent: 60 MB/s. */
  readonly rate?: number
}

const USUAL_LATENCY: Micros = 5_000
const USUAL_RATE = 60 * 1_048_576

interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** What a disk is asked to do. */
interface Operation {
  readonly due: Micros
  readonly cause: Link | null
  /** What it changes on the platters; absent: nothing. */
  readonly change?: () => void
  done(error: DiskError | null): void
}

/**
 * A disk of a machine. It does what it is told in the order in which it is told, each after its latency. What it holds
 * stays when power goes; of what is under way then, each write is there afterwards or is not.
 */
export class LocalDisk implements BlockDevice {
  readonly path: string
  readonly size: number
  readonly extents: number
  readonly isThere = true
  /** How long a copy of a whole extent takes. */
  readonly copying: Micros
  readonly #machine: Machine
  readonly #doing: Doing
  readonly #latency: Micros
  readonly #timer: Timer<Link>
  readonly #issue: (extent: number, keeps?: { readonly is: unknown }) => Write
  #queue: Operation[] = []
  #content = new Map<number, Version | null>()
  /** What lies before the extents, where somebody keeps something there: HAST's metadata. */
  #label: unknown = null
  #error: DiskError | null = null

  /** @param issue - gives a write its number */
  constructor(machine: Machine, doing: Doing, options: DiskOptions, issue: LocalDisk['begin']) {
    const { path, size, latency = USUAL_LATENCY, rate = USUAL_RATE } = options
    this.#machine = machine
    this.#doing = doing
    this.path = path
    this.size = size
    this.extents = extentsOf(size)
    this.copying = Math.ceil((EXTENT / rate) * SECOND)
    this.#latency = latency
    this.#issue = issue
    this.#timer = new Timer<Link>(machine.world.engine, { expired: () => this.#work() })
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#timer]
  }

  /** A write of this machine that begins now. */
  begin(extent: number, keeps?: { readonly is: unknown }): Write {
    return this.#issue(extent, keeps)
  }

  /** What lies there now, whoever asks. */
  at(extent: number): Version | null {
    return this.#content.get(extent) ?? null
  }

  /** All extents that were ever written. */
  get written(): readonly number[] {
    return [...this.#content.keys()].sort((a, b) => a - b)
  }

  get label(): unknown {
    return this.#label
  }

  /** From now on nothing succeeds; null: all is well again. */
  fail(error: DiskError | null): void {
    this.#error = error
  }

  *read(extent: number): Course<Read> {
    const error = yield* until<DiskError | null>(this.#doing, (done) => this.look(done))
    return error === null ? { holds: this.at(extent) } : { error }
  }

  *write(extent: number, keeps?: { readonly is: unknown }): Course<Written> {
    const write = this.begin(extent, keeps)
    // What somebody keeps at the beginning of a disk goes where another one uses all of it.
    const change = () => extent === 0 && this.#setLabel(null)
    const error = yield* until<DiskError | null>(this.#doing, (done) => this.put(write, done, change))
    if (error !== null) return { error }
    write.acknowledged = this.#machine.world.engine.now
    return { write }
  }

  *flush(): Course<DiskError | null> {
    return yield* until<DiskError | null>(this.#doing, (done) => this.look(done))
  }

  /** The disks of a machine stay. */
  whenGone(): void {}

  /** Takes a write of whichever machine; tells when it is there. */
  put(write: Write, done: Operation['done'], also: () => void = () => undefined): void {
    const change = () => {
      this.#content.set(write.extent, write.over(this.at(write.extent)))
      also()
    }
    this.#add({ change, done })
  }

  /** Takes a whole extent from elsewhere. */
  copy(extent: number, version: Version | null, done: Operation['done']): void {
    this.#add({ change: () => this.#content.set(extent, version), done })
  }

  /** Writes what lies before the extents. */
  mark(label: unknown, done: Operation['done']): void {
    this.#add({ change: () => this.#setLabel(label), done })
  }

  /** Reads, behind all that it was told before. */
  look(done: Operation['done']): void {
    this.#add({ done })
  }

  /** What is under way gets there, or does not. */
  powerOff(): void {
    const under = this.#queue
    this.#queue = []
    this.#timer.disarm()
    if (this.#error !== null) return
    const { random } = this.#machine.world
    for (const { change } of under) {
      if (change !== undefined && random.stream(`disk ${this.#machine.name} ${this.path}`).chance(0.5)) change()
    }
  }

  /** As it was bought, for another run. */
  reset(): void {
    this.#queue = []
    this.#timer.reset()
    this.#content = new Map()
    this.#label = null
    this.#error = null
  }

  #setLabel(label: unknown): void {
    this.#label = label
  }

  #add({ change, done }: Pick<Operation, 'change' | 'done'>): void {
    const { engine } = this.#machine.world
    const due = engine.now + this.#machine.clock.lasts(this.#latency)
    this.#queue.push({ due, cause: engine.cause, done, ...(change && { change }) })
    if (this.#queue.length === 1) this.#timer.armAt(due)
  }

  /** All that is done by now; the machine may have slept meanwhile. */
  #work(): void {
    const { engine } = this.#machine.world
    const [error, until] = [this.#error, engine.now]
    for (let first = this.#queue[0]; first !== undefined && first.due <= until; first = this.#queue[0]) {
      this.#queue.shift()
      if (error === null) first.change?.()
      engine.cause = first.cause
      first.done(error)
    }
    const next = this.#queue[0]
    if (next !== undefined) this.#timer.armAt(next.due)
  }
}
