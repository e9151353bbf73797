import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ALIASES, SYSTEMS } from '../src/carp/systems/index.ts'
import { loadScenario } from '../src/scenario/load.ts'
import { simulate } from '../src/simulate.ts'
import { CABLE_PULL, carpsim } from './cli/command.ts'

const ROOT = join(import.meta.dirname, '..')
const README = join(ROOT, 'README.md')
const PICTURE = /(<!-- picture -->\n```\n)([\s\S]*?)(```\n<!-- \/picture -->)/

test('the README shows what npm start shows (REWRITE=1 takes it over)', async () => {
  const readme = readFileSync(README, 'utf8')
  const { stdout } = await carpsim(['run', CABLE_PULL])
  if (process.env['REWRITE']) writeFileSync(README, readme.replace(PICTURE, `$1${stdout}$3`))
  else expect(PICTURE.exec(readme)?.[2]).toBe(stdout)
})

const DIFF = /(<!-- diff -->\n```\n)([\s\S]*?)(```\n<!-- \/diff -->)/

test('the README shows where two systems part (REWRITE=1 takes it over)', async () => {
  const readme = readFileSync(README, 'utf8')
  const { stdout } = await carpsim(['diff', 'basics/simultaneous-boot-equal', '--system', 'freebsd-12,ucarp'])
  const [part] = /^From [\s\S]*?(?=\n\n)/m.exec(stdout)!
  if (process.env['REWRITE']) writeFileSync(README, readme.replace(DIFF, `$1${part}\n$3`))
  else expect(DIFF.exec(readme)?.[2]).toBe(`${part}\n`)
})

test('the scenario and the library call of the README work', () => {
  const readme = readFileSync(README, 'utf8')
  const scenario = loadScenario(/```yaml\n([\s\S]*?)```/.exec(readme)![1]!, 'README.md')
  const changes = simulate(scenario).records.filter((record) => record.kind === 'transition')
  expect(changes.some(({ host, to }) => host === 'fw2' && to === 'MASTER')).toBe(true)
})

test('the README lists every system with its aliases', () => {
  const [, section = ''] = /## What it runs\n([\s\S]*?)\n## /.exec(readFileSync(README, 'utf8')) ?? []
  const listed = section.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? [])
  const aliases = (name: string) => Object.keys(ALIASES).filter((alias) => ALIASES[alias] === name)
  const expected = SYSTEMS.map(({ name }) => {
    const also = aliases(name).map((alias) => `\`${alias}\``)
    return also.length === 0 ? `\`${name}\`` : `\`${name}\` (${also.join(', ')})`
  })
  expect(listed).toEqual(expected)
})
