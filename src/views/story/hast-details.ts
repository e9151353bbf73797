import type { Replicating } from '../../trace/hast-records.ts'
import type { RecordOf } from '../../trace/record.ts'

type Says = { readonly what: string; readonly why: string }

const REPLICAS: Readonly<Record<Replicating, string>> = {
  connected: 'is connected',
  disconnected: 'is alone',
  waiting: 'waits',
  alone: 'waits no more',
  dirty: 'writes alone',
  'in sync': 'is in sync',
  syncing: 'copies',
  copying: 'still copies',
  synced: 'has copied',
  interrupted: 'copies no more',
  'split-brain': 'split-brain',
}

/** `hast test, 128 MiB to go, from the secondary` */
function replicaOf(resource: string, dirty = 0, from?: string): string {
  const left = dirty === 0 ? '' : `, ${Math.ceil(dirty / 1_048_576)} MiB to copy`
  return `hast ${resource}${left}${left === '' || from === undefined ? '' : ` from the ${from}`}`
}

/** What a list says of records of HAST. */
export const HAST_DETAILS: {
  readonly [K in 'role' | 'replica' | 'device']: (record: RecordOf<K>) => Says
} = {
  role: ({ resource, from, to }) => ({ what: `is ${to} now`, why: `hast ${resource}, was ${from}` }),
  replica: ({ resource, becomes, dirty, from }) => ({ what: REPLICAS[becomes], why: replicaOf(resource, dirty, from) }),
  device: ({ path, there }) => ({ what: there ? 'has' : 'has no more', why: path }),
}
