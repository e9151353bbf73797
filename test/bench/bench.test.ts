import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { RecordOf } from '../../src/trace/record.ts'
import { disagreements, type Row, type RowM, type RowW } from './rows.ts'
import { tableOfRatios, tableOfTargets } from './tables.ts'
import { Takeover } from './takeover.ts'
import { targetsOf } from './targets.ts'
import { joined, partsOf, reportOfWaits, targetsOfWaits } from './waiting.ts'
import { week } from './week.ts'
import { EVENTS, FAILOVER, RUNS, SUM_OF_FAILOVERS } from './workloads.ts'

const w = (impl: string, H: number, wall: number, more: Partial<RowW> = {}): Row => {
  return { impl, wl: 'W', H, wall, events: EVENTS[H]!, failover: FAILOVER, newMaster: 1, rssKB: 1024, ...more }
}
const m = (impl: string, wall: number, more: Partial<RowM> = {}): Row => {
  return { impl, wl: 'M', runs: RUNS, wall, sumFailover: SUM_OF_FAILOVERS, falseFo: 0, none: 0, rssKB: 1024, ...more }
}

test('equal results are no disagreement, and carpsim may be 1 % off the mean', () => {
  const near = m('carpsim', 1, { sumFailover: SUM_OF_FAILOVERS * 1.009 })
  expect(disagreements([w('carpsim', 8, 1), w('cpp-lazy', 8, 1), m('cpp-lazy', 1), near])).toEqual([])
})

test('whoever finds something else is named', () => {
  const rows = [
    w('simpy2', 8, 1, { events: 25_687 }),
    w('carpsim', 64, 1, { failover: FAILOVER + 1, newMaster: 2 }),
    m('ns3-simple', 1, { sumFailover: SUM_OF_FAILOVERS - 1 }),
    m('carpsim', 1, { sumFailover: SUM_OF_FAILOVERS * 1.011, none: 1 }),
  ]
  expect(disagreements(rows)).toEqual([
    'simpy2, W 8: events 25687, not 25686',
    'carpsim, W 64: fail-over 602004007, not 602004006',
    'carpsim, W 64: new master 2, not 1',
    'ns3-simple, M: sum of fail-overs 23896521169, not 23896521170',
    'carpsim, M: runs without fail-over 1, not 0',
    "carpsim, M: the mean fail-over is 1.10 % off the peers'",
  ])
})

test('targets are met, missed, not run or absent; the shortest time counts', () => {
  const rows = [
    ...[w('carpsim', 2, 9), w('carpsim', 2, 4), w('cpp-naive', 2, 1)],
    ...[w('carpsim', 64, 2), w('cpp-naive', 64, 2), w('simpy2', 64, 58)],
    ...[w('carpsim', 512, 3), w('cpp-naive', 512, 4)],
    m('carpsim', 10, { rssKB: 150 * 1024 }),
    m('cpp-lazy', 1),
    ...[w('carpsim-switch', 2, 5), m('carpsim-switch', 11)],
  ]
  expect(tableOfTargets(targetsOf(rows))).toBe(
    `
| target                                         | measured | verdict |
| ---------------------------------------------- | -------: | ------: |
| W 2: at most 3 × the time of cpp-naive         |     4.00 |    FAIL |
| W 64: at most 1 × the time of cpp-naive        |     1.00 |    PASS |
| W 512: at most 1 × the time of cpp-naive       |     0.75 |    PASS |
| W 64: at least 30 × as fast as simpy2          |    29.00 |    FAIL |
| W 512: at least 30 × as fast as simpy2         |          | not run |
| W 64: at least 30 × as fast as ns3-csma        |          |  absent |
| W 512: at least 30 × as fast as ns3-csma       |          |  absent |
| M: at most 10 × the time of cpp-lazy           |    10.00 |    PASS |
| W 2: through a switch at most 1.1 × the time   |     1.25 |    FAIL |
| W 8: through a switch at most 1.1 × the time   |          | not run |
| W 64: through a switch at most 1.1 × the time  |          | not run |
| W 512: through a switch at most 1.1 × the time |          | not run |
| M: through a switch at most 1.1 × the time     |     1.10 |    PASS |
| memory: under 150 MB                           |   150.00 |    FAIL |
`.trim(),
  )
})

test('the table of ratios: above 1, carpsim is faster', () => {
  const present = ['carpsim', 'cpp-fan'].map((name) => ({ name, what: '', command: [], once: [], not: [] }))
  const cast = { present, absent: [{ names: ['simpy2'], needs: 'Python' }] }
  const rows = [w('carpsim', 2, 0.0005), w('cpp-fan', 2, 0.0001), m('carpsim', 0.5)]
  expect(tableOfRatios(rows, cast)).toBe(
    `
| implementation |            W 2 |    W 8 |   W 64 |  W 512 |      M | memory |
| -------------- | -------------: | -----: | -----: | -----: | -----: | -----: |
| carpsim        |       0.500 ms |        |        |        | 500 ms |   1 MB |
| cpp-fan        | 0.100 ms 0.20x |        |        |        |        |   1 MB |
| simpy2         |         absent | absent | absent | absent | absent |        |
`.trim(),
  )
})

const WAITS = { library: [250, 900, 300], file: [400, 410, 390], anew: [399], frames: [3, 50, 7] }

test('of starts the median counts, of frames the worst', () => {
  expect(tableOfTargets(targetsOfWaits(WAITS))).toBe(
    `
| target                                            | measured | verdict |
| ------------------------------------------------- | -------: | ------: |
| first paint, library: under 400 ms                |   300.00 |    PASS |
| first paint, file: under 400 ms                   |   400.00 |    FAIL |
| first paint, file, nothing compiled: under 400 ms |   399.00 |    PASS |
| no frame of a long run over 50 ms                 |    50.00 |    PASS |
`.trim(),
  )
})

test('what was not measured now stays in the report', () => {
  const peers = '# Performance\n\nOf others.\n'
  const player = reportOfWaits(WAITS, { records: 200_000, machine: 'here' })
  const shell = '## The shell\n\nLoops.\n'
  const storage = '## Storage\n\nA week.\n'
  const all = joined({ peers, player, shell, storage })
  expect(partsOf(all)).toEqual({ peers: `${peers}\n`, player: `${player}\n`, shell: `${shell}\n`, storage })
  expect(joined({ ...partsOf(all), peers: 'Of some.\n' })).toBe(`Of some.\n\n${player}\n${shell}\n${storage}`)
  const without = joined({ peers, player, shell: '', storage })
  expect(partsOf(without)).toEqual({ peers: `${peers}\n`, player: `${player}\n`, shell: '', storage })
  expect(joined(partsOf(peers))).toBe(peers)
})

test('a week of storage has a fault an hour, and a client that is told that its rows are written', () => {
  const scenario = loadScenario(week(4, '1'), 'week')
  expect(week(4, '1')).toBe(week(4, '1'))
  expect(week(4, '2')).not.toBe(week(4, '1'))
  const { records } = simulate(scenario, { level: 'changes' })
  const faults = records.filter((record) => record.kind === 'fault' && record.verb !== 'run')
  expect(new Set(faults.map(({ t }) => Math.floor(t / 3_600_000_000)))).toEqual(new Set([1, 2, 3]))
  expect(records.filter(({ kind }) => kind === 'written').length).toBeGreaterThan(6_500)
  expect(records.filter((record) => record.kind === 'data' && record.host === 'hastb').length).toBeGreaterThan(1)
})

const head = { id: 1, cause: null }
const crash = (t: number): RecordOf<'fault'> => ({ ...head, t, kind: 'fault', verb: 'crash', target: 'h0', text: '' })
const becomes = (t: number, host: string, to: 'BACKUP' | 'MASTER'): RecordOf<'transition'> => {
  return { ...head, t, kind: 'transition', host, interface: 'em0', vhid: 1, from: 'BACKUP', to, rule: 'master down' }
}

test.each([
  ['after the crash', [becomes(3, 'h0', 'MASTER'), crash(10), becomes(12, 'h1', 'MASTER')], 12, 0],
  ['before it, and given back', [becomes(4, 'h1', 'MASTER'), becomes(5, 'h1', 'BACKUP'), crash(10)], undefined, 1],
  ['before it, and still at it: at once', [becomes(4, 'h1', 'MASTER'), crash(10)], 10, 1],
])('the other takes over %s', (_, records, at, falseOnes) => {
  const takeover = new Takeover('h0')
  for (const record of records) takeover.record(record)
  expect(takeover.end()).toEqual({ crash: 10, at, by: at === undefined ? undefined : 'h1', falseOnes })
})
