import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../../src/scenario/load.ts'
import { Simulator, simulate } from '../../../src/simulate.ts'
import { measure } from '../../../src/trace/fold.ts'
import { dataSafety } from '../../../src/trace/folds/data-safety.ts'
import { hastConf, SET_UP } from '../hast/pair.ts'
import { diskOf, writesOn } from './kept.ts'

/** Two machines with HAST between them, and on both an application that writes to the resource while it is there. */
function pair(
  events: readonly string[],
  { mode = 'fullsync', seed = '1', until = 60, every = '50ms', disk = '64MiB' } = {},
) {
  const host = (name: string, address: string) => `  ${name}:
    interfaces: { em0: { address: ${address}/24, plug: lan } }
    startup: { firmware: 0s, loader: 0s, kernel: 0s, fsck: 0s, link: 0s, unclean: 0s }
    disks: { /dev/ad6: ${disk} }
    writer: { on: /dev/hast/test, every: ${every} }
    files:
      /etc/rc.conf: ${JSON.stringify(`hostname="${name}.example.org"\nifconfig_em0="inet ${address}/24"\n`)}
      /etc/hast.conf: ${JSON.stringify(hastConf({ inside: `replication ${mode}` }))}
`
  return loadScenario(
    `carpsim: 1
system: freebsd-9.3
seed: ${seed}
until: ${until}s
hosts:
${host('a', '10.0.0.1')}${host('b', '10.0.0.2')}
events:
${[...SET_UP, ...events].map((event) => `  - ${event}`).join('\n')}
`,
    'pair.yaml',
  )
}

function safetyOf(scenario: ReturnType<typeof pair>) {
  const { records, until } = simulate(scenario)
  const [data] = measure(records, until, dataSafety()).data
  return data!
}

const TAKE_OVER = '{ at: 30.1s, run: b, command: hastctl role primary test }'

describe('with fullsync nothing that was acknowledged is lost', () => {
  test('when the primary loses its power, whenever that is, and the other one takes over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 29_999 }), fc.nat(9), (at, seed) => {
        const data = safetyOf(pair([`{ at: ${at}ms, crash: a }`, TAKE_OVER], { seed: String(seed), until: 60 }))
        expect(data.acknowledged.length).toBeGreaterThan(50)
        expect([data.lost, data.diverged]).toEqual([[], []])
        expect(data.served.map(({ host }) => host)).toEqual(['a', 'b'])
      }),
      { numRuns: 6 },
    )
  })
})

test('what a primary wrote alone is lost where it dies then, and the other one goes on without it', () => {
  const data = safetyOf(
    pair(['{ at: 20s, crash: b }', '{ at: 50s, crash: a }', '{ at: 60s, boot: b }', ...again('b', 62, 64)], {
      until: 90,
    }),
  )
  expect(data.lost.length + data.diverged.length).toBeGreaterThan(100)
  expect(data.takeovers).toMatchObject([{ host: 'b', empty: false }])
  expect(data.takeovers[0]!.missing).toBe(data.lost.length + data.diverged.length)
})

test('two primaries that both write have diverged, and for so long there were two writers', () => {
  const scenario = pair(
    ['{ at: 20s, cut: a -> b }', '{ at: 20s, cut: b -> a }', '{ at: 25s, run: b, command: hastctl role primary test }'],
    { until: 90 },
  )
  const data = safetyOf(scenario)
  const both = data.twoWriters.reduce((sum, { from, to }) => sum + to - from, 0)
  expect(both).toBeGreaterThan(30_000_000)
  expect(data.diverged.length).toBeGreaterThan(100)
  expect(data.durable + data.lost.length + data.diverged.length).toBe(data.acknowledged.length)
  // What has diverged is on the other disk, and not on the one that goes on.
  const simulator = new Simulator(scenario)
  const [a, b] = ['a', 'b'].map((name) => writesOn(simulator.ask(name, 90_000_000, diskOf), 'test'))
  const sizes = [a!.size, b!.size]
  expect(Math.min(...sizes)).toBeGreaterThan(100)
})

test('who is promoted while extents are still being copied to him has pages of different times', () => {
  const slow = { disk: '{ size: 128MiB, rate: 8MiB/s }', until: 100, every: '200ms' }
  // The other node misses writes, and comes back; copying takes seconds.
  const events = [
    '{ at: 20s, crash: b }',
    '{ at: 40s, boot: b }',
    '{ at: 42s, run: b, command: /etc/rc.d/hastd onestart }',
  ]
  const back = [...events, '{ at: 43s, run: b, command: hastctl role secondary test }']
  const { records } = simulate(pair(back, slow))
  const copying = records.find((one) => one.kind === 'replica' && one.becomes === 'syncing')!
  expect(copying.t).toBeGreaterThan(43_000_000)
  const crash = copying.t + 1_000_000
  const told = measure(
    simulate(
      pair(
        [
          ...back,
          `{ at: ${crash}us, crash: a }`,
          `{ at: ${crash + 500_000}us, run: b, command: hastctl role primary test }`,
        ],
        slow,
      ),
    ).records,
    100_000_000,
    dataSafety(),
  )
  expect(told.data[0]!.takeovers).toMatchObject([{ host: 'b', torn: true }])
  expect(told.data[0]!.lost.length + told.data[0]!.diverged.length).toBeGreaterThan(0)
})

/** Somebody starts hastd anew after a boot, and makes its node primary. */
function again(host: string, at: number, then: number): string[] {
  return [
    `{ at: ${at}s, run: ${host}, command: /etc/rc.d/hastd onestart }`,
    `{ at: ${then}s, run: ${host}, command: hastctl role primary test }`,
  ]
}
