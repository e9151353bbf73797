import { formatSeconds, type Micros } from '../../time.ts'
import type { Interval } from '../../trace/interval.ts'
import { type FrameRecord, isFrame } from '../../trace/kinds.ts'
import type { Kind, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Line } from '../lanes/paint.ts'
import { loggedBy } from '../story/details.ts'
import { type Scene, sceneOf } from '../why/scene.ts'
import { exactly, frameName, interval } from '../words.ts'
import { destinationOf } from './advertisement.ts'
import { fateLines, wayLines, wordsOf } from './fates.ts'
import { fieldsOf } from './frames.ts'
import { field, heading, part } from './lines.ts'

/** Something that happened, in full; of a frame, and of what became of it: what did become of it, and all its fields. */
export function recordLines(trace: Trace, t: Micros, id: number, seen: Micros = trace.until): Line[] {
  const scene = sceneOf(trace)
  const record = scene.causes.get(id)
  if (record === undefined) return [heading(`there is no record #${id}`)]
  const frame = isFrame(record) ? record : frameOf(scene, record)
  if (frame !== undefined) return frameLines(trace, frame, t, seen)
  return [
    heading(`record #${id}: ${record.kind}`),
    field('at', formatSeconds(record.t)),
    field('what', wordsOf(trace, record)),
    ...(record.kind === 'transition' ? changeLines(record) : []),
    ...(record.kind === 'fault' || record.kind === 'inert' ? placeLines(record) : []),
    ...causeLines(trace, scene, record),
    ...part('its way', wayLines(trace, record, seen)),
    ...part(
      'log',
      loggedBy(record, scene.causes).map((line) => field('', line.replace(/^log: /, ''))),
    ),
  ]
}

function frameLines(trace: Trace, frame: FrameRecord, t: Micros, seen: Micros): Line[] {
  const { id, host, interface: on } = frame
  const age = t < frame.t ? '' : `, ${exactly(t - frame.t)} ago`
  const fields = fieldsOf(frame)
  const longest = Math.max(...fields.map(([name]) => name.length))
  const to = frame.kind === 'advert' ? `, to ${destinationOf(frame)}` : ''
  return [
    heading(`${frameName(frame)} #${id} of ${host} on ${on}`),
    field('sent', `${formatSeconds(frame.t)}${age}${to}`),
    ...part('its way', wayLines(trace, frame, seen)),
    ...part('who heard it', fateLines(trace, frame, t, seen)),
    ...part(
      'fields',
      fields.map(([name, value]) => field(name.padEnd(longest), value)),
    ),
  ]
}

/** The frame that a record is about: that it passed a switch, arrived, was lost, was refused. */
function frameOf({ causes }: Scene, record: TraceRecord): FrameRecord | undefined {
  const end = record.kind === 'drop' ? causes.of(record) : record
  if (end === undefined || !STAGES.includes(end.kind)) return undefined
  const frame = causes.of(end)
  return frame !== undefined && isFrame(frame) ? frame : undefined
}

const STAGES: readonly Kind[] = ['hop', 'delivered', 'lost', 'unclaimed']

function changeLines({ interface: on, vhid, rule, numbers }: RecordOf<'transition'>): Line[] {
  const compared = (own: Interval, demotion: number | undefined) =>
    `${interval(own)}${demotion === undefined ? '' : `, demotion ${demotion}`}`
  return [
    field('virtual host', `vhid ${vhid} on ${on}`),
    field('rule', rule),
    ...(numbers === undefined
      ? []
      : [
          field('mine', compared(numbers.mine, numbers.demotion?.mine)),
          field('his', compared(numbers.his, numbers.demotion?.his)),
        ]),
  ]
}

function placeLines({ line, file }: RecordOf<'fault' | 'inert'>): Line[] {
  return line === undefined ? [] : [field('written', `line ${line}${file === undefined ? '' : ` of ${file}`}`)]
}

/** What it names as its reason, or else what it came of. */
function causeLines(trace: Trace, { causes }: Scene, record: TraceRecord): Line[] {
  const because = 'because' in record && record.because !== undefined ? causes.get(record.because) : undefined
  const cause = because ?? causes.of(record)
  return cause === undefined ? [] : [field('because of', `#${cause.id} ${wordsOf(trace, cause)}`)]
}
