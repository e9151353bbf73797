import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SECOND } from '../../../src/time.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { lanesPane, timeBar } from '../../../src/views/bar/bar.ts'
import { eventRows, lastBy, paintEvents } from '../../../src/views/events/events.ts'
import { cutText, overlaid, widthOf } from '../../../src/views/fit.ts'
import { inspect, whyPane, whyRecordPane } from '../../../src/views/inspector/inspector.ts'
import type { Line } from '../../../src/views/lanes/paint.ts'
import { paintScene } from '../../../src/views/scene/paint.ts'
import { scene } from '../../../src/views/scene/scene.ts'
import { columnsOf } from '../../../src/views/wrap.ts'
import { LIBRARY, textOf, traceOf } from './library.ts'

interface Look {
  readonly t: number
  readonly columns: number
  readonly rows: number
  readonly ascii: boolean
  readonly selected: string
  readonly least: number
}

function looks(trace: Trace): fc.Arbitrary<Look> {
  const names = trace.hosts.flatMap(({ name, interfaces }) => [name, ...interfaces.map((nic) => `${name}.${nic.name}`)])
  const happened = trace.records.map(({ t }) => t)
  return fc.record({
    // Any time, and those at which something happens.
    t: fc.oneof(fc.integer({ min: 0, max: trace.until }), fc.constantFrom(0, ...happened)),
    columns: fc.oneof(fc.integer({ min: 1, max: 220 }), fc.constantFrom(80, 100, 120)),
    rows: fc.integer({ min: 0, max: 60 }),
    ascii: fc.boolean(),
    selected: fc.constantFrom(...names, '#1', '#999999999', 'nobody'),
    least: fc.constantFrom(0, 66_000, SECOND),
  })
}

function fits(lines: readonly Line[], columns: number, rows: number, ascii: boolean): void {
  expect(lines.length).toBeLessThanOrEqual(rows)
  const strange = ascii ? /[^ -~]/ : /\p{Cc}/u
  expect(textOf(lines).filter((text) => columnsOf(text) > columns || strange.test(text))).toEqual([])
}

/** So often each scenario is looked at. */
const LOOKS = Number(process.env['CARPSIM_LOOKS'] ?? 6)
const ENDLESS = Number.POSITIVE_INFINITY

test.each(LIBRARY)('%s: at any time, in any size, no pane is larger than it may be', async (name) => {
  const trace = traceOf(name)
  fc.assert(
    fc.property(looks(trace), ({ t, columns, rows, ascii, selected, least }) => {
      const host = selected.split('.')[0]!
      const view = { from: Math.floor(t / 2), to: Math.max(t, 1) }
      fits(paintScene(scene(trace, t, least), { columns, rows }, { ascii, selected }), columns, rows, ascii)
      fits(timeBar(trace, view, columns, t, { ascii }), columns, ENDLESS, ascii)
      fits(lanesPane(trace, view, columns, t, { ascii }), columns, ENDLESS, ascii)
      const steps = [...new Set(eventRows(trace, { verbose: rows > 20 }).map((row) => row.t))]
      const marks = new Map([['漢字', t]])
      fits(timeBar(trace, { ...view, steps }, columns, t, { ascii, marks }), columns, ENDLESS, ascii)
      fits(lanesPane(trace, { ...view, steps }, columns, t, { ascii, marks }), columns, ENDLESS, ascii)
      for (const verbose of [false, true]) {
        const told = eventRows(trace, { verbose })
        fits(paintEvents(told, lastBy(told, t), { columns, rows }, { ascii }), columns, rows, ascii)
      }
      fits(inspect(trace, t, selected, { ascii }), ENDLESS, ENDLESS, ascii)
      fits(whyPane(trace, t, { host }, columns, { ascii }), columns, ENDLESS, ascii)
      fits(whyPane(trace, t, null, columns, { ascii }), columns, ENDLESS, ascii)
      for (const { id } of trace.records.filter((record) => record.t >= t).slice(0, 2)) {
        fits(inspect(trace, t, `#${id}`, { ascii, columns }), columns, ENDLESS, ascii)
        fits(whyRecordPane(trace, id, columns, { ascii }), columns, ENDLESS, ascii)
      }
    }),
    { numRuns: LOOKS },
  )
})

test.each(['changes', 'metrics'] as const)('a trace of level %s is shown as far as it goes', async (level) => {
  for (const name of LIBRARY) {
    const trace = traceOf(name, level)
    for (const t of [0, Math.floor(trace.until / 3), trace.until]) {
      const picture = paintScene(scene(trace, t), { columns: 80, rows: 20 }, { ascii: false, selected: null })
      expect(picture.length).toBeGreaterThan(0)
      fits(picture, 80, 20, false)
      fits(whyPane(trace, t, null, 80), 80, ENDLESS, false)
      for (const { name: host } of trace.hosts) {
        fits(inspect(trace, t, host), ENDLESS, ENDLESS, false)
        fits(whyPane(trace, t, { host }, 80), 80, ENDLESS, false)
      }
      fits(timeBar(trace, { from: 0, to: trace.until }, 80, t, { ascii: false }), 80, ENDLESS, false)
      const rows = eventRows(trace, { verbose: true })
      fits(paintEvents(rows, lastBy(rows, t), { columns: 80, rows: 9 }, { ascii: false }), 80, 9, false)
    }
  }
})

test('a text is cut where its columns end, wide characters too', () => {
  expect(cutText('漢字かな', 8)).toBe('漢字かな')
  expect(cutText('漢字かな', 7)).toBe('漢字か~')
  expect(cutText('漢字かな', 6)).toBe('漢字~')
  expect(cutText('漢', 1)).toBe('~')
  expect(cutText('漢', 0)).toBe('')
})

test('what is laid over a line takes one column, wherever that is', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '漢', '─') })
  fc.assert(
    fc.property(fc.array(text), fc.integer({ min: 0, max: 30 }), (texts, column) => {
      const line = texts.map((piece) => ({ text: piece }))
      const laid = overlaid(line, column, { text: '|' })
      expect(widthOf(laid)).toBe(Math.max(widthOf(line), column + 1))
      const before = textOf([laid])[0]!.split('|')[0]!
      expect(columnsOf(before)).toBe(column)
    }),
  )
})
