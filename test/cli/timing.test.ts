import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CABLE_PULL, carpsim, folder, ROOT } from './command.ts'

const UNSAFE = 'test/cli/unsafe.yaml'

describe('the text', () => {
  test.each([60, 80])('in %i columns', async (width) => {
    const { code, stdout, stderr } = await carpsim(['timing', CABLE_PULL, '--width', String(width)])
    expect([code, stderr]).toEqual([0, ''])
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    await expect(stdout).toMatchFileSnapshot(`golden/timing.${width}.txt`)
  })

  test('warns of each unsafe setting, in ASCII too, and is done all the same', async () => {
    const { code, stdout, stderr } = await carpsim(['timing', UNSAFE, '--ascii'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^[ -~\n]*$/)
    await expect(stdout).toMatchFileSnapshot('golden/timing-unsafe.txt')
  })

  test('which gap survives 300 ms of jitter', async () => {
    const { stdout } = await carpsim(['timing', 'basics/cable-pull', '--jitter', '300ms', '--latency', '1ms'])
    expect(stdout).toContain('lan: latency 1 ms, jitter 300 ms\n')
    expect(stdout).toContain('an advskew 78 higher, or more, survives that: 304.688 ms')
  })
})

test('another value from the command line', async () => {
  const { stdout } = await carpsim(['timing', 'basics/cable-pull', '--set', 'hosts.skunk2.carp[0].advskew=87'])
  expect(stdout).toContain('by                  300.781 ms')
})

test('the JSON', async () => {
  const { stdout } = await carpsim(['timing', CABLE_PULL, '--format', 'json'])
  const told = JSON.parse(stdout)
  expect(Object.keys(told)).toEqual(['version', 'title', 'networks', 'groups', 'warnings'])
  expect(told.groups[0].pairs[0]).toEqual({
    master: 'skunk1',
    backup: 'skunk2',
    refused: 'none',
    attitude: 'stays',
    whenDemoted: 'preempts',
    takeOver: { least: 2_039_163, most: 3_078_225 },
    falseAlarmAfter: 2,
    preempt: null,
    overlap: null,
  })
  expect(stdout).not.toContain('FeedLucasGelato')
})

test('several files, of which one is bad', async () => {
  const { code, stdout, stderr } = await carpsim(['timing', CABLE_PULL, 'nowhere.yaml', CABLE_PULL, '--format', 'json'])
  expect([code, stderr]).toEqual([2, 'nowhere.yaml: no such file\n'])
  expect(JSON.parse(stdout)).toHaveLength(2)
})

test('the README shows what it says', async () => {
  const [, shown = ''] =
    /```\n( {2}skunk1 is ahead[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? []
  const { stdout } = await carpsim(['timing', '--jitter', '300ms', 'basics/cable-pull'])
  expect(shown).not.toBe('')
  expect(stdout).toContain(shown)
})

test('--strict exits with 1 where there are warnings', async () => {
  expect((await carpsim(['timing', '--strict', UNSAFE])).code).toBe(1)
  expect((await carpsim(['timing', '--strict', CABLE_PULL])).code).toBe(0)
  expect((await carpsim(['timing', '--strict', UNSAFE, 'nowhere.yaml'])).code).toBe(2)
})

test('what a warning says to write takes it away', async () => {
  const text = readFileSync(join(ROOT, UNSAFE), 'utf8')
  const kinds = async (scenario: string) => {
    const { stdout } = await carpsim(['timing', folder({ 'a.yaml': scenario })('a.yaml'), '--format', 'json'])
    const told = JSON.parse(stdout)
    return [told, ...told.groups].flatMap((one) =>
      one.warnings.map(({ kind }: { kind: string }) => `${one.name ?? 'all'} ${kind}`),
    )
  }
  const before = await kinds(text)
  const mended = text
    .replace('preempt: true', 'preempt: false')
    .replace(
      'interface: em0, addresses: [10.0.0.3] }\n      - { vhid: 2, interface: em1, addresses: [10.0.1.3], advskew: 30 }',
      'interface: em0, addresses: [10.0.0.3], advskew: 1 }\n      - { vhid: 2, interface: em1, addresses: [10.0.1.3], advskew: 39 }',
    )
    .replace('password: two', 'password: one, advskew: 100')
    .replace('[10.0.4.3] }', '[10.0.4.3, 10.0.4.4] }')
    .replace('advbase: 10', 'advskew: 100')
    .replace(', advbase: 3 }', ' }')
    .replace('vhid: 9,', 'vhid: 8, advskew: 100,')
    .replace('advskew: 10 }', 'advskew: 86 }')
  const after = await kinds(mended)
  expect(new Set(before.map((one) => one.split(' ').slice(1).join(' '))).size).toBe(10)
  expect(after.filter((one) => !/lossy|daemons|seldom/.test(one))).toEqual([])
})

test.each([
  ['no file', [], "missing required argument 'file'"],
  ['no time', ['--jitter', '5', CABLE_PULL], 'A time is a number and us, ms, s, m, h or d'],
  ['an option with a slip', ['--jiter', '5ms', CABLE_PULL], '(Did you mean --jitter?)'],
])('a bad command line, %s: exit code 3', async (_, args, message) => {
  const { code, stderr } = await carpsim(['timing', ...args])
  expect([code, stderr]).toEqual([3, expect.stringContaining(message)])
})
