import type { Micros } from '../../time.ts'
import type { Kind, RecordOf, State } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { CARD, THEN, VHID } from './stage.ts'

// What tiny runs show, read from their traces.

export const NO_OPERATION = 'no such operation'

type OfVhost = 'transition' | 'advert' | 'garp' | 'armed'

/** What one kind of record tells of the virtual host that is looked at, from a time on. */
export function of<K extends OfVhost>(trace: Trace, host: string, kind: K, from: Micros = THEN): RecordOf<K>[] {
  const records: readonly RecordOf<OfVhost>[] = all(trace, kind, from)
  return records.filter((record): record is RecordOf<K> => {
    return record.host === host && record.interface === CARD && record.vhid === VHID
  })
}

export function all<K extends Kind>({ records }: Trace, kind: K, from: Micros = THEN): RecordOf<K>[] {
  return records.filter((record): record is RecordOf<K> => record.kind === kind && record.t >= from)
}

/** Whether its system has what the run asked for. */
export function couldAct(trace: Trace): boolean {
  return trace.counts.inert === 0
}

/** The states that it goes through at that instant. */
export function statesAt(trace: Trace, host: string, at: Micros = THEN): State[] {
  return of(trace, host, 'transition', at).flatMap(({ t, to }) => (t === at ? [to] : []))
}

/** Whether a MASTER gave way. */
export function gaveWay(trace: Trace, host: string): boolean {
  return of(trace, host, 'transition').some(({ from, to }) => from === 'MASTER' && to === 'BACKUP')
}

export function tookOver(trace: Trace, host: string): boolean {
  return of(trace, host, 'transition').some(({ to }) => to === 'MASTER')
}

/** A last word: the slowest interval that there is. */
export function saidGoodbye(trace: Trace, host: string): boolean {
  return of(trace, host, 'advert').some(({ advbase, advskew }) => advbase === 255 && advskew === 255)
}

/** `stays MASTER`; `INIT, then BACKUP`. */
export function changeWords(states: readonly State[]): string {
  if (states.length === 0) return 'stays MASTER'
  return states.join(', then ')
}

/** What the machine's demotion changed by, in all; undefined: nothing was said of it. */
export function demotionBy(trace: Trace, from: Micros = THEN): number | undefined {
  const changes = all(trace, 'demotion', from).filter(({ host }) => host === 'a')
  return changes.length === 0 ? undefined : changes.reduce((sum, { delta }) => sum + delta, 0)
}

/** `+240`. */
export function signed(amount: number): string {
  return amount < 0 ? String(amount) : `+${amount}`
}

/** `1st`, `2nd`, `3rd`, `4th`. */
export function ordinal(place: number): string {
  return `${place}${['th', 'st', 'nd', 'rd'][place] ?? 'th'}`
}
