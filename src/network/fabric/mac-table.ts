import type { Engine } from '../../engine/engine.ts'
import type { Micros } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import type { Mac } from '../address.ts'
import type { Port, Switch } from './hardware.ts'

/** Behind which port a MAC is. */
export interface Known {
  readonly mac: Mac
  port: Port
  /** When a frame from it last came in. */
  seen: Micros
  /** What put it there: the record that it was learned or moved. */
  link: Link | null
}

/** Of one VLAN, on one switch: what is learned, and for how long. */
export interface TableOf {
  readonly on: Switch
  readonly network: string
}

/**
 * What a switch has learned in one VLAN (IEEE 802.1D, 7.8 and 7.9). An entry ages by when it was last seen, and goes
 * when somebody looks for it: no timer runs.
 */
export class MacTable {
  readonly #of: TableOf
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  #known = new Map<Mac, Known>()
  /** What was learned last: one machine speaks, most of the time. */
  #latest: Known | null = null
  readonly #ageing: Micros

  constructor(of: TableOf, engine: Engine<Link>, trace: Recorder) {
    this.#of = of
    this.#engine = engine
    this.#trace = trace
    this.#ageing = of.on.options.ageing
  }

  /** A frame from that MAC came in. The present cause is the frame. */
  learn(mac: Mac, port: Port): void {
    const { now } = this.#engine
    const latest = this.#latest
    if (latest !== null && latest.mac === mac && latest.port === port && !this.#isOld(latest)) latest.seen = now
    else this.#latest = this.#learned(mac, port, now)
  }

  #learned(mac: Mac, port: Port, now: Micros): Known {
    const known = this.#known.get(mac)
    if (known === undefined || this.#isOld(known)) {
      const learned = { mac, port, seen: now, link: this.#note(mac, port, 'learned') }
      this.#known.set(mac, learned)
      return learned
    }
    if (known.port !== port) {
      known.link = this.#note(mac, port, 'moved', known.port)
      known.port = port
    }
    known.seen = now
    return known
  }

  /** Port security secures a MAC. @returns the record of it */
  secure(mac: Mac, port: Port): Link | null {
    return this.#note(mac, port, 'secured')
  }

  /** Undefined: the switch does not know, or no more. */
  find(mac: Mac): Known | undefined {
    const known = this.#known.get(mac)
    if (known === undefined || !this.#isOld(known)) return known
    this.#latest = null
    this.#known.delete(mac)
    this.#note(mac, null, 'aged', known.port, known.link)
    return undefined
  }

  /** All that is known now, in the order in which it was learned. */
  get entries(): readonly Known[] {
    return [...this.#known.values()].filter((known) => !this.#isOld(known))
  }

  /** Forgets what it learned behind some ports. */
  flush(isFlushed: (port: Port) => boolean): void {
    if (this.#known.size === 0) return
    this.#latest = null
    for (const [mac, known] of this.#known) {
      if (!isFlushed(known.port)) continue
      this.#known.delete(mac)
      if (!this.#isOld(known)) this.#note(mac, null, 'flushed', known.port)
    }
  }

  /** For another run. A new map: one that is cleared links its old table to the next, and a row of runs would stay for long. */
  clear(): void {
    this.#latest = null
    if (this.#known.size > 0) this.#known = new Map()
  }

  #isOld({ seen }: Known): boolean {
    return this.#engine.now - seen >= this.#ageing
  }

  #note(
    mac: Mac,
    port: Port | null,
    how: RecordOf<'mac'>['how'],
    before?: Port,
    cause = this.#engine.cause,
  ): Link | null {
    const trace = this.#trace
    if (!trace.wants.mac) {
      trace.counts.mac += 1
      return null
    }
    const { on, network } = this.#of
    const from = before === undefined ? {} : { from: before.name }
    return trace.noteCausedBy(cause, {
      kind: 'mac',
      switch: on.name,
      network,
      mac,
      port: port === null ? null : port.name,
      ...from,
      how,
    })
  }
}
