import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { carpsim } from './command.ts'

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0
}

async function script(shell: string): Promise<string> {
  const { code, stdout, stderr } = await carpsim(['completion', shell])
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

/** What bash offers for the last of these words. */
async function offered(...words: string[]): Promise<string[]> {
  const line = words.map((word) => `'${word}'`).join(' ')
  const call = `COMP_WORDS=(carpsim ${line}); COMP_CWORD=${words.length}; _carpsim; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['--norc'], {
    input: `${await script('bash')}\n${call}`,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((word) => word !== '')
}

describe.skipIf(!has('bash'))('bash', () => {
  test('the script parses', async () => {
    expect(spawnSync('bash', ['-n'], { input: await script('bash'), encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  })

  test.each([
    ['verbs', ['t'], ['test', 'timing']],
    ['options of carpsim', ['--v'], ['--version']],
    ['options of a verb', ['run', '--co'], ['--color']],
    ['the options of that verb alone', ['timing', '--lat'], ['--latency']],
    ['no option of another', ['run', '--lat'], []],
    ['choices of an option', ['run', '--format', ''], ['text', 'json', 'ndjson']],
    ['choices of an option, begun', ['run', 'a.yaml', '--level', 'm'], ['metrics']],
    ['choices of an argument', ['completion', 'z'], ['zsh']],
    ['verbs after help', ['help', 'exp'], ['explain']],
    ['systems', ['systems', 'freebsd-1'], ['freebsd-12', 'freebsd-14']],
    ['nothing for a time: bash goes on with files', ['run', '--until', ''], []],
    ['nothing for a file: bash goes on with files', ['run', 'scen'], []],
  ])('%s', async (_, words, expected) => {
    expect(await offered(...words)).toEqual(expected)
  })

  test('it knows all verbs of the help, and all options of theirs', async () => {
    const { stdout } = await carpsim(['--help'])
    const verbs = [...stdout.matchAll(/^ {2}(\w+)(?: \[| <| {2})/gm)].map(([, verb]) => verb!)
    expect(await offered('')).toEqual(expect.arrayContaining(verbs))
    for (const verb of verbs.filter((name) => name !== 'help')) {
      const help = (await carpsim([verb, '--help'])).stdout
      const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option!)
      expect(options).toContain('--help')
      expect(await offered(verb, '-')).toEqual(expect.arrayContaining(options))
    }
  })
})

test.each([
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
])('%s: the script names verbs, options and choices, and parses', async (shell, args) => {
  const text = await script(shell)
  for (const word of ['timing', 'jitter', 'text json', 'bash zsh fish']) expect(text).toContain(word)
  if (has(shell)) expect(spawnSync(shell, args, { input: text }).status).toBe(0)
})

test('another shell', async () => {
  const { code, stderr } = await carpsim(['completion', 'tcsh'])
  expect([code, stderr]).toEqual([3, expect.stringContaining('Allowed choices are bash, zsh, fish.')])
})
