import type { Replicating } from '../../trace/hast-records.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Causes } from '../causes.ts'
import { DATA_DETAILS } from './data-details.ts'

/**
 * Tells of data and of what they lie on: that somebody cannot write is told once, and then that he can again; what
 * becomes of a node of HAST, once for as long as it is so; a service with the data that it opens or leaves.
 *
 * @param detail - what a list says of a record by itself
 * @param briefly - null: all is told
 */
export function dataTellers<Told extends { readonly why?: string }>(
  detail: (record: TraceRecord) => readonly Told[],
  briefly: () => Causes | null,
) {
  const failing = new Set<string>()
  const replicas = new Replicas()
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
    data: (record: RecordOf<'data'>) => (told.delete(record.id) || isLeft(record, briefly()) ? [] : detail(record)),
    role: (record: RecordOf<'role'>) => {
      replicas.changes(record)
      return detail(record)
    },
    replica: (record: RecordOf<'replica'>) => (replicas.isNew(record) || briefly() === null ? detail(record) : []),
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

/** What a service leaves is told with its end. */
function isLeft({ host, of, served, ...data }: RecordOf<'data'>, causes: Causes | null): boolean {
  if (served || causes === null) return false
  const rest = [...causes.restOfInstant({ host, of, served, ...data })]
  return rest.some((other) => other.kind === 'service' && other.host === host && other.name === of && !other.runs)
}

/** What was told of the nodes of HAST and still is so. */
class Replicas {
  readonly #told = new Map<string, Set<Replicating>>()

  /** A node begins anew with another role. */
  changes({ host, resource }: { readonly host: string; readonly resource: string }): Set<Replicating> {
    const nothing = new Set<Replicating>()
    this.#told.set(`${host} ${resource}`, nothing)
    return nothing
  }

  /** Whether a list has to say it. How far a copy has come it has not. */
  isNew(record: RecordOf<'replica'>): boolean {
    const { host, resource, becomes, dirty = 0 } = record
    const told = this.#told.get(`${host} ${resource}`) ?? this.changes(record)
    if (becomes !== 'dirty' && becomes !== 'split-brain') {
      const now = this.changes(record)
      // It has said how much there is to copy.
      if (becomes === 'disconnected' && dirty > 0) now.add('dirty')
      return becomes !== 'copying'
    }
    const isNew = !told.has(becomes)
    told.add(becomes)
    return isNew
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
