import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIALECTS, play } from './play.ts'

const LIMITS = { steps: 3000, output: 20_000, variable: 5000, processes: 20, nesting: 60 }
const NAMES = Object.keys(DIALECTS)

/** Lines of which scripts are made that nobody would write: loops without end, calls of themselves, processes. */
const LINES = [
  'f() { x=$x$x; f "$@"; }',
  'f() { f | f & }',
  'f() { echo $(f); }',
  'x=ab; y="$x$x$x"; x=$y',
  'while :; do x=$x$y; echo "$x"; done',
  'until f; do sleep 1 & done',
  'for i in $x 1 2 3; do ( f $i ) ; done',
  'f',
  'f &',
  'f | head -1',
  'yes | head -3',
  'x=`f`; echo "$x"',
  'trap f TERM EXIT; kill $$',
  'wait; wait $!',
  'eval f; eval eval eval f',
  'echo $((x+1)) ${x%%*a*b*a*b} ${x##*b*a}',
  'case $x in *a*b*a*b*) echo 1;; esac',
  'exec 3> f 4< f; cat <&4 >&3; echo x >> f; . ./f',
  'cat f f > g; cat g g > f',
  'read x < f; set -- $x $x; shift; unset x',
  'printf "%5000d%s" 1 "$x"',
  'set -eu; exit 3',
  'return 2; break 3; continue',
  'kill -KILL $!; kill -PIPE $$',
  '{ f; } 2>&1 | { f; cat; } > g',
]
const SCRIPT = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'))

test('every script ends, with a status, and has the same story twice', () => {
  fc.assert(
    fc.property(SCRIPT, fc.constantFrom(...NAMES), (source, name) => {
      const told = () => play(source, { dialect: DIALECTS[name]!, limits: LIMITS })
      const first = told()
      expect(first.status).toBeTypeOf('number')
      expect(told()).toEqual(first)
    }),
    { numRuns: 300 },
  )
})

test('whatever is written is run, or refused: nothing is thrown', () => {
  const piece = fc.constantFrom(
    ...['"', "'", '`', '$(', ')', '${x', '}', '$((', '))', '<<E', '\nE\n', ';', '&', '|', '&&', '>', '<', '>&', 'f'],
    ...[
      'if',
      'then',
      'fi',
      'for i in',
      'do',
      'done',
      'case x in',
      'esac',
      '{',
      ' ',
      '\n',
      '\\',
      '*',
      '[',
      ']',
      'x=',
      '$x',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.constantFrom(...NAMES), (pieces, name) => {
      const { status } = play(pieces.join(' '), { dialect: DIALECTS[name]!, limits: LIMITS })
      expect(status).toBeTypeOf('number')
    }),
    { numRuns: 1000 },
  )
})

test('numbers come out as 64 bits have them', () => {
  const whole = fc.bigInt(-(2n ** 63n) + 1n, 2n ** 63n - 1n)
  const sums: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '&': (a, b) => a & b,
    '|': (a, b) => a | b,
    '^': (a, b) => a ^ b,
  }
  fc.assert(
    fc.property(whole, whole, fc.constantFrom(...Object.keys(sums)), (a, b, operator) => {
      const { stdout } = play(`echo $(( (${a}) ${operator} (${b}) ))`)
      expect(BigInt(stdout)).toBe(BigInt.asIntN(64, sums[operator]!(a, b)))
    }),
  )
})
