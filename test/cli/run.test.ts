import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CABLE_PULL, carpsim, folder, ROOT, spawned } from './command.ts'

const scenario = readFileSync(join(ROOT, CABLE_PULL), 'utf8')

function lineOf(text: string): number {
  return scenario.split('\n').findIndex((line) => line.includes(text)) + 1
}

describe('the text of a run', () => {
  test.each([60, 80, 120])('in %i columns', async (width) => {
    const { code, stdout, stderr } = await carpsim(['run', CABLE_PULL, '--width', String(width)])
    expect([code, stderr]).toEqual([0, ''])
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    await expect(stdout).toMatchFileSnapshot(`golden/cable-pull.${width}.txt`)
  })

  test('in ASCII alone', async () => {
    const { stdout } = await carpsim(['run', CABLE_PULL, '--ascii'])
    expect(stdout).toMatch(/^[ -~\n]*$/)
    await expect(stdout).toMatchFileSnapshot('golden/cable-pull.ascii.txt')
  })

  test('colours add to it and change nothing', async () => {
    const plain = await carpsim(['run', CABLE_PULL])
    const colored = await carpsim(['run', CABLE_PULL, '--color', 'always'], { env: { NO_COLOR: '1' } })
    expect(plain.stdout).not.toContain('\u001b')
    expect(colored.stdout).toContain('\u001b[32m█')
    const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
    expect(colored.stdout.replace(codes, '').replace(/ +$/gm, '')).toBe(plain.stdout)
  })

  test('two groups, two systems, commands and refusals', async () => {
    const { code, stdout } = await carpsim(['run', 'test/cli/two-groups.yaml'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('golden/two-groups.txt')
  })

  test('verbose tells of frames and timers', async () => {
    const { stdout } = await carpsim(['run', CABLE_PULL, '--until', '4s', '--verbose'])
    expect(stdout).toContain('skunk1  advertises')
    expect(stdout).toContain('master-down of vhid 1 on em0, to 3.039062')
  })

  test('a part of the time, in detail', async () => {
    const { code, stdout } = await carpsim(['run', CABLE_PULL, '--from', '12s', '--to', '13s', '--verbose'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('golden/cable-pull.12s-13s.txt')
  })

  test.each([
    ['after the end', ['--from', '40s'], `${CABLE_PULL}: --from is after the end of the run\n`],
    ['backwards', ['--from', '9s', '--to', '9s'], '--from must be before --to\n'],
  ])('no time at all: %s', async (_, args, stderr) => {
    expect(await carpsim(['run', CABLE_PULL, ...args])).toEqual({ code: 2, stdout: '', stderr })
  })

  test('figures only, where no records are kept', async () => {
    const { stdout } = await carpsim(['run', CABLE_PULL, '--level', 'metrics'])
    expect(stdout).toContain('level metrics keeps no records')
    expect(stdout).toContain('1 fail-over, 1 hand-over · nobody MASTER 5.39 s (3.04 at boot) · no split-brain')
  })

  test('what would drive a terminal is harmless', async () => {
    const file = folder({ 'a.yaml': scenario.replace('Cable pull', '"\\e[31mred\\u202e"') })('a.yaml')
    const { stdout } = await carpsim(['run', file])
    expect(stdout).toContain('?[31mred?')
  })
})

describe('what is listed', () => {
  test.each([
    ['a change', 'skunk2 becomes MASTER'],
    ['a name', 'skunk2'],
    ['what is not told otherwise', 'adverts of skunk2'],
  ])('--filter keeps what a sentence is about: %s', async (_, sentence) => {
    const { code, stdout } = await carpsim(['run', CABLE_PULL, '--filter', sentence, '--to', '15s'])
    expect(code).toBe(0)
    const list = stdout.split('\n\n')[2]!
    await expect(`${list}\n`).toMatchFileSnapshot(`golden/filter ${sentence}.txt`)
  })

  test('--filter keeps records for programs, too', async () => {
    const { stdout } = await carpsim(['run', CABLE_PULL, '--format', 'json', '--filter', 'skunk2 becomes MASTER'])
    expect(JSON.parse(stdout).records).toEqual([expect.objectContaining({ host: 'skunk2', to: 'MASTER' })])
  })

  test('--filter with what is no sentence: the place in it', async () => {
    const { code, stdout, stderr } = await carpsim(['run', CABLE_PULL, '--filter', 'skunk3 is MASTER'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(
      '--filter:1:1\n▸ 1 │ skunk3 is MASTER\n    │ ^^^^^^ there is no host skunk3; did you mean skunk1?\n',
    )
  })
})

describe('the JSON of a run', () => {
  test('is one object with the records and the figures, and no password', async () => {
    const { stdout } = await carpsim(['run', CABLE_PULL, '--format', 'json'])
    const run = JSON.parse(stdout)
    expect(Object.keys(run).join(' ')).toBe(
      'version title story seed until level hosts counts counters records verdict',
    )
    expect(run).toMatchObject({ version: 1, title: 'Cable pull', seed: '1', until: 40_000_000, level: 'all' })
    expect(run.records).toHaveLength(2523)
    expect(run.records.map((record: { id: number }) => record.id)).toEqual(
      run.records.map((_: unknown, i: number) => i + 1),
    )
    expect(run.records[0]).toEqual({ id: 1, t: 0, cause: null, kind: 'power', host: 'skunk1', power: 'on' })
    const advert = run.records.find(({ kind }: { kind: string }) => kind === 'advert')
    expect(Object.keys(advert).join(' ')).toBe(
      'id t cause kind host interface vhid family advbase advskew demotion counter',
    )
    expect(advert.counter).toMatch(/^[0-9a-f]{16}$/)
    expect(stdout).not.toContain('FeedLucasGelato')
    expect(run.verdict.groups[0]).toEqual({
      group: 'lan/1',
      failovers: 1,
      handovers: 1,
      nobody: 5_390_721,
      nobodyAtBoot: 3_039_062,
      longestNobody: 2_351_659,
      splitBrains: 0,
      splitBrain: 0,
      longestSplitBrain: 0,
    })
  })

  test('is the same byte for byte in any locale and time zone', async () => {
    const [here, there] = await Promise.all([
      spawned(['run', CABLE_PULL, '--format', 'json'], { env: { TZ: 'UTC', LC_ALL: 'C' } }),
      spawned(['run', CABLE_PULL, '--format', 'json'], { env: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' } }),
    ])
    expect(here.stdout).toBe(there.stdout)
  })

  test('as lines: a head, the records, the verdict', async () => {
    const [whole, lines] = await Promise.all([
      carpsim(['run', CABLE_PULL, '--format', 'json']),
      carpsim(['run', CABLE_PULL, '--format', 'ndjson']),
    ])
    const { records, verdict, ...head } = JSON.parse(whole.stdout)
    const objects = lines.stdout.trimEnd().split('\n')
    expect(objects.map((line) => JSON.parse(line))).toEqual([head, ...records, { verdict }])
  })

  test('of several files is a list', async () => {
    const { stdout } = await carpsim(['run', CABLE_PULL, CABLE_PULL, '--format', 'json', '--seed', '7'])
    expect(JSON.parse(stdout).map(({ seed }: { seed: string }) => seed)).toEqual(['7', '7'])
  })
})

describe('many seeds', () => {
  const file = 'test/cli/lossy.yaml'

  test('show how the figures are spread', async () => {
    const { code, stdout } = await carpsim(['run', file, '--seeds', '1-20'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('golden/lossy.seeds.txt')
  })

  test('each run is the one that its seed alone gives', async () => {
    const { stdout } = await carpsim(['run', file, '--seeds', '3,1-2', '--format', 'json'])
    const { runs, spread } = JSON.parse(stdout)
    expect(runs.map(({ seed }: { seed: string }) => seed)).toEqual(['3', '1', '2'])
    const alone = JSON.parse((await carpsim(['run', file, '--seed', '2', '--format', 'json'])).stdout)
    const longest = (measures: readonly { name: string; value: number }[]) =>
      measures.find(({ name }) => name === 'longest split-brain')!.value
    expect(longest(runs[2].measures)).toBe(alone.verdict.groups[0].longestSplitBrain)
    const values = runs.map(({ measures }: { measures: { name: string; value: number }[] }) => longest(measures))
    const { min, median, max } = spread.find(({ name }: { name: string }) => name === 'longest split-brain')
    expect([min.value, median.value, max.value]).toEqual(values.toSorted((a: number, b: number) => a - b))
  })

  test.each(['', '1-', '5-1', 'a', '1-2000000'])('--seeds %j is none', async (seeds) => {
    const { code, stderr } = await carpsim(['run', file, '--seeds', seeds])
    expect([code, stderr]).toEqual([3, expect.stringContaining('It is numbers and ranges of them: 1-100, or 1-3,8.')])
  })

  test('a seed that takes too long is named', async () => {
    const { code, stderr } = await carpsim(['run', file, '--seeds', '4-9', '--budget', '10'])
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${file}, seed 4: stopped at`)])
  })
})

test('several files end in a summary', async () => {
  const { stdout } = await carpsim(['run', CABLE_PULL, 'test/cli/two-groups.yaml'])
  await expect(stdout.slice(stdout.indexOf('==> summary'))).toMatchFileSnapshot('golden/summary.txt')
})

describe('files', () => {
  test('the standard input', async () => {
    const { code, stdout } = await carpsim(['run', '-'], { input: scenario })
    expect([code, stdout.split('\n')[0]?.trim().startsWith('Cable pull')]).toEqual([0, true])
  })

  test('all are tried, one after the other, and a bad one shows in the exit code', async () => {
    const bad = folder({ 'bad.yaml': scenario.replace('advskew: 20', 'advskew: 300') })('bad.yaml')
    const { code, stdout, stderr } = await carpsim(['run', 'nowhere.yaml', bad, CABLE_PULL])
    expect(code).toBe(2)
    expect(stdout).toContain(`==> ${CABLE_PULL} <==\nCable pull`)
    expect(stderr).toContain('nowhere.yaml: no such file\n')
    expect(stderr).toContain(`${bad}:${lineOf('advskew: 20')}:85  hosts.skunk2.carp[0].advskew`)
  })

  test.each([
    ['a folder', 'src', 'src: this is a directory\n'],
    ['what never ends', '/dev/zero', '/dev/zero: more than 16 MB; this is no scenario\n'],
    ['a path through a file', `${CABLE_PULL}/x`, `${CABLE_PULL}/x: a part of its path is no directory\n`],
  ])('unreadable: %s', async (_, file, message) => {
    expect(await carpsim(['run', file])).toEqual({ code: 2, stdout: '', stderr: message })
  })

  test('unreadable: bytes that are no text', async () => {
    const file = folder({ bin: Uint8Array.of(0xff, 0xfe, 0x00) })('bin')
    expect(await carpsim(['run', file])).toEqual({ code: 2, stdout: '', stderr: `${file}: this is not UTF-8 text\n` })
  })

  test('an event that could do nothing is shown in its file', async () => {
    const file = folder({ 'a.yaml': scenario.replace('at: 20s, plug', 'at: 5s, plug') })('a.yaml')
    const { code, stdout, stderr } = await carpsim(['run', file])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`${file}:${lineOf('at: 20s, plug')}:5  events[1]`)
    expect(stderr).toContain(
      'at 5s this can do nothing: the cable of skunk1.em0 is in already; say even-if-inert: true',
    )
  })

  test.each([
    ['--budget', 'more than 10 events; --budget N allows more'],
    ['--records', 'more than 10 records; --level changes keeps fewer, --records N allows more'],
  ])('%s stops a run that is too long', async (option, message) => {
    const { code, stderr } = await carpsim(['run', CABLE_PULL, option, '10'])
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('-o', () => {
  test('writes a file, whole or not at all', async () => {
    const file = folder({ 'out.txt': 'before' })('out.txt')
    expect((await carpsim(['run', 'nowhere.yaml', '-o', file])).code).toBe(2)
    expect(readFileSync(file, 'utf8')).toBe('before')
    expect(await carpsim(['run', CABLE_PULL, '-o', file])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readFileSync(file, 'utf8')).toBe((await carpsim(['run', CABLE_PULL])).stdout)
    expect(readdirSync(dirname(file))).toEqual(['out.txt'])
  })

  test('does not replace a device', async () => {
    expect(await carpsim(['run', CABLE_PULL, '-o', '/dev/null'])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(existsSync('/dev/null')).toBe(true)
  })

  test.each([
    ['/nowhere/out.txt', '/nowhere/out.txt: there is no such directory to write to\n'],
    ['/dev/full', '/dev/full: no space left\n'],
  ])('says why it cannot write %s', async (file, stderr) => {
    expect(await carpsim(['run', CABLE_PULL, '-o', file])).toEqual({ code: 2, stdout: '', stderr })
  })
})

test('a reader that has seen enough ends it quietly', async () => {
  const until = folder({ 'long.yaml': scenario.replace('until: 40s', 'until: 10m') })('long.yaml')
  const { code, stderr } = await spawned(['run', until, '--format', 'json'], { head: 100 })
  expect([code, stderr]).toEqual([0, ''])
})

test('no message is a stack trace', async () => {
  const texts = ['', '[', 'a: *b', '{}', 'carpsim: 2', '- x', scenario.replaceAll('em0', '""')]
  const inFolder = folder(Object.fromEntries(texts.map((text, i) => [`${i}.yaml`, text])))
  const { code, stdout, stderr } = await carpsim(['run', ...texts.map((_, i) => inFolder(`${i}.yaml`))])
  expect([code, stdout]).toEqual([2, ''])
  texts.forEach((_, i) => {
    expect(stderr).toContain(`${i}.yaml`)
  })
  expect(stderr).not.toMatch(/^ +at |node:|Error:/m)
})
