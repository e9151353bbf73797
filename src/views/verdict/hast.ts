import { measure } from '../../trace/fold.ts'
import { type ReplicationHistory, replication } from '../../trace/folds/replication.ts'
import type { Trace } from '../../trace/trace.ts'
import { inAll } from '../../trace/windows.ts'
import { once } from '../once.ts'
import { roughly } from '../words.ts'

/** What became of the resources of HAST in a run. */
export const replicationOf: (trace: Trace) => readonly ReplicationHistory[] = once((trace) =>
  measure(trace.records, trace.until, replication()),
)

const MEBI = 1_048_576

/** What a run comes to for a resource of HAST. */
export function hastSummaryOf({ resource, primaries, splits, dirty }: ReplicationHistory) {
  const who =
    primaries.length === 0 ? 'nobody is' : `${primaries.join(' and ')} ${primaries.length === 1 ? 'is' : 'are'}`
  const phrases = [`hast ${resource}: ${who} primary`]
  if (dirty > 0) phrases.push(`${Math.ceil(dirty / MEBI)} MiB not copied`)
  if (splits.length > 0) phrases.push(`split-brain for ${roughly(inAll(splits))}`)
  return { phrases, alarming: splits.length > 0 || primaries.length > 1 }
}
