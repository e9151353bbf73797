import type { RecordOf, TraceRecord } from '../../trace/record.ts'

/**
 * Tells of data: that somebody cannot write is told once, and then that he can again.
 *
 * @param detail - what a list says of a record by itself
 */
export function dataTellers<Told>(detail: (record: TraceRecord) => readonly Told[]) {
  const failing = new Set<string>()
  const keyOf = ({ host, of }: RecordOf<'written' | 'unwritten'>) => `${host} ${of}`
  return {
    mount: detail,
    data: detail,
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
