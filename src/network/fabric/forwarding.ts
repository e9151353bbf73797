import { isGroup } from '../address.ts'
import { type Frame, reported } from '../frame.ts'
import type { Around } from './around.ts'
import type { Port, Switch } from './hardware.ts'
import type { MacTable } from './mac-table.ts'
import type { Members } from './members.ts'
import type { Passage } from './passage.ts'

/** By which ports a frame goes out, what they are called, and how the switch knows. */
export interface Way {
  readonly how: 'known' | 'flood' | 'unknown' | 'group' | 'report' | 'echo'
  readonly ports: readonly Port[]
  readonly names: readonly string[]
}

/** Where the frames of one VLAN go that come in at a switch. */
export class Forwarding {
  readonly #on: Switch
  readonly #around: Around
  readonly #table: MacTable
  readonly #members: Members
  /** Those of this VLAN: its stations, and the cables that carry it. */
  #ports: readonly Port[] = []
  /** By which ports a flooded frame goes out that came in by another. */
  readonly #floods = new Map<Port, Way>()

  constructor(on: Switch, around: Around, table: MacTable, members: Members) {
    this.#on = on
    this.#around = around
    this.#table = table
    this.#members = members
  }

  get ports(): readonly Port[] {
    return this.#ports
  }

  plug(port: Port): void {
    this.#ports = [...this.#ports, port]
  }

  /** Something about ports or cables is otherwise than before. */
  refresh(): void {
    this.#floods.clear()
  }

  wayOf(passage: Passage, from: Port): Way {
    const { frame } = passage.flight
    const { destination } = frame
    if (this.#isTeamed(from) && passage.origin.on === this.#on) return this.#echo()
    if (reported(frame) !== null && this.#on.snooping !== null) {
      return narrowed(this.flood(from), 'report', (port) => port.cable !== null)
    }
    if (!isForAll(frame)) return this.#toOne(passage, from)
    return this.#members.prunes(destination) ? this.#toMembers(passage, from) : this.flood(from)
  }

  flood(from: Port): Way {
    const flood = this.#floods.get(from)
    if (flood !== undefined) return flood
    const made = wayBy(
      'flood',
      this.#ports.filter((port) => port !== from && this.#joins(from, port)),
    )
    this.#floods.set(from, made)
    return made
  }

  /** Whether what comes in by a port, and is for all, goes out by another. */
  #joins(from: Port, to: Port): boolean {
    if (to.cable !== null && !this.#around.forwards(to.cable)) return false
    if (this.#isTeamed(to)) return !this.#isTeamed(from) && this.#uplinkOf(from) === to
    // By the uplink of another port comes a second copy: where the port is not promiscuous, it is filtered.
    if (!this.#isTeamed(from) || to.cable !== null || this.#uplinkOf(to) === from) return true
    return to.guard.policy.promiscuous && !this.#on.filterOwn
  }

  /** What went out by one uplink came back by another: all that look at every frame see it, the sender too. */
  #echo(): Way {
    const hears = ({ cable, guard }: Port) => cable === null && guard.policy.promiscuous && !this.#on.filterOwn
    return wayBy('echo', this.#ports.filter(hears))
  }

  #toOne(passage: Passage, from: Port): Way {
    const { destination } = passage.flight.frame
    // A virtual switch is told where the MACs of its cards are, and learns none.
    const own = this.#on.options.teaming && this.#ports.find(({ mac }) => mac === destination)
    if (own) return wayBy('known', own === from ? [] : [own])
    const known = this.#table.find(destination)
    if (known === undefined) return { ...this.flood(from), how: 'unknown' }
    passage.goesBy(from, known)
    return wayBy('known', known.port === from ? [] : [known.port])
  }

  #toMembers(passage: Passage, from: Port): Way {
    const { destination, misled } = passage.flight.frame
    return narrowed(this.flood(from), 'group', (port) => {
      const isMember = this.#members.has(destination, port)
      if (!isMember)
        passage.stop({
          why: 'not joined',
          at: port,
          because: misled?.because ?? this.#members.goneBy(destination, port),
        })
      return isMember
    })
  }

  #isTeamed({ cable }: Port): boolean {
    return cable !== null && this.#on.teams(cable.name)
  }

  /** By which uplink a port sends: they take turns by the places of the ports, as with "originating virtual port". */
  #uplinkOf(port: Port): Port | undefined {
    const uplinks = this.#ports.filter((one) => this.#isTeamed(one) && this.#around.forwards(one.cable!))
    const stations = this.#ports.filter((one) => !this.#isTeamed(one))
    return uplinks[stations.indexOf(port) % uplinks.length]
  }
}

function wayBy(how: Way['how'], ports: readonly Port[]): Way {
  return { how, ports, names: ports.map(({ name }) => name) }
}

function narrowed({ ports }: Way, how: Way['how'], passes: (port: Port) => boolean): Way {
  return wayBy(how, ports.filter(passes))
}

/** To a group or to all: also what is for one machine, where that is called by a group address. */
function isForAll({ unicast, destination }: Frame): boolean {
  return !unicast || isGroup(destination)
}
