import { describe, expect, test } from 'vitest'
import { SYSTEMS } from '../../../src/carp/systems/index.ts'
import { explained } from '../../../src/learn/glossary.ts'
import { BEHAVIOURS, compareSystems } from '../../../src/views/systems/table.ts'

const { behaviours } = compareSystems(SYSTEMS)
const NAMES = SYSTEMS.map(({ name }) => name)

/** What a system does, all in all. */
function conductOf(name: string): string {
  return behaviours.map(({ cells }) => cells[name]).join('\n')
}

test('no two systems are alike', () => {
  const conducts = NAMES.map(conductOf)
  expect(NAMES.filter((_, i) => conducts.indexOf(conducts[i]!) !== i)).toEqual([])
})

describe.each(BEHAVIOURS.map((behaviour) => [behaviour.name, behaviour] as const))(
  '%s',
  (_, { name, about, explain }) => {
    test('is asked in a sentence, and its word is explained', () => {
      expect(about).toMatch(/^[A-Z].*\.$/)
      expect(explained(explain)?.word).toBe(explain)
    })

    test('has a name of its own, and every system an answer in one line', () => {
      const [row, ...more] = behaviours.filter((other) => other.name === name)
      expect(more).toEqual([])
      for (const cell of Object.values(row!.cells)) expect(cell).toMatch(/^\S.*\S$/)
    })
  },
)

test('what is asked twice is answered alike', () => {
  expect(compareSystems(SYSTEMS.slice(0, 2))).toEqual(compareSystems(SYSTEMS.slice(0, 2)))
})
