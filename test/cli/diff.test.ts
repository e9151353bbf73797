import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CABLE_PULL, carpsim, folder, ROOT } from './command.ts'

const EQUAL = 'scenarios/basics/simultaneous-boot-equal.yaml'
const TWO = ['--system', 'freebsd-12,ucarp']

describe('a scenario under several systems', () => {
  test.each([60, 80, 100])('in %i columns', async (width) => {
    const { code, stdout, stderr } = await carpsim(['diff', EQUAL, ...TWO, '--width', String(width)])
    expect([code, stderr]).toEqual([1, ''])
    for (const line of stdout.split('\n')) if (!line.includes('why?')) expect(line.length).toBeLessThanOrEqual(width)
    await expect(stdout).toMatchFileSnapshot(`golden/diff.${width}.txt`)
  })

  test('endless flapping beside a settled election, and the tie-break by its name', async () => {
    const { stdout } = await carpsim(['diff', EQUAL, ...TWO])
    expect(stdout.replace(/\s+/g, ' ')).toContain('tie-break by address, last octet first: his 10.0.0.2 is higher')
    const [, flapping, settled] = /\* lan\/1 changes of state +(\d+) +(\d+)/.exec(stdout)!.map(Number)
    expect(flapping).toBeGreaterThan(3 * settled!)
  })

  test('three of them, of which one does the same; in ASCII, zoomed', async () => {
    const args = ['--system', 'freebsd-9.3,freebsd-14,ucarp-1.5.2', '--ascii', '--from', '9s', '--to', '15s']
    const { code, stdout } = await carpsim(['diff', CABLE_PULL, ...args])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^[ -~\n]*$/)
    await expect(stdout).toMatchFileSnapshot('golden/diff.ascii.txt')
  })

  test('two releases of OpenBSD: one waits for three times advbase, one for three intervals', async () => {
    const { code, stdout } = await carpsim(['diff', EQUAL, '--system', 'openbsd-7.7,openbsd'])
    expect(code).toBe(1)
    await expect(stdout).toMatchFileSnapshot('golden/diff-openbsd.txt')
  })

  test('that do the same: exit code 0', async () => {
    const { code, stdout } = await carpsim(['diff', CABLE_PULL, '--system', 'freebsd-12,freebsd-14'])
    expect([code, stdout.split('\n').at(-2)]).toEqual([
      0,
      '✓ freebsd-14 does the same as freebsd-12: the same changes, at the same times',
    ])
  })

  test('the JSON', async () => {
    const { code, stdout } = await carpsim(['diff', EQUAL, ...TWO, '--format', 'json'])
    const told = JSON.parse(stdout)
    expect([code, told.parts, told.version]).toEqual([1, true, 1])
    expect(told.runs.map(({ name }: { name: string }) => name)).toEqual(['freebsd-12', 'ucarp-1.5.2-linux'])
    const { first, course } = told.comparisons[0]
    expect([first.kind, first.t, course.kind, course.t]).toEqual(['time', 3_390_625, 'course', 3_390_725])
    expect(course.sides).toMatchObject([
      { t: 3_390_725, rule: 'better advertisement heard', numbers: { mine: { seconds: 1, micros: 390_625 } } },
      { t: 5_000_000, rule: 'worse advertisement heard', numbers: { his: { seconds: 1, micros: 390_625 } } },
    ])
    expect(stdout).not.toContain('secret')
  })

  test('what it says to ask can be asked', async () => {
    const { stdout } = await carpsim(['diff', EQUAL, ...TWO, '--set', 'hosts.fw1.boot=0.5s', '--until', '10s'])
    const asked = [...stdout.matchAll(/why\? {2}carpsim (.*?)(?: \\\n +(.*))?$/gm)]
    expect(asked).toHaveLength(2)
    for (const [, command = '', options = ''] of asked) {
      const { code, stderr } = await carpsim(`${command} ${options}`.trim().split(' '))
      expect([code, stderr]).toEqual([0, ''])
    }
  })
})

describe('a scenario as it is written, and as it is changed', () => {
  test('by a value and an event', async () => {
    const changes = ['--set', 'hosts.skunk2.carp[0].advskew=5', '--event', '15s crash skunk2']
    const { code, stdout } = await carpsim(['diff', CABLE_PULL, ...changes])
    expect(code).toBe(1)
    await expect(stdout).toMatchFileSnapshot('golden/diff-changed.txt')
  })

  test('by what changes nothing', async () => {
    const { code, stdout } = await carpsim(['diff', CABLE_PULL, '--system', 'freebsd-9.3'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ as changed does the same as as written')])
  })
})

describe('scenarios and stored runs', () => {
  test('two scenarios with another advskew, of two titles', async () => {
    const path = folder({
      'other.yaml': `${readFileSync(join(ROOT, CABLE_PULL), 'utf8').replace('advskew: 20', 'advskew: 5').replace('title: Cable pull', 'title: The other way round')}`,
    })('other.yaml')
    const { code, stdout, stderr } = await carpsim(['diff', CABLE_PULL, path])
    expect([code, stderr]).toEqual([1, ''])
    await expect(stdout.replaceAll(path, 'other.yaml')).toMatchFileSnapshot('golden/diff-scenarios.txt')
  })

  test.each(['json', 'ndjson'])('a run that was stored as %s', async (format) => {
    const file = folder()('run.json')
    await carpsim(['run', CABLE_PULL, '--format', format, '-o', file])
    expect((await carpsim(['diff', file, CABLE_PULL])).code).toBe(0)
    expect((await carpsim(['diff', file, file])).code).toBe(0)
    const { code, stdout } = await carpsim(['diff', file, CABLE_PULL, '--event', '15s crash skunk2'])
    expect(code).toBe(1)
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `At 15.000000 "skunk2 loses power" does nothing in run.json: there is no such event.`,
    )
  })

  test('from the standard input', async () => {
    const { stdout: input } = await carpsim(['run', CABLE_PULL, '--format', 'json'])
    expect((await carpsim(['diff', CABLE_PULL, '-'], { input })).code).toBe(0)
  })

  test('-o writes a file', async () => {
    const file = folder()('out.txt')
    expect(await carpsim(['diff', EQUAL, ...TWO, '-o', file])).toEqual({ code: 1, stdout: '', stderr: '' })
    expect(readFileSync(file, 'utf8')).toBe((await carpsim(['diff', EQUAL, ...TWO])).stdout)
  })
})

describe('bad input: exit code 2', () => {
  const path = folder()
  const [run, part, cut, other] = ['run.json', 'part.json', 'cut.json', 'other.yaml'].map(path) as [
    string,
    string,
    string,
    string,
  ]
  writeFileSync(other, readFileSync(join(ROOT, CABLE_PULL), 'utf8').replaceAll('vhid: 1', 'vhid: 9'))

  test.each([
    ['one thing alone', [CABLE_PULL], 'there is nothing to compare it with'],
    ['a system that there is not', [CABLE_PULL, '--system', 'freebsd-12,freebds-9.3'], 'did you mean freebsd-9.3?'],
    ['a comma too many', [CABLE_PULL, '--system', 'freebsd-12,'], 'write systems with a comma between two'],
    [
      'what a system has no operation for',
      ['basics/ucarp-pair', '--event', '{ at: 10s, signal: web1, name: USR2 }', '--system', 'ucarp,freebsd-12'],
      'FreeBSD 12.1, which has no',
    ],
    [
      'more events than allowed',
      [CABLE_PULL, ...TWO, '--budget', '100'],
      'more than 100 events; --budget N allows more',
    ],
    ['more records', [CABLE_PULL, ...TWO, '--records', '100'], '--records N allows more'],
    ['nothing in common', [CABLE_PULL, other], 'these runs have no virtual host in common'],
    ['no such file', [CABLE_PULL, 'nowhere.yaml'], 'nowhere.yaml: no such file'],
    ['standard input twice', ['-', '-'], 'the standard input can be read only once'],
    ['a part after the end', [CABLE_PULL, CABLE_PULL, '--from', '99s'], '--from is after the end of the runs'],
    [
      'a part that ends before it begins',
      [CABLE_PULL, CABLE_PULL, '--from', '9s', '--to', '8s'],
      '--from must be before --to',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await carpsim(['diff', ...args])
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)])
  })

  test('stored runs that are none any more, or cannot be changed', async () => {
    await carpsim(['run', CABLE_PULL, '--format', 'json', '-o', run])
    await carpsim(['run', CABLE_PULL, '--format', 'json', '--from', '9s', '-o', part])
    writeFileSync(cut, readFileSync(run, 'utf8').slice(0, 20_000))
    for (const [args, message] of [
      [[cut, run], 'here the file is cut off'],
      [[part, run], 'store all of the run, without --from, --to and --filter'],
      [[run, run, '--set', 'seed=2'], '--set changes scenarios, and these runs have been played'],
    ] as const) {
      const { code, stderr } = await carpsim(['diff', ...args])
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
    }
  })
})
