import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { SYSTEMS } from '../src/carp/systems/index.ts'
import { read } from './house/source.ts'

/** Source texts by their path below src. */
type House = ReadonlyMap<string, string>

/** The rooms, from the ground up. A room imports from lower levels, and from no other room of its own. */
const LEVELS: readonly (readonly string[])[] = [
  ['time'],
  ['engine'],
  ['shell', 'config', 'carp', 'network'],
  ['host'],
  ['services', 'client'],
  ['scenario'],
  ['simulate'],
  ['views'],
  ['player', 'export', 'test-runner', 'judge', 'search', 'sweep', 'lint', 'diagnose', 'learn', 'lab'],
  ['cli', 'index'],
  ['vitest'],
]
/** The rooms that may touch the real world. */
const EDGES = ['cli', 'vitest', 'player', 'judge', 'sweep', 'lab']

/** What differs between two runs, two machines or two engines. */
const BANS: Readonly<Record<string, RegExp>> = {
  Date: /(?<![.\w$#])Date\b/,
  'a clock': /(?<![.\w$#])performance\s*\./,
  'Math.random': /\bMath\.random\b|(?<![.\w$#])crypto\s*\./,
  'a timer': /(?<![.\w$#])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/,
  process: /(?<![.\w$#])process\s*(?:\?\.|\.(?!\.)|\[)/,
  globalThis: /\bglobalThis\b/,
  async: /(?<![.\w$#])async\b(?!\s*[:=,?)}])/,
  await: /(?<![.\w$#])await\b(?!\s*:)/,
  Promise: /(?<![.\w$#])Promise\b/,
  'import()': /\bimport\s*\(/,
  Intl: /(?<![.\w$#])Intl\b/,
  'a locale': /\.\s*(?:localeCompare|toLocale\w+)\b/,
  'inexact mathematics': /\bMath\.(?:log\w*|exp\w*|pow|a?(?:sin|cos|tan)h?|atan2|cbrt|hypot)\b/,
}
const LONGEST = 250

/** What a file imports, types too: paths below src, and names of packages. */
function importsOf(path: string, source: string): string[] {
  const { code, quoted } = read(source)
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*'(\d+)'/g)].map(([, number]) => {
    const name = quoted[Number(number)]!
    return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name
  })
}

function importsIn(house: House): Map<string, string[]> {
  return new Map([...house].map(([path, source]) => [path, importsOf(path, source)]))
}

function roomOf(path: string): string {
  return path.split('/')[0]!.replace(/\.ts$/, '')
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  if (from === 'trace') return to === 'time'
  if (to === 'trace') return from !== 'time'
  const level = (room: string) => LEVELS.findIndex((rooms) => rooms.includes(room))
  return level(to) !== -1 && level(to) < level(from)
}

function wrongImports(house: House): string[] {
  return [...importsIn(house)].flatMap(([path, imports]) =>
    imports
      .filter((name) => house.has(name) && !mayImport(roomOf(path), roomOf(name)))
      .map((name) => `${path} -> ${name}`),
  )
}

/** Files that lead back to themselves, each circle once, the shortest way. */
function circles(house: House): string[] {
  const imports = importsIn(house)
  const found = new Map<string, string>()
  for (const start of house.keys()) {
    const ways = [[start]]
    const seen = new Set<string>()
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      const next = imports.get(way.at(-1)!)!
      if (next.includes(start)) {
        const members = [...way].sort().join()
        if (!found.has(members)) found.set(members, [...way, start].join(' -> '))
        break
      }
      for (const name of next) if (house.has(name) && !seen.has(name) && seen.add(name)) ways.push([...way, name])
    }
  }
  return [...found.values()]
}

function banned(house: House): string[] {
  return [...house].flatMap(([path, source]) => {
    if (EDGES.includes(roomOf(path))) return []
    const { code } = read(source)
    const words = Object.keys(BANS).filter((ban) => BANS[ban]!.test(code))
    const modules = importsOf(path, source).filter((name) => name.startsWith('node:'))
    return [...words, ...modules].map((what) => `${path}: ${what}`)
  })
}

function tooLong(house: House): string[] {
  const lines = (source: string) => source.trimEnd().split('\n').length
  return [...house].filter(([, source]) => lines(source) > LONGEST).map(([path, source]) => `${path}: ${lines(source)}`)
}

/** Where systems are, and where people are told of them, their names stand. */
const NAMED = /^(?:carp\/(?:systems|origins)|learn)\//

/** Code that asks which system it is dealing with, in place of what that system is like. */
function asksByName(house: House): string[] {
  const names = SYSTEMS.map(({ name }) => name)
  return [...house].flatMap(([path, source]) => {
    if (NAMED.test(path)) return []
    const { code, quoted } = read(source)
    const starts = [...code.matchAll(/\.startsWith\('(\d+)'/g)].map(([, number]) => quoted[Number(number)]!)
    const kinds = starts.filter((start) => start.length > 2 && names.some((name) => name.startsWith(start)))
    return [...quoted.filter((text) => names.includes(text)), ...kinds].map((name) => `${path}: ${name}`)
  })
}

function ours(): House {
  const src = join(import.meta.dirname, '../src')
  const paths = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const sources = paths.filter((path) => /\.tsx?$/.test(path)).sort()
  return new Map(sources.map((path) => [path, readFileSync(join(src, path), 'utf8')]))
}

test('a room imports only from rooms below it', () => {
  expect(wrongImports(ours())).toEqual([])
})

test('every room is one of the design', () => {
  const known = [...LEVELS.flat(), 'trace']
  expect([...new Set([...ours().keys()].map(roomOf))].filter((room) => !known.includes(room))).toEqual([])
})

test('no file leads back to itself', () => {
  expect(circles(ours())).toEqual([])
})

test('only the edges touch the real world', () => {
  expect(banned(ours())).toEqual([])
})

test('no code asks for a system by its name', () => {
  expect(asksByName(ours())).toEqual([])
})

test('no file is too long to read', () => {
  expect(tooLong(ours())).toEqual([])
})

function house(files: Readonly<Record<string, string>>): House {
  return new Map(Object.entries(files))
}

test('planted: imports that point upwards, sideways, out of the trace or at nobody’s room are found', () => {
  const planted = house({
    'time.ts': "import type { Kind } from './trace/record.ts'",
    'trace/record.ts': "import { SECOND } from '../time.ts'\nimport type { Engine } from '../engine/engine.ts'",
    'engine/engine.ts': "import {\n  type A,\n  b,\n} from '../trace/record.ts'\nexport * from '../carp/step.ts'",
    'carp/step.ts': "import '../network/hub.ts'\nimport { x } from './systems/x.ts'",
    'carp/systems/x.ts': "type Hub = import('../../network/hub.ts').Hub // import '../../cli/main.ts'",
    'network/hub.ts': 'const text = "import \'../cli/main.ts\'"',
    'attic/box.ts': "import '../time.ts'",
    'cli/main.ts': "import '../simulate.ts'\nimport '../index.ts'\nimport 'node:fs'",
    'index.ts': "export { simulate } from './simulate.ts'",
    'simulate.ts': '',
  })
  expect(wrongImports(planted)).toEqual([
    'time.ts -> trace/record.ts',
    'trace/record.ts -> engine/engine.ts',
    'engine/engine.ts -> carp/step.ts',
    'carp/step.ts -> network/hub.ts',
    'carp/systems/x.ts -> network/hub.ts',
    'attic/box.ts -> time.ts',
    'cli/main.ts -> index.ts',
  ])
})

test('planted: circles are found, of types too', () => {
  const planted = house({
    'host/a.ts': "import { B } from './b.ts'",
    'host/b.ts': "import type { C } from './c.ts'",
    'host/c.ts': "import type { A } from './a.ts'\nimport '../time.ts'",
    'host/d.ts': "import './d.ts'",
    'time.ts': '',
  })
  expect(circles(planted)).toEqual(['host/a.ts -> host/b.ts -> host/c.ts -> host/a.ts', 'host/d.ts -> host/d.ts'])
})

test.each([
  ['Date', 'const now = Date.now()'],
  ['Date', 'const now = new Date()'],
  ['a clock', 'performance.now()'],
  ['Math.random', `\`\${Math.random()}\``],
  ['a timer', 'setTimeout(() => undefined, 1)'],
  ['a timer', 'const later = setInterval'],
  ['process', 'process.exit(1)'],
  ['process', "const path = process['env']"],
  ['node:fs', "import { readFileSync } from 'node:fs'"],
  ['async', 'const f = async () => 1'],
  ['async', 'export async function f() {}'],
  ['await', 'await f()'],
  ['Promise', 'let later: Promise<void>'],
  ['import()', "import('./x.ts')"],
  ['Intl', 'new Intl.NumberFormat()'],
  ['a locale', 'a.localeCompare(b)'],
  ['inexact mathematics', 'const x = Math.log(2)'],
  ['inexact mathematics', `const x = \`a \${{ b: \`\${Math.cos(1)}\` }} c\``],
])('planted: %s is found in %s', (what, line) => {
  expect(banned(house({ 'host/a.ts': `const a = 1\n${line}\n` }))).toContain(`host/a.ts: ${what}`)
  expect(banned(house({ 'player/a.ts': line, 'cli/a.ts': line }))).toEqual([])
})

test('comments, texts, patterns and other names are no violations', () => {
  const innocent = [
    '// new Date(), await, process.exit()',
    `/* Math.random() */ const a = 'async // await' + "it's Promise" + \`Date \${b} Intl\``,
    "const pattern = /['`]Date.now()/g, half = a / b / c // import './x.ts'",
    "note({ kind: 'process', ...this.#process, process: true, async: false })",
    'log(line, process?: { vhid: number }) { return { ...process } }',
    'record.Date, element.setTimeout(1), Math.sqrt(2), Math.floor(1.5), dateOf(x), UpDate',
  ]
  expect(banned(house({ 'carp/a.ts': innocent.join('\n') }))).toEqual([])
})

test('planted: code that asks for a system by its name is found', () => {
  const planted = house({
    'host/a.ts': "if (system.name === 'freebsd-12') return",
    'views/b.ts': "return system.startsWith('ucarp') // 'freebsd-12'",
    'views/c.ts': "return 'freebsd-12 is a system'.startsWith('f')",
    'carp/systems/d.ts': "const name = 'freebsd-12'",
  })
  expect(asksByName(planted)).toEqual(['host/a.ts: freebsd-12', 'views/b.ts: ucarp'])
})

test('planted: a file of 251 lines is too long, one of 250 is not', () => {
  const lines = (count: number) => 'x\n'.repeat(count)
  expect(tooLong(house({ 'host/a.ts': lines(250), 'host/b.ts': lines(251) }))).toEqual(['host/b.ts: 251'])
})
