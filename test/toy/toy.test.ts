import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../cli/command.ts'

// The recipe of ARCHITECTURE.md, followed: a copy of the project with one file more and one name more in a list.

const PARTS = [
  'src',
  'test',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vitest.config.ts',
  'scenarios',
  'reports',
]
const LIST = 'src/carp/systems/index.ts'
const copy = mkdtempSync(join(tmpdir(), 'carpsim-toy-'))

const SCENARIO = `carpsim: 1
system: toy-1
hosts:
  low: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.3/24] }] }
  high: { interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.3/24] }] }
expect:
  - { at: 4s, that: low is MASTER of lan/1 }
  - { at: 4s, that: high is BACKUP of lan/1 }
`

beforeAll(() => {
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const recipe = /\*\*Add a system\.\*\*[\s\S]*?```ts\n([\s\S]*?)```/.exec(
    readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8'),
  )
  writeFileSync(join(copy, 'src/carp/systems/toy.ts'), recipe![1]!)
  const list = readFileSync(join(copy, LIST), 'utf8')
  writeFileSync(
    join(copy, LIST),
    list.replace(/^import/, "import { toy } from './toy.ts'\nimport").replace(/(SYSTEMS[^[]*\[\][^[]*\[)/, '$1toy, '),
  )
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, program), ...args], {
    cwd: copy,
    env: { PATH: process.env['PATH'], CARPSIM_ALL: '1' },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function carpsim(...args: string[]) {
  return run('test/cli/carpsim.ts', ...args)
}

describe('a system with a tie-break by address', () => {
  test('is compared with others', () => {
    const { stdout, stderr } = carpsim('systems', '--differences', 'freebsd-12', 'toy-1', '--format', 'json')
    expect(stderr).toBe('')
    const { systems, behaviours } = JSON.parse(stdout)
    expect(systems.at(-1)).toMatchObject({ name: 'toy-1', source: 'toy.c, version 1' })
    expect(behaviours.map(({ name, cells }: { name: string; cells: object }) => [name, cells])).toEqual([
      ['tie', { 'freebsd-12': 'both give way', 'toy-1': 'lower address stays' }],
      ['yields to', { 'freebsd-12': 'faster or equal', 'toy-1': 'faster or equal with the lower address' }],
      // FreeBSD 12 cuts 250 off at 240: a tie again.
      [
        'yields, demoted',
        { 'freebsd-12': 'any that is not demoted', 'toy-1': 'any that is not demoted, up to skew 240' },
      ],
    ])
  })

  test('is what a scenario may say; elsewhere the same scenario never settles', () => {
    const file = join(copy, 'tie.yaml')
    writeFileSync(file, SCENARIO)
    expect(carpsim('run', file)).toMatchObject({ status: 0, stderr: '' })
    expect(carpsim('run', file, '--system', 'freebsd-12').status).toBe(1)
    expect(carpsim('timing', file).stdout).toContain('Toy 1')
    expect(carpsim('completion', 'bash').stdout).toContain('toy-1')
  })

  test('is typed', () => {
    const { stdout, status } = run('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.build.json')
    expect([status, stdout]).toEqual([0, ''])
  })

  test('is taken in by the properties', { timeout: 60_000 }, () => {
    const tests = ['test/properties/simulator.test.ts', 'test/views/systems', 'test/views/timing', 'test/learn']
    const some = ['toy-1', 'no two systems', 'has played before', 'at every level']
    const { status, stdout } = run(
      'node_modules/vitest/vitest.mjs',
      'run',
      ...tests,
      '--reporter=verbose',
      '-t',
      some.join('|'),
    )
    expect(status, stdout).toBe(0)
    for (const words of ['toy-1 as the backup', 'toy-1 refuses', 'no two systems']) expect(stdout).toContain(words)
  })
})
