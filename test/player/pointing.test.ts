import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIBRARY } from '../../src/cli/library.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { type App, appOf } from '../../src/player/app/app.ts'
import { libraryOf } from '../../src/player/app/library.ts'
import type { Pointed } from '../../src/player/app/program.ts'
import { playerOf } from '../../src/player/app/state.ts'
import { open } from '../../src/player/session/session.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { columnsOf } from '../../src/views/wrap.ts'

// The mouse does what keys do. What is clicked is found on the screen, as people do it.

const program = appOf({ ascii: false, preview: () => ({ problem: 'none' }) })
const SIZES = [
  { columns: 80, rows: 23 },
  { columns: 120, rows: 39 },
  { columns: 200, rows: 59 },
]

async function appFor(name: string): Promise<App> {
  const { scenario } = await openScenario(join(LIBRARY, `${name}.yaml`), {})
  return { library: null, player: playerOf(open(scenario)), path: name, left: new Map() }
}

type Size = (typeof SIZES)[number]

function rowsOf(app: App, size: Size): string[] {
  return program.paint(app, size).map((line) => line.map(({ text }) => text).join(''))
}

/** Where a text stands, its first character. */
function placeOf(app: App, size: Size, text: string | RegExp, last = false): { x: number; y: number } {
  const rows = rowsOf(app, size)
  const places = rows.flatMap((row, y) => {
    const x = row.search(typeof text === 'string' ? text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : text)
    return x === -1 ? [] : [{ x: columnsOf(row.slice(0, x)), y }]
  })
  const place = last ? places.at(-1) : places[0]
  if (place === undefined) throw new Error(`${text} is not to be seen:\n${rows.join('\n')}`)
  return place
}

function keys(app: App, size: Size, ...pressed: string[]): App {
  return pressed.reduce((so, key) => program.press(so, key, size).state, app)
}

function point(app: App, size: Size, at: Pointed['at'], what: Pointed['what'] = 'click', ctrl = false): App {
  return program.point!(app, { what, ctrl, at }, size).state
}

/** What is picked. */
function recordOf({ player }: App): TraceRecord | undefined {
  const { branches, picked } = player!.session
  return branches[0]!.trace.records.find(({ id }) => id === picked)
}

const click = (app: App, size: Size, text: string | RegExp, last = false) =>
  point(app, size, placeOf(app, size, text, last))

test.each(SIZES)('$columns x $rows: a machine and its cable are selected in the network', async (size) => {
  const start = keys(await appFor('basics/two-vhids'), size, '1')
  const [, other] = start.player!.session.branches[0]!.trace.hosts
  const selected = click(start, size, new RegExp(`(?<= )${other!.name} `))
  expect(selected.player!.session.selected).toMatchObject({ host: other!.name })
  expect(selected.player!.focus).toBe('network')
  const cable = click(start, size, /(?<=em0 ─*)─(?=[╢╫┤])/)
  expect(cable.player!.session.selected).toMatchObject({ interface: 'em0' })
})

test.each(SIZES)('$columns x $rows: a click in the bar goes to that time, one on a name does not', async (size) => {
  const start = await appFor('basics/cable-pull')
  const place = placeOf(start, size, /faults/)
  const rows = rowsOf(start, size)
  const right = { x: size.columns - 3, y: place.y }
  const late = point(start, size, right).player!.session.cursor
  expect(late).toBeGreaterThan(38_000_000)
  expect(late).toBeLessThanOrEqual(40_000_000)
  expect(point(start, size, place).player!.session.cursor).toBe(0)
  expect(point(start, size, right).player!.focus).toBe('time')
  expect(rows.length).toBe(size.rows)
})

test.each(SIZES)('$columns x $rows: a frame on its way is selected where it is', async (size) => {
  const start = keys(await appFor('basics/one-way-cut'), size, ...':goto 11.000040s', 'enter', '1')
  const lost = click(start, size, /(?<=─)●/)
  expect(recordOf(lost)).toMatchObject({ kind: 'lost' })
})

test('in steps, too, a click on the bar goes to what is shown there', async () => {
  const size = SIZES[1]!
  const start = keys(await appFor('basics/cable-pull'), size, 't')
  const pulled = placeOf(start, size, /(?<=faults.*)A/)
  expect(point(start, size, pulled).player!.session.cursor).toBe(10_000_000)
})

test('what a column of the lanes shows is what a click on it goes to', async () => {
  const size = SIZES[1]!
  const start = keys(await appFor('basics/cable-pull'), size, 'L', 'L')
  const cursor = placeOf(start, size, /│(?=.*│$)/)
  const rows = rowsOf(start, size)
  const y = rows.findIndex((row) => /skunk1 +skew/.test(row))
  const x = [...rows[y]!].findIndex((glyph, i) => glyph === '│' && i > 5)
  const moved = point(keys(start, size, 'g'), size, { x, y })
  // The same column, whatever the instant within it.
  expect([...rowsOf(moved, size)[y]!][x]).toBe('│')
  expect(cursor.y).toBeGreaterThan(0)
})

test.each(SIZES)('$columns x $rows: an event of the list, a pane by its name, and scrolling', async (size) => {
  const start = keys(await appFor('basics/cable-pull'), size, '3')
  const there = click(start, size, /(?<= )10\.000000/)
  expect(there.player!.session.cursor).toBe(10_000_000)
  // Of several at an instant the one that was clicked.
  const demoted = click(start, size, /demotion 1/)
  expect(demoted.player!.session.cursor).toBe(10_000_000)
  expect(recordOf(demoted)).toMatchObject({ kind: 'demotion', host: 'skunk1' })
  const why = click(start, size, /4 why/)
  expect(why.player!.focus).toBe('why')
  const list = placeOf(start, size, /(?<= )3\.039062/)
  const scrolled = point(start, size, list, 'wheel down')
  expect(scrolled.player!.session.cursor).toBeGreaterThan(0)
  expect(point(scrolled, size, list, 'wheel up').player!.session.cursor).toBe(0)
})

test('the wheel zooms over the bar, and anywhere with ctrl', async () => {
  const size = SIZES[1]!
  const start = await appFor('basics/cable-pull')
  const widthOf = ({ player }: App) => player!.session.view.to - player!.session.view.from
  const bar = placeOf(start, size, /faults/)
  const near = point(start, size, bar, 'wheel up')
  expect(widthOf(near)).toBe(20_000_000)
  expect(widthOf(point(near, size, bar, 'wheel down'))).toBe(40_000_000)
  expect(widthOf(point(start, size, placeOf(start, size, /3 events/), 'wheel up', true))).toBe(20_000_000)
})

test.each(SIZES)('$columns x $rows: in the menu a click chooses, and one on what is chosen does it', async (size) => {
  const menu = keys(await appFor('basics/cable-pull'), size, 'L', 'f')
  const chosen = click(menu, size, /pull the cable/)
  expect(chosen.player!.over).toMatchObject({ is: 'menu' })
  const done = click(chosen, size, /pull the cable/)
  expect(done.player!.over).toBeNull()
  expect(done.player!.session.branches.length).toBe(2)
  const branches = keys(done, size, 'b')
  const root = click(click(branches, size, /as written/), size, /as written/)
  expect(root.player!.session.current).toBe(0)
})

test('the library: a click chooses, a second one opens', () => {
  const entries = Array.from({ length: 100 }, (_, i) => ({ name: `a/b${i}`, path: `p${i}`, title: `t${i}` }))
  const size = SIZES[1]!
  const app: App = { library: libraryOf(entries), player: null, path: '', left: new Map() }
  const chosen = click(app, size, /a\/b7 /)
  expect(chosen.library!.at).toBe(7)
  const pointing: Pointed = { what: 'click', ctrl: false, at: placeOf(chosen, size, /a\/b7 /) }
  expect(program.point!(chosen, pointing, size).want).toEqual({ do: 'open', path: 'p7' })
  expect(point(chosen, size, { x: 3, y: 9 }, 'wheel down').library!.at).toBe(8)
})

test('while something is typed or asked, the mouse does nothing', async () => {
  const size = SIZES[1]!
  for (const pressed of [[':', 'g'], ['m'], ['s']]) {
    const asked = keys(await appFor('basics/cable-pull'), size, ...pressed)
    expect(click(asked, size, /4 why/)).toEqual(asked)
  }
})

test('wherever one clicks, in whatever state: no failure, and the screen stays whole', async () => {
  const start = await appFor('systems/freebsd-beside-ucarp')
  const pressed = fc.array(fc.constantFrom('f', '?', 'b', 'L', 'p', 'enter', 'w', 'c', '/', '1', '2'), { maxLength: 6 })
  const cell = fc.record({ x: fc.integer({ min: 0, max: 230 }), y: fc.integer({ min: 0, max: 70 }) })
  const what = fc.constantFrom<Pointed['what'][]>('click', 'wheel up', 'wheel down')
  fc.assert(
    fc.property(
      fc.constantFrom(...SIZES),
      pressed,
      fc.array(fc.tuple(cell, what, fc.boolean()), { maxLength: 4 }),
      (size, before, clicks) => {
        const app = clicks.reduce((so, [at, how, ctrl]) => point(so, size, at, how, ctrl), keys(start, size, ...before))
        const rows = rowsOf(app, size)
        expect(rows.map(columnsOf)).toEqual(rows.map(() => size.columns))
        expect(rows.length).toBe(size.rows)
      },
    ),
    { numRuns: 60 },
  )
})
