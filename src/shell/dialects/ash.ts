import type { ArithmeticFault, Found, ShellError } from '../dialect.ts'
import type { SyntaxFault, Why } from '../syntax/fault.ts'
import { LIMIT_STATUS, tokenName } from './wording.ts'

/** What dash and FreeBSD's sh have from the Almquist shell. */
export const ASH_ARITHMETIC: Readonly<Record<ArithmeticFault, string>> = {
  'division by zero': 'division by zero',
  'operand expected': 'expecting primary',
  'unexpected token': 'expecting EOF',
  'missing parenthesis': "expecting ')'",
  'missing colon': "expecting ':'",
  'assignment to no variable': 'expecting EOF',
  'negative exponent': 'expecting primary',
  'variable not set': 'variable not set',
  'bad digit': 'expecting EOF',
  'too deep': 'recursion limit exceeded',
}

/** Options of set, by letter: options.h of both. */
export const ASH_OPTIONS = {
  ...{ e: 'errexit', f: 'noglob', I: 'ignoreeof', i: 'interactive', m: 'monitor', n: 'noexec', s: 'stdin' },
  ...{ x: 'xtrace', v: 'verbose', V: 'vi', E: 'emacs', C: 'noclobber', a: 'allexport', b: 'notify' },
  ...{ u: 'nounset', p: 'privileged' },
} as const

/** What a script finds set, besides what it is given. */
export const ASH_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['OPTIND', '1'],
  ['PS1', '# '],
  ['PS2', '> '],
  ['PS4', '+ '],
])

/** `type` and `command -V`. */
export function ashDescribes(name: string, found: Found): string {
  if (found.is === 'file') return `${name} is ${found.path}`
  const kind = found.is === 'special builtin' ? 'special shell builtin' : `shell ${found.is}`
  return `${name} is a ${kind}`
}

const UNTERMINATED = {
  '"': 'Unterminated quoted string',
  "'": 'Unterminated quoted string',
  '`': 'EOF in backquote substitution',
  '${': "Missing '}'",
  '$((': "Missing '))'",
  '[': 'end of file unexpected',
  '$(': 'end of file unexpected (expecting ")")',
}

/** parser.c, synexpect and synerror. */
export function ashSyntax({ why }: SyntaxFault): string {
  return `Syntax error: ${reason(why)}`
}

function reason(why: Why): string {
  switch (why.kind) {
    case 'unexpected': {
      const { token, expecting } = why
      if (expecting === null) return `${tokenName(token)} unexpected`
      return `${tokenName(token)} unexpected (expecting ${expecting === 'word' ? 'word' : `"${expecting}"`})`
    }
    case 'unterminated':
      return UNTERMINATED[why.opening]
    case 'for variable':
      return 'Bad for loop variable'
    case 'function name':
      return 'Bad function name'
    case 'special builtin':
      return 'Cannot override a special builtin with a function'
    case 'end of line in substitution':
      return 'Unexpected end of line in substitution'
    case 'unread':
      return 'this is not understood here'
    case 'conditional':
      return `"${why.token}" unexpected`
    case 'too long':
      return `more than ${why.most} characters`
    case 'too deep':
      return `more than ${why.most} levels`
  }
}

/** Errors of expansion and of the shell itself end it; so do those of special builtins (eval.c, evalcommand). */
export function ashReach(error: ShellError, special: boolean): 'command' | 'shell' {
  switch (error.is) {
    case 'unset':
    case 'wanted':
    case 'bad substitution':
    case 'cannot assign':
    case 'arithmetic':
    case 'no number in':
    case 'substring':
    case 'limit':
      return 'shell'
    case 'readonly':
      return error.command === undefined || special ? 'shell' : 'command'
    case 'no command':
    case 'bad signal':
    case 'outside a loop':
    case 'no child':
      return error.is === 'no command' && error.command === 'exec' ? 'shell' : 'command'
    default:
      return special ? 'shell' : 'command'
  }
}

/** `127` where nothing was found. */
export function ashStatus(error: ShellError): number {
  switch (error.is) {
    case 'limit':
      return LIMIT_STATUS[error.limit]
    case 'no command':
      return error.why === 'not found' ? 127 : 126
    case 'no type':
      return /alias/.test(error.command) ? 1 : 127
    case 'no child':
      return 127
    case 'bad signal':
      return error.command === 'trap' ? 1 : 2
    case 'no process':
    case 'write error':
    case 'bad value':
      return 1
    case 'outside a loop':
    case 'getopts option':
    case 'getopts argument':
      return 0
    default:
      return 2
  }
}

/** `'a'"'"'b'`: dash's single_quote. */
export function singleQuoted(value: string): string {
  return value
    .split(/('+)/)
    .map((part, index) => (index % 2 === 1 ? `"${part}"` : part === '' && value !== '' ? '' : `'${part}'`))
    .join('')
}
