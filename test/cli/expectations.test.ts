import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openerFor } from '../../src/cli/extended.ts'
import { play } from '../../src/cli/play.ts'
import { expectationsText } from '../../src/export/expectations.ts'
import { readScenario } from '../../src/scenario/load.ts'
import type { Expectation } from '../../src/trace/expectation.ts'
import { CABLE_PULL, carpsim, folder, ROOT } from './command.ts'

const BASICS = join(ROOT, 'scenarios/basics')
const scenario = readFileSync(join(ROOT, CABLE_PULL), 'utf8')

/** An expectation that fails where another holds. */
function opposite(expectation: Expectation, measured: number | undefined): Expectation {
  const { that } = expectation
  switch (expectation.wrapper) {
    case 'at':
      return { ...expectation, wrapper: 'never', that: expectation.that, from: expectation.at, to: expectation.at }
    case 'measure':
      return { ...expectation, range: { least: measured! + 1 } }
    case 'never':
      if (that.sort === 'condition') return { ...expectation, wrapper: 'always', that }
      return { ...expectation, wrapper: 'within', stays: 0 }
    default:
      return { ...expectation, wrapper: 'never', that: expectation.that }
  }
}

describe('the library', () => {
  for (const file of readdirSync(BASICS).filter((name) => name.endsWith('.yaml'))) {
    test(`${file}: all that it expects holds, and would fail if it were otherwise`, () => {
      const path = join(BASICS, file)
      const read = readScenario(readFileSync(path, 'utf8'), path, { open: openerFor(path) })
      const { judgements } = play({ name: file, ...read }, { level: 'metrics' })
      expect(judgements.filter(({ verdict }) => verdict !== 'holds').map(({ expectation }) => expectation)).toEqual([])
      const broken = judgements.map(({ expectation, measured }) => opposite(expectation, measured))
      const { trace, groups, ...again } = play(
        { name: file, ...read, scenario: { ...read.scenario, expect: broken } },
        {},
      )
      expect(again.judgements.map(({ verdict }) => verdict)).toEqual(broken.map(() => 'fails'))
      for (const judgement of again.judgements) {
        const frame = (_: unknown, message: string) => message
        const how = { width: 80, ascii: false, color: false, file, frame }
        const [heading, , instead, ...evidence] = expectationsText(trace, groups, [judgement], how)
        expect(heading).toBe('✗ 1 expectation fails of 1')
        expect(instead).toMatch(/^(it|at) \w.*\d/)
        expect(evidence.at(-1)).toMatch(new RegExp(`^ {2}why\\? {2}carpsim why ${file} --at \\S+s --host \\S+$`))
        expect([instead, ...evidence].join()).not.toMatch(/undefined|NaN|null|\[object/)
      }
    })
  }
})

test('an expectation that fails is shown in its file, with what happened before, and ends the run with 1', async () => {
  const file = folder({ 'broken.yaml': scenario.replace('within: 3.2s', 'within: 2.2s') })('broken.yaml')
  const { code, stdout, stderr } = await carpsim(['run', file])
  expect([code, stderr]).toEqual([1, ''])
  const shown = stdout.slice(stdout.indexOf('✗')).replaceAll(file, 'broken.yaml')
  await expect(shown).toMatchFileSnapshot('golden/broken.txt')
  const ascii = await carpsim(['run', file, '--ascii'])
  expect(ascii.stdout).toMatch(/^[ -~\n]*$/)
  expect(ascii.stdout).toContain('failed: 1 expectation fails of 5')
})

test('what cannot be read counts for more than what fails', async () => {
  const files = folder({ 'broken.yaml': scenario.replace('within: 3.2s', 'within: 2.2s'), 'bad.yaml': 'carpsim: 2' })
  expect((await carpsim(['run', files('broken.yaml'), files('bad.yaml')])).code).toBe(2)
  expect((await carpsim(['run', files('bad.yaml'), files('broken.yaml')])).code).toBe(2)
  expect((await carpsim(['run', files('broken.yaml'), CABLE_PULL])).code).toBe(1)
})

test('what a shorter run cannot show is open', async () => {
  const { code, stdout } = await carpsim(['run', CABLE_PULL, '--until', '11s'])
  expect(code).toBe(0)
  expect(stdout).toContain('? open: skunk2 is MASTER: the run ends at 11s, too early to tell')
})

test('programs read the verdicts', async () => {
  const file = folder({ 'broken.yaml': scenario.replace('within: 3.2s', 'within: 2.2s') })('broken.yaml')
  const { code, stdout } = await carpsim(['run', file, '--format', 'json', '--level', 'metrics'])
  expect(code).toBe(1)
  const { expectations } = JSON.parse(stdout).verdict
  expect(expectations.map(({ verdict }: { verdict: string }) => verdict).join(' ')).toBe(
    'holds fails holds holds holds',
  )
  expect(expectations[1]).toMatchObject({
    wrapper: 'within',
    sentence: 'skunk2 is MASTER',
    at: 12_200_000,
    words: expect.stringContaining('it came to be so at 12.351659, 151.659 ms too late'),
  })
})

test('events that set each other off end in an error that shows them', async () => {
  const loop = scenario.replace(
    'events:\n',
    'events:\n  - { whenever: a fault happens, delay: 1us, even-if-inert: true, plug: skunk2.em0 }\n',
  )
  const endless = loop.replace('plug: skunk2.em0', 'run: skunk2, command: netstat')
  const { code, stdout, stderr } = await carpsim(['run', folder({ 'a.yaml': endless })('a.yaml')])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('this event sets itself off, more than 20000 times by 10.02s; --triggers N allows more')
  expect(stderr).toContain('whenever: a fault happens')
})

test('over many seeds: sometimes is once, always is in each, and a seed shows what fails', async () => {
  const lossy = readFileSync(join(BASICS, 'lossy-link.yaml'), 'utf8')
  const good = await carpsim(['run', '--seeds', '1-5', 'scenarios/basics/lossy-link.yaml'])
  expect([good.code, good.stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '✓ 3 expectations of 3 hold'])
  const file = folder({ 'a.yaml': lossy.replace('sometimes:', 'never:') })('a.yaml')
  const { code, stdout } = await carpsim(['run', '--seeds', '1-5', file])
  expect(code).toBe(1)
  expect(stdout).toContain('✗ line 24: two MASTERs: fails, in 5 runs, such as --seed 1')
  const never = folder({ 'a.yaml': lossy.replace('two MASTERs', 'nobody is MASTER, from: 10s') })('a.yaml')
  const none = await carpsim(['run', '--seeds', '1-5', never])
  expect([none.code, none.stdout]).toEqual([1, expect.stringContaining('nobody is MASTER: fails, no run shows it')])
  expect((await carpsim(['run', '--seed', '1', never])).code).toBe(0)
})
