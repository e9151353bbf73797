import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIBRARY } from '../../src/cli/library.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { type App, appOf } from '../../src/player/app/app.ts'
import { bind, isKey, KEYS } from '../../src/player/app/bindings.ts'
import { bottomLine, helpOf, keysIn } from '../../src/player/app/keys.ts'
import { typed, typing } from '../../src/player/app/line.ts'
import { playerOf } from '../../src/player/app/state.ts'
import { open } from '../../src/player/session/session.ts'
import { widthOf } from '../../src/views/fit.ts'
import type { Line } from '../../src/views/lanes/paint.ts'

// What the player looks like, without a terminal: the program is pure.

const SCENARIOS = ['basics/cable-pull', 'basics/two-vhids', 'systems/freebsd-beside-ucarp', 'systems/ipv6-only-split']

async function appFor(name: string): Promise<App> {
  const { scenario } = await openScenario(join(LIBRARY, `${name}.yaml`), {})
  return { library: null, player: playerOf(open(scenario)), path: name, left: new Map() }
}

const program = (ascii: boolean) => appOf({ ascii, preview: () => ({ problem: 'none' }) })

function after(app: App, keys: readonly string[], size = { columns: 100, rows: 30 }): App {
  return keys.reduce((so, key) => program(false).press(so, key, size).state, app)
}

function textOf(lines: readonly Line[]): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n')
}

const KEYS_OF_PEOPLE = [...KEYS.flatMap(([, keys]) => keys), 'enter', 'c', 'x'].filter(
  (key) => !/^q$|ctrl\+[cz]/.test(key),
)

test.each(SCENARIOS)(
  '%s: in each window and after any keys, each row is as wide as the window, and no row too many',
  async (name) => {
    const start = await appFor(name)
    const size = fc.record({ columns: fc.integer({ min: 40, max: 220 }), rows: fc.integer({ min: 11, max: 70 }) })
    const keys = fc.array(fc.constantFrom(...KEYS_OF_PEOPLE), { maxLength: 12 })
    fc.assert(
      fc.property(size, keys, fc.boolean(), (window, pressed, ascii) => {
        const lines = program(ascii).paint(after(start, pressed, window), window)
        expect(lines.length).toBe(window.rows)
        expect(lines.map(widthOf)).toEqual(lines.map(() => window.columns))
        if (ascii) expect(textOf(lines)).toMatch(/^[\n -~]*$/)
      }),
      { numRuns: 60 },
    )
  },
)

test('up to the cursor a branch has the records of the one that it left, and that one stays as it was', async () => {
  const start = await appFor('basics/cable-pull')
  const branched = after(start, [...':goto 5s', 'enter', 'f', 'p'])
  const [first, second] = branched.player!.session.branches
  const until = (t: number) => (record: { readonly t: number }) => record.t <= t
  expect(second!.trace.records.filter(until(5_000_000))).toEqual(first!.trace.records.filter(until(5_000_000)))
  expect(first!.trace).toBe(start.player!.session.branches[0]!.trace)
  expect(second!.trace.records.length).not.toBe(first!.trace.records.length)
})

test('the help and the bottom line are made of the keys', async () => {
  const pressed = KEYS.flatMap(([, keys]) => keys)
  expect(new Set(pressed).size).toBe(pressed.length)
  expect(helpOf('', false).map(({ says }) => says).length).toBe(KEYS.length + 1)
  expect(helpOf('why', false).map(({ keys }) => keys)).toContain('w')
  expect(bottomLine(40, false).length).toBeLessThanOrEqual(40)
  expect(bottomLine(46, false)).toBe('space play · ←→ event · ⇧←→ change · f fault')
  expect(bottomLine(50, true)).toBe('space play | h l event | H L change | f fault')
  expect(pressed.map(isKey)).toEqual(pressed.map(() => true))
  const app = after(await appFor('basics/cable-pull'), ['?', 'z', 'o', 'o', 'm'])
  const shown = textOf(program(false).paint(app, { columns: 100, rows: 30 }))
  expect(shown).not.toContain('save this branch')
  expect(textOf(program(false).paint(after(app, ['escape']), { columns: 100, rows: 30 }))).toContain('[3 events]')
})

test('a line is typed, and mended', () => {
  const keys = (text: string, ...pressed: string[]) =>
    pressed.reduce((line, key) => typed(line, key) ?? line, typing(text))
  expect(keys('', 'a', 'space', 'b')).toEqual({ text: 'a b', at: 3 })
  expect(keys('ab', 'left', 'x')).toEqual({ text: 'axb', at: 2 })
  expect(keys('ab', 'home', 'backspace', 'x')).toEqual({ text: 'xab', at: 1 })
  expect(keys('cut a -> b', 'ctrl+w', 'ctrl+w')).toEqual({ text: 'cut a ', at: 6 })
  expect(keys('abc', 'left', 'ctrl+u')).toEqual({ text: 'c', at: 0 })
  expect(keys('ab', 'page-up')).toEqual({ text: 'ab', at: 2 })
})

test('what is typed makes branches, and what is wrong with it is said', async () => {
  const app = await appFor('basics/cable-pull')
  const size = { columns: 120, rows: 30 }
  const cut = after(app, [...':cut skunk1 -> skunk2', 'enter'])
  expect(textOf(program(false).paint(cut, size))).toContain('branch 2 of 2')
  const wrong = after(app, [...':cut skunk9 -> skunk2', 'enter'])
  expect(textOf(program(false).paint(wrong, size))).toContain('skunk9')
  expect(wrong.player!.session.branches.length).toBe(1)
})

test('why something is not so is answered where reasons stand, as long as the cursor stays', async () => {
  const at11 = after(await appFor('basics/cable-pull'), [':', ...'goto 11s', 'enter'])
  const asked = after(at11, [':', ...'why-not skunk1', 'enter'])
  const size = { columns: 100, rows: 30 }
  expect(textOf(program(false).paint(asked, size))).toContain('skunk1 was INIT at 11 s')
  const skunk2 = after(at11, [':', ...'why-not skunk2', 'enter'])
  expect(textOf(program(false).paint(skunk2, size))).toContain('skunk2 was BACKUP at 11 s')
  const later = after(skunk2, ['right'])
  expect(textOf(program(false).paint(later, size))).not.toContain('skunk2 was BACKUP at 11 s')
})

test('other keys do what they are bound to, and are shown', async () => {
  const keys = bind(
    new Map([
      ['fault', ['x', 'ctrl+f']],
      ['next event', ['>']],
      ['quit', []],
      ['pane', ['a', 'b', 'e']],
    ]),
  )
  const usual = await appFor('basics/cable-pull')
  const app = { ...usual, player: { ...usual.player!, keys } }
  const size = { columns: 100, rows: 30 }
  const look = (...pressed: string[]) => textOf(program(false).paint(after(app, pressed, size), size))
  expect(look('f')).not.toContain('pull the cable')
  expect(look('x')).toContain('pull the cable')
  expect(look('ctrl+f')).toContain('pull the cable')
  expect(look('b')).toContain('[2 time]')
  expect(look('q')).toContain('Cable pull')
  expect(look('?', ...'can be done')).toContain('x ^F')
  expect(bottomLine(80, false, keys)).toMatch(/← > event .* x fault .* \^C quit/)
  expect(program(false).press(app, 'q', size).want).toBeUndefined()
  expect(program(false).press(app, 'ctrl+c', size).want).toEqual({ do: 'quit' })
  expect(keysIn('library', false, keys)).toContain('^C quit')
})
