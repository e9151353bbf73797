import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { simulate } from '../../../src/simulate.ts'
import { lanesPane, timeBar } from '../../../src/views/bar/bar.ts'
import { diff } from '../../../src/views/diff/diff.ts'
import { firstDifferences } from '../../../src/views/diff/firsts.ts'
import { historiesOf } from '../../../src/views/lanes/lanes.ts'
import type { Parted } from '../../../src/views/lanes/parted.ts'
import { scenarios } from '../../properties/scenarios.ts'
import { textOf, traceOf } from '../panes/library.ts'

const nameOf = ({ host, group }: Parted) => `${host} ${group}`

test('each virtual host is pointed to once in each run, where its history differs for the first time', () => {
  let parted = 0
  fc.assert(
    fc.property(scenarios(), (scenario: Scenario) => {
      const [one, other] = [simulate(scenario), simulate({ ...scenario, events: scenario.events.slice(1) })]
      const [here, there] = firstDifferences([one, other])
      const [back, forth] = firstDifferences([other, one])
      expect([forth, back].map((side) => side!.map(({ t, kind }) => [t, kind]))).toEqual(
        [here, there].map((side) => side!.map(({ t, kind }) => [t, kind])),
      )
      expect(here.map(nameOf)).toEqual(there.map(nameOf))
      expect(new Set(here.map(nameOf)).size).toBe(here.length)
      const first = Math.min(...[...here, ...there].map(({ t }) => t))
      const found = diff([one, other].map((trace) => ({ name: '', trace }))).comparisons[0]!.first?.t
      expect(first).toBe(found ?? Number.POSITIVE_INFINITY)
      for (const [i, { group, host, interface: on }] of here.entries()) {
        const at = Math.min(here[i]!.t, there[i]!.t)
        const courses = [one, other].map((trace) => {
          const { vhosts } = historiesOf(trace).find(({ name }) => name === group)!
          const { spans } = vhosts.find((vhost) => vhost.host === host && vhost.interface === on)!
          return spans.filter(({ from }) => from < at).map(({ from, state }) => [from, state])
        })
        expect(courses[0]).toEqual(courses[1])
        parted += 1
      }
    }),
    { numRuns: 80 },
  )
  expect(parted).toBeGreaterThan(20)
})

test('in lanes and bar, in both runs, by glyphs', async () => {
  const [one, other] = [traceOf('basics/preempt-on'), traceOf('basics/preempt-off')]
  const [here, there] = firstDifferences([one, other])
  const view = { from: 0, to: one.until }
  const shown = [
    ...lanesPane(one, view, 70, 0, { ascii: true, parted: here }),
    ...lanesPane(other, view, 70, 0, { ascii: true, parted: there }),
    ...timeBar(one, view, 70, 0, { ascii: true, parted: here }),
    ...timeBar(other, view, 70, 0, { ascii: true, parted: there }),
  ]
  expect(textOf(shown)).toMatchInlineSnapshot(`
    [
      "                   0s          10s          20s         30s        40s",
      "lan/1  10.0.0.3    |-----------+------------+-----------+------------+",
      "  1 fw1  skew 0    |---########             ^########################",
      "  2 fw2  skew 100  |---------------#########^------------------------",
      "  who is MASTER    |---11111111----2222222222111111111111111111111111",
      "  laptop pings     |xxx        xxxx                                  ",
      "  faults           |           A            B",
      "                   0s          10s          20s         30s        40s",
      "lan/1  10.0.0.3    |-----------+------------+-----------+------------+",
      "  1 fw1  skew 0    |---########             ^------------------------",
      "  2 fw2  skew 100  |---------------#########^########################",
      "  who is MASTER    |---11111111----2222222222222222222222222222222222",
      "  laptop pings     |xxx        xxxx                                  ",
      "  faults           |           A            B",
      "lan/1  10.0.0.3    |...11111111....222222222^111111111111111111111111",
      "faults             |           A            B                        ",
      "time               '0s         '10s         '20s        '30s      40s",
      "lan/1  10.0.0.3    |...11111111....222222222^222222222222222222222222",
      "faults             |           A            B                        ",
      "time               '0s         '10s         '20s        '30s      40s",
    ]
  `)
})
