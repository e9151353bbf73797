import type { End } from './flight.ts'
import type { Frame } from './frame.ts'
import type { Station } from './segment.ts'

/** What keeps a frame out of a station that it has come to; null: the station takes it in. */
export function endAtDoorstep(station: Station, frame: Frame): End | null {
  const { deaf, silence } = station
  if (deaf !== null && (deaf !== 'blocked' || station.blocks(frame))) {
    return { why: deaf, because: station.because[deaf] }
  }
  const dies = silence === null ? null : silence.keeps(frame, 'in')
  return dies === null ? null : { why: 'dead port', ...dies }
}
