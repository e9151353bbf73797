import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { Grid, type View } from '../../src/views/lanes/grid.ts'
import { gutterFor } from '../../src/views/lanes/labels.ts'
import { historiesOf, lanes } from '../../src/views/lanes/lanes.ts'
import { paintLanes } from '../../src/views/lanes/paint.ts'
import { columnsOf } from '../../src/views/wrap.ts'
import { scenarios } from '../properties/scenarios.ts'
import { becomes, castOf, type Happening, power, traceOf } from '../trace/records.ts'

/** The picture of a trace in lines. */
function picture(trace: Trace, width = 80, view: Partial<View> = {}, ascii = false): string {
  const groups = historiesOf(trace)
  const gutter = gutterFor(groups, width)
  const drawn = lanes(trace, { from: 0, to: trace.until, columns: width - gutter - 1, ...view }, groups)
  const lines = paintLanes(drawn, { gutter, ascii }).map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  )
  return `\n${lines.join('\n')}\n`
}

function boot(...names: string[]): Happening[] {
  return names.flatMap((name): Happening[] => [
    [0, power(name, 'on')],
    [0, becomes(name, 'INIT', 'BACKUP')],
  ])
}

function fault(seconds: number): Happening {
  return [seconds, { kind: 'fault', verb: 'cut', target: 'a', text: 'something' }]
}

/** a is MASTER from 3 s; at 20 s b is, too, for a while; then this happens. */
function overlap(lasts: number, end: Happening[1]): Trace {
  const happenings: Happening[] = [
    ...boot('a', 'b'),
    [3, becomes('a', 'BACKUP', 'MASTER')],
    [20, becomes('b', 'BACKUP', 'MASTER')],
    [20 + lasts, end],
  ]
  return traceOf(castOf('a', 'b'), 40, happenings)
}

test('a split-brain of 4 ms in 40 s is seen', () => {
  expect(picture(overlap(0.004, becomes('b', 'MASTER', 'BACKUP')))).toMatchInlineSnapshot(`
    "
                       0s             10s            20s            30s          40s
    lan/1  10.0.0.100  ├──────────────┼──────────────┼──────────────┼──────────────┤
      1 a  skew 0      ─────█████████████████████████!█████████████████████████████
      2 b  skew 10     ──────────────────────────────!─────────────────────────────
      who is MASTER    -----1111111111111111111111111!11111111111111111111111111111
    "
  `)
})

test('a hand-over of 4 ms is not painted as one', () => {
  expect(picture(overlap(0.004, becomes('a', 'MASTER', 'BACKUP')))).toMatchInlineSnapshot(`
    "
                       0s             10s            20s            30s          40s
    lan/1  10.0.0.100  ├──────────────┼──────────────┼──────────────┼──────────────┤
      1 a  skew 0      ─────█████████████████████████──────────────────────────────
      2 b  skew 10     ──────────────────────────────██████████████████████████████
      who is MASTER    -----1111111111111111111111111222222222222222222222222222222
    "
  `)
})

test('what is shorter than a cell does not vanish', () => {
  const happenings: Happening[] = [
    ...boot('a', 'b'),
    [3, becomes('a', 'BACKUP', 'MASTER')],
    [10, becomes('a', 'MASTER', 'INIT')],
    [10.01, becomes('a', 'INIT', 'BACKUP')],
    [10.02, becomes('a', 'BACKUP', 'MASTER')],
    [20, becomes('b', 'BACKUP', 'MASTER')],
    [20.001, becomes('a', 'MASTER', 'BACKUP')],
    [20.1, becomes('a', 'BACKUP', 'MASTER')],
    [20.101, becomes('b', 'MASTER', 'BACKUP')],
    [35, power('b', 'off')],
  ]
  expect(picture(traceOf(castOf('a', 'b'), 40, happenings))).toMatchInlineSnapshot(`
    "
                       0s             10s            20s            30s          40s
    lan/1  10.0.0.100  ├──────────────┼──────────────┼──────────────┼──────────────┤
      1 a  skew 0      ─────██████████*██████████████*█████████████████████████████
      2 b  skew 10     ──────────────────────────────*──────────────────────
      who is MASTER    -----1111111111-11111111111111*11111111111111111111111111111
    "
  `)
})

test('faults of one column stand below each other', () => {
  const faults = [10, 10.1, 10.2, 20, 30, 30, 30, 30, 30, 30].map(fault)
  expect(picture(traceOf(castOf('a'), 40, [...boot('a'), ...faults]), 60, {}, true)).toMatchInlineSnapshot(`
    "
                       0s        10s       20s       30s     40s
    lan/1  10.0.0.100  +---------+---------+---------+---------+
      1 a  skew 0      ----------------------------------------
      who is MASTER    ----------------------------------------
      faults                     A         D         E
                                 B                   F
                                 C                   G
                                                     +
    "
  `)
})

test('long names are cut, and leave room for the picture', () => {
  const trace = traceOf(castOf('the-firewall-in-the-basement-of-the-old-house', 'b'), 40, boot('b'))
  expect(picture(trace, 60)).toMatchInlineSnapshot(`
    "
                            0s      10s      20s      30s    40s
    lan/1  10.0.0.100       ├───────┼────────┼────────┼────────┤
      1 the-~ouse  skew 0
      2 b          skew 10  ───────────────────────────────────
      who is MASTER         -----------------------------------
    "
  `)
})

test.each([
  ['10 µs', 0.00001],
  ['5 ms', 0.005],
  ['90 s', 90],
  ['2 h', 7_200],
  ['10 d', 864_000],
])('the axis of %s', (_, seconds) => {
  const axis = picture(traceOf([], seconds, []), 100)
    .trimEnd()
    .split('\n')
  expect(`\n${axis.slice(1).join('\n')}\n`).toMatchSnapshot()
})

test('columns cover a view without gap or overlap, and find their instants', () => {
  const views = fc.record({
    from: fc.integer({ min: 0, max: 2 ** 50 }),
    span: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 2 ** 51 })),
    columns: fc.integer({ min: 1, max: 1_000 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(views, ({ from, span, columns, at }) => {
      const grid = new Grid({ from, to: from + span, columns })
      const t = from + Math.min(span - 1, Math.floor(span * at))
      const column = grid.columnOf(t)
      expect(grid.start(0)).toBe(from)
      expect(grid.start(columns)).toBe(from + span)
      expect(grid.start(column)).toBeLessThanOrEqual(t)
      expect(grid.end(column)).toBeGreaterThan(t)
    }),
  )
})

const views = fc
  .record({ from: fc.integer({ min: 0, max: 39 }), span: fc.integer({ min: 1, max: 40 }), fine: fc.boolean() })
  .map(({ from, span, fine }) => ({ from: from * SECOND, to: from * SECOND + span * (fine ? 1_000 : SECOND) }))

test('whatever happens: cells fill the columns, nothing vanishes, and a hand-over is no split-brain', () => {
  fc.assert(
    fc.property(scenarios(), views, fc.integer({ min: 10, max: 200 }), (scenario, { from, to }, columns) => {
      const trace = simulate(scenario, { level: 'changes' })
      const groups = historiesOf(trace)
      const grid = new Grid({ from, to, columns })
      const { bands } = lanes(trace, { from, to, columns }, groups)
      bands.forEach(({ lanes: drawn, who }, k) => {
        const { vhosts, overlaps, tenures } = groups[k]!
        const shown = (cells: readonly unknown[], window: { from: number; to: number }) => {
          const range = grid.columnsOf(window)
          return range && cells.slice(range.first, range.last + 1)
        }
        expect(who).toHaveLength(columns)
        drawn.forEach(({ cells }, i) => {
          expect(cells).toHaveLength(columns)
          for (const span of vhosts[i]!.spans) {
            const part = shown(cells, span)
            if (part)
              expect(part.some((cell) => [span.state, 'change', 'split-brain'].includes(cell as string))).toBe(true)
          }
        })
        for (const { masters, ...window } of tenures) {
          if (masters.length === 0) expect(shown(who, window) ?? []).toSatisfy(all('nobody', 'split-brain'))
        }
        const splits = overlaps.filter(({ kind }) => kind === 'split-brain')
        for (const split of splits) expect(shown(who, split) ?? []).toSatisfy(all('split-brain'))
        if (splits.length === 0) expect(JSON.stringify([who, drawn])).not.toContain('split-brain')
      })
    }),
    { numRuns: 60 },
  )
})

test('whatever happens, every line fits its width and every glyph is one column', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 60, max: 200 }), fc.boolean(), (scenario, width, ascii) => {
      const drawn = picture(simulate(scenario, { level: 'changes' }), width, {}, ascii)
      for (const line of drawn.split('\n')) {
        expect(line.length).toBeLessThanOrEqual(width)
        expect(columnsOf(line)).toBe(line.length)
        if (ascii) expect(line).toMatch(/^[ -~]*$/)
      }
    }),
    { numRuns: 30 },
  )
})

function all(...allowed: readonly string[]): (cells: readonly unknown[]) => boolean {
  return (cells) => cells.every((cell) => allowed.includes(cell as string))
}
