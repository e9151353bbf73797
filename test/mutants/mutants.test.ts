import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { ROOT } from '../cli/command.ts'
import { ARGUMENTS, argumentFor } from './arguments.ts'
import { allMutants } from './mutants.ts'
import { rowsInReport } from './report.ts'
import { rowsOf } from './rows.ts'

const MUTANTS = allMutants()
const NAMES = MUTANTS.map(({ name }) => name)
const REPORT = readFileSync(join(ROOT, 'reports/mutants.md'), 'utf8')

/** What all systems are made of: each rule and check is itself, and in its place. */
function made(): ReadonlyMap<string, readonly object[]> {
  return new Map<string, readonly object[]>(
    SYSTEMS.flatMap((system): [string, readonly object[]][] => [
      ...rowsOf(system).map(({ state, on, rules }): [string, readonly object[]] => [
        `${system.name} ${state} ${on}`,
        rules,
      ]),
      [`${system.name} checks`, system.checks],
    ]),
  )
}

/** The places where two are not the same. */
function differing(one: ReturnType<typeof made>, other: ReturnType<typeof made>): string[] {
  const same = (a: readonly object[], b: readonly object[]) =>
    a.length === b.length && a.every((each, i) => each === b[i])
  return [...one].flatMap(([place, things]) => (same(things, other.get(place)!) ? [] : [place]))
}

test('each system has mutants, of every rule and every check', () => {
  for (const system of SYSTEMS) {
    const whats = MUTANTS.filter((mutant) => mutant.system === system.name).map(({ what }) => what)
    for (const { name } of rowsOf(system).flatMap(({ rules }) => rules)) {
      expect(whats.filter((what) => what.startsWith(name) && what.endsWith(': dropped'))).not.toEqual([])
    }
    const dropped = whats.filter((what) => what.startsWith('check ') && what.endsWith(': dropped'))
    expect(dropped).toHaveLength(system.checks.length)
  }
  expect(MUTANTS.length).toBeGreaterThan(100)
})

test('a name means one mutant, whichever others there are', () => {
  expect(new Set(NAMES).size).toBe(NAMES.length)
  expect(NAMES).toEqual(SYSTEMS.flatMap((system) => allMutants([system]).map(({ name }) => name)))
  expect(NAMES.filter((name) => name.startsWith('freebsd-12: slower master heard'))).toEqual([
    'freebsd-12: slower master heard: dropped',
    'freebsd-12: slower master heard: does nothing',
    'freebsd-12: slower master heard: when negated',
    'freebsd-12: slower master heard: when dropped',
    'freebsd-12: slower master heard: preempting or not',
    'freebsd-12: slower master heard: in INIT, too',
    'freebsd-12: slower master heard: in MASTER, too',
    'freebsd-12: slower master heard: after master too slow',
  ])
})

test('each changes what it says it changes, in one system alone, until it is taken back', () => {
  const before = made()
  for (const { name, reads, apply } of MUTANTS) {
    const undo = apply()
    const changed = differing(before, made())
    undo()
    expect([name, changed]).toEqual([name, [...reads]])
    expect(differing(before, made())).toEqual([])
  }
})

test('what is said for a mutant is said of one that there is, once', () => {
  const argued = ARGUMENTS.flatMap(({ mutants }) => mutants)
  expect(argued.filter((name) => !NAMES.includes(name))).toEqual([])
  expect(new Set(argued).size).toBe(argued.length)
})

describe('the report', () => {
  const rows = rowsInReport(REPORT)

  test('is of the mutants that there are: npm run mutants writes it anew', () => {
    expect(rows.map(({ name }) => name)).toEqual(NAMES)
  })

  test('has 95 of 100 told without recorded cases, and all with them, but those that are argued', () => {
    expect(rows.filter(({ by }) => by !== '').length / rows.length).toBeGreaterThanOrEqual(0.95)
    const silent = rows.filter(({ by, recorded }) => by === '' && recorded === '').map(({ name }) => name)
    expect(silent.filter((name) => argumentFor(name) === undefined)).toEqual([])
  })

  test('lets nobody argue for a mutant that is told', () => {
    const told = rows.filter(({ by, recorded }) => by !== '' || recorded !== '').map(({ name }) => name)
    expect(told.filter((name) => argumentFor(name) !== undefined)).toEqual([])
  })
})

describe('the command', () => {
  const mutants = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), '--threads', '1', '--without-corpus', ...args], {
      encoding: 'utf8',
    })

  test('says which test tells a mutant', () => {
    const told = mutants('--only', 'ucarp-1.5.2: check bad-ttl: dropped')
    expect([told.status, told.stdout]).toEqual([
      0,
      `ucarp-1.5.2: check bad-ttl: dropped
  test/carp/checks.test.ts: ucarp-1.5.2 looks in its own order, and the first fault is the reason
1 mutants: 1 are told without recorded cases (100 %)
`,
    ])
  })

  test('says where there is none', () => {
    const { status, stderr } = mutants('--only', 'a rule of nobody')
    expect([status, stderr]).toEqual([2, 'mutants: there is none of that name\n'])
  })
})
