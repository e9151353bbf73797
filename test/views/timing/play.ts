import fc from 'fast-check'
import { SYSTEMS } from '../../../src/carp/systems/index.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { simulate } from '../../../src/simulate.ts'
import { formatTime, type Micros } from '../../../src/time.ts'
import type { RecordOf } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'

/** A machine of a small group. */
export interface Machine {
  readonly system: string
  readonly advbase: number
  readonly advskew: number
  readonly preempt: boolean
  readonly ticks: number
  readonly deadratio: number
  readonly boot: Micros
  /** Millionths. */
  readonly drift: number
  /** More options of ucarp, as a file says them. */
  readonly ucarp?: string
}

export interface Network {
  readonly latency: Micros
  readonly jitter: Micros
  /** Another group advertises on it, too: with that advskew. */
  readonly other?: number | undefined
}

export const NAMES = ['a', 'b', 'c'] as const

/** A group of machines on one network, with events, as its file says it. */
export function group(
  machines: readonly Machine[],
  { latency, jitter, other }: Network,
  events: readonly string[] = [],
  until = '60s',
): Scenario {
  const hosts = machines.map(({ system, advbase, advskew, preempt, ticks, deadratio, boot, drift, ucarp = '' }, i) => {
    const own = system.startsWith('ucarp') ? `ucarp: { deadratio: ${deadratio}${ucarp} }` : `ticks: ${ticks}`
    return `  ${NAMES[i]}:
    system: ${system}
    preempt: ${preempt}
    boot: ${formatTime(boot)}
    ${own}
    clock: { drift: ${drift}ppm }
    interfaces: { em0: { address: 10.0.0.${i + 1}/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.100/24], password: secret, advbase: ${advbase}, advskew: ${advskew} }]`
  })
  if (other !== undefined) {
    hosts.push(`  other:
    system: freebsd-14
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    carp: [{ vhid: 2, addresses: [10.0.0.102/24], password: secret, advskew: ${other} }]`)
  }
  const lines = [
    'carpsim: 1',
    `until: ${until}`,
    `networks: { lan: { latency: ${formatTime(latency)}, jitter: ${formatTime(jitter)} } }`,
    'hosts:',
    ...hosts,
    ...(events.length === 0 ? [] : ['events:', ...events.map((event) => `  - { ${event} }`)]),
  ]
  return loadScenario(lines.join('\n'), 'group.yaml')
}

export function changes(trace: Trace, host: string, to: string): RecordOf<'transition'>[] {
  return trace.records.filter(
    (record): record is RecordOf<'transition'> =>
      record.kind === 'transition' && record.host === host && record.to === to,
  )
}

/** The times at which a machine advertised. */
export function adverts(scenario: Scenario, host: string): Micros[] {
  const { records } = simulate(scenario)
  return records.filter((record) => record.kind === 'advert' && record.host === host).map(({ t }) => t)
}

export const machine: fc.Arbitrary<Machine> = fc.record({
  system: fc.constantFrom(...SYSTEMS.map(({ name }) => name)),
  advbase: fc.integer({ min: 1, max: 3 }),
  advskew: fc.oneof(fc.integer({ min: 0, max: 254 }), fc.constantFrom(0, 1, 100, 240, 254)),
  preempt: fc.boolean(),
  ticks: fc.constantFrom(0, 0, 100, 1_000),
  deadratio: fc.integer({ min: 2, max: 4 }),
  boot: fc.integer({ min: 0, max: 2_000_000 }),
  drift: fc.oneof(fc.constant(0), fc.integer({ min: -500, max: 500 })),
  ucarp: fc.constantFrom('', '', ', slack: 0.1%, turn: 100us', ', downscript: 300ms, upscript: 40ms'),
})

export const network: fc.Arbitrary<Network> = fc.record({
  latency: fc.integer({ min: 1, max: 200_000 }),
  jitter: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200_000 })),
  other: fc.option(fc.integer({ min: 0, max: 254 }), { nil: undefined }),
})
