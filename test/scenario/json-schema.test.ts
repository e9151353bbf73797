import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { loadScenario } from '../../src/scenario/load.ts'
import { PATH, schemaText } from '../schema/schema.ts'
import { changed, GOOD } from './file.ts'
import { examples, SCENARIOS } from './page.ts'
import { stanzas } from './problems.ts'

const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false }).compile(
  JSON.parse(schemaText()),
)

/** What an editor makes of a file, and says of it. */
function complaints(text: string): string[] {
  if (validate(parse(text, { logLevel: 'error' }))) return []
  return validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)
}

test('the schema in the repository is that of the language (npm run schema writes it)', () => {
  expect(readFileSync(PATH, 'utf8')).toBe(schemaText())
})

test('every key of it says what it is', () => {
  const silent: string[] = []
  const look = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties = {}, ...rest } = schema as { properties?: Record<string, { description?: string } | true> }
    for (const [name, form] of Object.entries(properties)) {
      if (form !== true && !path.startsWith('/then') && !form.description) silent.push(`${path}/${name}`)
      look(form, `${path}/${name}`)
    }
    for (const [name, inner] of Object.entries(rest)) if (name !== 'enum') look(inner, `${path}/${name}`)
  }
  look(JSON.parse(schemaText()), '')
  expect(silent).toEqual([])
})

test('it takes every scenario of the library, and every example of the page on the language', () => {
  const files = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  expect(files.length).toBeGreaterThan(3)
  for (const file of files) expect([file, complaints(readFileSync(join(SCENARIOS, file), 'utf8'))]).toEqual([file, []])
  for (const example of examples()) expect([example, complaints(example)]).toEqual([example, []])
  expect(complaints(GOOD)).toEqual([])
})

test('it takes a file that extends another, whatever it leaves out', () => {
  expect(complaints('extends: good.yaml\nhosts: { old: { ticks: 100 } }\nnetworks: { lan: { loss: 1% } }\n')).toEqual(
    [],
  )
  expect(complaints('hosts: { old: { ticks: 100 } }\n')).toEqual([
    " must have required property 'carpsim'",
    "/hosts/old must have required property 'interfaces'",
    ' must match "then" schema',
  ])
})

test('texts may look like something else', () => {
  for (const word of ['0123', 'yes', '1e3', 'true', '']) {
    expect(complaints(changed(['password: secret, advbase', `password: ${word}, advbase`]))).toEqual([])
  }
})

test('of what can be read as YAML, it finds much that is wrong with one value or key, and nothing else', () => {
  const texts = stanzas.map(({ from, to }) => changed([from, to])).filter(isYaml)
  const found = texts.filter((text) => complaints(text).length > 0)
  expect(texts.length).toBeGreaterThan(120)
  expect(found.length).toBeGreaterThan(75)
  for (const text of found) expect(() => loadScenario(text, 'mine.yaml')).toThrow()
})

function isYaml(text: string): boolean {
  try {
    return parseDocument(text).errors.length === 0 && parse(text, { logLevel: 'error' }) !== undefined
  } catch {
    return false
  }
}
