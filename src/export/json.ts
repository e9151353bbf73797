import type { Judgement } from '../trace/expectation.ts'
import { figuresOf, type GroupHistory } from '../trace/folds/history.ts'
import { outageFiguresOf, type PingHistory } from '../trace/folds/pings.ts'
import { KINDS } from '../trace/kinds.ts'
import type { Packet, TraceRecord } from '../trace/record.ts'
import { aboutOf, type CastHost, type CastVhost, type Trace } from '../trace/trace.ts'
import { pingsOf } from '../views/lanes/pings.ts'
import { insteadOf } from '../views/verdict/judgements.ts'
import { SHAPES } from './stored/shapes.ts'

/**
 * A run as programs read it: one object, a record a line. The order of keys is fixed, times are whole microseconds, and
 * nothing depends on where or when it is written. Passwords are not in it.
 *
 * @param groups - the histories of its groups, taken live or over its records
 * @param judgements - what came of expectations
 * @param pings - what machines that ping saw, likewise
 * @returns pieces to be written one after the other
 */
export function* json(
  trace: Trace,
  groups: readonly GroupHistory[],
  judgements: readonly Judgement[] = [],
  pings: readonly PingHistory[] = pingsOf(trace),
): Generator<string> {
  const { records } = trace
  yield `${JSON.stringify(headOf(trace)).slice(0, -1)},"records":[\n`
  for (const [i, record] of records.entries()) {
    yield `${JSON.stringify(recordOf(record))}${i < records.length - 1 ? ',' : ''}\n`
  }
  yield `],"verdict":${JSON.stringify(verdictOf(groups, judgements, pings))}}\n`
}

/** The same as lines, an object each: a head, the records, and the verdict. */
export function* ndjson(
  trace: Trace,
  groups: readonly GroupHistory[],
  judgements: readonly Judgement[] = [],
  pings: readonly PingHistory[] = pingsOf(trace),
): Generator<string> {
  yield `${JSON.stringify(headOf(trace))}\n`
  for (const record of trace.records) yield `${JSON.stringify(recordOf(record))}\n`
  yield `${JSON.stringify({ verdict: verdictOf(groups, judgements, pings) })}\n`
}

function headOf(trace: Trace): object {
  const { seed, until, level, hosts, counts, counters } = trace
  const counted = Object.fromEntries(KINDS.map((kind) => [kind, counts[kind]]))
  const about = { version: 1, ...aboutOf(trace) }
  return { ...about, seed, until, level, hosts: hosts.map(hostOf), counts: counted, counters }
}

function recordOf(record: TraceRecord): object {
  const { id, t, cause, kind } = record
  const body = picked(record, Object.keys(SHAPES[kind]))
  return { id, t, cause, kind, ...body, ...(kind === 'advert' ? packetOf(record.packet) : {}) }
}

/** What is on the wire besides; the digest is made of a secret. */
function packetOf({ demotion, counterHigh, counterLow }: Packet): object {
  const hex = (half: number) => half.toString(16).padStart(8, '0')
  return { demotion, counter: hex(counterHigh) + hex(counterLow) }
}

function hostOf({ name, system, systemTitle, preempt, interfaces, vhosts, pings }: CastHost): object {
  const nics = interfaces.map(({ name, network, address }) => ({ name, network, address }))
  const pinged = pings.map(({ address, period, of }) => ({ address, period, of }))
  return { name, system, systemTitle, preempt, interfaces: nics, vhosts: vhosts.map(vhostOf), pings: pinged }
}

function vhostOf({ interface: on, vhid, advbase, advskew, addresses }: CastVhost): object {
  return { interface: on, vhid, advbase, advskew, addresses }
}

function verdictOf(
  groups: readonly GroupHistory[],
  judgements: readonly Judgement[],
  pings: readonly PingHistory[],
): object {
  return {
    groups: groups.map((group) => ({ group: group.name, ...figuresOf(group) })),
    pings: pings.map(pingOf),
    expectations: judgements.map(judgementOf),
  }
}

function pingOf(history: PingHistory): object {
  const { stretches, ...counts } = history
  return { ...counts, ...outageFiguresOf(history), stretches }
}

/** `words` is there where it does not hold. */
function judgementOf(judgement: Judgement): object {
  const { expectation, verdict, at, measured, spans, instead } = judgement
  const { wrapper, that, line } = expectation
  const words = verdict === 'holds' ? undefined : insteadOf(judgement)
  return { line, wrapper, sentence: that.text, verdict, at, measured, words, spans, instead }
}

/** Those of the keys that an object has, in the order of the keys. */
function picked(from: object, keys: readonly string[]): object {
  const all = from as Readonly<Record<string, unknown>>
  return Object.fromEntries(keys.filter((key) => all[key] !== undefined).map((key) => [key, all[key]]))
}
