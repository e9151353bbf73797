import type { Meter } from './meter.ts'

/** Which of the regular expressions of POSIX, and of whom. */
export interface Grammar {
  readonly is: 'basic' | 'extended'
  /** As GNU's regcomp(3) reads it, with what it has besides; otherwise FreeBSD's. */
  readonly gnu: boolean
  readonly ignoresCase: boolean
  /** What looking for it is charged to; absent: it may cost what it does. */
  readonly meter?: Meter
}

/** What a sign stands for. */
export type Sign = 'open' | 'close' | 'bar' | 'star' | 'plus' | 'question' | 'brace'

const EXTENDED: Readonly<Record<string, Sign>> = {
  '(': 'open',
  ')': 'close',
  '|': 'bar',
  '*': 'star',
  '+': 'plus',
  '?': 'question',
  '{': 'brace',
}
const BASIC: Readonly<Record<string, Sign>> = { '\\(': 'open', '\\)': 'close', '\\{': 'brace', '*': 'star' }
/** What else GNU knows. */
const GNU_BASIC: Readonly<Record<string, Sign>> = { ...BASIC, '\\|': 'bar', '\\+': 'plus', '\\?': 'question' }

/** The signs of a grammar, each as it is written. */
export function signsOf({ is, gnu }: Grammar): Readonly<Record<string, Sign>> {
  return is === 'extended' ? EXTENDED : gnu ? GNU_BASIC : BASIC
}

/** What a regcomp(3) says where an expression is none. */
const COMPLAINTS = {
  operand: { bsd: 'repetition-operator operand invalid', gnu: 'Invalid preceding regular expression' },
  empty: { bsd: 'empty (sub)expression', gnu: '' },
  backslash: { bsd: 'trailing backslash (\\)', gnu: 'Trailing backslash' },
  parentheses: { bsd: 'parentheses not balanced', gnu: 'Unmatched ( or \\(' },
  close: { bsd: 'parentheses not balanced', gnu: 'Unmatched ) or \\)' },
  braces: { bsd: 'braces not balanced', gnu: 'Unmatched \\{' },
  count: { bsd: 'invalid repetition count(s)', gnu: 'Invalid content of \\{\\}' },
  large: { bsd: 'invalid repetition count(s)', gnu: 'Regular expression too big' },
  brackets: { bsd: 'brackets ([ ]) not balanced', gnu: 'Unmatched [, [^, [:, [., or [=' },
  range: { bsd: 'invalid character range', gnu: 'Invalid range end' },
  class: { bsd: 'invalid character class', gnu: 'Invalid character class name' },
  memory: { bsd: 'out of memory', gnu: 'Memory exhausted' },
  reference: { bsd: 'carpsim matches no back-references', gnu: 'carpsim matches no back-references' },
} as const

/** Why regcomp(3) refuses an expression. */
export class Refused extends Error {
  constructor(why: keyof typeof COMPLAINTS, { gnu }: Pick<Grammar, 'gnu'>) {
    super(COMPLAINTS[why][gnu ? 'gnu' : 'bsd'])
  }
}
