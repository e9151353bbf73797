import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import { lanesPane, timeBar } from '../../src/views/bar/bar.ts'
import { Grid } from '../../src/views/lanes/grid.ts'
import { lanes } from '../../src/views/lanes/lanes.ts'
import { story } from '../../src/views/story/story.ts'
import { scenarios } from '../properties/scenarios.ts'
import { textOf, traceOf } from './panes/library.ts'

// Two scales: all of time even, or one step an event. The same picture is painted on either.

const instants = fc
  .uniqueArray(fc.integer({ min: 0, max: 2_000 }), { maxLength: 60 })
  .map((all) => all.sort((a, b) => a - b))

test('events share the columns evenly, however soon the next one comes', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 200 }), (steps, columns) => {
      const grid = new Grid({ from: 0, to: 2_000, columns, steps })
      const inside = steps.filter((t) => t > 0 && t < 2_000)
      const count = inside.length + 1
      fc.pre(count <= columns)
      const starts = [0, ...inside.map((t) => grid.columnOf(t)), columns]
      const widths = starts.slice(1).map((start, i) => start - starts[i]!)
      expect(Math.min(...widths)).toBeGreaterThanOrEqual(Math.floor(columns / count))
      expect(Math.max(...widths)).toBeLessThanOrEqual(Math.ceil(columns / count))
      for (const t of inside) expect(grid.start(grid.columnOf(t))).toBe(t)
    }),
  )
})

test('on either scale time goes on from column to column, from the first instant to the last', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 80 }), fc.nat(1_999), fc.boolean(), (steps, columns, t, even) => {
      const grid = new Grid({ from: 0, to: 2_000, columns, ...(even ? {} : { steps }) })
      const starts = Array.from({ length: columns + 1 }, (_, column) => grid.start(column))
      expect([starts[0], starts.at(-1)]).toEqual([0, 2_000])
      expect(starts).toEqual([...starts].sort((a, b) => a - b))
      const column = grid.columnOf(t)
      expect(grid.start(column)).toBeLessThanOrEqual(t)
      expect(grid.end(column)).toBeGreaterThan(t)
      expect(grid.columnsOf({ from: t, to: t + 1 })).toMatchObject({ first: column })
    }),
  )
})

test('a cell that one event has to itself shows what was so after it', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const trace = simulate(scenario)
      const steps = [...new Set(trace.records.map(({ t }) => t))]
      const columns = steps.length + 1
      const picture = lanes(trace, { from: 0, to: trace.until, columns, steps })
      const grid = new Grid(picture)
      for (const { lanes: all } of picture.bands) for (const { cells } of all) expect(cells).not.toContain('change')
      for (const record of trace.records) {
        if (record.kind !== 'transition' || record.t >= trace.until) continue
        const { host, interface: on, vhid, t, to } = record
        const later = trace.records.some(
          (other) => other.id > record.id && other.t === t && 'host' in other && other.host === host,
        )
        const lane = picture.bands
          .filter(({ name }) => name.endsWith(`/${vhid}`))
          .flatMap((band) => band.lanes)
          .find((one) => one.host === host && one.interface === on)!
        const cell = lane.cells[grid.columnOf(t)]!
        // What happens later in the same instant may change it again, or the machine stands still.
        if (!later && cell !== 'split-brain' && cell !== 'paused') expect([record.id, cell]).toEqual([record.id, to])
      }
    }),
    { numRuns: 60 },
  )
})

test('a hand-over of 100 µs, which no even scale shows, beside 20 s of silence', async () => {
  const trace = traceOf('basics/cable-pull')
  const steps = [...new Set([...story(trace)].map(({ t }) => t))]
  const view = { from: 0, to: trace.until, steps }
  const cursor = 20_976_759
  expect(
    textOf(lanesPane(trace, view, 90, cursor, { ascii: false, marks: new Map([['x', 5 * SECOND]]) })),
  ).toMatchInlineSnapshot(`
    [
      "  by event           0s      3.039062s      10s     12.351659s     20s    20.976759s   40s",
      "lan/1  10.0.0.3      ├───────┼───────┼──────┼───────┼──────┼───────┼──────│───────┼──────┤",
      "  1 skunk1  skew 10  ────────███████████████.......................───────│██████████████",
      "  2 skunk2  skew 20  ───────────────────────────────██████████████████████│███████───────",
      "  who is MASTER      --------111111111111111--------2222222222222222222222│11111111111111",
      "  laptop pings       xxxxxxxx               xxxxxxxxxxxxxxx               │              ",
      "  faults                                    A                      B      │",
      "  marks                               x                                   │              ",
    ]
  `)
  expect(
    textOf(timeBar(trace, view, 60, cursor, { ascii: true, marks: new Map([['x', 5 * SECOND]]) })),
  ).toMatchInlineSnapshot(`
    [
      "lan/1  10.0.0.3      .....11111111....2222222222222|1111111",
      "faults                            A            B   |       ",
      "marks                          x                   |       ",
      "by event             '0s  '3.039062s  '12.351659s  '   '40s",
    ]
  `)
  expect(textOf(timeBar(trace, { ...view, from: 8 * SECOND }, 24, cursor, { ascii: false }))).toMatchInlineSnapshot(`
    [
      "lan/1    11░░222222│111",
      "faults     A     B │   ",
      "by eve~  ╵8s ╵ ╵ ╵20s",
    ]
  `)
})
