import type { Micros } from '../../time.ts'
import { isFrame } from '../../trace/kinds.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../causes.ts'
import { once } from '../once.ts'
import type { Flight } from './shapes.ts'

type End = RecordOf<'delivered' | 'lost' | 'unclaimed'>
type Passing = RecordOf<'hop' | 'mac' | 'member' | 'port'>

/** Where a frame that no machine takes ends, and one that is cut off or drawn as lost: in the middle, on the network. */
const MIDDLE = 0.5

/** How long frames are on their way: the longest of the run, and the shortest on each network. */
interface Transits {
  readonly causes: Causes
  readonly longest: Micros
  readonly usual: ReadonlyMap<string, Micros>
}

const transitsOf = once((trace: Trace): Transits => {
  const causes = new Causes(trace.records)
  const usual = new Map<string, Micros>()
  let longest = 0
  for (const record of trace.records) {
    if (record.kind !== 'delivered' && record.kind !== 'lost') continue
    const frame = causes.of(record)
    if (frame === undefined) continue
    const lasts = record.t - frame.t
    longest = Math.max(longest, lasts)
    const key = `${record.host}.${record.interface}`
    if (lasts > 0) usual.set(key, Math.min(usual.get(key) ?? lasts, lasts))
  }
  return { causes, longest, usual }
})

/**
 * The frames on their way at an instant, once for each machine that they are on their way to.
 *
 * @param least - each is shown for that long at least, slower than it was: who looks but now and then would miss it
 */
export function flightsAt(trace: Trace, t: Micros, least: Micros): Flight[] {
  const { causes, longest } = transitsOf(trace)
  const flights: Flight[] = []
  for (const record of causes.onwards(causes.endOf(t - longest - least - 1) - 1)) {
    if (record.t > t + longest) break
    if (!isEnd(record)) continue
    const flight = flightOf(trace, record, t, least)
    if (flight !== undefined) flights.push(flight)
  }
  return flights
}

/** What became of a frame, of each copy. */
export function endsOf(trace: Trace, frame: TraceRecord): End[] {
  return [...outcomesOf(trace, frame)].filter(isEnd)
}

/** What switches did with a frame on its way, and what they learned from it. */
export function passedBy(trace: Trace, frame: TraceRecord): Passing[] {
  return [...outcomesOf(trace, frame)].filter(isPassing)
}

/** What a frame caused by itself while it was on its way. */
function* outcomesOf(trace: Trace, frame: TraceRecord): Generator<TraceRecord> {
  const { causes, longest } = transitsOf(trace)
  for (const record of causes.onwards(frame.id)) {
    if (record.t > frame.t + longest) break
    if (record.cause === frame.id) yield record
  }
}

function isEnd(record: TraceRecord): record is End {
  return record.kind === 'delivered' || record.kind === 'lost' || record.kind === 'unclaimed'
}

function isPassing(record: TraceRecord): record is Passing {
  const { kind } = record
  return kind === 'hop' || kind === 'mac' || kind === 'member' || kind === 'port'
}

function flightOf(trace: Trace, end: End, t: Micros, least: Micros): Flight | undefined {
  const { causes, usual } = transitsOf(trace)
  const frame = causes.of(end)
  if (frame === undefined || !isFrame(frame) || frame.t > t) return undefined
  // What is lost on its way is noted as it is sent: it dies in the middle, where it would have been then.
  const diesEarly = end.kind === 'lost' && end.t === frame.t
  const lasted = diesEarly ? (usual.get(`${end.host}.${end.interface}`) ?? 0) * MIDDLE : end.t - frame.t
  const way = diesEarly || end.kind === 'unclaimed' ? MIDDLE : 1
  const lasts = Math.max(lasted, least * way)
  if (t > frame.t + lasts || (t === frame.t + lasts && lasts > 0)) return undefined
  const progress = lasts === 0 ? way : way * Math.min(1, (t - frame.t) / lasts)
  const told = {
    id: frame.id,
    end: end.id,
    kind: frame.kind,
    from: { host: frame.host, interface: frame.interface },
    progress,
    ends: way,
  }
  if (end.kind === 'unclaimed') return { ...told, to: null, lost: { why: 'nobody takes it' } }
  const to = { host: end.host, interface: end.interface }
  if (end.kind === 'delivered') return { ...told, to }
  return { ...told, to, lost: { why: end.why, ...(end.because !== undefined && { because: end.because }) } }
}
