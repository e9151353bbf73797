import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { switched } from '../network/switched.ts'
import { familiesIn, playFamily } from './corpus.ts'

// A learning switch that takes no time changes nothing that was recorded on a hub.
const SAMPLE = join(import.meta.dirname, 'sample')
const FULL = join(import.meta.dirname, '../../../shared/conformance')
// All that was recorded is played by CARPSIM_ALL=1, as .ci/run does.
const CORPUS = process.env['CARPSIM_ALL'] !== undefined && existsSync(FULL) ? FULL : SAMPLE

test.each(familiesIn(CORPUS).map((family) => [`${family.folder}: ${family.name}`, family] as const))(
  '%s, through a switch',
  (_, family) => {
    const { recorded, differences } = playFamily(CORPUS, family, (scenario) => switched(scenario))
    expect(recorded).toBeGreaterThan(0)
    expect(differences.slice(0, 3).join('\n')).toBe('')
  },
)
