import { describe, expect, test } from 'vitest'
import { ALIASES, SYSTEMS } from '../../src/carp/systems/index.ts'
import { carpsim } from './command.ts'

const NAMES = SYSTEMS.map(({ name }) => name)

describe('the text', () => {
  test.each([60, 80])('in %i columns those that do the same stand together', async (width) => {
    const { code, stdout, stderr } = await carpsim(['systems', '--width', String(width)])
    expect([code, stderr]).toEqual([0, ''])
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    await expect(stdout).toMatchFileSnapshot(`golden/systems.${width}.txt`)
  })

  test('where there is room each has a column, in the order asked for; an alias will do', async () => {
    const { stdout, stderr } = await carpsim(['systems', 'ucarp', 'freebsd-12', 'ucarp', '--width', '100', '--ascii'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^[ -~\n]*$/)
    await expect(stdout).toMatchFileSnapshot('golden/systems-two.txt')
  })

  test('what is modelled of each, and what is not', async () => {
    const { stdout } = await carpsim(['systems', '--long', '--differences', 'freebsd-14', '--width', '70'])
    expect(stdout).toMatch(
      /^freebsd-14 +freebsd +FreeBSD 14, .*\n {2}modelled:\n {4}- all that[\s\S]*\n {2}not modelled:\n {4}- IPv6/m,
    )
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(70)
  })

  test('only differences', async () => {
    const told = (await carpsim(['systems', '--differences', 'freebsd-12', 'freebsd-14'])).stdout
    expect([...told.matchAll(/^([a-z][^:\n]*): [A-Z]/gm)].map(([, name]) => name)).toEqual([
      'demotion below 0',
      'send errors',
    ])
    expect((await carpsim(['systems', '--differences', 'freebsd-12'])).stdout).toContain('They do not differ')
  })
})

test('the JSON has all systems with their aliases, sources and limits, and a cell for each', async () => {
  const { stdout } = await carpsim(['systems', '--format', 'json'])
  const { version, systems, behaviours } = JSON.parse(stdout)
  expect(version).toBe(1)
  expect(systems.map(({ name }: { name: string }) => name)).toEqual(NAMES)
  expect(systems.flatMap(({ aliases }: { aliases: string[] }) => aliases).sort()).toEqual(Object.keys(ALIASES).sort())
  for (const { source, models, omits } of systems) {
    expect([source, ...models, ...omits].every((text) => typeof text === 'string' && text !== '')).toBe(true)
  }
  for (const { cells } of behaviours) expect(Object.keys(cells)).toEqual(NAMES)
})

test.each([
  ['with a slip', 'ucrap', 'ucrap: there is no such system; did you mean ucarp?\n'],
  ['that there is not', 'plan9', `plan9: there is no such system; there are: ${NAMES.slice(0, 5).join(', ')}`],
])('a name %s: exit code 2', async (_, name, message) => {
  const { code, stdout, stderr } = await carpsim(['systems', 'freebsd', name])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
})
