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
export function burdensOf(trace: Trace, host: string, before: number): readonly Burden[] {
  let burdens: readonly Burden[] = []
  for (const { t, delta, reason, group } of sinceBoot(trace, 'demotion', host, before)) {
    const ofGroup = burdens.filter((burden) => burden.group === group)
    const known = ofGroup.find((burden) => burden.reason === reason) ?? takenBack(ofGroup, delta, reason)
    const adds = (known?.adds ?? 0) + delta
    const now = { ...(known ?? { reason, ...(group !== undefined && { group }), since: t }), adds }
    burdens = known === undefined ? [...burdens, now] : burdens.map((burden) => (burden === known ? now : burden))
    burdens = burdens.filter((burden) => burden.adds !== 0)
  }
  return burdens
}

/**
 * What is taken back under another name: kernels say `interface down` and `interface up`, `send error 55 on em0` and
 * `send ok on em0`. The first word is the same, and the last one where there are several.
 */
function takenBack(burdens: readonly Burden[], delta: number, reason: string): Burden | undefined {
  const first = /^\S+/.exec(reason)?.[0]
  const last = /\S+$/.exec(reason)?.[0]
  const alike = burdens.filter((burden) => burden.adds * delta < 0 && /^\S+/.exec(burden.reason)?.[0] === first)
  return alike.find((burden) => /\S+$/.exec(burden.reason)?.[0] === last) ?? alike[0]
}

/** `+1 interface down, since 10.000000` */
export function burdenWords({ reason, adds, since, group }: Burden): string {
  const of = group === undefined ? '' : ` (group ${group})`
  return `${adds < 0 ? '' : '+'}${adds} ${reason}${of}, since ${formatSeconds(since)}`
}
