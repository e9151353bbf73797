import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { changed, GOOD, problemsOf } from './file.ts'
import { escaped, rewrite, stanzas } from './problems.ts'

// Each stanza of problems.txt is a bad file. REWRITE=1 writes what is said now.

if (process.env['REWRITE']) rewrite(({ from, to }) => problemsOf(changed([from, to])))

test('the good file is good', () => {
  expect(loadScenario(GOOD, 'good.yaml').events).toHaveLength(16)
})

describe('what is said', () => {
  for (const { from, to, said } of stanzas) {
    test.skipIf(process.env['REWRITE'])(`${escaped(from)} → ${escaped(to)}`, () => {
      expect(problemsOf(changed([from, to])).join('\n')).toBe(said)
    })
  }
})

/** Whatever the file extends says nothing. */
const open = (file: string) => ({ text: 'carpsim: 1', file })

describe('with what it says to write, the file is good', () => {
  for (const { from, to, instead } of stanzas) {
    if (instead === undefined) continue
    test(`${escaped(to)} → ${escaped(instead)}`, () => {
      expect(() => loadScenario(changed([from, instead]), 'mended.yaml', { open })).not.toThrow()
    })
  }
})

test('every message says what to write', () => {
  expect(stanzas.filter(({ instead }) => instead === undefined)).toEqual([])
})
