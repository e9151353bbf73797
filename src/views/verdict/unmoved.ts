import { type Micros, SECOND } from '../../time.ts'
import type { GroupHistory } from '../../trace/folds/history.ts'
import type { RecordOf, State, TraceRecord } from '../../trace/record.ts'

/** A machine that somebody may have expected to be MASTER, and when. */
export interface Unmoved {
  readonly at: Micros
  readonly host: string
}

/** So long after it a change of a parameter has been heard by all: an advertisement, and a bit. */
const HEARD: Micros = 2 * SECOND

/**
 * What was to make another machine MASTER, and did not: the last change of a skew or a base, where nothing moved in the
 * whole run, and a machine that is BACKUP in spite of it.
 */
export function unmovedBy(
  records: readonly TraceRecord[],
  groups: readonly GroupHistory[],
  until: Micros,
): Unmoved | undefined {
  const setting = records.findLast(isPriority)
  if (setting === undefined) return undefined
  const at = Math.min(setting.t + HEARD, until)
  // By machine, interface and number: what each virtual host is then.
  const states = new Map<string, State>()
  for (const record of records) {
    if (record.kind === 'transition' && record.t <= at)
      states.set(`${record.host}.${record.interface}/${record.vhid}`, record.to)
  }
  for (const { name, vhosts } of groups) {
    const vhid = name.slice(name.lastIndexOf('/'))
    const is = (vhost: { host: string; interface: string }) => states.get(`${vhost.host}.${vhost.interface}${vhid}`)
    const changed = vhosts.some(
      (one) => one.host === setting.host && `${one.interface}${vhid}` === setting.of && is(one) === 'MASTER',
    )
    const backup = vhosts.find((one) => one.host !== setting.host && is(one) === 'BACKUP')
    if (changed && backup !== undefined) return { at, host: backup.host }
  }
  return undefined
}

function isPriority(record: TraceRecord): record is RecordOf<'setting'> {
  return record.kind === 'setting' && (record.name === 'advskew' || record.name === 'advbase')
}
