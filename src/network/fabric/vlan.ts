import type { Engine } from '../../engine/engine.ts'
import type { Micros } from '../../time.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import type { Entrance, Flight } from '../flight.ts'
import { type Frame, MEMBERSHIP_QUERY, reported } from '../frame.ts'
import type { Station } from '../segment.ts'
import type { Around } from './around.ts'
import { Bridge } from './bridge.ts'
import type { Cable, Port, Switch } from './hardware.ts'
import { Passage, type Stop } from './passage.ts'
import { spanningTree } from './spanning-tree.ts'

/** What a VLAN is made of: the switches that are cabled together, and the cables that carry it. */
interface Parts extends Pick<Around, 'engine' | 'trace' | 'shut'> {
  readonly switches: readonly Switch[]
  readonly cables: readonly Cable[]
}

/** One VLAN of a fabric: a network that lies on several switches. */
export class Vlan implements Around {
  readonly network: string
  readonly engine: Engine<Link>
  readonly trace: Recorder
  readonly #cables: readonly Cable[]
  readonly #bridges: ReadonlyMap<Switch, Bridge>
  readonly #ports = new Map<Station, Port>()
  #open: ReadonlySet<Cable> = new Set()

  readonly shut: Around['shut']
  /** Whether a frame may come back to who sent it: in a loop, or by another uplink; whether groups may be pruned. */
  readonly #how: Pick<Entrance, 'returns' | 'snooped'>

  constructor(network: string, { switches, cables, engine, trace, shut }: Parts) {
    this.network = network
    this.engine = engine
    this.trace = trace
    this.shut = shut
    this.#cables = cables
    this.#how = {
      returns: switches.some(({ options }) => !options.spanningTree || options.teaming !== undefined),
      snooped: switches.some(({ options }) => options.snooping !== undefined),
    }
    this.#bridges = new Map(switches.map((one) => [one, new Bridge(one, this)]))
    for (const port of cables.flatMap(({ ends }) => ends)) this.#bridge(port).plugCable(port)
    this.grow()
  }

  /** Where a station is plugged in. */
  plug(station: Station, at: Switch): Entrance {
    const bridge = this.#bridges.get(at)!
    const port = bridge.plug(station)
    this.#ports.set(station, port)
    this.grow()
    return new Access(port, bridge, this.#how)
  }

  passage(flight: Flight, from: Port): Passage {
    return new Passage(flight, from, (ended) => this.#settle(ended))
  }

  get isLocal(): boolean {
    const [first, ...others] = this.#ports.values()
    return others.every(({ on }) => on === first?.on)
  }

  get bridges(): readonly Bridge[] {
    return [...this.#bridges.values()]
  }

  /** A switch asks all stations that it reaches who listens to groups. */
  ask(from: Switch): void {
    if (!this.#bridges.has(from)) return
    const { engine } = this
    const { cause } = engine
    const query = this.trace.note({ kind: 'query', switch: from.name, network: this.network })
    for (const [station, port] of this.#ports) {
      const isReached = port.lit && port.health.death('out') === null && this.#reaches(from, port.on)
      const isSound = station.silence === null || station.silence.keeps(MEMBERSHIP_QUERY, 'in') === null
      engine.cause = query
      const hears = station.deaf === null || station.deaf === 'blocked'
      if (isReached && isSound && hears) station.receive(MEMBERSHIP_QUERY)
    }
    engine.cause = cause
  }

  forwards(cable: Cable): boolean {
    return this.#open.has(cable)
  }

  across(port: Port): Bridge {
    return this.#bridge(port.cable!.across(port))
  }

  /** Something about cables or ports is otherwise than before: what was learned behind them is worth nothing. */
  changed(isFlushed: (port: Port) => boolean): void {
    const before = this.#open
    this.grow()
    const opened = [...this.#open].some((cable) => !before.has(cable))
    for (const bridge of this.#bridges.values()) {
      // A topology change: what was learned over other switches may be elsewhere (IEEE 802.1D-2004, 17.11).
      const isStale = opened && bridge.on.options.spanningTree ? (port: Port) => port.cable !== null : isFlushed
      bridge.flush((port) => isFlushed(port) || isStale(port))
    }
  }

  /** For another run: nothing is learned yet. */
  forget(): void {
    for (const bridge of this.#bridges.values()) bridge.forget()
  }

  #bridge(port: Port): Bridge {
    return this.#bridges.get(port.on)!
  }

  /** Finds out anew over which cables frames go. */
  grow(): void {
    this.#open = spanningTree(this.#cables)
    for (const bridge of this.#bridges.values()) bridge.refresh()
  }

  /** A frame has come to its end everywhere: who should have got a copy, and did not, knows why. */
  #settle(passage: Passage): void {
    const { flight, origin } = passage
    const { frame, from } = flight
    let kept = passage.taken
    for (const station of flight.hearers) {
      if (station === origin.station || passage.hasReached(station) || !this.#isDue(frame, station)) continue
      const { why, at, because } = this.#endOf(passage, station)
      from.lose(flight, station, { why, at: at.path, because })
      kept = true
    }
    if (frame.unicast && !kept) from.giveBack(flight)
  }

  /** Whether a frame should reach a station: no report should, and of what goes to a group that is pruned, its members. */
  #isDue(frame: Frame, station: Station): boolean {
    if (frame.unicast) return station.takes(frame)
    if (reported(frame) !== null) return false
    const isPruned = this.bridges.some(({ members }) => members.prunes(frame.destination))
    return !isPruned || station.listens(frame.misled?.group ?? frame.destination)
  }

  #endOf(passage: Passage, station: Station): Stop {
    const to = this.#ports.get(station)!
    const whole = this.#way(passage.origin, to, (cable) => this.forwards(cable))
    const way = whole ?? this.#way(passage.origin, to, () => true) ?? [passage.origin]
    return passage.endOn(way) ?? brokenAt(way) ?? { why: 'no path', at: way.at(-1)!, because: null }
  }

  #reaches(from: Switch, to: Switch): boolean {
    if (from === to) return true
    const [a, b] = [from, to].map((one) => this.#bridges.get(one)?.ports[0])
    const way = a && b && this.#way(a, b, (cable) => this.forwards(cable))
    // Between its ends are cables: out of a port, into the next one.
    const between = way?.slice(1, -1)
    return between?.every(({ health }, i) => health.death(i % 2 === 0 ? 'out' : 'in') === null) ?? false
  }

  /** The ports from one to another, both of them included, over the fewest cables; undefined: there is no such way. */
  #way(from: Port, to: Port, passes: (cable: Cable) => boolean): readonly Port[] | undefined {
    const ways = [[from]]
    const seen = new Set([from.on])
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      const { on } = way.at(-1)!
      if (on === to.on) return [...way, to]
      for (const cable of this.#cables) {
        const out = cable.ends.find((end) => end.on === on)
        const into = out && cable.across(out)
        if (out === undefined || into === undefined || seen.has(into.on) || !passes(cable)) continue
        seen.add(into.on)
        ways.push([...way, out, into])
      }
    }
    return undefined
  }
}

/** The first cable on a way that carries nothing. */
function brokenAt(way: readonly Port[]): Stop | undefined {
  const at = way.find(({ cable }) => cable !== null && !cable.live)
  return at && { why: 'no path', at, because: at.cable!.obstacle }
}

/** Where a station is plugged in. */
class Access implements Entrance {
  readonly lit = true
  readonly latency: Micros
  readonly returns: boolean
  readonly snooped: boolean
  readonly #port: Port
  readonly #bridge: Bridge

  constructor(port: Port, bridge: Bridge, { returns, snooped }: Pick<Entrance, 'returns' | 'snooped'>) {
    this.returns = returns
    this.snooped = snooped
    this.latency = port.on.options.latency
    this.#port = port
    this.#bridge = bridge
  }

  linked(on: boolean): void {
    const port = this.#port
    if (!on && port.linked) this.#bridge.unplugged(port)
    port.linked = on
  }

  enter(flight: Flight): void {
    this.#bridge.enter(flight, this.#port)
  }
}
