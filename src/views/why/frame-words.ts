import { listed } from '../../scenario/text/suggest.ts'
import { formatSeconds } from '../../time.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { detailOf } from '../story/details.ts'
import { explain } from './explain.ts'
import type { Ending, FrameWay, Passing } from './frame.ts'
import { LOSSES } from './losses.ts'
import { sceneOf } from './scene.ts'
import { type Sentence, type Told, tellWhy } from './words.ts'

const HOW: Readonly<Record<RecordOf<'hop'>['how'], string>> = {
  known: 'where its table has the MAC',
  flood: 'to all',
  unknown: 'to all: it does not know where the MAC is',
  group: 'to the members of the group',
  report: 'to other switches alone',
  echo: 'its own frame, back by another uplink',
}

/** Says the way of a frame: what each switch did with it, where each copy ended, and what made it so. */
export function tellFrame(trace: Trace, { frame, to, passed, ends }: FrameWay): Told {
  const { causes } = sceneOf(trace)
  const detail = detailOf(frame, causes)
  const about = detail === undefined ? frame.kind : `${detail.what} ${detail.why}`
  const found = ends.length === 0 ? nobody(to) : ''
  const headline = `${frame.host} at ${formatSeconds(frame.t)} (#${frame.id}): ${about}${found}`
  const records: readonly TraceRecord[] = [...passed, ...ends].sort((a, b) => a.id - b.id)
  return { headline, sentences: records.map((record) => said(trace, record as Passing | Ending)) }
}

function nobody(to: string | undefined): string {
  return to === undefined ? '; no copy of it was for anybody' : `; no copy of it was for ${to}`
}

function said(trace: Trace, record: Passing | Ending): Sentence {
  const { id, t } = record
  switch (record.kind) {
    case 'delivered':
      return { id, t, text: `${record.host} gets it on ${record.interface}`, notes: led(trace, record.because) }
    case 'lost': {
      const { host, interface: on, why, at, because } = record
      const where = at === undefined ? '' : ` at ${at}`
      const text = `${host} does not get it on ${on}: ${LOSSES[why](host)} (${why}${where})`
      return { id, t, text, notes: led(trace, because) }
    }
    case 'unclaimed':
      return { id, t, text: `no machine takes it in: nobody has ${record.mac}`, notes: [] }
    default:
      return { id, t, text: `${record.switch}: ${passingWords(trace, record)}`, notes: [] }
  }
}

/** What a switch did with a frame, or learned from it. */
export function passingWords(trace: Trace, record: Passing): string {
  if (record.kind === 'hop') {
    const { in: from, out, how } = record
    return `in by ${from}, ${out.length === 0 ? 'out by no port' : `out by ${listed(out)}`} (${HOW[how]})`
  }
  const { what, why } = detailOf(record, sceneOf(trace).causes)!
  return `${what}: ${why}`
}

/** What made it so, back to its root: a line each. */
function led(trace: Trace, because: number | undefined): string[] {
  if (because === undefined) return []
  return tellWhy(trace, explain(trace, { record: because })).sentences.map(
    ({ text, t, id }) => `because ${text}, at ${formatSeconds(t)} (#${id})`,
  )
}
