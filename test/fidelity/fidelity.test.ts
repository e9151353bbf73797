import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { folder, ROOT } from '../cli/command.ts'
import { familiesIn, REAL } from '../conformance/corpus.ts'
import { claimsIn } from './claims.ts'
import { reportOf } from './report.ts'

const REPORT = readFileSync(join(ROOT, 'reports/fidelity.md'), 'utf8')
const SAMPLE = join(ROOT, 'test/conformance/sample')

function fidelity(...args: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' })
}

test('the report says what systems say of themselves; npm run fidelity -- CORPUS writes it anew', () => {
  expect(REPORT).toBe(reportOf(SYSTEMS, claimsIn(REPORT)))
})

test('no more is reproduced than recorded', () => {
  for (const { figures } of claimsIn(REPORT)) {
    const { recorded, ...parts } = figures
    for (const part of Object.values(parts)) expect(part).toBeLessThanOrEqual(recorded)
  }
})

describe('the command', () => {
  test('counts what it plays', () => {
    const file = folder()('fidelity.md')
    const { status, stdout, stderr } = fidelity(SAMPLE, '-o', file)
    expect([status, stderr]).toEqual([0, ''])
    const claims = claimsIn(readFileSync(file, 'utf8'))
    const told = (of: readonly { system: string; name: string }[]) => of.map(({ system, name }) => `${system} ${name}`)
    expect(told(claims).sort()).toEqual(told([...familiesIn(SAMPLE), REAL]).sort())
    const sum = claims.reduce((total, { figures }) => total + figures.recorded, 0)
    expect(stdout).toContain(`${sum} of ${sum} recorded cases are reproduced`)
  })

  test.each([
    ['that is not there', '/nowhere'],
    ['without recordings', ROOT],
  ])('leaves the report alone where it is given a folder %s', (_, corpus) => {
    const file = folder({ 'fidelity.md': 'as it was' })('fidelity.md')
    const { status, stdout, stderr } = fidelity(corpus, '-o', file)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`fidelity: ${corpus}: no recorded cases there; the report stays as it is\n`)
    expect(readFileSync(file, 'utf8')).toBe('as it was')
  })

  test('a case that comes out otherwise is not reproduced', () => {
    const corpus = folder()('')
    spawnSync('cp', ['-r', `${SAMPLE}/.`, corpus])
    const file = join(corpus, 'expected/freebsd-12/dem.ndjson')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"advskew":240', '"advskew":239'))
    fidelity(corpus, '-o', join(corpus, 'fidelity.md'))
    const claims = claimsIn(readFileSync(join(corpus, 'fidelity.md'), 'utf8'))
    const [claim] = claims.filter(({ system, name }) => system === 'freebsd-12' && name === 'dem')
    expect(claim?.figures).toMatchObject({ recorded: 10, reproduced: 9 })
  })
})

/** All comments of the rooms where rules stand. */
const COMMENTS = ['carp', 'host', 'services']
  .flatMap((room) => {
    const path = join(ROOT, 'src', room)
    const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    return files.map((name) => readFileSync(join(path, name), 'utf8'))
  })
  .flatMap((source) => source.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? [])
  .join('\n')

describe.each(SYSTEMS.map((system) => [system.name, system] as const))('%s', (_, { origin, functions }) => {
  test('names functions that are cited where their rules stand', () => {
    const names = Object.values(functions)
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(COMMENTS))).toEqual([])
    expect(names).not.toEqual([])
  })

  test('says in phrases what is modelled, and what is not', () => {
    expect(origin.source).toMatch(/\.c\b/)
    for (const list of [origin.models, origin.omits]) {
      expect(list).not.toEqual([])
      expect(new Set(list).size).toBe(list.length)
      for (const phrase of list) expect(phrase).toMatch(/^[A-Za-z].*[^.]$/)
    }
  })
})
