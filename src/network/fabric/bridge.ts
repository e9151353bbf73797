import type { Entry } from '../../engine/queue.ts'
import type { Flight } from '../flight.ts'
import { reported } from '../frame.ts'
import type { Station } from '../segment.ts'
import type { Around } from './around.ts'
import { Forwarding, type Way } from './forwarding.ts'
import { type Cable, Port, type Switch } from './hardware.ts'
import { MacTable } from './mac-table.ts'
import { Members } from './members.ts'
import type { Passage, Stop } from './passage.ts'

/** What a bridge is among others. */
interface Neighbours extends Around {
  /** Who is at the other end of a cable. */
  across(port: Port): Bridge
}

/** One VLAN on one switch: where its frames come in, and what becomes of them. */
export class Bridge {
  readonly on: Switch
  readonly table: MacTable
  readonly members: Members
  readonly #forwarding: Forwarding
  readonly #around: Neighbours
  /** What comes in here is for all stations here, and goes nowhere else. */
  #plain = false

  constructor(on: Switch, around: Neighbours) {
    const { network, engine, trace } = around
    this.on = on
    this.#around = around
    this.table = new MacTable({ on, network }, engine, trace)
    this.members = new Members({ on, network }, engine, trace)
    this.#forwarding = new Forwarding(on, around, this.table, this.members)
  }

  get ports(): readonly Port[] {
    return this.#forwarding.ports
  }

  plug(station: Station): Port {
    const port = new Port(this.on, `${station.host}.${station.name}`, station)
    this.#forwarding.plug(port)
    return port
  }

  plugCable(port: Port): void {
    this.#forwarding.plug(port)
  }

  /** Something about ports or cables is otherwise than before. */
  refresh(): void {
    const { on, snooping } = this.on
    const isPlain = ({ open, station, guard, health }: Port) =>
      open && station !== null && guard.isOpen && health.isSound
    this.#forwarding.refresh()
    this.#plain = this.#around.isLocal && on && snooping === null && this.ports.every(isPlain)
  }

  /** Forgets what it learned behind some ports. */
  flush(isFlushed: (port: Port) => boolean): void {
    this.table.flush(isFlushed)
    this.members.flush(isFlushed)
  }

  /** A station's port went down. */
  unplugged(port: Port): void {
    this.flush((other) => other === port)
    port.guard.unplugged()
  }

  /** For another run. */
  forget(): void {
    this.table.clear()
    this.members.clear()
  }

  /** A frame comes in from a station. Where there is nothing to decide, it is as on a hub. */
  enter(flight: Flight, from: Port): void {
    const { frame, cause } = flight
    const { engine, trace } = this.#around
    if (!this.#plain || frame.unicast) {
      this.receive(this.#around.passage(flight, from), from)
      return
    }
    if (isNew(flight)) {
      engine.cause = cause
      this.table.learn(frame.source, from)
    }
    if (trace.wants.hop) this.#noteHop(flight, from, this.#forwarding.flood(from))
    flight.from.hand(flight.hearers, flight, flight.from.station)
  }

  /** A copy of a frame comes in at a port. */
  receive(passage: Passage, from: Port): void {
    const { flight } = passage
    this.#around.engine.cause = flight.cause
    const refused = this.#admission(passage, from)
    if (refused === null) this.#send(passage, from)
    else passage.stop(refused)
    passage.ends()
  }

  /** Looks at who sent it, and learns; of several copies from one machine, once. @returns why it goes no further */
  #admission(passage: Passage, from: Port): Stop | null {
    const { flight } = passage
    const { sending } = flight
    if (!this.on.on) return { why: 'switch off', at: from, because: this.on.because }
    if (!from.open) return { why: 'port shut', at: from, because: from.because }
    const death = from.health.death('in')
    if (death !== null) return { why: 'dead port', at: from, ...death }
    if (passage.origin === from && sending?.entered)
      return sending.refused === null ? null : { ...sending.refused, at: from }
    const refused = this.#refusal(flight, from)
    if (passage.origin === from && sending !== null) Object.assign(sending, { entered: true, refused })
    return refused
  }

  #refusal({ frame, cause }: Flight, from: Port): Stop | null {
    const { guard, mac } = from
    const refused = guard.refuses(frame, mac, this.#around.engine.now, cause) ?? this.#violation(frame.source, from)
    if (refused !== null) return { ...refused, at: from }
    if (this.on.options.teaming === undefined) this.table.learn(frame.source, from)
    const group = reported(frame)
    if (group !== null && this.on.snooping !== null) this.members.join(group, from)
    return null
  }

  /** Port security: a MAC too many, or one that another port has secured. */
  #violation(mac: string, from: Port): Omit<Stop, 'at'> | null {
    const { guard } = from
    const { security } = guard
    if (security === null || guard.securedBy(mac) !== undefined) return null
    const other = this.ports.find((port) => port !== from && port.guard.securedBy(mac) !== undefined)
    if (other === undefined && !guard.isFull) {
      guard.secure(mac, this.table.secure(mac, from))
      return null
    }
    if (security.violation === 'shutdown') return { why: 'port security', because: this.#around.shut(from, mac) }
    return { why: 'port security', because: other?.guard.securedBy(mac) ?? null }
  }

  #send(passage: Passage, from: Port): void {
    const { flight } = passage
    const way = this.#forwarding.wayOf(passage, from)
    if (this.#around.trace.wants.hop) this.#noteHop(flight, from, way)
    const here: Station[] = []
    for (const port of way.ports) {
      if (port.cable !== null) this.#sendOver(passage, port, port.cable)
      else if (passage.isFor(port.station!) && this.#letsOut(passage, port)) here.push(port.station!)
    }
    for (const station of here) passage.reach(station)
    if (here.length > 0 && flight.from.hand(here, flight, null)) passage.taken = true
  }

  #letsOut(passage: Passage, port: Port): boolean {
    const death = port.health.death('out')
    const kept =
      death === null ? port.guard.keeps(passage.flight.frame, port.mac!) : { why: 'dead port' as const, ...death }
    if (kept !== null) passage.stop({ ...kept, at: port })
    return kept === null
  }

  #sendOver(passage: Passage, port: Port, cable: Cable): void {
    const { engine } = this.#around
    const death = port.health.death('out')
    if (death !== null) {
      passage.stop({ why: 'dead port', at: port, ...death })
      return
    }
    if (!passage.goesOn()) {
      passage.stop({ why: 'looped', at: port, because: null })
      return
    }
    const bridge = this.#around.across(port)
    const delay = cable.options.latency + bridge.on.options.latency
    engine.schedule(engine.now + delay, new Hop(passage, bridge, cable.across(port)))
  }

  #noteHop({ cause }: Flight, from: Port, { how, names }: Way): void {
    const { trace, network } = this.#around
    trace.noteCausedBy(cause, { kind: 'hop', switch: this.on.name, network, in: from.name, out: names, how })
  }
}

/** A copy of a frame on its way to one more switch. */
class Hop implements Entry {
  readonly #passage: Passage
  readonly #to: Bridge
  readonly #port: Port

  constructor(passage: Passage, to: Bridge, port: Port) {
    this.#passage = passage
    this.#to = to
    this.#port = port
  }

  fire(): void {
    this.#to.receive(this.#passage, this.#port)
  }
}

/** Whether it is the first copy of a frame that comes in: the others, whenever they come, tell no more of where it is from. */
function isNew({ sending }: Flight): boolean {
  if (sending === null) return true
  const { entered } = sending
  sending.entered = true
  return !entered
}
