import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { claimsIn } from '../fidelity/claims.ts'
import { type Family, familiesIn, playFamily } from './corpus.ts'

// Recorded timelines of real code: a sample that is always here, and the full set where it lies beside the project, with
// CARPSIM_ALL=1, as in .ci/run; npm run fidelity plays it, too.
const SAMPLE = join(import.meta.dirname, 'sample')
const FULL = join(import.meta.dirname, '../../../shared/conformance')
const CLAIMS = claimsIn(readFileSync(join(import.meta.dirname, '../../reports/fidelity.md'), 'utf8'))

describe('sample', () => {
  test.each(familiesIn(SAMPLE).map(named))('%s', (_, family) => {
    expect(playFamily(SAMPLE, family).differences.slice(0, 3).join('\n')).toBe('')
  })
})

describe.skipIf(process.env['CARPSIM_ALL'] === undefined)('full corpus', () => {
  test.skipIf(!existsSync(FULL))('lies beside the project', () => {
    expect(familiesIn(FULL).length).toBeGreaterThan(0)
  })

  test.each(familiesIn(FULL).map(named))('%s, and as many cases as the report says', (_, family) => {
    const { recorded, withBytes, withLogs, differences } = playFamily(FULL, family)
    expect(differences.slice(0, 3).join('\n')).toBe('')
    const claim = CLAIMS.find(({ system, name }) => system === family.system && name === family.name)
    if (recorded > 0 || claim !== undefined) {
      expect({ recorded, withBytes, withLogs, reproduced: recorded - differences.length }).toEqual(claim?.figures)
    }
  })
})

function named(family: Family): [string, Family] {
  return [`${family.folder} does what was recorded: ${family.name}`, family]
}
