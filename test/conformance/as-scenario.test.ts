import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { simulate } from '../../src/simulate.ts'
import { type Case, scenarioOf } from './case.ts'
import { readById } from './read.ts'
import type { Timeline } from './timeline.ts'

// A recorded case printed as a scenario file (--as-scenario) and read again plays the same.
const SAMPLE = join(import.meta.dirname, 'sample')

for (const system of ['freebsd-9.3', 'freebsd-12', 'ucarp-1.5.2']) {
  test(`cases of ${system} survive being written as YAML`, () => {
    const inputs = readById<Case>(join(SAMPLE, 'inputs'))
    for (const { id } of readById<Timeline>(join(SAMPLE, 'expected', system)).values()) {
      const scenario = scenarioOf(inputs.get(id)!, system)
      const read = loadScenario(saveScenario(scenario), `${id}.yaml`)
      const happened = (given: typeof scenario) =>
        simulate(given, { level: 'changes' }).records.filter(({ kind }) => kind === 'transition')
      expect(happened(read), id).toEqual(happened(scenario))
    }
  })
}
