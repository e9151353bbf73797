import { SECOND } from '../../src/time.ts'
import type { Body, State, TraceRecord } from '../../src/trace/record.ts'
import type { CastHost, Trace } from '../../src/trace/trace.ts'

/** A thing that happened at a time, in seconds. */
export type Happening = readonly [seconds: number, body: Body]

/** Records of these happenings, in their order. Nothing caused any of them. */
export function recordsOf(happenings: readonly Happening[]): TraceRecord[] {
  return happenings.map(([seconds, body], i) => ({ id: i + 1, t: Math.round(seconds * SECOND), cause: null, ...body }))
}

export function power(host: string, is: 'on' | 'off' | 'paused'): Body {
  return { kind: 'power', host, power: is }
}

export function becomes(host: string, from: State, to: State, vhid = 1): Body {
  return { kind: 'transition', host, interface: 'em0', vhid, from, to, rule: 'by hand' }
}

/** Machines on one network, each with one virtual host. */
export function castOf(...names: string[]): CastHost[] {
  return names.map((name, i) => ({
    name,
    system: 'freebsd-9.3',
    systemTitle: 'FreeBSD 9.3',
    preempt: true,
    interfaces: [{ name: 'em0', network: 'lan', address: `10.0.0.${i + 1}/24` }],
    vhosts: [{ interface: 'em0', vhid: 1, advbase: 1, advskew: 10 * i, addresses: ['10.0.0.100'] }],
    pings: [],
  }))
}

/** A trace made by hand. */
export function traceOf(hosts: readonly CastHost[], seconds: number, happenings: readonly Happening[]): Trace {
  const records = recordsOf(happenings)
  const until = Math.round(seconds * SECOND)
  const head = { carpsim: 1, title: 'By hand', story: '', seed: '1', until, level: 'all', networks: [], hosts } as const
  return { ...head, records, counts: {} as Trace['counts'], counters: {} }
}
