import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Case } from './case.ts'
import { differenceOf } from './compare.ts'
import type { Logged } from './logs.ts'
import { readById } from './read.ts'
import type { Timeline } from './timeline.ts'

// Recorded timelines of real code: a sample that is always here, and the full set where it lies beside the project.
const SAMPLE = join(import.meta.dirname, 'sample')
const FULL = join(import.meta.dirname, '../../../shared/conformance')
const FOLDERS = [
  'freebsd-9.3',
  'freebsd-12',
  'freebsd-12-ip6',
  'openbsd-2008',
  'openbsd-7.7',
  'openbsd-2025',
  'netbsd-2015',
  'ucarp-1.5.2',
  'ucarp-1.5.2-linux',
  'mixed',
  'openbsd-2008-bal',
  'openbsd-7.7-bal',
  'openbsd-2025-bal',
]

describe('sample', () => {
  for (const folder of FOLDERS) for (const family of familiesOf(SAMPLE, folder)) playFamily(SAMPLE, folder, family)
})

describe('full corpus', () => {
  test.skipIf(!existsSync(FULL))('lies beside the project', () => {
    expect(readdirSync(join(FULL, 'inputs')).length).toBeGreaterThan(0)
  })
  for (const folder of FOLDERS) for (const family of familiesOf(FULL, folder)) playFamily(FULL, folder, family)
})

function familiesOf(corpus: string, system: string): string[] {
  const folder = join(corpus, 'expected', system)
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

function playFamily(corpus: string, folder: string, family: string): void {
  const system = folder.replace(/-(bal|ip6)$/, '')
  test(`${folder} does what was recorded: ${family.replace('.ndjson', '')}`, () => {
    const inputs = readById<Case>(join(corpus, 'inputs', family))
    const expected = readById<Timeline>(join(corpus, 'expected', folder, family))
    const told = join(corpus, 'logs', `${system}.ndjson`)
    const logs = existsSync(told) ? readById<Logged>(told) : new Map<string, Logged>()
    const differences = [...expected.values()].flatMap((timeline) => {
      const how = { hex: true, logged: logs.get(timeline.id) }
      const difference = differenceOf(inputs.get(timeline.id)!, system, timeline, how)
      return difference === undefined ? [] : [`${timeline.id}\n${difference}`]
    })
    expect(differences.slice(0, 3).join('\n')).toBe('')
  })
}
