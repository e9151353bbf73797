import { formatSeconds, type Micros } from '../../time.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { registerOf } from '../register.ts'

/** Something that adds to the demotion of a machine: how much, and since when it does. */
export interface Burden {
  readonly reason: string
  /** The interface group of OpenBSD, where that is not carp. */
  readonly group?: string
  readonly adds: number
  readonly since: Micros
}

/** What a machine has had since it has power, in the order in which it came. */
export function sinceBoot<K extends 'demotion' | 'setting' | 'neighbour'>(
  trace: Trace,
  kind: K,
  host: string,
  before: number,
): RecordOf<K>[] {
  const register = registerOf(trace)
  const began = register.lastOff(host, before)
  const records: RecordOf<K>[] = []
  for (const record of register.ofHost(kind, host, before)) {
    if ((record as TraceRecord).id < began) break
    records.push(record)
  }
  return records.reverse()
}

/** What demotes a machine: reasons that were taken back again are gone. */
export function burdensOf(trace: Trace, host: string, before: number): Burden[] {
  const burdens = new Map<string, Burden>()
  for (const { t, delta, reason, group } of sinceBoot(trace, 'demotion', host, before)) {
    const key = `${group ?? ''} ${reason}`
    const known = burdens.get(key)
    const adds = (known?.adds ?? 0) + delta
    if (adds === 0) burdens.delete(key)
    else burdens.set(key, { reason, ...(group !== undefined && { group }), adds, since: known?.since ?? t })
  }
  return [...burdens.values()]
}

/** `+1 interface down, since 10.000000` */
export function burdenWords({ reason, adds, since, group }: Burden): string {
  const of = group === undefined ? '' : ` (group ${group})`
  return `${adds < 0 ? '' : '+'}${adds} ${reason}${of}, since ${formatSeconds(since)}`
}
