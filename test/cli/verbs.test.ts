import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { located } from '../../src/cli/library.ts'
import { carpsim, folder } from './command.ts'

describe('list', () => {
  test('the library, by name', async () => {
    const { code, stdout, stderr } = await carpsim(['list'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^basics\/cable-pull {2,}Cable pull$/m)
  })

  test('what it lists can be run', async () => {
    const { stdout } = await carpsim(['list', '--format', 'json'])
    const listed: { name: string; problem: string | null }[] = JSON.parse(stdout)
    expect(listed.filter(({ problem }) => problem !== null)).toEqual([])
    expect(listed.map(({ name }) => located(name)).filter((path) => !path.endsWith('.yaml'))).toEqual([])
    const firsts = new Map(listed.toReversed().map(({ name }) => [dirname(name), name]))
    const { code, stderr } = await carpsim(['run', ...firsts.values(), '-o', '/dev/null'])
    expect([code, stderr]).toEqual([0, ''])
  })

  test('folders, with files that are wrong, and one that is not there', async () => {
    const path = folder({
      'good.yaml':
        'carpsim: 1\ntitle: Good\nstory: |\n  One sentence. And\n  another.\nhosts: { a: { interfaces: {} } }\n',
      'bad.yaml': 'carpsim: 1\nhosts: { a: { interfaces: { em0: { address: x, plug: lan } } } }\n',
      'binary.yml': Uint8Array.of(0xff, 0xfe),
      'untitled.json': '{"carpsim": 1, "hosts": {}}',
      'notes.txt': 'no scenario',
      '.hidden.yaml': 'carpsim: 1',
    })('')
    const { code, stdout, stderr } = await carpsim(['list', '--long', path, '/nowhere'])
    expect([code, stderr]).toEqual([2, '/nowhere: no such file\n'])
    await expect(stdout.replaceAll(path, 'FOLDER')).toMatchFileSnapshot('golden/list.txt')
  })

  test('an empty folder', async () => {
    expect((await carpsim(['list', dirname(folder()('x'))])).stdout).toContain('no scenario files')
  })
})

describe('a name of the library in place of a file', () => {
  test('with and without its ending, and its folder', async () => {
    const file = await carpsim(['run', 'scenarios/basics/cable-pull.yaml'])
    for (const name of ['basics/cable-pull', 'basics/cable-pull.yaml', 'cable-pull']) {
      expect(await carpsim(['run', name])).toEqual(file)
    }
  })

  test('with a slip', async () => {
    expect(await carpsim(['run', 'basics/cabel-pull'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'basics/cabel-pull: no such file; did you mean basics/cable-pull?\n',
    })
  })
})

describe('init', () => {
  test('writes a scenario that plays', async () => {
    const file = folder()('mine.yaml')
    expect(await carpsim(['init', file])).toEqual({
      code: 0,
      stdout: '',
      stderr: `${file} is written. Try: carpsim run ${file}\n`,
    })
    const { code, stdout, stderr } = await carpsim(['run', file])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('1 fail-over, 1 hand-over')
    await expect(stdout.replace(file, 'mine.yaml')).toMatchFileSnapshot('golden/starter.txt')
    expect((await carpsim(['timing', '--strict', file])).code).toBe(0)
  })

  test('its other events play, too', async () => {
    const { stdout } = await carpsim(['init'])
    const others = [...stdout.matchAll(/^ {2}# (- \{.*\})/gm)].map(([, event]) => event!)
    expect(others).toHaveLength(2)
    for (const event of others) {
      const input = stdout.replace(/^ {2}- \{ at: 10s, crash.*$/m, `  ${event}`)
      expect(await carpsim(['run', '-'], { input })).toMatchObject({ code: 0, stderr: '' })
    }
  })

  test('replaces nothing unless it is told to', async () => {
    const file = folder({ 'mine.yaml': 'mine' })('mine.yaml')
    expect(await carpsim(['init', file])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${file}: there is such a file already; --force replaces it\n`,
    })
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect((await carpsim(['init', '--force', file])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('carpsim: 1')
  })

  test('not over a folder', async () => {
    const path = folder()('folder')
    mkdirSync(path)
    expect((await carpsim(['init', '--force', path])).code).toBe(2)
    expect(existsSync(path)).toBe(true)
  })
})

describe('explain', () => {
  test.each([
    ['a word', ['advskew'], 'explain.txt'],
    ['several words, in ASCII and narrow', ['master-down', 'timer', '--ascii', '--width', '60'], 'explain.ascii.txt'],
    ['all words', [], 'explain-all.txt'],
    ['a story of the field guide', ['two-nic-cable-pull-no-group'], 'explain-story.txt'],
    ['its twin is told with it', ['field/two-nic-cable-pull-no-group-fixed'], 'explain-story.txt'],
    ['a story, in ASCII and narrow', ['vm-pause-resume', '--ascii', '--width', '60'], 'explain-story.ascii.txt'],
  ])('%s', async (_, args, golden) => {
    const { code, stdout, stderr } = await carpsim(['explain', ...args])
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(`golden/${golden}`)
  })

  test.each([
    ['advskwe', 'advskwe: no such word is explained; did you mean advskew?\n'],
    ['croossed-cable-pull', 'croossed-cable-pull: no such word is explained; did you mean crossed-cable-pull?\n'],
    [
      'xyzzy',
      'xyzzy: no such word is explained; carpsim explain lists the words that it has, carpsim list the stories\n',
    ],
  ])('not %s', async (word, stderr) => {
    expect(await carpsim(['explain', word])).toEqual({ code: 2, stdout: '', stderr })
  })
})

test.each(['list', 'systems', 'explain', 'timing basics/cable-pull'])('%s -o writes a file', async (verb) => {
  const file = folder()('out.txt')
  const args = verb.split(' ')
  expect(await carpsim([...args, '-o', file])).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(readFileSync(file, 'utf8')).toBe((await carpsim(args)).stdout)
})

test.each(['run', 'why', 'why-not', 'diff', 'timing', 'list', 'systems', 'init', 'explain', 'completion'])(
  '%s --help has examples',
  async (verb) => {
    const { code, stdout } = await carpsim([verb, '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain(`Examples:\n  $ `)
    expect(await carpsim(['help', verb])).toMatchObject({ code: 0, stdout })
    await expect(stdout).toMatchFileSnapshot(`golden/help-${verb}.txt`)
  },
)
