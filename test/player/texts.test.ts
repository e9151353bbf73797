import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { read } from '../house/source.ts'

// All texts of the player stand in one catalogue; in another language nothing of the English one is left.

const PLAYER = join(import.meta.dirname, '../../src/player')

/** Letters of another alphabet, as wide. */
function foreign(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    String.fromCodePoint((letter < 'a' ? 0x100 : 0x180) + (letter.codePointAt(0)! & 31)),
  )
}

/** A catalogue in which each text is foreign, but for what it is about. */
function translated(texts: unknown): unknown {
  if (typeof texts === 'string') return foreign(texts)
  if (typeof texts === 'function') {
    return (...about: unknown[]) => {
      const held = about.map((one, i) => (typeof one === 'string' ? String.fromCodePoint(0xe000 + i) : one))
      const said = translated(texts(...held))
      const put = (text: string) => text.replace(/[\ue000-\ue0ff]/g, (at) => String(about[at.codePointAt(0)! - 0xe000]))
      const filled = (one: unknown): unknown => {
        if (typeof one === 'function') return (...more: unknown[]) => filled(one(...more))
        return typeof one === 'string' ? put(one) : Array.isArray(one) ? one.map(filled) : one
      }
      return filled(said)
    }
  }
  if (Array.isArray(texts)) return texts.map(translated)
  return Object.fromEntries(Object.entries(texts as object).map(([key, value]) => [key, translated(value)]))
}

// Modules are loaded anew with it, and again without it by tests that come later.
vi.resetModules()
vi.doMock('../../src/player/texts/texts.ts', async (original) => {
  const { TEXTS, ...rest } = await original<typeof import('../../src/player/texts/texts.ts')>()
  return { ...rest, TEXTS: translated(TEXTS) }
})

const { appOf } = await import('../../src/player/app/app.ts')
const { KEYS } = await import('../../src/player/app/bindings.ts')
const { libraryOf } = await import('../../src/player/app/library.ts')
const { playerOf } = await import('../../src/player/app/state.ts')
const { open } = await import('../../src/player/session/session.ts')
const { openScenario } = await import('../../src/cli/scenario.ts')
const { LIBRARY } = await import('../../src/cli/library.ts')

vi.doUnmock('../../src/player/texts/texts.ts')
vi.resetModules()

/** Words of programs, which are the same in all languages. */
const NAMES = new Set([
  ...KEYS.map(([does]) => does),
  'set speed',
  'way into',
  'page up',
  'page down',
  'wheel up',
  'wheel down',
  'master-down timer',
])

/** Words of the scenario language, in which files are written. */
const LANGUAGE = new Set([' becomes ', ' of ', ' is MASTER of ', 'nobody is MASTER of ', 'extends: '])

/** Literals that somebody could read: two words, or a word that stands beside something. */
function readable(source: string): string[] {
  const { quoted, templates } = read(source)
  const sentences = quoted.filter((text) => /\p{L}{2,}[,:;]? +\p{L}{2,}/u.test(text) && !NAMES.has(text as never))
  return [...sentences, ...templates.filter((part) => /(?:^|[\s(])\p{L}{2,}[\s,:;.)]|\p{L}{2,} $/u.test(part))]
}

test('no text of the player stands outside its catalogue', () => {
  const paths = readdirSync(PLAYER, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const outside = paths
    .filter((path) => !path.startsWith('texts'))
    .flatMap((path) => {
      const found = readable(readFileSync(join(PLAYER, path), 'utf8'))
      const isLanguage = (text: string) => path.endsWith('saved.ts') && LANGUAGE.has(text)
      return found.filter((text) => !isLanguage(text)).map((text) => `${path}: ${text}`)
    })
  expect(paths.length).toBeGreaterThan(20)
  expect(outside).toEqual([])
})

test('planted: texts outside the catalogue are found', () => {
  const planted = [
    "const a = 'this is shown'",
    `const b = \`\${count} of them\``,
    "const c = 'to mark' // not this",
    `const d = \`\${e} is it\``,
  ]
  expect(readable(planted.join('\n'))).toEqual(['this is shown', ' of them', ' is it'])
})

/** What the program says on a screen around the panes and over them, not in them. */
test('in another language no English is left on what the program says', async () => {
  const { scenario } = await openScenario(join(LIBRARY, 'basics/cable-pull.yaml'), {})
  const player = playerOf(open({ ...scenario, title: '' }))
  const program = appOf({ ascii: false, preview: () => ({ problem: '' }) })
  const size = { columns: 100, rows: 30 }
  const start = { library: libraryOf([]), player, path: '', left: new Map() }
  const look = (app: typeof start, ...keys: string[]) => {
    const after = keys.reduce((so, key) => program.press(so, key, size).state as typeof start, app)
    return program.paint(after, size).map((line) => line.map(({ text }) => text).join(''))
  }
  const typed = (line: string) => [':', ...Array.from(line, (key) => (key === ' ' ? 'space' : key)), 'enter']
  const own = (rows: readonly string[]) => [rows[0]!, ...rows.slice(-2)]
  // Names of keys and of machines are what they are.
  const KEY = /\b(?:any|laptop|skunk\d|em0|space|esc|tab|enter|shift|home|end|PgUp|PgDn|del)\b/g
  const english = (rows: readonly string[]) =>
    rows
      .join('\n')
      .replaceAll(KEY, '')
      .match(/[a-z]{2,}.*/g) ?? []

  expect(english(look({ ...start, player: null } as never))).toEqual([])
  expect(english(look(start, '?'))).toEqual([])
  for (const keys of [
    [],
    ['m'],
    ["'"],
    ['m', 'a'],
    ['u'],
    ['U'],
    ['p', ' '],
    ['[', '['],
    ['-'],
    ['G'],
    ['c'],
    ['t'],
    ['t', 't'],
    [...typed('fork'), 'c'],
    typed('scale both'),
    typed('zoom'),
    typed('speed 3'),
    typed('fork'),
    typed('compare 0'),
  ]) {
    expect(english(own(look(start, ...keys))), keys.join(' ')).toEqual([])
  }
  const menu = look(start, 'f')
  const items = menu.slice(
    menu.findLastIndex((row) => row.includes('▸')),
    -3,
  )
  expect(items.length).toBeGreaterThan(3)
  expect(english(items)).toEqual([])
})
