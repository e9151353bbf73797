import fc from 'fast-check'
import { expect, test } from 'vitest'
import { castOf as castOfScenario } from '../../src/scenario/play/compile.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import { measure } from '../../src/trace/fold.ts'
import { figuresOf, type GroupHistory } from '../../src/trace/folds/history.ts'
import { mastership } from '../../src/trace/folds/mastership.ts'
import type { Body } from '../../src/trace/record.ts'
import { scenarios } from '../properties/scenarios.ts'
import { becomes, castOf, type Happening, power, recordsOf } from './records.ts'

const UNTIL = 40

/** The history of the one group of machines a and b, both of which boot at 0 and listen. */
function history(...happenings: Happening[]): GroupHistory {
  const boots: Happening[] = ['a', 'b'].flatMap((name) => [
    [0, power(name, 'on')],
    [0, becomes(name, 'INIT', 'BACKUP')],
  ])
  const records = recordsOf([...boots, ...happenings])
  return measure(records, UNTIL * SECOND, mastership(castOf('a', 'b')))[0]!
}

function masters(name: string): Body {
  return becomes(name, 'BACKUP', 'MASTER')
}

function yields(name: string): Body {
  return becomes(name, 'MASTER', 'BACKUP')
}

function loses(name: string): Body {
  return becomes(name, 'MASTER', 'INIT')
}

test('the states of a virtual host follow each other without a gap', () => {
  const { name, addresses, vhosts } = history([3, masters('a')], [10, loses('a')], [20, becomes('a', 'INIT', 'BACKUP')])
  expect(name).toBe('lan/1')
  expect(addresses).toEqual(['10.0.0.100'])
  expect(vhosts[0]!.spans).toEqual([
    { from: 0, to: 3 * SECOND, state: 'BACKUP' },
    { from: 3 * SECOND, to: 10 * SECOND, state: 'MASTER' },
    { from: 10 * SECOND, to: 20 * SECOND, state: 'INIT' },
    { from: 20 * SECOND, to: 40 * SECOND, state: 'BACKUP' },
  ])
})

test('MASTER moves after nobody had it: a fail-over', () => {
  const group = history([3, masters('a')], [10, loses('a')], [12, masters('b')])
  expect(group.moves).toEqual([{ kind: 'fail-over', t: 12 * SECOND, from: [0], to: [1] }])
  expect(group.tenures.map(({ masters }) => masters)).toEqual([[], [0], [], [1]])
  expect(figuresOf(group)).toMatchObject({ failovers: 1, handovers: 0, nobody: 5 * SECOND, nobodyAtBoot: 3 * SECOND })
})

test('it comes back to the same one: an outage, and no fail-over', () => {
  const group = history([3, masters('a')], [10, loses('a')], [11, becomes('a', 'INIT', 'BACKUP')], [14, masters('a')])
  expect(figuresOf(group)).toMatchObject({ failovers: 0, handovers: 0, nobody: 7 * SECOND })
})

test.each([
  ['a hand-over', 0.0001, 'b yields to a', 'hand-over'],
  ['a hand-over, at the limit', 0.01, 'b yields to a', 'hand-over'],
  ['split-brain: too long', 0.010001, 'b yields to a', 'split-brain'],
  ['split-brain: the new one yields', 0.004, 'a yields to b', 'split-brain'],
])('two MASTERs: %s', (_, lasts, how, kind) => {
  const ends = yields(how === 'b yields to a' ? 'b' : 'a')
  const group = history([3, masters('b')], [10, masters('a')], [10 + lasts, ends])
  const to = 10 * SECOND + Math.round(lasts * SECOND)
  expect(group.overlaps).toEqual([{ from: 10 * SECOND, to, kind }])
  expect(group.moves.map((move) => move.kind)).toEqual(kind === 'hand-over' ? ['hand-over'] : [])
})

test('split-brain: the old one crashes within the limit, which is no yielding', () => {
  const group = history([3, masters('b')], [10, masters('a')], [10.004, power('b', 'off')])
  expect(figuresOf(group)).toMatchObject({ splitBrains: 1, splitBrain: 4_000, longestSplitBrain: 4_000, handovers: 0 })
})

test('split-brain: two equal ones rise and yield together', () => {
  const group = history([3, masters('a')], [3, masters('b')], [3.0001, yields('a')], [3.0001, yields('b')])
  expect(group.overlaps).toEqual([{ from: 3 * SECOND, to: 3_000_100, kind: 'split-brain' }])
  expect(group.moves).toEqual([])
})

test('split-brain: it still lasts at the end of the run', () => {
  const group = history([3, masters('a')], [39.999, masters('b')])
  expect(group.overlaps).toEqual([{ from: 39_999_000, to: 40 * SECOND, kind: 'split-brain' }])
})

test('within one instant: from hand to hand where the old one yields, a fail-over where it goes away', () => {
  expect(history([3, masters('a')], [5, masters('b')], [5, yields('a')]).moves[0]?.kind).toBe('hand-over')
  expect(history([3, masters('a')], [5, loses('a')], [5, masters('b')]).moves[0]?.kind).toBe('fail-over')
  expect(history([3, masters('a')], [5, loses('a')], [5, masters('b')]).overlaps).toEqual([])
})

test('a state that comes and goes within one instant takes no time', () => {
  const group = history([3, masters('a')], [5, loses('a')], [5, becomes('a', 'INIT', 'BACKUP')], [5, masters('a')])
  expect(group.vhosts[0]!.spans.map(({ state }) => state)).toEqual(['BACKUP', 'MASTER'])
  expect(group.tenures).toHaveLength(2)
})

test('a machine without power holds nothing', () => {
  const off = history([3, masters('a')], [10, power('a', 'off')], [20, power('a', 'on')])
  expect(off.vhosts[0]!.spans.map(({ state }) => state)).toEqual(['BACKUP', 'MASTER', 'off', 'INIT'])
})

test('one that stands still holds nothing either: another one takes over, and gives the address back when it goes on', () => {
  const pause = [10, power('a', 'paused')] as const
  const moved = history([3, masters('a')], pause, [12, masters('b')], [20, power('a', 'on')], [20.0001, yields('b')])
  expect(moved.vhosts[0]!.spans.map(({ state }) => state)).toEqual(['BACKUP', 'MASTER', 'paused', 'MASTER'])
  expect(moved.moves.map(({ kind }) => kind)).toEqual(['fail-over', 'hand-over'])
  expect(figuresOf(moved)).toMatchObject({ nobody: 5 * SECOND, splitBrains: 0 })
  const crashed = history([3, masters('a')], pause, [15, power('a', 'off')])
  expect(crashed.vhosts[0]!.spans.map(({ state }) => state)).toEqual(['BACKUP', 'MASTER', 'paused', 'off'])
})

test('a daemon that ended holds nothing', () => {
  const group = history([3, masters('a')], [10, { kind: 'process', host: 'a', name: 'ucarp', vhid: 1, exit: 0 }])
  expect(group.vhosts[0]!.spans.at(-1)).toEqual({ from: 10 * SECOND, to: 40 * SECOND, state: 'off' })
})

test('a virtual host that nobody announced is followed all the same', () => {
  const records = recordsOf([[1, becomes('a', 'INIT', 'BACKUP', 7)]])
  const groups = measure(records, SECOND * 2, mastership(castOf('a')))
  expect(groups.map(({ name }) => name)).toEqual(['lan/1', 'lan/7'])
})

const happening: fc.Arbitrary<Body> = fc.oneof(
  fc
    .record({ host: fc.constantFrom('a', 'b', 'c'), to: fc.constantFrom('INIT', 'BACKUP', 'MASTER') })
    .map(({ host, to }) => becomes(host, 'INIT', to)),
  fc
    .record({ host: fc.constantFrom('a', 'b', 'c'), is: fc.constantFrom('on', 'off', 'paused') })
    .map(({ host, is }) => power(host, is)),
)

test('whatever happens, spans and tenures partition the time, and say the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), happening), { maxLength: 40 }), (drawn) => {
      const records = recordsOf(drawn.sort(([a], [b]) => a - b))
      const [group] = measure(records, UNTIL * SECOND, mastership(castOf('a', 'b', 'c')))
      for (const windows of [...group!.vhosts.map(({ spans }) => spans), group!.tenures]) {
        expect(windows[0]!.from).toBe(0)
        expect(windows.at(-1)!.to).toBe(UNTIL * SECOND)
        windows.forEach(({ from, to }, i) => {
          expect(to).toBeGreaterThan(from)
          if (i > 0) expect(from).toBe(windows[i - 1]!.to)
        })
      }
      for (const { from, masters } of group!.tenures) {
        const now = group!.vhosts.map(({ spans }) => spans.find((span) => span.to > from)!.state)
        expect(masters).toEqual(now.flatMap((state, place) => (state === 'MASTER' ? [place] : [])))
      }
      const several = group!.tenures.filter(({ masters }) => masters.length > 1)
      const inOverlaps = group!.overlaps.reduce((sum, { from, to }) => sum + to - from, 0)
      expect(inOverlaps).toBe(several.reduce((sum, { from, to }) => sum + to - from, 0))
    }),
  )
})

test('taken live without records it is the same as over all records, or over the changes', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const live = mastership(castOfScenario(scenario))
      expect(simulate(scenario, { level: 'metrics', folds: [live] }).records).toEqual([])
      const taken = live.end(scenario.until)
      for (const level of ['all', 'changes'] as const) {
        const { hosts, records, until } = simulate(scenario, { level })
        expect(measure(records, until, mastership(hosts))).toEqual(taken)
      }
    }),
    { numRuns: 40 },
  )
})
