import xterm from '@xterm/headless'
import { expect, test } from 'vitest'
import { type App, appOf } from '../../src/player/app/app.ts'
import { libraryOf } from '../../src/player/app/library.ts'
import { after, typed, typing } from '../../src/player/app/line.ts'
import { playerOf } from '../../src/player/app/state.ts'
import { open } from '../../src/player/session/session.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Line } from '../../src/views/lanes/paint.ts'
import { columnsOf, harmless } from '../../src/views/wrap.ts'
import { folder } from '../cli/command.ts'
import { isShort, Terminal } from './terminal.ts'
import { modern } from './widths.ts'

// Text that people write themselves: wide characters, emoji, marks that combine, letters from right to left. Each row
// ends where its frame does, in a terminal that knows nothing of how we count.

const TEXTS = {
  CJK: '漢字とカナ、한국어',
  emoji: '🔥 ✅ ⌚ 👩‍💻 👍🏽 ❤️ 1️⃣ 🇩🇪',
  combining: 'e\u0301a\u0308n\u0303 Zalgo\u0301\u0302\u0303\u0304 नमस्ते ก็ 각',
  'right to left': 'שלום עולם 12 مرحبا بالعالم 34',
  directions: '\u202eevil\u202c \u2067x\u2069 \u200fa\u200e \u061cb',
  'nothing to see': 'a\u200bb\u2060c\ufeffd\u00ade',
  drivers: 'a\u001b[31mb\u0007c\td\u009be',
} as const
const SIZES = [
  { columns: 80, rows: 23 },
  { columns: 120, rows: 39 },
  { columns: 200, rows: 59 },
]

const SCENARIO = `carpsim: 1
title: TITLE
until: 20s
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret }]
  fw2:
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advskew: 100 }]
`

function appFor(title: string): App {
  const scenario = { ...loadScenario(SCENARIO, 'a.yaml'), title, story: `${title}\n\n${title} ${title}` }
  const entries = [1, 2, 3].map((n) => ({ name: `${title}/${n}`, path: `${n}`, title: `${n} ${title}` }))
  return { library: libraryOf(entries), player: playerOf(open(scenario)), path: '', left: new Map() }
}

/** How wide a terminal takes rows to be: where a sign stands that is put behind each. */
async function widths(lines: readonly Line[]): Promise<number[]> {
  const terminal = new xterm.Terminal({ cols: 400, rows: lines.length + 1, allowProposedApi: true })
  modern(terminal)
  const rows = lines.map((line) => `${line.map(({ text }) => text).join('')}\u0416\r\n`)
  await new Promise<void>((done) => terminal.write(rows.join(''), done))
  const { active } = terminal.buffer
  const found = lines.map((_, y) => {
    const line = active.getLine(y)!
    return Array.from({ length: 400 }, (__, x) => line.getCell(x)!.getChars()).lastIndexOf('\u0416')
  })
  terminal.dispose()
  return found
}

/** All that somebody's own words can get into. */
const SCREENS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  panes: () => [],
  'a branch and its name': (text) => [...typing_(`fork ${text}`), 'enter'],
  'the tree of branches': (text) => [...typing_(`fork ${text}`), 'enter', 'b'],
  'a comparison': (text) => [...typing_(`fork ${text}`), 'enter', ...typing_('compare 0'), 'enter'],
  'a mark': (text) => [...typing_(`mark ${text}`), 'enter'],
  'a line that is typed': (text) => typing_(`goto ${text}`),
  'its cursor within': (text) => [...typing_(text), 'left', 'left', 'left'],
  'a message': (text) => [...typing_(text), 'enter'],
  'a filter': (text) => ['/', ...keysOf(text), 'enter'],
  'the help, searched': (text) => ['?', ...keysOf(text)],
  'a file to save': (text) => ['s', ...keysOf(text)],
  'the library': () => ['escape'],
  'the library, searched': (text) => ['escape', '/', ...keysOf(text)],
}

function keysOf(text: string): string[] {
  return Array.from(text, (character) => (character === ' ' ? 'space' : character))
}

function typing_(line: string): string[] {
  return [':', ...keysOf(line)]
}

test.each(Object.entries(TEXTS))('%s: every row of every screen ends where its frame does', async (_, text) => {
  const start = appFor(text)
  for (const ascii of [false, true]) {
    const preview = () => ({ story: text, trace: start.player!.session.branches[0]!.trace })
    const program = appOf({ ascii, preview })
    for (const size of SIZES) {
      for (const [name, keys] of Object.entries(SCREENS)) {
        const app = keys(text).reduce((so, key) => program.press(so, key, size).state, start)
        const lines = program.paint(app, size)
        expect(await widths(lines), `${name}, ${size.columns} columns`).toEqual(lines.map(() => size.columns))
        if (ascii)
          expect(
            lines.flat().every((piece) => /^[ -~]*$/.test(piece.text)),
            name,
          ).toBe(true)
      }
    }
  }
})

test('a terminal and we agree how wide a text is, once it is harmless', async () => {
  const samples = [...Object.values(TEXTS), ...Array.from('各ｶＡ⚡⭐☎✈️♥️🫠🇺🇳🏴‍☠️👨‍👩‍👧‍👦─│█→×µ½Ωжქაქ한글'), '각']
  const texts = samples.map(harmless)
  const found = await widths(texts.map((text) => [{ text }]))
  expect(texts.map((text, i) => [text, found[i]])).toEqual(texts.map((text) => [text, columnsOf(text)]))
})

test('nothing is lost of what is plain', () => {
  expect(harmless('é ñ 漢字 한 🔥 שלום')).toBe('é ñ 漢字 한 🔥 שלום')
  expect(harmless('👩‍💻 👍🏽 ❤️')).toBe('👩 👍 ❤')
  expect(harmless('\u202eevil')).toBe('?evil')
})

test('a line is mended character by character, however many units they take', () => {
  const keys = (text: string, ...pressed: string[]) =>
    pressed.reduce((line, key) => typed(line, key) ?? line, typing(text))
  expect(keys('a🔥', 'backspace')).toEqual({ text: 'a', at: 1 })
  expect(keys('a🔥b', 'left', 'left', 'x')).toEqual({ text: 'ax🔥b', at: 2 })
  expect(keys('🔥b', 'home', 'right', 'x')).toEqual({ text: '🔥xb', at: 3 })
  expect([after('🔥', 0), after('a', 0)]).toEqual([2, 1])
})

test.skipIf(isShort)(
  'in a terminal: the frame stays straight, and letters are not turned',
  { timeout: 120_000 },
  async () => {
    const path = folder({ 'a.yaml': SCENARIO.replace('TITLE', `'שלום 漢字 🔥 12'`) })
    const terminal = Terminal.carpsim(['play', path('a.yaml')], { columns: 80, rows: 24 })
    await terminal.shows(/שלום 漢字 🔥 12 .*0s of 20s/)
    terminal.press(':fork 漢🔥ם\r')
    await terminal.shows(/漢🔥ם begins here/)
    terminal.press('b')
    await terminal.shows(/▸.*漢🔥ם/)
    expect(terminal.column(79).slice(0, 23).join('')).toMatch(/^[┐│┤┘]{23}$/)
    expect(terminal.output.lastIndexOf('\u001b[8l')).toBeGreaterThan(terminal.output.lastIndexOf('\u001b[8h'))
    terminal.press('\u001b')
    await terminal.shows('[3 events]')
    terminal.press('q')
    await terminal.ended()
    expect(terminal.output.lastIndexOf('\u001b[8h')).toBeGreaterThan(terminal.output.lastIndexOf('\u001b[8l'))
  },
)
