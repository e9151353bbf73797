import { type Choose, Engine } from '../../src/engine/engine.ts'
import { Random } from '../../src/engine/random.ts'
import type { Frame } from '../../src/network/frame.ts'
import { Hub } from '../../src/network/hub.ts'
import type { HubQuality, Socket, Station } from '../../src/network/segment.ts'
import type { Micros } from '../../src/time.ts'
import type { Fold } from '../../src/trace/fold.ts'
import type { Family, Level, Loss, RecordOf } from '../../src/trace/record.ts'
import { type Link, Recorder } from '../../src/trace/recorder.ts'

/** A hub with stations a, b, c … that tell what they hear, and do nothing else. */
export class Lan {
  readonly engine = new Engine<Link>()
  readonly trace: Recorder
  readonly hub: Hub
  /** What was heard: `t station frame`. */
  readonly heard: string[] = []
  readonly #stations = new Map<string, Fake>()
  readonly #sockets = new Map<string, Socket>()
  #sent = 0

  constructor(names: string, quality: Partial<HubQuality> = {}, options: Options = {}) {
    const { choose, level = 'all', folds = [], seed = 'seed' } = options
    this.engine.reset(choose)
    this.trace = new Recorder(this.engine, level, folds, 1_000_000)
    const perfect: HubQuality = { latency: 100, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }
    this.hub = new Hub('lan', { ...perfect, ...quality }, this.engine, this.trace, new Random(seed))
    for (const name of names) {
      const station = new Fake(name, (frame) => this.#hear(name, frame))
      this.#stations.set(name, station)
      this.#sockets.set(name, this.hub.attach(station))
    }
  }

  station(name: string): Fake {
    return this.#stations.get(name)!
  }

  /** How many frames of a station nobody took in. */
  unclaimed(name: string): number {
    return this.station(name).unclaimedFrames
  }

  /** Sends the next frame now, with a record of its own, to all or to one; frames are numbered from 1. */
  send(from: string, to = 'all', family: Family = 'inet'): void {
    const number = ++this.#sent
    const { engine, trace } = this
    const { cause } = engine
    engine.cause = trace.note({ kind: 'log', host: from, line: `frame ${number}` })
    const source = `frame ${number}`
    const frame = { source, destination: to, unicast: to !== 'all', family, payload: { protocol: 'test' } }
    this.#sockets.get(from)!.transmit(frame)
    engine.cause = cause
  }

  cut(from: string, to: string, cut = true, families: readonly Family[] = ['inet', 'inet6']): void {
    for (const family of families) this.hub.setCut({ from: this.station(from), to: this.station(to), family }, cut)
  }

  /** Does something at a time. */
  at(time: Micros, act: () => void): void {
    this.engine.schedule(time, { fire: act })
  }

  run(until: Micros = 1_000_000_000): this {
    this.engine.run({ until, budget: 1_000_000, budgetAtOnce: 100_000 })
    return this
  }

  /** The frames that did not arrive: `t station why, of frame`. */
  get lost(): string[] {
    const records = this.trace.records()
    return records
      .filter((record): record is RecordOf<'lost'> => record.kind === 'lost')
      .map(({ t, host, why, cause }) => `${t} ${host} ${why}, of ${frameOf(records[cause! - 1])}`)
  }

  /** The frames that arrived, as records: `t station, of frame`. */
  get delivered(): string[] {
    const records = this.trace.records()
    return records
      .filter((record): record is RecordOf<'delivered'> => record.kind === 'delivered')
      .map(({ t, host, cause }) => `${t} ${host} ${frameOf(records[cause! - 1])}`)
  }

  #hear(name: string, frame: Frame): void {
    this.heard.push(`${this.engine.now} ${name} ${frame.source}`)
  }
}

interface Options {
  readonly choose?: Choose
  readonly level?: Level
  readonly folds?: readonly Fold<unknown>[]
  readonly seed?: string
}

export class Fake implements Station {
  readonly silence = null
  readonly host: string
  readonly name = 'em0'
  mac: string
  deaf: Loss | null = null
  unclaimedFrames = 0
  /** Its switch gives a signal. */
  lit = true
  readonly because = {}
  readonly #note: (frame: Frame) => void
  #act: (frame: Frame) => void = () => undefined

  constructor(host: string, note: (frame: Frame) => void) {
    this.host = host
    this.mac = host
    this.#note = note
  }

  /** Does something on hearing a frame. */
  hears(act: (frame: Frame) => void): void {
    this.#act = act
  }

  takes({ destination }: Frame): boolean {
    return destination === this.host
  }

  listens(): boolean {
    return true
  }

  blocks(): boolean {
    return true
  }

  signal(on: boolean): void {
    this.lit = on
  }

  unclaimed(): void {
    this.unclaimedFrames += 1
  }

  receive(frame: Frame): void {
    this.#note(frame)
    this.#act(frame)
  }
}

function frameOf(record: { readonly kind: string } | undefined): string {
  return record !== undefined && 'line' in record ? String(record.line) : 'nothing'
}
