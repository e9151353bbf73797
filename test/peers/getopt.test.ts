import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { getoptLong } from '../../src/host/commands/getopt-long.ts'
import { LETTERS, LONG } from '../../src/services/ucarp/usage.ts'
import { run } from './gnu.ts'

// getopt(1) of util-linux calls getopt_long(3) of this machine's C library, which must be glibc.
const absent = !spawnSync('getopt', ['--version']).stdout?.toString().includes('util-linux')
const NAMES = LONG.map(({ name, takes }) => `${name}${takes ? ':' : ''}`).join(',')

const WORDS = [
  ...['-i', '-P', '-zB', '-v1', '-Pv', '-Q', '-m', '--', '-', 'word', '', 'a b', '-P=1', '-:', '-;'],
  ...['--preempt', '--pre', '--p', '--pa', '--pass', '--pass=x', '--passf=x', '--preemt', '--preempt=1', '--pre=1'],
  ...['--vhid', '--vhid=', '--d', '--down=x', '--mcast', '--ad=3', '--addr', '--=x', '--nomcast', '--n'],
]

/** Small, and the same on every machine. */
function* lines(count: number): Generator<string[]> {
  let state = 1
  const draw = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  for (let i = 0; i < count; i++) yield Array.from({ length: draw(5) + 1 }, () => WORDS[draw(WORDS.length)]!)
}

function quoted(word: string): string {
  return `'${word}'`
}

/** As getopt(1) prints what was read. */
function printed(args: readonly string[]): { out: string; errors: string } {
  const { found, operands } = getoptLong('ucarp', args, LETTERS, LONG)
  const names = new Map(LONG.map(({ name, letter, takes }) => [letter, { name, takes }]))
  const takes = (letter: string) => names.get(letter)?.takes ?? false
  const out = found.flatMap((one) => {
    if ('complaint' in one) return []
    return [`-${one.letter}`, ...(takes(one.letter) ? [quoted(one.value)] : [])]
  })
  return {
    out: [...out, '--', ...operands.map(quoted)].join(' '),
    errors: found.flatMap((one) => ('complaint' in one ? [one.complaint] : [])).join('\n'),
  }
}

test.skipIf(absent)('command lines are read as the C library of Linux reads them, complaints and all', () => {
  const short = new Map(LONG.map(({ name, letter }) => [`--${name}`, `-${letter}`]))
  const all = [...lines(400)]
  const cases = all.map((args) => ({ words: ['getopt', '-n', 'ucarp', '-o', LETTERS, '-l', NAMES, '--', ...args] }))
  const [ended = []] = run([{ cases, files: {} }], (each) => each)
  expect(ended).toHaveLength(400)
  for (const [i, { stdout, stderr }] of ended.entries()) {
    const args = all[i]!
    // It writes long names where they were given; here both are one.
    const seen = stdout.trim().replace(/(?<=^| )--[a-z]+(?= |$)/g, (name) => short.get(name) ?? name)
    const { out, errors } = printed(args)
    expect({ args, out: seen, errors: stderr.trim() }).toEqual({ args, out, errors })
  }
})
