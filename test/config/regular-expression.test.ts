import { expect, test } from 'vitest'
import { RegularExpression } from '../../src/config/regular-expression.ts'

function finds(pattern: string, text: string): boolean {
  const read = RegularExpression.read(pattern)
  if (typeof read === 'string') throw new Error(read)
  return read.test(text)
}

test.each([
  ['^carp0$', 'carp0', true],
  ['^carp0$', 'carp01', false],
  ['^CARP0$', 'carp0', true],
  ['^carp*$', 'carp0', false],
  ['^carp*$', 'carppp', true],
  ['^1@*$', '1@em0', false],
  ['^[0-9]+@[0-9a-z]+$', '12@em0', true],
  ['^[0-9]+@[0-9a-z]+$', '12@em.0', false],
  ['^(MASTER|BACKUP|INIT)$', 'BACKUP', true],
  // Without parentheses the anchors belong to one branch each.
  ['^MASTER|BACKUP$', 'MASTERS', true],
  ['^LINK_.*$', 'LINK_UP', true],
  ['^LINK_UP?$', 'LINK_U', true],
  ['^a{2,3}$', 'a', false],
  ['^a{2,3}$', 'aaa', true],
  ['^a{2,3}$', 'aaaa', false],
  ['^a{2,}$', 'aaaaaaa', true],
  ['^a{x$', 'a{x', true],
  ['^[]a]+$', ']a]', true],
  ['^[^]a]$', 'b', true],
  ['^[a-]$', '-', true],
  ['^[[:alpha:]_]+$', 'Em_', true],
  ['^[[:digit:]]$', 'x', false],
  ['^[A-F]$', 'c', true],
  ['^em0\\.5$', 'em0.5', true],
  ['^em0\\.5$', 'em0x5', false],
  ['^()$', '', true],
  ['^(a|b)*c$', 'ababc', true],
  ['^x{0}y$', 'y', true],
  ['a$', 'banana', true],
  ['^.$', '', false],
])('%s in %s: %s', (pattern, text, is) => {
  expect(finds(pattern, text)).toBe(is)
})

test.each(['^*$', '^a**$', '^(a$', '^[a$', '^a|$|', '^+', 'a{3,2}', 'a{256}', '^[[:foo:]]', 'a\\', '^a{2$', '^[z-a]$'])(
  'regcomp refuses %s',
  (pattern) => {
    expect(RegularExpression.read(pattern)).toBeTypeOf('string')
  },
)

test('no expression takes long, whatever it is', () => {
  const started = performance.now()
  expect(finds('^(a*)*(a|a)*((a+)+)+$', `${'a'.repeat(4_000)}b`)).toBe(false)
  expect(RegularExpression.read('((((a{255}){255}){255}){255})')).toBe('out of memory')
  expect(RegularExpression.read('(((((){255}){255}){255}){255})')).toBe('out of memory')
  expect(RegularExpression.read('((((a{0}){255}){255}){255})')).toBe('out of memory')
  expect(RegularExpression.read('('.repeat(100_000))).toBe('out of memory')
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('where both understand an expression, it finds what an engine that goes back finds', () => {
  const letters = ['a', 'b', '(', ')', '|', '*', '+', '?', '.', '[ab]', '[^a]', '^', '$']
  let seed = 7
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  let compared = 0
  for (let i = 0; i < 20_000; i++) {
    const pattern = Array.from({ length: 1 + draw(7) }, () => letters[draw(letters.length)]).join('')
    const read = RegularExpression.read(pattern)
    let theirs: RegExp
    try {
      theirs = new RegExp(pattern, 'i')
    } catch {
      continue
    }
    // A question mark behind a repetition is one of ours alone.
    if (typeof read === 'string') continue
    const text = Array.from({ length: draw(6) }, () => 'ab'[draw(2)]).join('')
    compared += 1
    expect([pattern, text, read.test(text)]).toEqual([pattern, text, theirs.test(text)])
  }
  expect(compared).toBeGreaterThan(5_000)
})

const BASIC = { is: 'basic', gnu: true, ignoresCase: false } as const
const EXTENDED = { ...BASIC, is: 'extended' } as const

test.each([
  [BASIC, 'a*', 'baa', '0-0'],
  [BASIC, 'aa*', 'baa', '1-3'],
  [BASIC, 'a\\|ab\\|abc', 'xabcd', '1-4'],
  [BASIC, 'a\\{2\\}', 'aaa', '0-2'],
  [BASIC, 'a{2}', 'aa a{2}', '3-7'],
  [BASIC, '*a', 'b*a', '1-3'],
  [BASIC, '\\(^a\\)b$', 'ab', '0-2 a'],
  [BASIC, 'a^b$c', 'a^b$c', '0-5'],
  [BASIC, '\\<b\\w*\\>', 'ab bcd', '3-6'],
  [EXTENDED, '(a|ab)(c|bcd)', 'abcd', '0-4 a bcd'],
  [EXTENDED, '(a*)(b)?', 'aac', '0-2 aa -'],
  [EXTENDED, '(x(y))+', 'xyxy', '0-4 xy y'],
  [EXTENDED, '[[:<:]]is[[:>:]]', 'this is', '5-7'],
  [EXTENDED, '[]a-]+', 'x]-a', '1-4'],
  [{ ...EXTENDED, gnu: false }, 'a)b', 'a)b', '0-3'],
  [EXTENDED, 'A', 'a', 'none'],
] as const)('%o %s is found in %s at %s: what begins first, and is longest', (grammar, pattern, text, expected) => {
  const read = RegularExpression.read(pattern, grammar)
  if (typeof read === 'string') throw new Error(read)
  const found = read.find(text)
  const groups = found?.groups.map((group) => ` ${group ?? '-'}`).join('') ?? ''
  expect(found === null ? 'none' : `${found.start}-${found.end}${groups}`).toBe(expected)
})

test.each([
  [BASIC, '\\(a', 'Unmatched ( or \\('],
  [BASIC, '\\(a\\)\\1', 'carpsim matches no back-references'],
  [EXTENDED, 'a)', 'Unmatched ) or \\)'],
  [EXTENDED, '[a', 'Unmatched [, [^, [:, [., or [='],
  [{ ...BASIC, gnu: false }, 'a\\{2', 'braces not balanced'],
] as const)('%o refuses %s: %s', (grammar, pattern, why) => {
  expect(RegularExpression.read(pattern, grammar)).toBe(why)
})

test('finding and capturing takes no longer than testing, whatever the expression', () => {
  const started = performance.now()
  const read = RegularExpression.read('((a*)*|(a|a)*)*((a+)+)+b', EXTENDED)
  if (typeof read === 'string') throw new Error(read)
  expect(read.find('a'.repeat(4_000))).toBeNull()
  expect(read.find(`${'a'.repeat(4_000)}b`)?.end).toBe(4_001)
  expect(performance.now() - started).toBeLessThan(4_000)
})
