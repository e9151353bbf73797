import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { carpsim, ROOT } from './cli/command.ts'

// The library: each file has a title, a story and expectations, and beside it what a run of it shows, to be reviewed as
// prose. REWRITE=1 writes what is shown now.

const LIBRARY = join(ROOT, 'scenarios')
const files = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()

describe.each(files)('%s', (name) => {
  const path = join(LIBRARY, name)
  const golden = join(dirname(path), `${basename(path, '.yaml')}.expected.txt`)

  test('runs, and all that it expects holds', async () => {
    const { code, stdout, stderr } = await carpsim(['run', relative(ROOT, path)])
    expect([code, stderr]).toEqual([0, ''])
    if (process.env['REWRITE']) writeFileSync(golden, stdout)
    else expect(stdout).toBe(readFileSync(golden, 'utf8'))
  })

  test('tells a story, and expects something', () => {
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(/^title: \S/m)
    expect(text).toMatch(/^story: \|$/m)
    expect(text).toMatch(/^expect:$/m)
  })
})

test.each(files.filter((name) => name.startsWith('timing/')))('%s is so with forty seeds', async (name) => {
  const { code, stderr } = await carpsim(['run', '--seeds', '1-40', relative(ROOT, join(LIBRARY, name))])
  expect([code, stderr]).toEqual([0, ''])
})

test('nothing is left of files that are gone', () => {
  const goldens = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.expected.txt'),
  )
  expect(goldens.filter((name) => !existsSync(join(LIBRARY, name.replace('.expected.txt', '.yaml'))))).toEqual([])
})
