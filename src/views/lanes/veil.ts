import type { Micros } from '../../time.ts'
import { ANSWER_WAIT } from '../../trace/record.ts'
import { Grid } from './grid.ts'
import type { Picture } from './lanes.ts'

/**
 * A picture of a run that somebody has not seen to its end: what is later is unknown, and so is a column of which a part
 * is. Whether that is a good end or a bad one, nothing tells.
 *
 * @param seen - everything up to the end of this instant
 */
export function veiled(picture: Picture, seen: Micros): Picture {
  const grid = new Grid(picture)
  const veil = <Cell>(cells: readonly Cell[], until = seen) => {
    const first = until < picture.from ? 0 : until >= picture.to ? cells.length : grid.columnOf(until + 1)
    return cells.map((cell, column) => (column < first ? cell : 'unknown'))
  }
  // Whether a ping was lost is known only when nobody has answered it for so long.
  const pings = <P extends Picture['pings'][number]>(all: readonly P[]) =>
    all.map((lane) => ({ ...lane, cells: veil(lane.cells, seen - ANSWER_WAIT) }))
  return {
    ...picture,
    bands: picture.bands.map((band) => ({
      ...band,
      lanes: band.lanes.map((lane) => ({ ...lane, cells: veil(lane.cells) })),
      who: veil(band.who),
      pings: pings(band.pings),
    })),
    pings: pings(picture.pings),
    activities: picture.activities.map((lane) => ({ ...lane, cells: veil(lane.cells) })),
    marks: picture.marks.filter(({ t }) => t <= seen),
  }
}
