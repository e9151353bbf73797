import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIBRARY } from '../../src/cli/library.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { type App, appOf } from '../../src/player/app/app.ts'
import { press } from '../../src/player/app/press.ts'
import { playerOf } from '../../src/player/app/state.ts'
import { told } from '../../src/player/app/telling.ts'
import { apply, type Branch, type Command, currentOf, open, type Session } from '../../src/player/session/session.ts'
import type { Action } from '../../src/scenario/scenario.ts'
import { SECOND } from '../../src/time.ts'
import { widthOf } from '../../src/views/fit.ts'
import type { Line } from '../../src/views/lanes/paint.ts'
import { CABLE_PULL } from '../cli/command.ts'
import { isShort, Terminal } from './terminal.ts'

// What somebody sees who is asked who will be MASTER before it happens: no terminal is needed for that.

const SMALL = { columns: 80, rows: 24 }
const LARGE = { columns: 200, rows: 60 }

async function appFor(name: string, predict = true): Promise<App> {
  const { scenario } = await openScenario(join(LIBRARY, `${name}.yaml`), {})
  return { library: null, player: playerOf(open(scenario), { predict }), path: name, left: new Map() }
}

const program = (ascii: boolean) => appOf({ ascii, preview: () => ({ problem: 'none' }) })

function after(app: App, ...keys: readonly string[]): App {
  return keys.reduce((so, key) => program(false).press(so, key, SMALL).state, app)
}

function textOf(lines: readonly Line[]): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n')
}

function shows(app: App, size = SMALL, ascii = false): string {
  const lines = program(ascii).paint(app, size)
  expect(lines.map(widthOf)).toEqual(lines.map(() => size.columns))
  expect(lines.length).toBe(size.rows)
  return textOf(lines)
}

/** Moved there, whatever lies between. */
async function at(name: string, t: number): Promise<App> {
  const app = await appFor(name)
  return { ...app, player: { ...app.player!, session: apply(app.player!.session, { do: 'goto', t }) } }
}

test('it is asked who, then when; the answer is judged and explained, and the score is shown', async () => {
  const asked = after(await at('basics/cable-pull', 9 * SECOND), 'L')
  const who = shows(asked)
  expect(who).toContain('9.999999s of 40s')
  expect(who).toContain('who will be MASTER of lan/1?')
  expect(who).toContain('At 10s: cable of skunk1 em0 pulled. Now: skunk1 is MASTER.')
  expect(who).toMatch(/▸ 1 +still skunk1 .*\n.* 2 +skunk2 .*\n.* 0 +nobody .*\n.* ! +two or more at once /)
  expect(who).toContain('space skip')
  const when = shows(after(asked, '2'))
  expect(when).toContain('You say: skunk2. Since when?')
  expect(when).toMatch(/d +2 to 3 s later/)
  expect(when).not.toMatch(/= +all the time/)
  const right = shows(after(asked, '2', 'd'))
  expect(right).toContain('1 of 1 right ─ 10s of 40s')
  expect(right).toContain('lan/1: skunk2 is MASTER from 12.351659 on, 2.351659 s after it')
  expect(right).toContain('3 × advbase 1 s + advskew 20/256 s = 3.078125 s after it last heard')
  expect(right).toContain('cable of skunk1 em0 pulled')
  expect(shows(after(asked, '2', 'd', 'enter'))).toContain('[3 events]')
})

test('a time may be typed, and by how much it was missed is said', async () => {
  const asked = after(await at('basics/cable-pull', 9 * SECOND), 'L', 'down', 'enter')
  expect(shows(after(asked, '3', '.', '1'))).toContain('3.1▏')
  const late = shows(after(asked, '3', '.', '1', 'enter'))
  expect(late).toContain('who is right, but it happens 748.341 ms earlier than you said')
  expect(late).toContain('0 of 1 right')
  expect(shows(after(asked, '@', '1', '2', '.', '3', '5', 'enter'))).toContain('1 of 1 right')
  expect(shows(after(asked, '3', 'x', 'enter'))).toContain('write a time after it, such as 3.4s')
  expect(shows(after(asked, 'backspace'))).toContain('who will be MASTER of lan/1?')
})

test('what a wrong answer overlooked is said: preempt off, the slower machine, the way that is cut but one way', async () => {
  const off = shows(after(await at('basics/preempt-off', 19 * SECOND), 'L', '1', 'c'))
  expect(off).toContain('wrong, you said: fw1')
  expect(off).toContain('lan/1: fw2 is MASTER, and it stays so')
  expect(off.replace(/[\s│]+/g, ' ')).toContain('nor could it preempt: preempt was off; else it could have')
  const slower = shows(after(await at('basics/three-hosts', 9 * SECOND), 'L', '3', 'e'))
  expect(slower).toContain('lan/1: fw2 is MASTER from 12.195412 on')
  expect(slower).toContain('fw3 was BACKUP at 12.195412 s: its master-down timer still had 195.313 ms')
  const cut = shows(after(await at('basics/one-way-cut', 9 * SECOND), 'L', '1', '='))
  expect(cut).toContain('lan/1: fw1 and fw2 are MASTER from 12.390725 on')
  expect(cut).toMatch(/did not reach fw2: the way is│\n│ +cut /)
})

test('skipping is one key; whoever looks around first is asked again', async () => {
  const asked = after(await at('basics/cable-pull', 9 * SECOND), 'L')
  const skipped = shows(after(asked, 'space'))
  expect(skipped).toContain('10s of 40s')
  expect(skipped).toContain('[3 events]')
  const looking = after(asked, 'escape')
  expect(shows(looking)).toContain('look around')
  expect(shows(after(looking, 'i'))).toContain('[5 inspector]')
  expect(shows(after(looking, 'i', 'right'))).toContain('who will be MASTER of lan/1?')
})

test('what somebody does is asked about before it happens, of each group in turn', async () => {
  const crashed = after(await at('basics/two-vhids', 5 * SECOND), 'f', 'c')
  expect(shows(crashed, LARGE)).toMatch(/who will be MASTER of \S+\? \(1 of 2\)/)
  expect(crashed.player!.session).toMatchObject({ current: 1, cursor: 5 * SECOND })
  const second = after(crashed, '2', 'e')
  expect(shows(second, LARGE)).toMatch(/who will be MASTER of \S+\? \(2 of 2\)/)
  expect(shows(second, LARGE)).not.toContain('what came of it')
  expect(shows(after(second, '2', '='), LARGE)).toMatch(/what came of it: \d of 2 right/)
})

test('it plays up to a question, and on after what came of it', async () => {
  const playing = after(await at('basics/cable-pull', 9 * SECOND), 'space')
  const asked = program(false).elapse(playing, 5 * SECOND)
  expect(shows(asked)).toContain('who will be MASTER of lan/1?')
  expect(program(false).next(asked)).not.toBeNull()
  expect(after(asked, 'space').player!.session.playing).toBe(true)
  const told = after(asked, '2', 'd')
  expect(told.player!.session.playing).toBe(false)
  expect(after(told, 'enter').player!.session.playing).toBe(true)
})

test('P and :predict ask for it, and end it; it is off unless asked for, and a hint names it', async () => {
  const off = await appFor('basics/cable-pull', false)
  expect(shows(off)).not.toContain('predicting')
  expect(shows(after(off, 'P'))).toContain('predicting')
  expect(shows(after(off, ':', ...'predict on', 'enter'))).toContain('predicting')
  expect(shows(after(off, 'P', ':', ...'predict off', 'enter'))).not.toContain('predicting')
  expect(shows(after(off, ':', ...'predict maybe', 'enter'))).toContain('predict on, or predict off')
  expect(shows({ ...off, player: { ...off.player!, age: 50 * SECOND } })).toContain('P has you predict')
})

const WORDS = (text: string) => text.replace(/ +/g, ' ')

test('in ASCII nothing else stands there', async () => {
  const asked = after(await at('basics/one-way-cut', 9 * SECOND), 'L')
  for (const app of [asked, after(asked, '2'), after(asked, '2', 'b')]) {
    expect(shows(app, SMALL, true)).toMatch(/^[\n -~]*$/)
    expect(shows(app, SMALL, true)).not.toMatch(/ \? /)
  }
  expect(WORDS(shows(asked, SMALL, true))).toContain('> 1 still fw1')
})

test('in words, for those who see no screen: what is asked, what is chosen, what came of it', async () => {
  const before = (await at('basics/cable-pull', 9 * SECOND)).player!
  const said: string[][] = []
  ;['L', 'down', '2', '2', '.', '4', 'enter'].reduce((player, key) => {
    const { state } = press(player, key, SMALL)
    said.push(told(player, state, key))
    return state
  }, before)
  const [asked, chosen, when, typed, , , verdict] = said
  expect(asked).toContain('who will be MASTER of lan/1?')
  expect(asked).toContain('2. 2: skunk2')
  expect(chosen).toEqual(['2 of 4. 2: skunk2'])
  expect(when).toContain('At 10s: cable of skunk1 em0 pulled. You say: skunk2. Since when?')
  expect(typed).toEqual([])
  expect(verdict!.slice(0, 3)).toEqual(['At 10s of 40s.', expect.stringContaining('pulled'), expect.any(String)])
  expect(verdict).toContain('lan/1: skunk2 is MASTER from 12.351659 on, 2.351659 s after it')
  expect(verdict).toContain('right')
})

test('a click chooses an answer, one more gives it; one beside looks around', async () => {
  const asked = after(await at('basics/cable-pull', 9 * SECOND), 'L')
  const rows = shows(asked).split('\n')
  const y = rows.findIndex((row) => row.includes('2  skunk2'))
  const click = (app: App, x: number, row: number) =>
    program(false).point!(app, { at: { x, y: row }, what: 'click', ctrl: false }, SMALL).state
  const chosen = click(asked, 7, y)
  expect(shows(chosen)).toMatch(/▸ 2 +skunk2/)
  expect(shows(click(chosen, 7, y))).toContain('You say: skunk2.')
})

/** The same run, in which something else happens later than that. */
function otherwise(session: Session, seen: number): Branch {
  const branch = currentOf(session)
  const electing = branch.trace.hosts.filter(({ vhosts }) => vhosts.length > 0)
  const at = { ...session, cursor: seen, predicting: { ...session.predicting, on: false } }
  const acted = electing
    .flatMap(({ name: host }) => ['crash', 'boot'].map((verb) => ({ verb, host }) as Action))
    .map((action) => apply(at, { do: 'act', action }))
    .find(({ current }) => current !== session.current)
  return { ...branch, trace: currentOf(acted ?? session).trace }
}

const STEPS: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>({ do: 'step', by: 'transition', way: 1 }, { do: 'step', by: 'event', way: 1 }),
  fc.constantFrom<Command>({ do: 'skip' }, { do: 'zoom', way: 1 }, { do: 'fit' }),
  fc.constantFrom<Command>({ do: 'scale' }, { do: 'verbose' }),
  fc.record({ do: fc.constant('goto' as const), t: fc.nat({ max: 30 * SECOND }) }),
)

/** A pane; or an event, or a frame on its way, in full, and why. */
const KEYS = fc.constantFrom<string[][]>(['2'], ['3'], ['4'], ['5'], ['3', 'd'], ['3', 'up', 'd', '4'], ['1', 'd', 'd'])

// Pings, refusals that repeat themselves, equal machines, a pause: what lasts is told with its end. Switches: the way of a frame.
test.each([
  'basics/cable-pull',
  'basics/password-mismatch',
  'basics/simultaneous-boot-equal',
  'basics/vm-pause',
  'networks/cable-behind-the-switch',
])('%s: whatever happens later than somebody has seen, it looks the same', async (name) => {
  const app = await appFor(name)
  fc.assert(
    fc.property(fc.array(STEPS, { maxLength: 12 }), KEYS, (steps, keys) => {
      const session = steps.reduce(apply, app.player!.session)
      const player = {
        ...app.player!,
        session: { ...session, predicting: { ...session.predicting, question: null } },
      }
      const seen = Math.max(session.cursor, ...session.predicting.seen.values())
      const other = { ...player, session: { ...player.session, branches: [otherwise(session, seen)] } }
      const painted = (one: typeof player) => {
        const lines = textOf(program(false).paint(after({ ...app, player: one }, ...keys), SMALL)).split('\n')
        const from = lines.findIndex((line) => line.includes('1 network'))
        const to = lines.findIndex((line, i) => i > from && line.includes('5 inspector'))
        // Frames in the air are shown on the way that they will take.
        return [...lines.slice(0, from), ...lines.slice(to)].join('\n')
      }
      expect(painted(other)).toBe(painted(player))
    }),
    { numRuns: 40 },
  )
})

test('of a frame on its way it is not told what becomes of it', async () => {
  const sent = [':', ...'goto 9.273475s', 'enter', '1', 'd']
  const shown = async (predict: boolean) => shows(after(await appFor('basics/cable-pull', predict), ...sent), LARGE)
  expect(await shown(false)).toMatch(/skunk2 +on its way, there at 9\.273534 /)
  expect(await shown(true)).toMatch(/skunk2 +on its way +│/)
  expect(await shown(true)).toMatch(/│skunk1 sends its regular advertisement|│skunk1/)
})

test('of a frame between two switches it is told how far it has come', async () => {
  const sent = [':', ...'goto 9.000102s', 'enter', '1', 'd']
  const shown = async (predict: boolean) =>
    shows(after(await appFor('networks/cable-behind-the-switch', predict), ...sent), { columns: 320, rows: 60 })
  const [all, seen] = [await shown(false), await shown(true)]
  for (const told of [all, seen]) expect(told).toMatch(/sw1 +in by fw1\.em0, out by up \(to all\), at 9\.000100/)
  expect(all).toMatch(/sw2 +in by up, out by fw2\.em0, laptop\.em0 \(to all\), at 9\.000105/)
  expect(seen).not.toMatch(/sw2 +in by up/)
})

test('two branches are compared as far as both have been seen, in steps too', async () => {
  const start = await at('basics/cable-pull', 5 * SECOND)
  const compared = after(start, 'f', 'c', 'space', 'c')
  expect(shows(compared)).toContain('the same as as written, as far as it has been seen')
  const { session } = compared.player!
  const [root, crashed] = session.branches
  const elsewise = otherwise({ ...session, current: 0 }, 5 * SECOND)
  for (const keys of [[], ['2'], ['t'], ['t', '2']]) {
    const other = {
      ...compared,
      player: { ...compared.player!, session: { ...session, branches: [elsewise, crashed!] } },
    }
    expect(elsewise.trace).not.toBe(root!.trace)
    expect(shows(after(other, ...keys), LARGE)).toBe(shows(after(compared, ...keys), LARGE))
  }
  const later = after(compared, ':', ...'goto 8s', 'enter', 'u', ':', ...'goto 8s', 'enter', 'U', 'c')
  expect(shows(later)).toMatch(/first difference at 5\.\d+ s/)
})

test.skipIf(isShort)(
  'in a terminal: somebody predicts what a fault of the file does, and what one of his own does',
  {
    timeout: 120_000,
  },
  async () => {
    const terminal = Terminal.carpsim(['play', '--predict', '--ascii', CABLE_PULL], {
      ...SMALL,
      env: { NO_COLOR: '1' },
    })
    await terminal.shows(/predicting - 0s of 40s/)
    terminal.press(']]]] ')
    await terminal.shows('who will be MASTER of lan/1?')
    const asked = await terminal.shows('9.999999s of 40s')
    expect(asked[1]).toMatch(/^\|lan\/1 +10\.0\.0\.3 +[.1]+\|:+ \|$/)
    terminal.press('2')
    await terminal.shows('You say: skunk2. Since when?')
    terminal.press('2.4\r')
    await terminal.shows('1 of 1 right - 10s of 40s')
    await terminal.shows('skunk2 is MASTER from 12.351659 on, 2.351659 s after it')
    terminal.press('\r')
    await terminal.shows('who will be MASTER of lan/1?')
    await terminal.shows('At 20s: cable of skunk1 em0 back.')
    terminal.press('\u001b')
    await terminal.shows('look around: you are asked again as soon as time goes on')
    terminal.press(':crash skunk2\r')
    await terminal.shows('At 20s: skunk2 loses power; cable of skunk1 em0 back.')
    terminal.press('1')
    terminal.press('a')
    await terminal.shows('1 of 2 right')
    await terminal.shows(/who is right, but it happens 3\.\d+ s later than you said/)
    terminal.press('\r')
    terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
    expect(terminal.isColored).toBe(false)
  },
)
