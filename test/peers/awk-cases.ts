import fc from 'fast-check'

const value = fc.constantFrom(
  '$1',
  '$2',
  '$NF',
  '$0',
  'NR',
  'NF',
  '1',
  '2',
  '"a"',
  'x',
  '$1 $2',
  '$2 + 1',
  'length($1)',
  'length',
  'substr($0, 2, 3)',
  'toupper($1)',
  '-$2',
  '(1 < 2)',
  'index($0, "a")',
  '$1 * 2',
  '10 / 4',
  '7 % 3',
  '2 ^ 3',
  '1e3',
  '0.1 + 0.2',
  'n++',
  'NR == 2 ? "two" : "other"',
  'sprintf("%05.1f|%-4s|%x", $2, $1, 255)',
  'split($0, p, ":")',
  'p[1]',
  'c[$1]++',
  'match($0, /[0-9]+/)',
  'RSTART',
  '!x',
  'x = x $1',
)
const test = fc.constantFrom(
  'NR == 2',
  '/a/',
  '!/a/',
  '$2 > 1',
  '$1 ~ /^a/',
  '$1 !~ "b"',
  'NF',
  '$1 == "a"',
  'NR == 1, NR == 2',
  '/a/, /b/',
  'NR > 1 && /a/',
  '$2 == 2 || $1 == ""',
  '($1 in c)',
  'NR % 2',
)
const act = fc.oneof(
  fc.array(value, { maxLength: 3 }).map((all) => `print ${all.join(', ')}`),
  value.map((one) => `printf "%s\\n", ${one}`),
  fc
    .tuple(
      test.filter((one) => !one.includes(',')),
      value,
    )
    .map(([when, one]) => `if (${when}) print ${one}; else print "no"`),
  fc.constantFrom(
    'sum += $2',
    'c[$1]++',
    '$2 = "x"; print',
    'gsub(/a/, "<&>"); print',
    'sub(/[0-9]+/, "n")',
    'next',
    'for (i = 1; i <= NF; i++) printf "%s ", $i; print ""',
    'while (j < 2) { j++; print j }',
    'NF = 1; print',
    'delete c[$1]',
    'exit 3',
    '{ x = 1 }',
    'do k++; while (k < 3); print k',
  ),
)
const block = fc.array(act, { minLength: 1, maxLength: 2 }).map((all) => `{ ${all.join('; ')} }`)
const rule = fc.oneof(
  block,
  fc.tuple(test, block).map((both) => both.join(' ')),
  test,
  fc.tuple(fc.constantFrom('BEGIN', 'END'), block).map((both) => both.join(' ').replace('next', 'x')),
)
const program = fc.array(rule, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))
const options = fc.constantFrom([], ['-F:'], ['-F', ','], ['-v', 'x=5'], ['-F', '[,:]'])

/** Programs of awk, in a folder with f and g. */
export const AWK = fc
  .tuple(options, program, fc.constantFrom(['f'], ['f', 'g'], ['x=7', 'f']))
  .map((all) => ['awk', ...all.flat()])
