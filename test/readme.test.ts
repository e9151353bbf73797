import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { play } from '../src/cli/play.ts'
import { text } from '../src/export/text.ts'
import { loadScenario, readScenario } from '../src/scenario/load.ts'
import { simulate } from '../src/simulate.ts'

const ROOT = join(import.meta.dirname, '..')
const README = join(ROOT, 'README.md')
const PICTURE = /(<!-- picture -->\n```\n)([\s\S]*?)(```\n<!-- \/picture -->)/

test('the README shows what npm start shows (REWRITE=1 takes it over)', () => {
  const readme = readFileSync(README, 'utf8')
  const file = join(ROOT, 'scenarios/basics/cable-pull.yaml')
  const shown = picture(readFileSync(file, 'utf8'))
  if (process.env['REWRITE']) writeFileSync(README, readme.replace(PICTURE, `$1${shown}$3`))
  else expect(PICTURE.exec(readme)?.[2]).toBe(shown)
})

function picture(scenario: string): string {
  const source = { name: 'cable-pull.yaml', ...readScenario(scenario, 'cable-pull.yaml') }
  const { trace, groups } = play(source, {})
  return [...text(trace, groups, { width: 80, ascii: false, color: false, verbose: false }), ''].join('\n')
}

test('the scenario and the library call of the README work', () => {
  const readme = readFileSync(README, 'utf8')
  const scenario = loadScenario(/```yaml\n([\s\S]*?)```/.exec(readme)![1]!, 'README.md')
  const changes = simulate(scenario).records.filter((record) => record.kind === 'transition')
  expect(changes.some(({ host, to }) => host === 'fw2' && to === 'MASTER')).toBe(true)
})
