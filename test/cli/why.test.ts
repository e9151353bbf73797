import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CABLE_PULL, carpsim, folder, ROOT } from './command.ts'

const why = (...args: string[]) => carpsim(['why', CABLE_PULL, ...args])
const whyNot = (...args: string[]) => carpsim(['why-not', CABLE_PULL, ...args])

describe('why', () => {
  test.each([60, 80, 120])('in %i columns', async (width) => {
    const { code, stdout, stderr } = await why('--at', '12.4s', '--host', 'skunk2', '--width', String(width))
    expect([code, stderr]).toEqual([0, ''])
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    await expect(stdout).toMatchFileSnapshot(`golden/why.${width}.txt`)
  })

  test('without host and time: how the last MASTER became it', async () => {
    const { stdout } = await why()
    await expect(stdout).toMatchFileSnapshot('golden/why.txt')
  })

  test('in ASCII alone, and with colours that change nothing', async () => {
    const { stdout } = await why('--ascii')
    expect(stdout).toMatch(/^[ -~\n]*$/)
    const plain = await why()
    const colored = await why('--color', 'always')
    const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
    expect(colored.stdout).toMatch(codes)
    expect(colored.stdout.replace(codes, '').replace(/ +$/gm, '')).toBe(plain.stdout)
  })

  test('as JSON: each step with its record, time, rule, numbers and line', async () => {
    const { stdout } = await why('--format', 'json')
    const { subject, state, since, steps } = JSON.parse(stdout)
    expect([subject.host, subject.group, state, since]).toEqual(['skunk1', 'lan/1', 'MASTER', 20_976_759])
    expect(steps[0]).toMatchObject({
      t: 20_976_759,
      rule: 'slower master heard',
      system: 'freebsd-9.3',
      numbers: { mine: { seconds: 1, micros: 39_062 }, his: { seconds: 1, micros: 78_125 } },
    })
    const line = readFileSync(join(ROOT, CABLE_PULL), 'utf8')
      .split('\n')
      .findIndex((row) => row.includes(' plug: skunk1'))
    expect(steps.at(-1)).toMatchObject({ t: 20_000_000, file: CABLE_PULL, line: line + 1 })
  })

  test('of a record', async () => {
    const { steps } = JSON.parse((await why('--format', 'json')).stdout)
    const { stdout } = await why('--record', String(steps.at(-1).id))
    expect(stdout).toMatch(/^cable of skunk1 em0 back because\n/)
  })

  test('into a file', async () => {
    const file = folder()('why.txt')
    expect((await why('-o', file)).stdout).toBe('')
    expect(readFileSync(file, 'utf8')).toMatch(/^skunk1 has been MASTER/)
  })
})

describe('why-not', () => {
  test('how long the timer still had to run, and that there was nothing to preempt', async () => {
    const { code, stdout } = await whyNot('--at', '11s', '--host', 'skunk2', '--state', 'MASTER')
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('golden/why-not.txt')
  })

  test('as JSON: the microseconds, and no secret', async () => {
    const { stdout } = await whyNot('--at', '11s', '--host', 'skunk2', '--state', 'master', '--format', 'json')
    const { state, asked, obstacles } = JSON.parse(stdout)
    expect([state, asked]).toEqual(['BACKUP', 'MASTER'])
    expect(obstacles[0]).toMatchObject({ what: 'timer', remaining: 1_351_659 })
    expect(stdout).not.toContain('FeedLucasGelato')
  })

  test('the fault that did it, with its line', async () => {
    const { stdout } = await whyNot('--at', '11s', '--host', 'skunk1', '--state', 'BACKUP')
    expect(stdout).toMatch(/^skunk1 was INIT at 11 s: em0 had no carrier/)
    expect(stdout).toMatch(/cable-pull\.yaml:\d+/)
  })
})

test('a fault of a file that is extended is named by that file', async () => {
  const path = folder({
    'base.yaml': readFileSync(join(ROOT, CABLE_PULL)),
    'more.yaml': 'extends: base.yaml\nseed: 2\n',
  })
  const { stdout } = await carpsim(['why', path('more.yaml'), '--at', '13s', '--width', '200'])
  expect(stdout).toMatch(/cable of skunk1 em0 pulled .*base\.yaml:\d+/)
  expect(stdout).not.toContain('more.yaml')
})

test('the README shows what they say (REWRITE=1 takes it over)', async () => {
  const path = join(ROOT, 'README.md')
  const readme = readFileSync(path, 'utf8')
  const shown = [...readme.matchAll(/```\n\$ carpsim (why.*)\n([\s\S]*?)```/g)]
  expect(shown).toHaveLength(2)
  let now = readme
  for (const [, line, text] of shown) now = now.replace(text!, (await carpsim(line!.split(' '))).stdout)
  if (process.env['REWRITE']) writeFileSync(path, now)
  else expect(now).toBe(readme)
})

describe('what is not there', () => {
  const lone = readFileSync(join(ROOT, CABLE_PULL), 'utf8')
    .replaceAll(/\n +carp: .*/g, '')
    .replace(/\nexpect:[\s\S]*/, '\n')

  test.each([
    [['why', CABLE_PULL, '--host', 'skunk3'], 2, 'no host skunk3; did you mean skunk1?'],
    [['why', CABLE_PULL, '--group', 'lan/2'], 2, 'no group lan/2; did you mean lan/1?'],
    [['why', CABLE_PULL, '--at', '41s'], 2, 'the run ends at 40s: there is nothing at 41s'],
    [['why', CABLE_PULL, '--record', '99999'], 2, 'there is no record 99999: they are 1 to '],
    [['why', CABLE_PULL, '--records', '20'], 2, 'more than 20 records; --until 60s ends the run sooner'],
    [
      ['why-not', CABLE_PULL, '--at', '9s', '--host', 'skunk2', '--state', 'BOSS'],
      3,
      'A state is MASTER, BACKUP, INIT.',
    ],
    [['why-not', CABLE_PULL, '--at', '9s', '--host', 'skunk2'], 3, "required option '--state <state>' not specified"],
    [['why', 'test/cli/two-groups.yaml', '--host', 'nobody'], 2, 'no host nobody'],
  ])('%j', async (args, code, message) => {
    const outcome = await carpsim(args)
    expect([outcome.code, outcome.stdout]).toEqual([code, ''])
    expect(outcome.stderr).toContain(message)
  })

  test('no CARP at all', async () => {
    const file = folder({ 'lone.yaml': lone })('lone.yaml')
    const { code, stderr } = await carpsim(['why', file])
    expect([code, stderr]).toEqual([2, `${file}: no machine of this scenario runs CARP\n`])
  })

  test('help has examples', async () => {
    await expect((await carpsim(['why', '--help'])).stdout).toMatchFileSnapshot('golden/help-why.txt')
    await expect((await carpsim(['why-not', '--help'])).stdout).toMatchFileSnapshot('golden/help-why-not.txt')
  })
})

describe('why-frame', () => {
  const FILE = 'scenarios/networks/cable-behind-the-switch.yaml'
  const whyFrame = (...args: string[]) => carpsim(['why-frame', FILE, ...args])

  test('over a switch, to a cable that is out', async () => {
    const { code, stdout } = await whyFrame('--from', 'fw1', '--at', '12s')
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('golden/why-frame.txt')
  })

  test('over two switches, to one machine', async () => {
    const { stdout } = await whyFrame('--from', 'laptop.em0', '--to', 'fw1', '--at', '9s')
    await expect(stdout).toMatchFileSnapshot('golden/why-frame-known.txt')
  })

  test('the record of what became of it is as good as its own; as JSON', async () => {
    const { frame, steps } = JSON.parse((await whyFrame('--from', 'fw1', '--at', '12s', '--format', 'json')).stdout)
    expect(steps.map(({ id }: { id: number }) => id)).toEqual([...steps].map(({ id }) => id).sort((a, b) => a - b))
    const { stdout } = await whyFrame(String(steps.at(-1).id), '--format', 'json')
    expect(JSON.parse(stdout).frame).toBe(frame)
  })

  test.each([
    [['--from', 'fw9'], 'no host fw9; did you mean fw1?'],
    [['--at', '12s'], 'which frame? name its record, or --from a machine'],
    [['1'], 'record 1 is no frame, and not what became of one (power)'],
    [['--from', 'fw2', '--at', '1s'], 'fw2 had sent no frame by 1s'],
    [['--from', 'fw1', '--at', '70s'], 'the run ends at 40s: there is nothing at 70s'],
  ])('%j', async (args, said) => {
    const { code, stderr } = await whyFrame(...args)
    expect([code, stderr]).toEqual([2, `${FILE}: ${said}\n`])
  })
})
