import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { Simulator, simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'

// Interfaces that are made of several ports.

function scenario(mode: string, events: readonly string[] = []) {
  const lines = events.map((event) => `  - { ${event}, even-if-inert: true }\n`).join('')
  return loadScenario(
    `carpsim: 1
until: 100s
hosts:
  fw1:
    track: { em0: 50 }
    interfaces:
      lagg0: { address: 10.0.0.1/24, plug: lan, ports: [ix0, ix1, ix2], mode: ${mode} }
      em0: { address: 10.0.1.1/24, plug: dmz }
    carp: [{ vhid: 1, interface: lagg0, addresses: [10.0.0.3] }]
${lines === '' ? '' : `events:\n${lines}`}`,
    'bundle.yaml',
  )
}

const PORTS = ['ix0', 'ix1', 'ix2']
const aChange = fc.record({
  at: fc.integer({ min: 1, max: 99 }).map((tenth) => tenth * SECOND),
  port: fc.constantFrom(...PORTS),
  verb: fc.constantFrom('plug', 'unplug'),
})

/** When a port takes part, by its cable alone: at once, or two seconds later. */
function takesPart(
  changes: readonly { at: number; port: string; verb: string }[],
  port: string,
  t: number,
  wait: number,
) {
  let since: number | null = 0
  for (const { at, port: of, verb } of changes) {
    if (of !== port || at > t) continue
    if (verb === 'unplug') since = null
    else since ??= at
  }
  return since !== null && since + wait <= t
}

test.each([
  ['failover', 0],
  ['loadbalance', 0],
  ['lacp', 2 * SECOND],
])('with %s there is a carrier while a port takes part, as a naive model says', (mode, wait) => {
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 12 }), (drawn) => {
      const changes = drawn.toSorted((a, b) => a.at - b.at)
      const { records } = simulate(
        scenario(
          mode,
          changes.map(({ at, port, verb }) => `at: ${at}us, ${verb}: fw1.${port}`),
        ),
      )
      const carriers = records.flatMap((record) =>
        record.kind === 'link' && record.interface === 'lagg0' ? [record] : [],
      )
      for (let t = 500_000; t < 100 * SECOND; t += SECOND) {
        const expected = PORTS.some((port) => takesPart(changes, port, t, wait))
        expect(carriers.findLast((link) => link.t <= t)?.carrier ?? true, `at ${t}`).toBe(expected)
      }
    }),
    { numRuns: 60 },
  )
})

test('with failover the first port that can carries all', () => {
  const events = [
    'at: 10s, unplug: fw1.ix0',
    'at: 11s, unplug: fw1.ix1',
    'at: 12s, plug: fw1.ix0',
    'at: 13s, plug: fw1.ix1',
  ]
  const told = simulate(scenario('failover', events)).records.flatMap((record) =>
    record.kind === 'setting' && record.of === 'lagg0' ? [`${record.t / SECOND} ${record.value}`] : [],
  )
  expect(told).toEqual(['10 ix1', '11 ix2', '12 ix0'])
})

test('a second run of the same machines is as the first', () => {
  const simulator = new Simulator(
    scenario('lacp', ['at: 10s, unplug: fw1.ix0', 'at: 20s, crash: fw1', 'at: 99s, boot: fw1']),
  )
  expect(simulator.run().records).toEqual(simulator.run().records)
})

test('a scenario with ports is saved and read as it was', () => {
  const all = scenario('lacp', ['at: 10s, unplug: fw1.ix0', 'at: 20s, flap: fw1.ix1, down: 1s, up: 2s'])
  const bare = ({ events, ...rest }: typeof all) => ({ ...rest, events: events.map(({ line: _, ...event }) => event) })
  expect(bare(loadScenario(saveScenario(all), 'saved.yaml'))).toEqual(bare(all))
})

test('an interface with ports has no cable of its own', () => {
  expect(() => scenario('failover', ['at: 10s, unplug: fw1.lagg0'])).toThrow(
    'lagg0 has a cable for each of its ports; write fw1.ix0 or fw1.ix1 or fw1.ix2',
  )
})
