import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIBRARY, scenariosIn } from '../../src/cli/library.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { type App, appOf } from '../../src/player/app/app.ts'
import { bind } from '../../src/player/app/bindings.ts'
import type { Size } from '../../src/player/app/program.ts'
import { type Player, playerOf } from '../../src/player/app/state.ts'
import { open } from '../../src/player/session/session.ts'
import { TEXTS } from '../../src/player/texts/texts.ts'
import type { StepName } from '../../src/player/texts/tour.ts'
import { stepsFor } from '../../src/player/tour/steps.ts'
import { type Subject, subjectOf } from '../../src/player/tour/subject.ts'
import { type Step, type Tour, TourProgram, toured } from '../../src/player/tour/tour.ts'
import { formatTime } from '../../src/time.ts'
import { widthOf } from '../../src/views/fit.ts'
import type { Line } from '../../src/views/lanes/paint.ts'

// The tour, without a terminal: what each caption says is to be seen.

const SIZES: readonly Size[] = [
  { columns: 80, rows: 23 },
  { columns: 100, rows: 29 },
  { columns: 160, rows: 49 },
]
const USUAL = SIZES[1]!

async function playerFor(name: string): Promise<Player> {
  const { scenario } = await openScenario(join(LIBRARY, `${name}.yaml`), {})
  return playerOf(open(scenario), { hints: false })
}

interface Toured {
  readonly program: TourProgram<App>
  readonly steps: readonly Step[]
}

function tourOf(player: Player, ascii = false): Toured | string {
  const steps = stepsFor(player, ascii)
  if (typeof steps === 'string') return steps
  const start: App = { library: null, player, path: '', left: new Map() }
  const program = appOf({ ascii, preview: () => ({ problem: 'none' }) })
  return { steps, program: new TourProgram({ program, start, steps, ascii, left: (app) => app }) }
}

async function cablePull(): Promise<Toured> {
  const tour = tourOf(await playerFor('basics/cable-pull'))
  if (typeof tour === 'string') throw new Error(tour)
  return tour
}

/** What stands on the screen, each run of blanks as one. */
function textOf(lines: readonly Line[]): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n')
}

const tight = (text: string) => text.replace(/[ │╢║|]+/g, ' ')

/** What captions speak of, as it is called on the screen. */
function claimsOf(player: Player): Readonly<Record<StepName, readonly string[]>> {
  const { master, backup, addresses, elected, pulled, takenOver, pull }: Subject = subjectOf(player.session)!
  const { until } = player.session.branches[0]!.trace
  const at = (t: number) => `${formatTime(t)} of ${formatTime(until)}`
  const [address = ''] = addresses[0]!.split('/')
  const isIpv6Alone = addresses.every((one) => one.includes(':'))
  const { verb, ...on } = pull.action
  expect(verb).toBe('unplug')
  const act = `cable of ${Object.values(on).join(' ')} pulled`
  return {
    start: [master, backup, address, at(0)],
    play: [`${master} MASTER`, 'paused'],
    back: [`${master} MASTER`, at(elected)],
    go: [`${master} MASTER`, at(pulled)],
    menu: [`what to do to ${master}`, `${pull.key} pull the cable`],
    pull: [act, `${master} `, 'no carrier'],
    silence: [`▸ ${backup} BACKUP`, isIpv6Alone ? 'master down (IPv6) in' : 'master down in'],
    takeover: [`${backup} MASTER`, at(takenOver)],
    why: [`${backup} has been MASTER`, 'master-down timer ran out', act],
    undo: [`undone: ${act}`, at(pulled)],
    compare: ['first difference at', 'compared with as written'],
    end: [at(pulled + 1)],
  }
}

/** A step when all of its keys are pressed. */
function done({ program }: Toured, step: number): Tour<App> {
  return program.press(program.at(step), 'space', USUAL).state
}

/** What a caption names that is to be read elsewhere on the screen: times. */
function timesIn(caption: string): readonly string[] {
  return caption.match(/\b\d[\d.]*(?:us|ms|s)\b/g) ?? []
}

/** Whoever is shown around is shown the first things. */
const BASICS = scenariosIn(LIBRARY).flatMap(({ name }) => (/^(?:basics|systems)\//.test(name) ? [name] : []))

test.each(BASICS)('%s: what each caption says is on the screen', async (name) => {
  const player = await playerFor(name)
  for (const ascii of [false, true]) {
    const tour = tourOf(player, ascii)
    if (typeof tour === 'string') {
      expect(tour).toContain('there is no such machine here')
      continue
    }
    const claims = Object.values(claimsOf(player))
    for (const [place, { caption, title }] of tour.steps.entries()) {
      for (const size of SIZES) {
        const lines = tour.program.paint(done(tour, place), size)
        expect(lines.map(widthOf)).toEqual(Array.from({ length: size.rows }, () => size.columns))
        const text = textOf(lines)
        if (ascii) expect(text).toMatch(/^[\n -~]*$/)
        const box = text.slice(text.lastIndexOf(title) - 20)
        const program = tight(text.slice(0, -box.length))
        const expected = [...claims[place]!, ...timesIn(caption)].map((what) => (ascii ? what.replace('▸', '>') : what))
        for (const what of expected) expect(program, `${title}, ${size.columns} columns`).toContain(what)
        for (const word of caption.split(' ')) expect(tight(box)).toContain(word)
      }
    }
  }
})

test('the tour of the cable pull is the one that people are told of', async () => {
  const tour = await cablePull()
  expect(tour.steps.map(({ title }) => title)).toEqual(Object.values(TEXTS.tour.steps).map(({ title }) => title))
  const pulled = done(tour, 5).inner.player!.session
  expect(pulled.branches.map(({ act }) => act)).toEqual([null, 'cable of skunk1 em0 pulled'])
})

test('however time goes by, each step ends in the same state', async () => {
  const { program, steps } = await cablePull()
  const pieces = fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(pieces, (walls) => {
      const tour = walls.reduce((so, wall) => program.elapse(so, wall), program.at(0))
      const once = program.elapse(
        program.at(0),
        walls.reduce((sum, wall) => sum + wall, 0),
      )
      expect([tour.step, tour.at]).toEqual([once.step, once.at])
      const [session, other] = [tour, once].map(({ inner }) => inner.player!.session)
      expect(Math.abs(session!.cursor - other!.cursor)).toBeLessThanOrEqual(1)
      expect(session!.branches.length).toBe(other!.branches.length)
    }),
    { numRuns: 30 },
  )
  const hour = program.elapse(program.at(0), 3_600_000_000)
  expect(hour.step).toBe(steps.length - 1)
  expect(hour.inner).toBe(done({ program, steps }, steps.length - 1).inner)
  expect(program.next(hour)).toBe(null)
})

test('on at once, back, held, and left', async () => {
  const { program, steps } = await cablePull()
  const press = (tour: Tour<App>, key: string) => program.press(tour, key, USUAL).state
  const third = ['space', 'right', 'space', 'right', 'enter'].reduce(press, program.at(0))
  expect([third.step, third.at > 0]).toEqual([2, true])
  expect(press(third, 'left')).toEqual(program.at(1))
  expect(press(program.at(0), 'left')).toEqual(program.at(0))
  const held = press(third, 'p')
  expect(program.elapse(held, 600_000_000).step).toBe(2)
  expect(program.elapse(press(held, 'p'), 600_000_000).step).toBe(steps.length - 1)
  for (const key of ['q', 'escape']) {
    const left = press(third, key)
    expect(left.inner.player!.session).toBe(third.inner.player!.session)
    expect(textOf(program.paint(left, USUAL))).not.toContain('tour 3 of')
    // The keys are the viewer's now.
    const forth = press(left, 'shift+right').inner.player!.session
    expect(forth.cursor).toBe(10_000_000)
  }
  expect(program.press(third, 'ctrl+c', USUAL).want).toEqual({ do: 'quit' })
  expect(program.press(third, 'ctrl+z', USUAL).want).toEqual({ do: 'suspend' })
  expect(program.press(press(third, 'q'), 'q', USUAL).want).toEqual({ do: 'quit' })
})

test('a tour presses the keys of the viewer, and names them', async () => {
  const player = await playerFor('basics/cable-pull')
  const keys = bind(new Map([['fault', ['x']] as const, ['toggle', ['y']] as const]))
  const tour = tourOf({ ...player, keys })
  if (typeof tour === 'string') throw new Error(tour)
  expect(tour.steps[4]!.caption).toMatch(/^x shows all that can be done to skunk1/)
  const shown = textOf(tour.program.paint(done(tour, 4), USUAL))
  expect(shown).toContain('pull the cable')
  expect(tourOf({ ...player, keys: bind(new Map([['why', []]])) })).toMatch(/needs a key .*: why$/)
})

test('the box says what is pressed', async () => {
  const { program } = await cablePull()
  const later = program.elapse(program.at(3), 2_400_000)
  expect(textOf(program.paint(later, USUAL))).toMatch(/tour 4 of 12: To any time ─+ pressed: :goto ─/)
})

test('who does not see the screen is told each step and what its keys change, and goes on by hand', async () => {
  const { program } = await cablePull()
  const begun = program.tell(null, program.at(0), null)
  expect(begun.slice(0, 2)).toEqual([
    'tour 1 of 12: Two machines, one address',
    expect.stringMatching(/^skunk1 and skunk2 share/),
  ])
  expect(begun).toContain('Cable pull. It lasts 40s.')
  const why = program.tell(program.at(8), done({ program, steps: [] }, 8), 'space')
  expect(why.join('\n')).toContain('cable of skunk1 em0 pulled')
  const next = program.tell(
    program.at(5),
    program.press(done({ program, steps: [] }, 5), 'space', USUAL).state,
    'space',
  )
  expect(next[0]).toBe('tour 7 of 12: Silence')
  const { inner } = program.at(0)
  const show = { program: appOf({ ascii: false, preview: () => ({ problem: 'none' }) }), start: inner, color: false }
  const tour = { steps: [], ascii: false, left: (app: App) => app }
  const perform = (app: App) => app
  expect(toured({ ...show, mouse: false, tells: true, perform }, { ...tour, steps: [STEP] }).start.held).toBe(true)
  expect(toured({ ...show, mouse: false, perform }, { ...tour, steps: [STEP] }).start.held).toBe(false)
})

const STEP: Step = { title: 'One', caption: 'one', keys: [] }

test('the mouse is the viewer’s when the tour is left', async () => {
  const { program } = await cablePull()
  const click = { what: 'wheel down', ctrl: false, at: { x: 40, y: 12 } } as const
  const tour = program.at(1)
  expect(program.point(tour, click, USUAL).state).toBe(tour)
  const left = program.press(tour, 'q', USUAL).state
  expect(program.point(left, click, USUAL).state.inner).not.toBe(left.inner)
})
