import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type App, appOf } from '../../src/player/app/app.ts'
import { screenOf } from '../../src/player/app/program.ts'
import { playerOf } from '../../src/player/app/state.ts'
import { choices, choicesSoon } from '../../src/player/session/choices.ts'
import { apply, open, type Session } from '../../src/player/session/session.ts'
import { TEXTS } from '../../src/player/texts/texts.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { eventRows } from '../../src/views/events/events.ts'
import type { Line } from '../../src/views/lanes/paint.ts'

// A run that is too long to be told, or played, between two frames.

const FILE = new URL('../bench/long-run.yaml', import.meta.url)
const WINDOW = { columns: 120, rows: 40 }
const PART = 1_000_000 / 60

const scenario = loadScenario(readFileSync(FILE, 'utf8'), 'long-run.yaml', { until: 200_000_000 })
const program = appOf({ ascii: false, preview: () => ({ problem: 'none' }) })

function appFor(session: Session): App {
  return { library: null, player: playerOf(session), path: '', left: new Map() }
}

function textOf(app: App): string {
  const lineText = (line: Line) => line.map(({ text }) => text).join('')
  return screenOf(program, app, WINDOW).map(lineText).join('\n')
}

/** Frames until there is nothing more to wait for. */
function framesOf(app: App): string[] {
  const frames = [textOf(app)]
  for (let now = app; program.next(now) === PART; ) {
    now = program.elapse(now, PART)
    frames.push(textOf(now))
  }
  return frames
}

/** As a trace looks of which nobody has asked anything yet. */
function unread(session: Session): Session {
  const [branch] = session.branches
  const trace: Trace = { ...branch!.trace }
  return { ...session, branches: [{ ...branch!, trace }] }
}

const opened = open(scenario)

test.each([false, true])('verbose %s: a long list is told in parts, and then is as if told at once', (verbose) => {
  const session = { ...apply(opened, { do: 'goto', t: scenario.until }), verbose }
  const told = unread(session)
  eventRows(told.branches[0]!.trace, { verbose })
  const frames = framesOf(appFor(unread(session)))
  expect(frames[0]).toContain(TEXTS.reading(0).slice(0, -3))
  expect(frames.length).toBeGreaterThan(1)
  expect(frames.at(-1)).toBe(textOf(appFor(told)))
})

test('what is told already is shown while the rest is told', () => {
  const frames = framesOf(appFor(unread(opened)))
  expect(new Set(frames).size).toBe(1)
  expect(frames.length).toBeGreaterThan(1)
})

test('a menu opens at once, and has its choices when the machines have come to the cursor', () => {
  const session = unread({ ...apply(opened, { do: 'goto', t: 150_000_000 }), selected: { host: 'skunk2' } })
  let parts = 0
  while (choicesSoon(session) === undefined) parts += 1
  expect(parts).toBeGreaterThan(1)
  expect(choicesSoon(session)).toEqual(choices(unread(session)))
  const app = appFor(unread(session))
  const pressed = program.press(app, 'f', WINDOW).state
  const frames = framesOf(pressed)
  expect(frames[0]).toContain(TEXTS.asking)
  expect(frames.at(-1)).toContain('crash it: power off')
})
