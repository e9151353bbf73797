import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Parser } from 'tap-parser'
import { expect, test } from 'vitest'
import { carpsim, folder, ROOT } from './command.ts'

// carpsim test: what a developer sees who breaks something.

const BASICS = join(ROOT, 'scenarios/basics')
const FAILED = 1
const INPUT = 2
const USAGE = 3

/** A folder with scenarios of the library and their goldens, each changed as it is said. */
function copies(changes: Readonly<Record<string, (text: string) => string>>): (name: string) => string {
  const path = folder()
  for (const [name, change] of Object.entries(changes)) {
    const stem = name.replace(/\..*$/, '')
    for (const ending of ['.yaml', '.expected.txt']) copyFileSync(join(BASICS, stem + ending), path(stem + ending))
    const before = readFileSync(path(name), 'utf8')
    const after = change(before)
    writeFileSync(path(name), after)
  }
  return path
}

function edited(from: string, to: string): (text: string) => string {
  return (text) => {
    expect(text).toContain(from)
    return text.replace(from, to)
  }
}

/** Without threads: those take longer to start than a few files to be tested. */
const tested = (args: readonly string[], surroundings: Parameters<typeof carpsim>[1] = {}) =>
  carpsim(['test', '-j', '1', ...args], surroundings)

const same = (text: string) => text

test('all is well: a line a file, and what it comes to, with threads and without', async () => {
  const path = copies({ 'cable-pull.yaml': same, 'lossy-link.yaml': same, 'preempt-on.yaml': same })
  const { code, stdout, stderr } = await carpsim(['test', '-j', '2', path('.')])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/✓ .*cable-pull.yaml {2}Cable pull {2}6 checks, \d+ ms\n/)
  expect(stdout).toMatch(/\n3 files: 3 passed; \d+ checks: \d+ passed\nin [\d.]+ s\n$/)
  const timeless = (text: string) => text.replace(/\d+ ms|in [\d.]+ s/g, 'some time')
  expect(timeless((await tested([path('.')])).stdout)).toBe(timeless(stdout))
})

test('a broken expectation: its line, what was so, the lanes, the cause, and how to look again', async () => {
  const path = copies({ 'cable-pull.yaml': edited('at: 9s, that: skunk1 is MASTER', 'at: 9s, that: skunk2 is MASTER') })
  const { code, stdout } = await tested([path('.')])
  expect(code).toBe(FAILED)
  for (const said of [
    '  ✗ at 9s: skunk2 is MASTER\n',
    /▸ 35 │ {3}- \{ at: 9s, that: skunk2 is MASTER \}/,
    'at 9s skunk2 was BACKUP, skunk1 was MASTER of lan/1 since 3.039062',
    /1 skunk1 {2}skew 10 {2}─+█+/,
    'skunk2 has been BACKUP of lan/1 since 0.000000 because',
    `look:  carpsim play ${path('cable-pull.yaml')} --at 9s\n`,
    '1 file: 0 passed, 1 failed',
  ]) {
    if (typeof said === 'string') expect(stdout).toContain(said)
    else expect(stdout).toMatch(said)
  }
})

test('a broken golden is shown line by line, and written anew where that is asked for', async () => {
  const path = copies({ 'cable-pull.expected.txt': edited('lost 54 of', 'lost 55 of') })
  const broken = await tested([path('.')])
  expect(broken.code).toBe(FAILED)
  expect(broken.stdout).toMatch(/cable-pull\.expected\.txt:52: what the run shows is other than .*, from line 52 on/)
  expect(broken.stdout).toMatch(/\n {4}-laptop lost 55 of .*\n {4}\+laptop lost 54 of /)

  const refused = await tested(['--update', path('.')], { env: { CI: '1' } })
  expect([refused.code, refused.stdout]).toEqual([USAGE, ''])
  expect(refused.stderr).toMatch(/refused where CI is set/)
  expect(readFileSync(path('cable-pull.expected.txt'), 'utf8')).toContain('lost 55 of')

  const updated = await tested(['--update', path('.')])
  expect([updated.code, updated.stdout]).toEqual([0, expect.stringContaining('golden written')])
  expect(readFileSync(path('cable-pull.expected.txt'), 'utf8')).toBe(
    readFileSync(join(BASICS, 'cable-pull.expected.txt'), 'utf8'),
  )
})

test('a broken golden has its line, the lanes at the first time of which it tells something else, the cause, and how to look', async () => {
  const path = copies({
    'cable-pull.expected.txt': edited('  12.351659  skunk2  BACKUP', '  12.351658  skunk2  BACKUP'),
  })
  const { code, stdout } = await tested([path('.')])
  expect(code).toBe(FAILED)
  for (const said of [
    /▸ \d+ │ {3}12\.351658 {2}skunk2 {2}BACKUP → MASTER/,
    /\^ from here on the run shows something else\n/,
    /\n {6}who is MASTER {6}-+1+-+2+\n/,
    /laptop has had no answer from 10\.0\.0\.3 since 10\.000000 because\n[\s\S]*cable of skunk1 em0 pulled/,
  ])
    expect(stdout).toMatch(said)
  expect(stdout).toContain(`look:  carpsim play ${path('cable-pull.yaml')} --at 12.351658s\n`)
})

test('a broken invariant, of the file and of the command line', async () => {
  const path = copies({ 'one-way-cut.yaml': (text) => `${text}invariants: [at-most-one-MASTER]\n` })
  const { code, stdout } = await tested([path('.')])
  expect(code).toBe(FAILED)
  expect(stdout).toMatch(/✗ at-most-one-MASTER\n.*one-way-cut\.yaml:\d+:\d+ {2}invariants/)
  expect(stdout).toMatch(/▸ \d+ │ invariants: \[at-most-one-MASTER\]/)
  expect(stdout).toContain('at 12.390725s fw1 and fw2 were MASTER of lan/1 for 12.609375s')
  expect(stdout).toMatch(/did not reach fw2:[\s\S]*the way is cut/)
  expect(stdout).toContain('--at 12.390725s')

  const slow = await tested(['--invariants', 'no-flap 1s', join(BASICS, 'slow-link.yaml')])
  expect([slow.code, slow.stdout]).toEqual([FAILED, expect.stringContaining('✗ no-flap 1s')])
  const wrong = await tested(['--invariants', 'no-flip', BASICS])
  expect([wrong.code, wrong.stderr]).toEqual([
    INPUT,
    '--invariants: there is no invariant no-flip; did you mean no-flap?\n',
  ])
})

test('what happens sometimes happens in one of many seeds, or the test fails', async () => {
  const seldom = (sentence: string) => edited('expect:', `expect:\n  - { sometimes: ${sentence}, from: 10s }`)
  const path = copies({ 'lossy-link.yaml': seldom('two MASTERs of lan/1') })
  const alone = await tested([path('lossy-link.yaml')])
  expect(alone.stdout).toMatch(/[?✓] sometimes|5 checks|6 checks/)
  const many = await tested(['--seeds', '1-20', path('lossy-link.yaml')])
  expect([many.code, many.stderr]).toEqual([0, ''])
  expect(many.stdout).toMatch(/, 20 seeds, /)

  const never = copies({ 'lossy-link.yaml': seldom('fw1 is INIT') })
  const failing = await tested(['--seeds', '1-20', never('lossy-link.yaml')])
  expect(failing.code).toBe(FAILED)
  expect(failing.stdout).toMatch(/✗ sometimes: fw1 is INIT\n {4}none of 20 seeds shows it/)
})

test('a seed that fails is named, and its moment opens again', async () => {
  const path = copies({ 'lossy-link.yaml': edited('expect:', 'expect:\n  - { never: two MASTERs of lan/1 }') })
  const { code, stdout } = await tested(['--seeds', '1-10', path('lossy-link.yaml')])
  expect(code).toBe(FAILED)
  const [, seed] = /(?:\d+) of 10 seeds fail, the first of them seed (\d+): it was so from/.exec(stdout) ?? []
  expect(stdout).toMatch(new RegExp(`look: {2}carpsim play .*lossy-link.yaml --at \\S+ --seed ${seed}\n`))
})

test('an expectation that was never put to the test is told of, and fails a strict suite', async () => {
  const late = `carpsim: 1
until: 5s
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }, carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.3/24] }] }
  fw2: { boot: never, interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }, carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.3/24] }] }
expect:
  - { at: 4s, that: fw1 is MASTER }
  - { never: fw2 becomes MASTER }
`
  const path = folder({ 'late.yaml': late })
  const { code, stdout } = await tested([path('.')])
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/\? never: fw2 becomes MASTER\n {4}fw2 had no power in that time\n/),
  ])
  expect((await tested(['--strict', path('.')])).code).toBe(FAILED)
})

test('what cannot be read is told of, and all others are still tested', async () => {
  const path = copies({ 'cable-pull.yaml': edited('skunk1.em0 }', 'skunk3.em0 }'), 'preempt-on.yaml': same })
  const { code, stdout } = await tested([path('.')])
  expect(code).toBe(INPUT)
  expect(stdout).toMatch(/✗ .*cable-pull\.yaml[\s\S]*there is no host skunk3; did you mean skunk1\?/)
  expect(stdout).toMatch(/✓ .*preempt-on\.yaml/)
  expect(stdout).toContain('2 files: 1 passed, 1 cannot be played')
})

test('nothing to test is an error', async () => {
  const none = await tested([folder({ 'docker-compose.yaml': 'services: {}' })('.')])
  expect([none.code, none.stderr]).toEqual([INPUT, expect.stringMatching(/there are no scenarios to test\n$/)])
  const idle = 'carpsim: 1\nhosts: { fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } } } }\n'
  const unexpecting = await tested([folder({ 'a.yaml': idle })('.')])
  expect([unexpecting.code, unexpecting.stderr]).toEqual([INPUT, expect.stringMatching(/nothing was judged/)])
})

test('bail stops after a failure, shards are all of it together, a filter chooses by name and title', async () => {
  const broken = edited('expect:', 'expect:\n  - { at: 1s, that: two MASTERs }')
  const path = copies({ 'cable-pull.yaml': broken, 'demotion.yaml': broken, 'preempt-on.yaml': same })
  const bailed = await tested(['--bail', '-j', '1', path('.')])
  expect([bailed.code, bailed.stdout]).toEqual([FAILED, expect.stringContaining('1 file: 0 passed, 1 failed')])

  const files = async (args: readonly string[]) => {
    const { stdout } = await tested(['--reporter', 'json', ...args])
    return (JSON.parse(stdout) as { results: { file: string }[] }).results.map(({ file }) => file)
  }
  const shards = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => files(['--shard', shard, BASICS])))
  const all = readdirSync(BASICS).filter((name) => name.endsWith('.yaml'))
  expect(shards.flat().toSorted()).toEqual(all.map((name) => join(BASICS, name)).toSorted())
  expect(
    Math.max(...shards.map(({ length }) => length)) - Math.min(...shards.map(({ length }) => length)),
  ).toBeLessThan(2)
  expect(await files(['--filter', 'VIRTUAL machine', BASICS])).toEqual([join(BASICS, 'vm-pause.yaml')])
  expect((await tested(['--shard', '4/3', BASICS])).code).toBe(USAGE)
})

/** All of the library where there is time: see .ci/run. */
const PLAYED = process.env['CARPSIM_ALL'] === undefined ? ['scenarios/basics', 'scenarios/networks'] : ['scenarios']

test('under other systems: what they do otherwise is named, and nothing crashes', async () => {
  const { code, stdout, stderr } = await tested(['--system', 'openbsd,ucarp', '--reporter', 'json', ...PLAYED])
  // Some files ask for what a system has not: those cannot be played under it.
  expect([code, stderr]).toEqual([INPUT, ''])
  const { results } = JSON.parse(stdout) as {
    results: { file: string; system: string; problem?: string; checks: { of: string }[] }[]
  }
  expect(new Set(results.map(({ system }) => system))).toEqual(new Set(['openbsd', 'ucarp']))
  // A file may ask for what a system has not; then it says so, with the line.
  for (const { file, problem } of results)
    if (problem !== undefined) expect(problem).toMatch(new RegExp(`^${file.split('/').at(0)}.*:\\d+`))
  expect(results.flatMap(({ checks }) => checks).some(({ of }) => of === 'golden')).toBe(false)
  const unknown = await tested(['--system', 'openbds', 'scenarios'])
  expect([unknown.code, unknown.stderr]).toEqual([INPUT, 'there is no system openbds; did you mean openbsd?\n'])
})

/** A suite with something of each kind: passed, failed, open, and what cannot be played. */
function mixed(): (name: string) => string {
  const path = copies({
    'cable-pull.yaml': (text) =>
      edited(
        'at: 9s, that: skunk1 is MASTER',
        'at: 9s, that: skunk2 is MASTER',
      )(edited('title: Cable pull', `title: 'Cable <&">]]> pull'`)(text)),
    'lossy-link.yaml': edited('expect:', 'expect:\n  - { sometimes: fw1 is INIT }'),
    'preempt-on.yaml': edited('carpsim: 1', 'carpsim: 2'),
    'demotion.yaml': same,
  })
  for (const name of ['cable-pull', 'lossy-link', 'preempt-on', 'demotion']) rmSync(path(`${name}.expected.txt`))
  return path
}

test('JUnit: a standard parser reads it, and counts the same', async () => {
  const path = mixed()
  const output = path('results.xml')
  const { code, stdout } = await tested(['--reporter', 'junit', '-o', output, path('.')])
  expect([code, stdout]).toEqual([INPUT, ''])
  const xml = readFileSync(output, 'utf8')
  expect(XMLValidator.validate(xml)).toBe(true)
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === 'testcase' || name === 'testsuite',
  })
  const { testsuites } = parser.parse(xml)
  const suites = testsuites.testsuite as Record<string, string & { [key: string]: unknown }[]>[]
  expect(suites).toHaveLength(4)
  const cases = suites.flatMap((suite) => suite['testcase'] as unknown as Record<string, { '#text': string }>[])
  const having = (key: string) => cases.filter((one) => key in one)
  expect([having('failure').length, having('error').length, having('skipped').length]).toEqual([
    Number(testsuites['@_failures']),
    Number(testsuites['@_errors']),
    Number(testsuites['@_skipped']),
  ])
  expect(cases).toHaveLength(Number(testsuites['@_tests']))
  expect(having('failure')[0]!['failure']!['#text']).toContain('skunk2 was BACKUP')
  expect(having('error')).toHaveLength(1)
})

test('TAP: a TAP parser reads it', async () => {
  const { stdout } = await tested(['--reporter', 'tap', mixed()('.')])
  const results = await new Promise<{ ok: boolean; count: number; fail: number; plan: { end: number } }>((resolve) => {
    const parser = new Parser({ strict: true }, resolve as never)
    parser.end(stdout)
  })
  expect(results).toMatchObject({ ok: false, count: 4, fail: 2, plan: { end: 4 } })
  const tests = Parser.parse(stdout, { strict: true }).filter(([event]) => event === 'child')
  expect(tests).toHaveLength(4)
})

test('GitHub: an annotation at the line that fails', async () => {
  const path = mixed()
  const { stdout } = await tested(['--reporter', 'github', path('.')])
  const file = path('cable-pull.yaml')
  expect(stdout).toMatch(
    /^::error file=[^,]*cable-pull\.yaml,line=35,col=\d+,title=[^\n]*at 9s%3A skunk2 is MASTER::at 9s skunk2 was/m,
  )
  expect(stdout).toContain(`carpsim play ${file} --at 9s`)
  expect(stdout).toMatch(/^::error file=[^,]*preempt-on\.yaml,title=cannot be played::/m)
  expect(stdout.split('\n').filter((line) => line.startsWith('::error'))).toHaveLength(2)
})
