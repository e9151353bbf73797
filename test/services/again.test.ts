import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { Simulator } from '../../src/simulate.ts'

// Processes, files and what listens are as before the first boot when a scenario is played again.
const HERE = join(import.meta.dirname, 'stories')
const stories = readdirSync(HERE).filter((name) => name.endsWith('.yaml'))

test.each(stories)('%s is the same each time that it is played', (name) => {
  const simulator = new Simulator(loadScenario(readFileSync(join(HERE, name), 'utf8'), name))
  const first = simulator.run()
  expect(first.records.length).toBeGreaterThan(50)
  expect(simulator.run()).toEqual(first)
})
