import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { carpsim, ROOT } from './cli/command.ts'

// The library: each file has a title, a story and expectations, and beside it what a run of it shows, to be reviewed as
// prose. REWRITE=1 writes what is shown now.

const LIBRARY = join(ROOT, 'scenarios')
const files = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()

/** What is so in any run: timers are those of the state, and no copy of an advertisement is lost from sight. */
const INVARIANTS = 'timers-of-the-state, frames-conserved'

test('all that it expects holds, and each file shows what stands beside it', { timeout: 120_000 }, async () => {
  const update = process.env['REWRITE'] ? ['--update'] : []
  const { code, stdout, stderr } = await carpsim([
    ...['test', '-j', '1', '--invariants', INVARIANTS, ...update],
    'scenarios',
  ])
  expect([code, stderr], stdout).toEqual([0, ''])
  const goldens = files.filter((name) => existsSync(join(LIBRARY, name.replace('.yaml', '.expected.txt'))))
  expect(goldens).toEqual(files)
})

test.each(files)('%s tells a story, and expects something', (name) => {
  const text = readFileSync(join(LIBRARY, name), 'utf8')
  expect(text).toMatch(/^title: \S/m)
  expect(text).toMatch(/^story: \|$/m)
  expect(text).toMatch(/^expect:$/m)
})

test('what is about timing is so with forty seeds', async () => {
  const { code, stderr } = await carpsim(['test', '-j', '1', '--seeds', '1-40', 'scenarios/timing'])
  expect([code, stderr]).toEqual([0, ''])
})

test('nothing is left of files that are gone', () => {
  const goldens = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.expected.txt'),
  )
  expect(goldens.filter((name) => !existsSync(join(LIBRARY, name.replace('.expected.txt', '.yaml'))))).toEqual([])
})
