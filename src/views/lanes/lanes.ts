import type { Micros } from '../../time.ts'
import { measure } from '../../trace/fold.ts'
import type { GroupHistory, Tenure, VhostHistory, VhostState, Window } from '../../trace/folds/history.ts'
import { mastership } from '../../trace/folds/mastership.ts'
import { machineOf, type PingHistory } from '../../trace/folds/pings.ts'
import type { Stretch } from '../../trace/folds/track.ts'
import type { Trace } from '../../trace/trace.ts'
import { common } from '../../trace/windows.ts'
import { faultLetters, faultsOf } from '../faults.ts'
import { once } from '../once.ts'
import { type ActivityLane, activitiesOf, activityLane } from './activities.ts'
import { type Tick, ticks } from './axis.ts'
import { CHANGE, longest, paintOver, showVanished } from './cells.ts'
import { Grid, type View } from './grid.ts'
import { type PingLane, pingLane, pingsOf } from './pings.ts'

/** What one cell of a virtual host's lane shows. Split-brain: it is one of several MASTERs. */
export type LaneCell = VhostState | 'change' | 'split-brain' | 'unknown'

/** What one cell of the line of masters shows: nobody, several, or the place of the one. */
export type WhoCell = number | 'nobody' | 'split-brain' | 'change' | 'unknown'

export interface Lane {
  readonly host: string
  readonly interface: string
  readonly advbase: number
  readonly advskew: number
  /** One character that stands for it in the line of masters. */
  readonly symbol: string
  readonly cells: readonly LaneCell[]
}

/** The picture of one group. */
export interface Band {
  readonly name: string
  readonly addresses: readonly string[]
  readonly lanes: readonly Lane[]
  readonly who: readonly WhoCell[]
  /** Of the machines that ping its addresses. */
  readonly pings: readonly PingLane[]
}

/** A fault: its letter, and the column of its time. */
export interface Mark {
  readonly column: number
  readonly letter: string
  readonly t: Micros
}

export interface Picture extends View {
  readonly bands: readonly Band[]
  /** Of the machines that ping an address which is no group's. */
  readonly pings: readonly PingLane[]
  readonly activities: readonly ActivityLane[]
  readonly marks: readonly Mark[]
  readonly ticks: readonly Tick[]
}

const SYMBOLS = '123456789abcdefghijklmnopqrstuvwxyz'

/** What stands for the virtual host at that place of a group. */
export function symbolOf(place: number): string {
  return SYMBOLS[place] ?? '+'
}

/**
 * The picture of a run: who was in which state when, and who was MASTER.
 *
 * A cell in which several things happened shows the worst: split-brain over nobody over change over what lasted
 * longest. A hand-over is no split-brain. A lane shows MASTER where the line of masters names it, and nothing that
 * happened vanishes, however short it was.
 *
 * @param groups - the histories, where they are at hand; so of `pings`
 */
export function lanes(
  trace: Trace,
  view: View,
  groups: readonly GroupHistory[] = historiesOf(trace),
  pings: readonly PingHistory[] = pingsOf(trace),
): Picture {
  const grid = new Grid(view)
  const strange = pings.filter(({ address }) => groups.every((group) => !group.addresses.includes(machineOf(address))))
  const faults = faultsIn(trace)
  const letters = faultLetters(faults)
  const marks = faults.map(({ id, t }) => ({ column: grid.columnOf(t), letter: letters.get(id)!, t }))
  return {
    ...view,
    bands: groups.map((group) => bandOf(group, pings, grid)),
    pings: strange.map((history) => pingLane(history, grid)),
    activities: activitiesOf(trace).map((activity) => activityLane(activity, grid)),
    marks: marks.filter(({ t }) => t >= grid.from && t <= grid.to),
    ticks: ticks(view),
  }
}

const faultsIn = once((trace: Trace) => faultsOf(trace.records))

/** The histories of a trace's groups. */
export const historiesOf: (trace: Trace) => readonly GroupHistory[] = once((trace) =>
  measure(trace.records, trace.until, mastership(trace.hosts)),
)

function bandOf(group: GroupHistory, pings: readonly PingHistory[], grid: Grid): Band {
  const who = whoCells(group, grid)
  const splits = group.overlaps.filter(({ kind }) => kind === 'split-brain')
  return {
    name: group.name,
    addresses: group.addresses,
    lanes: group.vhosts.map((vhost, place) => ({
      host: vhost.host,
      interface: vhost.interface,
      advbase: vhost.advbase,
      advskew: vhost.advskew,
      symbol: symbolOf(place),
      cells: laneCells(vhost, place, who, splits, grid),
    })),
    who,
    pings: pings
      .filter(({ address }) => group.addresses.includes(machineOf(address)))
      .map((history) => pingLane(history, grid)),
  }
}

function whoCells(group: GroupHistory, grid: Grid): WhoCell[] {
  const holders = holdersOf(group)
  const cells: (Exclude<WhoCell, 'unknown'> | undefined)[] = longest(grid, holders)
  paintOver(cells, grid, group.tenures.filter(isVacant), 'nobody')
  const splits = group.overlaps.filter(({ kind }) => kind === 'split-brain')
  paintOver(cells, grid, splits, 'split-brain')
  showVanished<number | 'nobody' | 'split-brain'>(
    cells,
    grid,
    holders,
    (cell, place) => cell === place || typeof cell === 'string',
  )
  return cells.map((cell) => cell ?? 'nobody')
}

/** Who held the group for a while, one at a time: during a hand-over it is the new one already. */
function holdersOf({ tenures }: GroupHistory): Stretch<number>[] {
  const stretches: Stretch<number>[] = []
  tenures.forEach(({ from, to, masters }, i) => {
    const [holder] = masters.length > 1 ? (tenures[i + 1]?.masters ?? []) : masters
    if (holder === undefined) return
    const last = stretches.at(-1)
    if (last?.value === holder && last.to === from) stretches[stretches.length - 1] = { ...last, to }
    else stretches.push({ from, to, value: holder })
  })
  return stretches
}

function isVacant({ masters }: Tenure): boolean {
  return masters.length === 0
}

function laneCells(
  { spans }: VhostHistory,
  place: number,
  who: readonly WhoCell[],
  splits: readonly Window[],
  grid: Grid,
): LaneCell[] {
  const states = spans.map(({ from, to, state }) => ({ from, to, value: state }))
  const named = (state: VhostState, column: number) =>
    state !== 'MASTER' || who[column] === place || who[column] === CHANGE
  const cells: (LaneCell | undefined)[] = longest(grid, states, named)
  const asMaster = spans.filter(({ state }) => state === 'MASTER')
  paintOver(cells, grid, common(asMaster, splits), 'split-brain')
  showVanished<LaneCell>(
    cells,
    grid,
    states,
    (cell, state) => cell === state || cell === CHANGE || cell === 'split-brain',
  )
  return cells.map((cell) => cell ?? 'off')
}
