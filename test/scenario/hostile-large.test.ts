import { describe, expect, test } from 'vitest'
import { changed, errorOf, many } from './file.ts'

// A megabyte of nearly anything, and as many mistakes as fit into it.

describe('hostile files have their error in two seconds', () => {
  /** A machine that does much else is slower. */
  const LIMIT = 2_000 * 4
  const upTo = (length: number, text: string) => text.repeat(Math.floor(length / text.length))
  const files: Readonly<Record<string, string>> = {
    'a million [': upTo(999_000, '['),
    'a million ]': upTo(999_000, ']'),
    'a million {': upTo(999_000, '{'),
    'a million commas': `[${upTo(999_000, ',')}`,
    'a million dashes': upTo(999_000, '- '),
    'a million quotes': upTo(999_000, '"\n'),
    'wrong escapes': `a: "${upTo(999_000, '\\q')}"`,
    'wrong tabs': upTo(999_000, '\t- a\n'),
    'wrong colons': upTo(999_000, 'a: b: c\n'),
    'wrong lines': upTo(999_000, 'a\n b\n'),
    'nothing but syntax errors': upTo(280_000, '- @a ]\n'),
    'tags without end': upTo(280_000, '- !a x\n'),
    'keys that are no words': upTo(280_000, '{}: '),
    'directives without end': upTo(999_000, '%a\n'),
    'documents without end': upTo(999_000, '---\n'),
    'empty lines': upTo(999_000, '\n'),
    'anchors without end': many(30_000, (i) => `- &a${i} x\n`),
    'references without end': `x: &a 1\nl:\n${upTo(400_000, '- *a\n')}`,
    'a line of a million': `a: ${upTo(999_000, 'x')}`,
    'a number of a million digits': `carpsim: ${upTo(999_000, '9')}`,
    'a time of a million digits': `until: ${upTo(999_000, '9')}s`,
    'an address of a million digits': changed(['10.0.0.1/24', upTo(900_000, '1.')]),
    'a direction of a million arrows': changed(['old -> new', upTo(900_000, 'a->')]),
    '100,000 keys': many(100_000, (i) => `k${i}: 1\n`),
    '20,000 keys': many(20_000, (i) => `k${i}: 1\n`),
    '4,000 hosts without addresses': `hosts: {${many(4_000, (i) => `h${i}: { interfaces: { e: { plug: n${i} } } },`)}}`,
    'one key, again and again': upTo(280_000, 'a: 1\n'),
    '50 MB': upTo(50_000_000, 'title: x\n'),
    'bytes of no text': many(300_000, (i) => String.fromCharCode((i * 7919) % 256)),
  }
  for (const [name, text] of Object.entries(files)) {
    test(name, () => {
      const started = performance.now()
      expect(errorOf(text).message.length).toBeLessThan(100_000)
      expect(performance.now() - started).toBeLessThan(LIMIT)
    })
  }
})
