import fc, { type Arbitrary } from 'fast-check'

/** What is put into scripts: words and signs that mean something to a shell. */
const SIGNS = [
  ...['if', 'then', 'fi', 'else', 'elif', 'do', 'done', 'while', 'until', 'for', 'in', 'case', 'esac', 'function'],
  ...[
    '{',
    '}',
    '(',
    ')',
    ';',
    ';;',
    '&',
    '&&',
    '||',
    '|',
    '!',
    '\n',
    '"',
    "'",
    '`',
    '\\',
    '#',
    '$(',
    '${',
    '$((',
    '))',
  ],
  ...['<', '>', '<<', '<<E', '>>', '2>&1', 'E\n', 'x', 'a=1', 'f()', '$x', '*', '=', '&>x', '|&'],
]

interface Change {
  readonly at: number
  readonly how: 'leave out' | 'replace' | 'put before' | 'copy' | 'end'
  readonly sign: string
}

const CHANGE: Arbitrary<Change> = fc.record({
  at: fc.nat(100_000),
  how: fc.constantFrom('leave out', 'replace', 'put before', 'copy', 'end'),
  sign: fc.constantFrom(...SIGNS),
})

function changed(script: string, { at, how, sign }: Change): string {
  const pieces = script.split(/(?<=\W)|(?=\W)/)
  const place = at % pieces.length
  if (how === 'end') return pieces.slice(0, place).join('')
  const put = how === 'copy' ? pieces[(at * 7) % pieces.length]! : how === 'put before' ? ` ${sign} ` : sign
  return pieces.toSpliced(place, how === 'put before' ? 0 : 1, ...(how === 'leave out' ? [] : [put])).join('')
}

/** A script with one to three changes that its author did not mean. */
export function mutationOf(scripts: readonly string[]): Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...scripts), fc.array(CHANGE, { minLength: 1, maxLength: 3 }))
    .map(([script, changes]) => changes.reduce(changed, script))
}
