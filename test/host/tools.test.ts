import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AWK } from '../peers/awk-cases.ts'
import { ACT, GREP, SED, TEXT, text, WORDS, XARGS } from '../peers/gnu-cases.ts'
import { Bench } from './tools.ts'

const CASES = fc.oneof(...Object.values(TEXT), GREP, SED, ACT, AWK, XARGS)

describe.each(['FreeBSD 9', 'OpenBSD 7', 'NetBSD 7', 'Debian'] as const)('small programs of %s', (userland) => {
  const bench = (f: string, g: string) => {
    const machine = new Bench(userland, { '/case/f': f, '/case/g': g, '/case/d/a': 'a\n' })
    machine.directory = '/case'
    return machine
  }

  test('whatever they are given, they end, and who fails says why', () => {
    fc.assert(
      fc.property(fc.array(CASES, { minLength: 1, maxLength: 3 }), text, text, WORDS, (all, f, g, input) => {
        const machine = bench(f, g)
        for (const words of all) {
          const { stderr, exit } = machine.run(words, input)
          expect(exit).toBeGreaterThanOrEqual(0)
          expect(exit).toBeLessThan(256)
          // These may be told how to end, or to say nothing.
          const isTold = ['awk', 'sed', 'xargs'].includes(words[0]!) || words.includes('-q') || words.includes('-s')
          if (exit > 1 && !isTold) expect([words, stderr]).not.toEqual([words, ''])
        }
      }),
      { numRuns: 300 },
    )
  })

  test('what cannot be understood is complained about in the name of the program', () => {
    for (const name of [
      'cat',
      'cp',
      'cut',
      'find',
      'grep',
      'head',
      'ln',
      'ls',
      'mkdir',
      'mv',
      'rm',
      'sed',
      'sort',
      'tail',
      'tr',
      'uniq',
      'wc',
    ]) {
      const { stderr, exit } = bench('', '').run([name, '-,'])
      expect([name, exit > 0, stderr.startsWith(name) || stderr.startsWith('usage:')]).toEqual([name, true, true])
    }
  })
})

test('programs that begin each other do so so often, and no more', () => {
  const { stderr, exit } = new Bench('Debian').run(Array.from({ length: 1_000 }, () => 'sudo').concat('id'))
  expect(exit).toBeGreaterThan(0)
  expect(stderr).not.toBe('')
})
