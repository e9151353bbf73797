import type { Timer } from '../../engine/timer.ts'
import type { Datagram, Frame } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { Nic } from '../nic.ts'
import type { World } from '../world.ts'
import type { StateOptions, SyncMachine } from './options.ts'
import { Pfsync } from './pfsync.ts'
import { begins, isOver, keyOf, refresh, StateTable } from './states.ts'

interface Machine extends SyncMachine {
  readonly name: string
  readonly world: World
  readonly nics: readonly Nic[]
  readonly clock: Clock
}

/**
 * A packet filter that keeps states, as pf(4) does where it says `block all` and `pass … keep state`: who begins something
 * makes a state, what belongs to a state goes both ways, all else is dropped. States live on one machine, but for what
 * pfsync(4) tells the others.
 */
export class StateFilter {
  readonly #machine: Machine
  readonly #states = new StateTable()
  readonly #sync: Pfsync | null

  constructor(machine: Machine, { pfsync }: StateOptions) {
    this.#machine = machine
    this.#sync = pfsync === undefined ? null : new Pfsync(machine, pfsync, this.#states)
  }

  get timers(): readonly Timer<Link>[] {
    return this.#sync?.timers ?? []
  }

  boot(): void {
    this.#sync?.boot()
  }

  powerOff(): void {
    this.#states.clear()
    this.#sync?.powerOff()
  }

  /** All states of this machine are gone. */
  flush(): void {
    this.#states.clear()
  }

  /** The carrier or the flag of an interface changed. */
  changed(nic: Nic): void {
    this.#sync?.changed(nic)
  }

  /** A packet of pfsync came in. */
  receive(frame: Frame, nic: Nic): void {
    this.#sync?.receive(frame, nic)
  }

  /** pf_test(): lets a packet pass, at once or as soon as the peers know of its state, or drops it. */
  filter(packet: Datagram, nic: Nic, pass: () => void): void {
    const { uptime } = this.#machine.clock
    const known = this.#states.find(keyOf(packet), uptime)
    if (known !== undefined && !(begins(packet) && isOver(known))) {
      refresh(known, packet, uptime)
      this.#sync?.updated(known)
      pass()
    } else if (begins(packet)) this.#begin(packet, pass)
    else {
      this.#machine.world.trace.note({ kind: 'lost', host: this.#machine.name, interface: nic.name, why: 'no state' })
    }
  }

  #begin(packet: Datagram, pass: () => void): void {
    const { world, name: host, clock } = this.#machine
    const { cause } = world.engine
    const state = this.#states.make(packet, clock.uptime)
    const { protocol, source, destination } = state
    world.engine.cause = world.trace.note({ kind: 'state', host, protocol, source, destination })
    const waits = this.#sync?.inserted(state, pass) ?? false
    world.engine.cause = cause
    if (!waits) pass()
  }
}
