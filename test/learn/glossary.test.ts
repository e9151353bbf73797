import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { explained, GLOSSARY, nearestWord } from '../../src/learn/glossary.ts'

const ENTRIES = Object.values(GLOSSARY).flat()
const SCENARIOS = join(import.meta.dirname, '../../scenarios')

/** The names of the rules, by the state and input that they are looked up by. */
const RULES = new Set(
  SYSTEMS.flatMap(({ rules }) => Object.values(rules).flatMap((row) => Object.values(row).flat())).map(
    ({ name }) => name,
  ),
)

test.each([...RULES])('the rule "%s" is explained', (name) => {
  expect(explained(name)?.word).toBe(name)
})

test.each(SYSTEMS)('each rule of $title is explained with the function that looks at it', ({ rules, functions }) => {
  const silent = Object.values(rules)
    .flatMap((row) => Object.values(row).flat())
    .filter(({ name, on }) => !explained(name)?.source?.includes(functions[on] ?? ''))
  expect([...new Set(silent.map(({ name, on }) => `${name}: ${functions[on]}`))]).toEqual([])
})

test.each(SYSTEMS.flatMap(({ name, checks }) => checks.map(({ refusal }) => [name, refusal] as const)))(
  '%s refuses with %s, which is explained',
  (_, refusal) => {
    if (refusal !== null) expect(explained(refusal)?.word).toBe(refusal)
  },
)

describe('every entry', () => {
  test('has a word of its own', () => {
    const words = ENTRIES.flatMap(({ word, also = [] }) => [word, ...also]).map((word) => word.toLowerCase())
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  })

  test.each(ENTRIES.map((entry) => [entry.word, entry] as const))('%s', (_, { word, text, see = [], shows }) => {
    expect(text).toMatch(/^[A-Z0-9].*\.$/)
    expect(text.length).toBeLessThan(260)
    for (const other of see) expect(explained(other)?.word).toBe(other)
    expect(see).not.toContain(word)
    if (shows !== undefined) expect(existsSync(join(SCENARIOS, `${shows}.yaml`))).toBe(true)
  })

  test('or its word leads to it', () => {
    for (const entry of ENTRIES) expect(explained(entry.word)).toBe(entry)
  })
})

test('a word is found in any spelling', () => {
  for (const spelling of ['hand-over', 'handover', 'Hand Over', 'HAND_OVER']) {
    expect(explained(spelling)?.word).toBe('hand-over')
  }
  expect(explained('vip')?.word).toBe('virtual address')
  expect(explained('')).toBe(undefined)
})

test('a word with a slip', () => {
  expect(nearestWord('advskwe')).toBe('; did you mean advskew?')
  expect(nearestWord('xyzzy')).toBe('')
})
