import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { TraceRecord } from '../../src/trace/record.ts'

// A process of ucarp that a command line started does what one does that the scenario starts, to the microsecond.

interface Node {
  readonly advbase: number
  readonly advskew: number
  readonly preempt: boolean
  readonly deadratio: number
  readonly flags: {
    readonly shutdown: boolean
    readonly neutral: boolean
    readonly ignoreifstate: boolean
    readonly nomcast: boolean
  }
}

const node: fc.Arbitrary<Node> = fc.record({
  advbase: fc.constantFrom(1, 1, 2),
  advskew: fc.constantFrom(0, 1, 50, 254),
  preempt: fc.boolean(),
  deadratio: fc.constantFrom(3, 3, 1, 5),
  flags: fc.record({
    shutdown: fc.boolean(),
    neutral: fc.boolean(),
    ignoreifstate: fc.boolean(),
    nomcast: fc.boolean(),
  }),
})

const SIGNALS = ['USR1', 'USR2', 'TERM', 'KILL'] as const
const fault = fc.oneof(
  fc.record({
    at: fc.integer({ min: 1, max: 50 }),
    what: fc.constantFrom('unplug', 'plug', 'interface-down'),
    name: fc.constantFrom('a', 'b'),
  }),
  fc.record({
    at: fc.integer({ min: 1, max: 50 }),
    what: fc.constantFrom(...SIGNALS),
    name: fc.constantFrom('a', 'b'),
  }),
)
type Fault = typeof fault extends fc.Arbitrary<infer F> ? F : never

const LETTERS = { shutdown: '-z', neutral: '-n', ignoreifstate: '-S', nomcast: '-M' } as const

function scenarioOf(nodes: readonly Node[], faults: readonly Fault[], isCalled: boolean): string {
  const hosts = nodes.map((one, i) => {
    const name = 'ab'[i]!
    const flags = Object.entries(one.flags).map(([key, is]) => `${key}: ${is}`)
    return `
  ${name}:
    preempt: ${one.preempt}
    ucarp: { deadratio: ${one.deadratio}, autostart: ${!isCalled}, ${flags.join(', ')} }
    interfaces: { eth0: { address: 10.0.0.${i + 1}/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3], password: secret, advbase: ${one.advbase}, advskew: ${one.advskew} }]`
  })
  const calls = nodes.map((one, i) => {
    const flags = Object.entries(LETTERS).flatMap(([key, letter]) =>
      one.flags[key as keyof typeof LETTERS] ? [letter] : [],
    )
    const words = [
      `ucarp -B -i eth0 -s 10.0.0.${i + 1} -v 1 -p secret -a 10.0.0.3`,
      `-b ${one.advbase} -k ${one.advskew}`,
    ]
    const line = [...words, `-r ${one.deadratio}`, ...(one.preempt ? ['-P'] : []), ...flags].join(' ')
    return `  - { at: 0s, run: ${'ab'[i]}, command: "${isCalled ? line : 'true'}" }`
  })
  const events = faults.map(({ at, what, name }) => {
    const verb = (SIGNALS as readonly string[]).includes(what) ? `signal: ${name}, name: ${what}` : `${what}: ${name}`
    return `  - { at: ${at}100ms, ${verb}, even-if-inert: true }`
  })
  return `carpsim: 1\nsystem: ucarp\nuntil: 60s\nhosts:${hosts.join('')}\nevents:\n${[...calls, ...events].join('\n')}\n`
}

/** What others see of it, and what it says; numbers of records differ. */
function seen(text: string): string[] {
  const trace = simulate(loadScenario(text, 'called.yaml'))
  return trace.records.flatMap((record: TraceRecord) => {
    if (record.kind === 'advert') return [`${record.t} ${record.host} ${record.advbase}+${record.advskew}`]
    if (record.kind === 'garp') return [`${record.t} ${record.host} announces`]
    if (record.kind === 'transition') return [`${record.t} ${record.host} ${record.from} ${record.to} ${record.rule}`]
    if (record.kind === 'process') return [`${record.t} ${record.host} ${record.exit}`]
    return []
  })
}

test('a ucarp that is called does what one does that a scenario starts', () => {
  fc.assert(
    fc.property(fc.tuple(node, node), fc.array(fault, { maxLength: 6 }), (nodes, faults) => {
      const started = seen(scenarioOf(nodes, faults, false))
      expect(started.filter((line) => line.includes(' BACKUP '))).not.toEqual([])
      expect(seen(scenarioOf(nodes, faults, true))).toEqual(started)
    }),
    { numRuns: 40 },
  )
})
