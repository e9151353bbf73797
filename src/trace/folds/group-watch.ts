import type { Micros } from '../../time.ts'
import type { CastVhost } from '../trace.ts'
import type { GroupHistory, Move, Overlap, Span, Tenure, VhostHistory, VhostState } from './history.ts'
import { Track } from './track.ts'

/** Follows one virtual host. */
export class VhostWatch {
  readonly host: string
  readonly vhid: number
  readonly place: number
  /** Whether it gave way itself when it last ceased to be MASTER. */
  yielded = false
  readonly #group: GroupWatch
  readonly #head: Omit<VhostHistory, 'spans'>
  readonly #track = new Track<VhostState>('off')
  /** What it was when its machine stopped. */
  #before: VhostState = 'off'

  constructor(group: GroupWatch, place: number, head: Omit<VhostHistory, 'spans'>, vhid: number) {
    this.#group = group
    this.#head = head
    this.place = place
    this.host = head.host
    this.vhid = vhid
  }

  get state(): VhostState {
    return this.#track.value
  }

  become(state: VhostState, t: Micros): void {
    if (state === this.state) return
    this.#group.settle(t)
    if (this.state === 'MASTER') this.yielded = state === 'BACKUP'
    this.#track.become(state, t)
    this.#group.changed(t)
  }

  /** Its machine stands still. */
  pause(t: Micros): void {
    if (this.state === 'off') return
    this.#before = this.state
    this.become('paused', t)
  }

  /** It goes on, as what it was. */
  resume(t: Micros): void {
    if (this.state === 'paused') this.become(this.#before, t)
  }

  end(until: Micros): VhostHistory {
    const spans = this.#track.end(until).map(({ from, to, value }): Span => ({ from, to, state: value }))
    return { ...this.#head, spans }
  }
}

/** A time with several MASTERs that has begun. */
interface Open {
  readonly from: Micros
  /** Who was MASTER before; undefined: nobody was, all of them began in one instant. */
  readonly old: VhostWatch | undefined
  /** Whether all who ceased gave way of themselves. */
  yielding: boolean
}

/** Follows one group: who is MASTER, compared from instant to instant. */
export class GroupWatch {
  /** How many are MASTER now, within the instant too, and since when it has been several. */
  masters = 0
  severalSince: Micros | null = null
  readonly #name: string
  readonly #limit: Micros
  readonly #vhosts: VhostWatch[] = []
  readonly #addresses = new Set<string>()
  readonly #tenures: Tenure[] = []
  readonly #overlaps: Overlap[] = []
  readonly #moves: Move[] = []
  /** Who was MASTER at the end of the last instant that is settled, and since when. */
  #masters: readonly VhostWatch[] = []
  #since: Micros = 0
  /** Who was MASTER last, when nobody is. */
  #last: readonly VhostWatch[] = []
  #overlap: Open | null = null
  /** The instant in which something changed last. */
  #instant: Micros = 0

  constructor(name: string, limit: Micros) {
    this.#name = name
    this.#limit = limit
  }

  add(host: string, on: string, vhid: number, settings: CastVhost | undefined): VhostWatch {
    const { advbase = 1, advskew = 0, addresses = [] } = settings ?? {}
    const vhost = new VhostWatch(this, this.#vhosts.length, { host, interface: on, advbase, advskew }, vhid)
    this.#vhosts.push(vhost)
    for (const address of addresses) this.#addresses.add(address)
    return vhost
  }

  /** Something is about to change at that time: what changed in an earlier instant is final. */
  settle(t: Micros): void {
    if (t === this.#instant) return
    this.#compare(this.#instant)
    this.#instant = t
  }

  /** Something has changed. */
  changed(t: Micros): void {
    this.masters = this.#vhosts.filter(isMaster).length
    if (this.masters < 2) this.severalSince = null
    else this.severalSince ??= t
  }

  end(until: Micros): GroupHistory {
    this.#compare(this.#instant)
    this.#closeTenure(until)
    if (this.#overlap !== null) this.#overlaps.push({ from: this.#overlap.from, to: until, kind: 'split-brain' })
    return {
      name: this.#name,
      addresses: [...this.#addresses],
      vhosts: this.#vhosts.map((vhost) => vhost.end(until)),
      tenures: this.#tenures,
      overlaps: this.#overlaps,
      moves: this.#moves,
    }
  }

  #compare(t: Micros): void {
    const before = this.#masters
    const after = this.#vhosts.filter(isMaster)
    if (sameOnes(before, after)) return
    this.#closeTenure(t)
    this.#masters = after
    if (after.length > 1 || before.length > 1) this.#followOverlap(t, before, after)
    else if (after.length === 1) this.#noteMove(t, before, after)
    if (after.length > 0) this.#last = after
  }

  #closeTenure(t: Micros): void {
    if (t > this.#since) this.#tenures.push({ from: this.#since, to: t, masters: this.#masters.map(placeOf) })
    this.#since = t
  }

  #followOverlap(t: Micros, before: readonly VhostWatch[], after: readonly VhostWatch[]): void {
    this.#overlap ??= this.#open(t, before, after)
    const overlap = this.#overlap
    overlap.yielding &&= before.every((vhost) => after.includes(vhost) || vhost.yielded)
    if (after.length > 1) return
    const { from, old, yielding } = overlap
    this.#overlap = null
    const inTime = t - from <= this.#limit
    const handedOver = yielding && inTime && old !== undefined && after.length === 1 && after[0] !== old
    this.#overlaps.push({ from, to: t, kind: handedOver ? 'hand-over' : 'split-brain' })
    if (handedOver) this.#moves.push({ kind: 'hand-over', t, from: [old.place], to: after.map(placeOf) })
  }

  #open(t: Micros, before: readonly VhostWatch[], after: readonly VhostWatch[]): Open {
    if (before.length === 0) this.#noteMove(t, before, after)
    return { from: t, old: before[0], yielding: true }
  }

  /** After nobody, or in one instant from one to the other. */
  #noteMove(t: Micros, before: readonly VhostWatch[], after: readonly VhostWatch[]): void {
    const from = this.#last
    if (from.length === 0 || after.some((vhost) => from.includes(vhost))) return
    const kind = before.length > 0 && before.every(({ yielded }) => yielded) ? 'hand-over' : 'fail-over'
    this.#moves.push({ kind, t, from: from.map(placeOf), to: after.map(placeOf) })
  }
}

function sameOnes(some: readonly VhostWatch[], others: readonly VhostWatch[]): boolean {
  return some.length === others.length && some.every((vhost, i) => vhost === others[i])
}

function isMaster({ state }: VhostWatch): boolean {
  return state === 'MASTER'
}

function placeOf({ place }: VhostWatch): number {
  return place
}
