import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { looksFor } from '../../../src/cli/looks.ts'
import { doesOf, KEYS, USUAL } from '../../../src/player/app/bindings.ts'
import { readConfig, USUAL_CONFIG } from '../../../src/player/config/read.ts'
import { configTemplate } from '../../../src/player/config/template.ts'
import { carpsim, folder } from '../../cli/command.ts'
import { CONFIG_PATH, configSchemaText } from '../../schema/schema.ts'

// A file says how the player is to be: what it says holds, and what is wrong with it is shown in it.

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(configSchemaText()))

test('keys are bound otherwise, and everything else is as it was', () => {
  const { keys, ascii, hints } = readConfig(
    "ascii: true\nkeys:\n  next event: ['>', ctrl+n, shift+down]\n  save: S\n  fault: []\n",
    'c.yaml',
  )
  expect([ascii, hints]).toEqual([true, undefined])
  expect(['>', 'ctrl+n', 'shift+down'].map((key) => doesOf(key, keys))).toEqual(Array(3).fill('next event'))
  expect(doesOf('S', keys)).toBe('save')
  expect(['right', 'l', 's', 'f'].map((key) => doesOf(key, keys))).toEqual(Array(4).fill(undefined))
  expect(doesOf('left', keys)).toBe('previous event')
})

test('whatever is bound, ctrl+c quits', () => {
  expect(doesOf('ctrl+c', readConfig('keys: { quit: [] }', 'c.yaml').keys)).toBe('quit')
  expect(doesOf('ctrl+c', readConfig('keys: { quit: [Q, ctrl+c] }', 'c.yaml').keys)).toBe('quit')
})

test('keys may change places', () => {
  const { keys } = readConfig('keys: { slower: ], faster: "[" }'.replace(']', '"]"'), 'c.yaml')
  expect([doesOf('[', keys), doesOf(']', keys)]).toEqual(['faster', 'slower'])
})

test.each([
  ['keys: { next evnt: x }', '1:9', 'next evnt is nothing that a key can do; did you mean next event?'],
  ['keys: { save: f }', '1:15', 'f is the usual key of fault; give that other keys, too, or none: fault: []'],
  ['keys:\n  save: [x, y]\n  why: [z, y]', '3:12', 'y is a key of save already; a key does one thing'],
  ['keys: { save: [x, x] }', '1:19', 'x is a key of save already'],
  ['keys: { save: ctrl+c }', '1:15', 'ctrl+c always quits; take another key'],
  ['keys: { save: escpe }', '1:15', 'escpe is no key; a key is one character, ctrl+ and a letter, or one of: space'],
  ['keys: { save: ctrl+i }', '1:15', 'in a terminal ctrl+i is the same as tab; write tab'],
  ['keys: { save: { a: b } }', '1:15', 'the keys of save are a list, such as [right, l]; [] is none'],
  ['keys: [x]', '1:7', 'here come actions with their keys'],
  ['asci: true', '1:1', 'asci is no key of the configuration; did you mean ascii?'],
  ['color: allways', '1:8', 'color is auto, always or never, not allways; did you mean always?'],
  ['mouse: yes', '1:8', 'mouse is true or false'],
  ['- a', '1:1', 'a configuration is keys with values, such as ascii: true'],
  ['keys: { save: "x }', '1:15', 'a text that begins with " must end with "'],
])('%s: said with its place', (text, place, message) => {
  expect(() => readConfig(text, 'c.yaml')).toThrow(expect.objectContaining({ name: 'ScenarioError' }))
  try {
    readConfig(text, 'c.yaml')
  } catch (error) {
    const said = (error as Error).message
    expect(said.startsWith(`c.yaml:${place}`), said).toBe(true)
    expect(said).toContain(message)
    expect(said).toContain('▸')
  }
})

test('the template says what is usual: as it is, and without its #', () => {
  expect(readConfig(configTemplate(), 'c.yaml')).toEqual(USUAL_CONFIG)
  const all = configTemplate()
    .replaceAll(/^#(?! )/gm, '')
    .replaceAll(/^# {2}(?=\S.*:)/gm, '  ')
  const { keys, ...settings } = readConfig(all, 'c.yaml')
  expect(settings).toEqual({
    ascii: false,
    color: 'auto',
    mouse: true,
    hints: true,
    predict: false,
    'screen-reader': false,
  })
  expect(keys).toEqual(USUAL)
  expect(all.match(/^ {2}[a-z ]+: \[/gm)?.length).toBe(KEYS.length)
  expect(validate(parse(all)), JSON.stringify(validate.errors)).toBe(true)
})

test('the schema in the repository is that of the configuration (npm run schema writes it)', () => {
  expect(readFileSync(CONFIG_PATH, 'utf8')).toBe(configSchemaText())
})

test.each([
  ['keys: { save: [x, ctrl+s, shift+home, 7] }\nmouse: false', true],
  ['keys: { sav: x }', false],
  ['keys: { save: ctrl+7 }', false],
  ['mouse: 7', false],
  ['colour: auto', false],
])('the schema judges as the reader does: %s', (text, good) => {
  expect(validate(parse(text))).toBe(good)
  const read = () => readConfig(text, 'c.yaml')
  if (good) expect(read).not.toThrow()
  else expect(read).toThrow()
})

test('no text makes the reader fail otherwise than with places', () => {
  const odd = [
    '',
    '# only this',
    'keys:',
    'keys: {}',
    '? a',
    '&a [*a]',
    '\u0000',
    'x'.repeat(1_000),
    'keys: { __proto__: x }',
  ]
  for (const text of odd) {
    try {
      readConfig(text, 'c.yaml')
    } catch (error) {
      expect((error as Error).name).toBe('ScenarioError')
    }
  }
})

test('it is found: named, upwards, at home; options win', async () => {
  const path = folder({ '.carpsim.yaml': 'keys: { save: S }\n' })
  mkdirSync(path('deep/er'), { recursive: true })
  mkdirSync(path('home/carpsim'), { recursive: true })
  writeFileSync(path('home/carpsim/config.yaml'), 'keys: { save: Z }\n')
  writeFileSync(path('named.yaml'), 'keys: { save: Y }\n')
  const saves = async (cwd: string, env: Readonly<Record<string, string>>, ...args: string[]) => {
    const { stdout } = await carpsim(['play', '--print-keys', ...args], { cwd, env })
    return /^(\S+) +save this branch/m.exec(stdout)?.[1]
  }
  const home = { XDG_CONFIG_HOME: path('home') }
  expect(await saves(path('deep/er'), home)).toBe('S')
  expect(await saves('/', home)).toBe('Z')
  expect(await saves('/', { HOME: path('deep') })).toBe('s')
  expect(await saves(path('deep'), { ...home, CARPSIM_CONFIG: path('named.yaml') })).toBe('Y')
  expect(await saves(path('deep'), { ...home, CARPSIM_CONFIG: '' })).toBe('s')
  expect(await saves(path('deep'), home, '--config', path('named.yaml'))).toBe('Y')
})

test('what is wrong with it ends the program with its place: exit code 2', async () => {
  const path = folder({ 'c.yaml': 'ascii: true\nkeys: { save: f }\n' })
  expect(await carpsim(['play', '--print-keys', '--config', path('c.yaml')])).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /c\.yaml:2:15 {2}keys\.save\n[\s\S]*▸ 2 │ keys: \{ save: f \}\n.*\^ f is the usual key of fault/,
    ),
  })
  const gone = await carpsim(['play', '--print-keys', '--config', path('gone.yaml')])
  expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining('gone.yaml: no such file') })
})

test('--print-config-template, and --print-keys in ASCII', async () => {
  expect(await carpsim(['play', '--print-config-template'])).toEqual({ code: 0, stdout: configTemplate(), stderr: '' })
  const { stdout } = await carpsim(['play', '--print-keys', '--ascii'])
  expect(stdout).toMatch(/^[\n -~…]*$/)
  expect(stdout).toMatch(/^right l +to the next event$/m)
})

test('each setting of a file is what the player begins with, and an option takes it back', async () => {
  const text = 'ascii: true\ncolor: never\nmouse: false\nhints: false\npredict: true\nscreen-reader: true\n'
  const path = folder({ 'c.yaml': text })
  const config = path('c.yaml')
  const said = { ascii: true, color: false, mouse: false, hints: false, predict: true, screenReader: true }
  const opposite = { ascii: false, color: true, mouse: true, hints: true, predict: false, screenReader: false }
  expect(await looksFor({ config })).toMatchObject(said)
  expect(await looksFor({ config, ...opposite, color: 'always' })).toMatchObject(opposite)
})
