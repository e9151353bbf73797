import { measure } from '../../trace/fold.ts'
import { type DataHistory, type DataSafety, dataSafety, type WriterHistory } from '../../trace/folds/data-safety.ts'
import type { Trace } from '../../trace/trace.ts'
import { inAll } from '../../trace/windows.ts'
import { once } from '../once.ts'
import { count, roughly } from '../words.ts'

/** What became of all that was written in a run. */
export const safetyOf: (trace: Trace) => DataSafety = once((trace) => measure(trace.records, trace.until, dataSafety()))

interface Phrases {
  readonly phrases: readonly string[]
  /** Whether something that was acknowledged is not there, or two machines took writes at once. */
  readonly alarming: boolean
}

/** What a run comes to for some data. */
export function dataSummaryOf({ of, acknowledged, lost, diverged, takeovers, twoWriters }: DataHistory): Phrases {
  if (acknowledged.length === 0) return { phrases: [`${of}: nothing was written`], alarming: false }
  const phrases = [`${of}: ${count(acknowledged.length, 'write')} acknowledged`]
  if (lost.length > 0) phrases.push(`${lost.length} of them lost (${rangeOf(lost)})`)
  if (diverged.length > 0) phrases.push(`${diverged.length} of them diverged (${rangeOf(diverged)})`)
  if (lost.length + diverged.length === 0) phrases.push('none lost')
  if (twoWriters.length > 0) phrases.push(`two machines served it for ${roughly(inAll(twoWriters))}`)
  const torn = takeovers.find((one) => one.torn)
  if (torn !== undefined) phrases.push(`${torn.host} found it torn`)
  const empty = takeovers.find((one) => one.empty)
  if (empty !== undefined) phrases.push(`${empty.host} served an empty database`)
  const isBad = lost.length + diverged.length + twoWriters.length > 0
  return { phrases, alarming: isBad || torn !== undefined || empty !== undefined }
}

/** What a run comes to for who writes: nothing, where all went well. */
export function writerSummaryOf({
  host,
  outages,
  longestOutage,
  blocked,
  staleReads,
  failing,
}: WriterHistory): Phrases | null {
  const phrases: string[] = []
  if (outages.length > 0) phrases.push(`${host} could not write for ${roughly(longestOutage)}`)
  if (outages.length > 1) phrases.push(`${roughly(inAll(outages))} in all`)
  if (blocked.length > 0) phrases.push(`${count(blocked.length, 'write')} waited longer than 1 s`)
  if (staleReads.length > 0) phrases.push(`${count(staleReads.length, 'read')} without what was acknowledged`)
  if (failing !== null) phrases.push(`at the end: ${failing}`)
  return phrases.length === 0 ? null : { phrases, alarming: staleReads.length > 0 }
}

/** Which ones: `91..100`, of one writer. */
function rangeOf(writes: DataHistory['lost']): string {
  const numbers = writes.map(({ sequence }) => sequence).sort((a, b) => a - b)
  const [first, last] = [numbers[0]!, numbers.at(-1)!]
  const isOne = new Set(writes.map(({ writer }) => writer)).size === 1
  const isWhole = isOne && last - first + 1 === numbers.length
  return first === last ? `number ${first}` : isWhole ? `${first} to ${last}` : `from ${first} on`
}
