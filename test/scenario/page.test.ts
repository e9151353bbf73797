import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadScenario } from '../../src/scenario/load.ts'
import { VERBS } from '../../src/scenario/read/verbs.ts'
import { type AnyPiece, noted, type Within } from '../../src/scenario/schema/form.ts'
import { between, expectations, timing, triggering } from '../../src/scenario/schema/lists.ts'
import { scenario } from '../../src/scenario/schema/schema.ts'
import { simulate } from '../../src/simulate.ts'
import { examples } from './page.ts'

// The page on the language, scenarios/README.md, holds an example of everything.

test('every example is a good file, and all of it can happen', () => {
  const [smallest = '', ...others] = examples()
  const open = () => ({ text: smallest, file: 'smallest.yaml' })
  const folder = () => [{ path: '/etc/rc.conf', text: 'ifconfig_em0="inet 10.0.0.2/24"\n', mode: 0o644 }]
  expect(others.length).toBeGreaterThan(7)
  for (const text of [smallest, ...others]) {
    expect(() => simulate(loadScenario(text, 'README.md', { open, folder }), { level: 'metrics' })).not.toThrow()
  }
})

test('every key and every verb stands in an example', () => {
  const shown = new Set<string>()
  for (const text of examples()) keysIn(parse(text), scenario, shown)
  const known = keysOf(scenario)
  expect(known.length).toBeGreaterThan(80)
  expect(known.filter((key) => !shown.has(key))).toEqual([])
})

/** Things of several kinds, by the word that says which. */
const KINDS: Readonly<Record<'event' | 'expectation', Readonly<Record<string, AnyPiece>>>> = {
  event: Object.fromEntries(Object.entries(VERBS).map(([verb, { piece }]) => [verb, piece])),
  expectation: { ...expectations, measure: { noun: 'a measure', schema: { shape: between } } },
}

function nameOf(key: string, piece: AnyPiece): string {
  const isOfAll = Object.values(KINDS.event).includes(piece) && (key in timing || key in triggering)
  return `${isOfAll ? 'an event' : piece.noun}: ${key}`
}

/** `a host: system`, for all that there is. */
function keysOf(piece: AnyPiece): string[] {
  return Object.entries(piece.schema.shape).flatMap(([key, field]) => {
    const within = noted(field).within?.piece
    const inner = typeof within === 'string' ? Object.values(KINDS[within]) : within === undefined ? [] : [within()]
    return [nameOf(key, piece), ...inner.flatMap(keysOf)]
  })
}

type Value = Readonly<Record<string, unknown>>

/** The same of those that a file has. */
function keysIn(value: Value, piece: AnyPiece, shown: Set<string>): void {
  for (const [key, inner] of Object.entries(value ?? {})) {
    shown.add(nameOf(key, piece))
    const field = piece.schema.shape[key]
    const within = field && noted(field).within
    if (within === undefined) continue
    const all = within.as === 'one' ? [inner] : Object.values(inner as Value)
    for (const one of all as Value[]) keysIn(one, kindOf(one, within.piece), shown)
  }
}

function kindOf(value: Value, piece: Within['piece']): AnyPiece {
  if (typeof piece !== 'string') return piece()
  return KINDS[piece][Object.keys(value).find((key) => key in KINDS[piece]) ?? 'measure']!
}
