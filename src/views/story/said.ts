import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Causes } from '../causes.ts'

/** What a fault or a command of the same instant did has been said with it. */
export function isSaid(record: TraceRecord, causes: Causes): boolean {
  const cause = causes.of(record)
  if (cause?.t !== record.t) return false
  // Where power comes, a card is down and has no link until the machine has come up.
  if (cause.kind === 'boot') return record.kind === 'interface' || (record.kind === 'link' && !record.carrier)
  return cause.kind === 'fault' || cause.kind === 'command'
}

/** What a machine runs by itself, without a word and without a failure. */
export function isRoutine(command: RecordOf<'command'>, causes: Causes): boolean {
  const cause = causes.of(command)
  if (cause?.kind !== 'boot' && cause?.kind !== 'log' && cause?.kind !== 'script') return false
  return causes.atOnce(command, 'output').every(({ text, exit }) => text === '' && exit === 0)
}
