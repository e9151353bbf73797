import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ALIASES, SYSTEMS } from '../src/carp/systems/index.ts'
import { loadScenario } from '../src/scenario/load.ts'
import { simulate } from '../src/simulate.ts'
import { CABLE_PULL, carpsim } from './cli/command.ts'

const ROOT = join(import.meta.dirname, '..')
const README = join(ROOT, 'README.md')
// What the README shows of a command is what it prints. REWRITE=1 takes it over.
test.each<[name: string, args: readonly string[], part: RegExp]>([
  ['picture', ['run', CABLE_PULL], /^[\s\S]*$/],
  ['diff', ['diff', 'basics/simultaneous-boot-equal', '--system', 'freebsd-12,ucarp'], /^From [\s\S]*?\n(?=\n)/m],
  ['night', ['run', 'tutorials/carp-hast-mysql'], /^H 150[\s\S]*?\n(?=✓)/m],
])('the README shows what is printed: %s', async (name, args, part) => {
  const place = new RegExp(`(<!-- ${name} -->\n\`\`\`\n)([\\s\\S]*?)(\`\`\`\n<!-- /${name} -->)`)
  const readme = readFileSync(README, 'utf8')
  const { stdout } = await carpsim([...args])
  const [shown] = part.exec(stdout)!
  if (process.env['REWRITE'])
    writeFileSync(
      README,
      readme.replace(place, (_, before, __, after) => before + shown + after),
    )
  else expect(place.exec(readme)?.[2]).toBe(shown)
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
