import type { RecordOf, TraceRecord } from '../trace/record.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The letters of faults, in their order, by record id; when they are used up, all others are `+`. */
export function faultLetters(records: Iterable<TraceRecord>): Map<number, string> {
  const letters = new Map<number, string>()
  for (const { id } of faultsOf(records)) letters.set(id, LETTERS[letters.size] ?? '+')
  return letters
}

export function faultsOf(records: Iterable<TraceRecord>): RecordOf<'fault'>[] {
  const faults: RecordOf<'fault'>[] = []
  for (const record of records) if (record.kind === 'fault') faults.push(record)
  return faults
}
