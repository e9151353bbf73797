import type { Course } from '../../../src/engine/course.ts'
import { Engine } from '../../../src/engine/engine.ts'
import type { Host } from '../../../src/host/host.ts'
import type { Version, Write } from '../../../src/host/storage/content.ts'
import type { LocalDisk } from '../../../src/host/storage/local-disk.ts'
import { build, reset, type Stage } from '../../../src/scenario/play/compile.ts'
import { schedule } from '../../../src/scenario/play/play.ts'
import type { Micros } from '../../../src/time.ts'
import { type Link, Recorder } from '../../../src/trace/recorder.ts'
import { type HastPair, hastLog, pairOf } from './pair.ts'

export const SECOND = 1_000_000
const DEVICE = '/dev/hast/test'

/** What somebody who writes knows of it. */
export interface Written {
  readonly host: string
  readonly write: Write
  readonly done: Micros
}

/** A pair of machines with somebody on them who writes to the device, whenever it is there. */
export class Rig {
  readonly engine: Engine<Link> = new Engine<Link>()
  readonly written: Written[] = []
  /** Those that failed, with why. */
  readonly failed: { readonly host: string; readonly t: Micros; readonly error: string }[] = []
  readonly #trace = new Recorder(this.engine, 'all', [], 10_000_000)
  readonly #stage: Stage
  readonly #stopped = new Set<string>()

  constructor(pair: HastPair) {
    const scenario = pairOf(pair)
    this.#stage = build(scenario, this.engine, this.#trace)
    reset(this.#stage, scenario.seed)
    schedule(scenario, this.#stage)
  }

  host(name: string): Host {
    return this.#stage.hosts.get(name)!
  }

  disk(name: string): LocalDisk {
    return this.host(name).space!.storage.disks[0]!
  }

  at(name: string, extent: number): Version | null {
    return this.disk(name).at(extent)
  }

  get records() {
    return this.#trace.records()
  }

  get log(): string[] {
    return hastLog(this.records)
  }

  when(t: Micros, act: () => void): void {
    this.engine.schedule(t, { fire: act })
  }

  /** From then on somebody writes there, each time after a while; after a crash he begins anew when he is told to. */
  writes(host: string, from: Micros, { every, extents }: { every: Micros; extents: readonly number[] }): void {
    this.when(from, () => {
      const { space, power } = this.host(host)
      if (power === 'on') space!.processes.start('writer', () => this.#writing(host, every, extents))
    })
  }

  /** One write, whenever it is done. */
  write(host: string, t: Micros, extent: number, keeps?: unknown): void {
    this.when(t, () => {
      const { space, power } = this.host(host)
      if (power !== 'on') return
      space!.processes.start('write', () => this.#once(host, extent, keeps))
    })
  }

  /** Whoever writes there ends. */
  stop(host: string): void {
    this.#stopped.add(host)
  }

  run(until: Micros): this {
    this.engine.run({ until, budget: 50_000_000, budgetAtOnce: 10_000 })
    return this
  }

  *#writing(host: string, every: Micros, extents: readonly number[]): Course<number> {
    for (let i = 0; !this.#stopped.has(host); i = (i + 1) % extents.length) {
      yield* this.#once(host, extents[i]!)
      yield every
    }
    return 0
  }

  *#once(host: string, extent: number, keeps?: unknown): Course<number> {
    const device = this.host(host).space!.storage.at(DEVICE)
    if (device === undefined) return 1
    const came = yield* device.write(extent, keeps === undefined ? undefined : { is: keeps })
    const { now } = this.engine
    if ('write' in came) this.written.push({ host, write: came.write, done: now })
    else this.failed.push({ host, t: now, error: came.error })
    return 0
  }
}
