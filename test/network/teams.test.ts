import { expect, test } from 'vitest'
import { SECOND } from '../../src/time.ts'
import { explain } from '../../src/views/why/explain.ts'
import { tellWhy } from '../../src/views/why/words.ts'
import { mastersAt, of, type Pair, playedPair } from './pair.ts'

const ESX: Pair = {
  networks: 'lan: { switch: core }',
  switches: 'core: {}, esx1: { teaming: { uplinks: [a1, a2] } }, esx2: { teaming: { uplinks: [b1, b2] } }',
  cables: 'a1: esx1 - core, a2: esx1 - core, b1: esx2 - core, b2: esx2 - core',
  plugs: ['esx1', 'esx2'],
}

test('a machine behind a team hears itself by the other uplink: nobody stays MASTER', () => {
  const trace = playedPair(ESX)
  const own = of(trace, 'delivered').filter(({ host, cause }) => {
    const frame = trace.records.find(({ id }) => id === cause)!
    return frame.kind === 'advert' && frame.host === host
  })
  expect(own.length).toBeGreaterThan(0)
  expect(of(trace, 'transition').filter(({ to }) => to === 'MASTER').length).toBeGreaterThan(3)
  expect([15, 25, 35].flatMap((second) => mastersAt(trace, second))).toEqual([])
  expect(of(trace, 'hop').some(({ how, out }) => how === 'echo' && out.includes('fw1.em0'))).toBe(true)
  const { sentences } = tellWhy(trace, explain(trace, { at: 25 * SECOND, host: 'fw1' }))
  expect(sentences.map(({ text }) => text)).toContain(
    'esx1 passes on lan: in by a2, out by fw1.em0 (its own frame, back by another uplink)',
  )
})

test.each([
  ['filter-own', { switches: ESX.switches.replaceAll('] }', '], filter-own: true }') }],
  [
    'ports that are not promiscuous',
    {
      switches: ESX.switches
        .replace('esx1: {', 'esx1: { ports: { fw1.em0: { promiscuous: false } },')
        .replace('esx2: {', 'esx2: { ports: { fw2.em0: { promiscuous: false } },'),
    },
  ],
  ['one uplink each', { events: '{ at: 0s, unplug: a2 }, { at: 0s, unplug: b2 }' }],
])('%s: the election is as it should be', (_, more) => {
  const trace = playedPair({ ...ESX, ...more })
  expect([10, 30, 59].map((second) => mastersAt(trace, second))).toEqual([['fw1'], ['fw1'], ['fw1']])
})

test('another uplink takes over where one is pulled', () => {
  const trace = playedPair({
    ...ESX,
    switches: ESX.switches.replaceAll('] }', '], filter-own: true }'),
    events: '{ at: 20s, unplug: b1 }, { at: 30s, unplug: b2 }',
  })
  expect([mastersAt(trace, 29), mastersAt(trace, 50)]).toEqual([['fw1'], ['fw1', 'fw2']])
  expect(of(trace, 'lost').every(({ t, why }) => t >= 30 * SECOND && why === 'no path')).toBe(true)
})

test('a loop that no spanning tree blocks makes machines hear themselves', () => {
  const trace = playedPair({
    switches: 'x: { spanning-tree: false }, y: { spanning-tree: false }',
    cables: 'one: x - y, two: x - y',
    plugs: ['x', 'y'],
    until: '20s',
  })
  expect(mastersAt(trace, 19)).toEqual([])
  expect(of(trace, 'mac').filter(({ how }) => how === 'moved').length).toBeGreaterThan(100)
})
