import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { formatSeconds, SECOND } from '../../src/time.ts'
import type { Kind, RecordOf } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'

/** Two firewalls at switches; fw1 is the better one. */
export interface Pair {
  readonly switches: string
  readonly cables?: string
  readonly system?: string
  /** Where fw1 and fw2 are plugged in. */
  readonly plugs?: readonly [string, string]
  readonly addresses?: string
  readonly networks?: string
  readonly events?: string
  readonly until?: string
}

export function playedPair(pair: Pair): Trace {
  const { switches, cables, system = 'freebsd', plugs = ['sw', 'sw'], addresses = '10.0.0.3', until = '60s' } = pair
  const host = (i: number) => {
    const carp = `[{ vhid: 1, addresses: [${addresses}], advskew: ${i === 1 ? 0 : 100} }]`
    return `fw${i}: { interfaces: { em0: { address: 10.0.0.${i}/24, plug: ${plugs[i - 1]} } }, carp: ${carp} }`
  }
  const text = [
    'carpsim: 1',
    `until: ${until}`,
    `system: ${system}`,
    'preempt: true',
    `switches: { ${switches} }`,
    ...(cables === undefined ? [] : [`cables: { ${cables} }`]),
    ...(pair.networks === undefined ? [] : [`networks: { ${pair.networks} }`]),
    'hosts:',
    `  ${host(1)}`,
    `  ${host(2)}`,
    ...(pair.events === undefined ? [] : [`events: [${pair.events}]`]),
  ]
  return simulate(loadScenario(text.join('\n'), 'pair.yaml'))
}

export function of<K extends Kind>(trace: Trace, kind: K): RecordOf<K>[] {
  return trace.records.filter((record): record is RecordOf<K> => record.kind === kind)
}

/** `fw1 3.000000 MASTER`, for each change after the start. */
export function changes(trace: Trace): string[] {
  return of(trace, 'transition')
    .filter(({ t }) => t > 0)
    .map(({ host, t, to }) => `${host} ${formatSeconds(t)} ${to}`)
}

/** Who is MASTER at a second. */
export function mastersAt(trace: Trace, second: number): string[] {
  const states = new Map<string, string>()
  for (const { host, t, to } of of(trace, 'transition')) if (t <= second * SECOND) states.set(host, to)
  return [...states].filter(([, state]) => state === 'MASTER').map(([host]) => host)
}
