import { Engine } from '../../src/engine/engine.ts'
import { Random } from '../../src/engine/random.ts'
import type { Mac } from '../../src/network/address.ts'
import { Fabric } from '../../src/network/fabric/fabric.ts'
import type { CableOptions, SwitchOptions } from '../../src/network/fabric/options.ts'
import type { Vlan } from '../../src/network/fabric/vlan.ts'
import type { Frame } from '../../src/network/frame.ts'
import { Hub } from '../../src/network/hub.ts'
import type { HubQuality, Socket } from '../../src/network/segment.ts'
import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'
import { type Link, Recorder } from '../../src/trace/recorder.ts'
import { Fake } from './lan.ts'
import { switchNamed } from './switched.ts'

export const ALL = 'ff:ff:ff:ff:ff:ff'

/** Switches with stations that tell what they hear: `a` is plugged into sw0, say. */
export class Wires {
  readonly engine = new Engine<Link>()
  readonly trace = new Recorder(this.engine, 'all', [], 1_000_000)
  readonly fabric: Fabric
  readonly vlan: Vlan
  readonly hub: Hub
  /** Who heard each frame, by its number, from 1. */
  readonly heard = new Map<number, string[]>()
  readonly #stations = new Map<string, Fake>()
  readonly #sockets = new Map<string, Socket>()
  #sent = 0

  /** @param stations - by name, each with its switch */
  constructor(
    switches: readonly (Partial<SwitchOptions> & { readonly name: string })[],
    cables: readonly CableOptions[],
    stations: Readonly<Record<string, string>>,
    quality: Partial<HubQuality> = {},
  ) {
    const all = switches.map((one) => ({ ...switchNamed(one.name), ...one }))
    this.fabric = new Fabric(all, cables, this.engine, this.trace)
    const perfect: HubQuality = { latency: 100, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }
    this.hub = new Hub('lan', { ...perfect, ...quality }, this.engine, this.trace, new Random('seed'))
    this.vlan = this.fabric.vlan('lan', 1, all[0]!.name)
    for (const [name, at] of Object.entries(stations)) {
      const station = new Fake(name, (frame) => this.#hear(name, frame))
      const socket = this.hub.at(this.vlan, this.fabric.switches.get(at)!).attach(station)
      socket.linked(true)
      this.#stations.set(name, station)
      this.#sockets.set(name, socket)
    }
  }

  station(name: string): Fake {
    return this.#stations.get(name)!
  }

  socket(name: string): Socket {
    return this.#sockets.get(name)!
  }

  /** Sends a frame now, to a station by its name, or to all; gives its number. */
  send(from: string, to: string = ALL, source: Mac = from): number {
    const number = ++this.#sent
    const { engine, trace } = this
    engine.cause = trace.note({ kind: 'log', host: from, line: `frame ${number}` })
    const payload = { protocol: `${number}` }
    this.heard.set(number, [])
    const frame: Frame = { source, destination: to, unicast: to !== ALL, family: 'inet', payload }
    this.#sockets.get(from)!.transmit(frame)
    engine.cause = null
    return number
  }

  /** All that is under way comes to its end, and so much time passes. */
  settle(time = 10_000): void {
    this.engine.run({ until: this.engine.now + time, budget: 1_000_000, budgetAtOnce: 100_000 })
    this.engine.now = Math.max(this.engine.now, 0)
  }

  /** Records of a kind that a frame caused. */
  of<K extends TraceRecord['kind']>(kind: K, frame: number): RecordOf<K>[] {
    const { records } = { records: this.trace.records() }
    const sent = records.find((record) => record.kind === 'log' && record.line === `frame ${frame}`)!
    return records.filter((record): record is RecordOf<K> => record.kind === kind && record.cause === sent.id)
  }

  #hear(name: string, { payload }: Frame): void {
    this.heard.get(Number(payload.protocol))!.push(name)
  }
}
