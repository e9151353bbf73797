import { EVENTS, FAILOVER, type Load, NEW_MASTER, RUNS, SUM_OF_FAILOVERS } from './workloads.ts'

export const SUBJECT = 'carpsim'
/** The same, with a learning switch in the place of the hub. */
export const SWITCHED = 'carpsim-switch'
export const SUBJECTS: readonly string[] = [SUBJECT, SWITCHED]

/** What a process printed. */
interface OfEither {
  readonly impl: string
  /** Seconds: of the shortest repetition of W; of M, of the one pass of a peer, of carpsim's shortest after the first. */
  readonly wall: number
  /** Of carpsim: the first repetition, or pass, of the process. */
  readonly cold?: number
  readonly rssKB: number
}

export interface RowW extends OfEither {
  readonly wl: 'W'
  readonly H: number
  readonly events: number
  readonly failover: number
  readonly newMaster: number
}

export interface RowM extends OfEither {
  readonly wl: 'M'
  readonly runs: number
  readonly sumFailover: number
  readonly falseFo: number
  readonly none: number
}

export type Row = RowW | RowM

/** What carpsim made of a crowd. */
export interface Crowd {
  /** Seconds of the only run of a process. */
  readonly wall: number
  readonly rssKB: number
  readonly adverts: number
  readonly delivered: number
  readonly transitions: number
  readonly records: number
}

/** Which implementation found something else than all must find. */
export function disagreements(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.wl === 'W' ? disagreementsOfW(row) : disagreementsOfM(row))))]
}

function disagreementsOfW({ impl, H, events, failover, newMaster }: RowW): string[] {
  return [
    differs(`${impl}, W ${H}: events`, events, EVENTS[H]!),
    differs(`${impl}, W ${H}: fail-over`, failover, FAILOVER),
    differs(`${impl}, W ${H}: new master`, newMaster, NEW_MASTER),
  ].flat()
}

/** The peers draw the same numbers; carpsim draws its own, and its mean must be near theirs. */
function disagreementsOfM({ impl, runs, sumFailover, none }: RowM): string[] {
  const wrong = [differs(`${impl}, M: runs`, runs, RUNS), differs(`${impl}, M: runs without fail-over`, none, 0)].flat()
  if (!SUBJECTS.includes(impl))
    return [...wrong, ...differs(`${impl}, M: sum of fail-overs`, sumFailover, SUM_OF_FAILOVERS)]
  const off = Math.abs(sumFailover / SUM_OF_FAILOVERS - 1)
  return off <= 0.01
    ? wrong
    : [...wrong, `${impl}, M: the mean fail-over is ${(100 * off).toFixed(2)} % off the peers'`]
}

function differs(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${what} ${found}, not ${expected}`]
}

/** The shortest time of an implementation; undefined: it was not run. */
export function timeOf(rows: readonly Row[], impl: string, load: Load): number | undefined {
  const times = rowsOf(rows, impl, load).map(({ wall }) => wall)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** The most memory that an implementation held, in MB. */
export function memoryOf(rows: readonly Row[], impl: string): number {
  return Math.max(...rows.filter((row) => row.impl === impl).map(({ rssKB }) => rssKB)) / 1024
}

export function rowsOf(rows: readonly Row[], impl: string, load: Load): Row[] {
  return rows.filter((row) => row.impl === impl && (row.wl === 'M' ? 'M' : `W ${row.H}`) === load)
}

/** The first run of a process, where carpsim told it. */
export function coldOf(rows: readonly Row[], load: Load): number | undefined {
  const times = rowsOf(rows, SUBJECT, load).flatMap(({ cold }) => cold ?? [])
  return times.length === 0 ? undefined : Math.min(...times)
}
