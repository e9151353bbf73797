import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Causes } from '../causes.ts'
import { DATA_DETAILS } from './data-details.ts'

/**
 * Tells of data and of what they lie on: that somebody cannot write is told once, and then that he can again; that a node
 * of HAST writes alone, once for as long as it does; a service with the data that it opens or leaves.
 *
 * @param detail - what a list says of a record by itself
 * @param briefly - null: all is told
 */
export function dataTellers<Told extends { readonly why?: string }>(
  detail: (record: TraceRecord) => readonly Told[],
  briefly: () => Causes | null,
) {
  const failing = new Set<string>()
  const alone = new Set<string>()
  const told = new Set<number>()
  const keyOf = ({ host, of }: RecordOf<'written' | 'unwritten'>) => `${host} ${of}`
  return {
    mount: detail,
    service: (record: RecordOf<'service'>) => {
      const data = dataOf(record, briefly())
      if (data === undefined) return detail(record)
      told.add(data.id)
      const { why } = DATA_DETAILS.data(data)
      return detail(record).map((one) => ({ ...one, why }))
    },
    data: (record: RecordOf<'data'>) => (told.delete(record.id) ? [] : detail(record)),
    replica: (record: RecordOf<'replica'>) => {
      const key = `${record.host} ${record.resource}`
      const isMore = record.becomes === 'dirty' && alone.has(key)
      if (record.becomes === 'dirty') alone.add(key)
      else alone.delete(key)
      return isMore && briefly() !== null ? [] : detail(record)
    },
    // Who becomes primary gets one; that it goes is told.
    device: (record: RecordOf<'device'>) => (record.there && briefly() !== null ? [] : detail(record)),
    unwritten: (record: RecordOf<'unwritten'>) => {
      const isNew = !failing.has(keyOf(record))
      failing.add(keyOf(record))
      return isNew ? detail(record) : []
    },
    written: (record: RecordOf<'written'>) => (failing.delete(keyOf(record)) ? detail(record) : []),
    // That something is missing is told, and that all is there is not.
    read: (record: RecordOf<'read'>) => {
      const { newest, acknowledged } = record
      return acknowledged !== null && (newest ?? -1) < acknowledged ? detail(record) : []
    },
  }
}

/** What a service opens or leaves at the instant at which it begins or ends, where it says nothing itself. */
function dataOf(service: RecordOf<'service'>, causes: Causes | null): RecordOf<'data'> | undefined {
  if (causes === null || service.says !== undefined) return undefined
  for (const other of causes.restOfInstant(service)) {
    if (other.kind === 'data' && other.host === service.host && other.of === service.name) return other
  }
  return undefined
}
