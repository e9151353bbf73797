import type { Dialect, Where } from '../dialect.ts'
import type { SyntaxFault } from '../syntax/fault.ts'
import { dash } from './dash.ts'
import { WORDINGS } from './dash-wordings.ts'
import { commandOf, type Wordings, worded } from './wording.ts'

// OpenBSD's sh is ksh: functions named here are those of bin/ksh. It reads as dash does here: `[[ ]]`, `(( ))`, arrays
// and `function`, which ksh has, are not read.

const OWN: Wordings = {
  ...WORDINGS,
  // exec.c, comexec
  'no command': ({ name, why }) => `${name}: ${why === 'not found' ? why : 'cannot execute - Permission denied'}`,
  // exec.c, iosetup
  'cannot open': ({ path, why }) => `cannot open ${path}: ${why}`,
  'cannot create': ({ path, why }) => `cannot create ${path}: ${why}`,
  // c_ksh.c, c_cd
  'cannot change directory': ({ path, why }) => `${path} - ${why}`,
  'bad substitution': ({ text }) => `${text}: bad substitution`,
  // c_sh.c, c_shift
  'cannot shift': () => 'nothing to shift',
}

/** lex.c, error_prefix: a script with its line; otherwise the shell's name alone. */
function before({ name, line, text, inside }: Where): string {
  if (inside !== undefined && inside !== 'eval') return `${inside}[${line}]: `
  return text === true ? `${name}: ` : `${name}[${line}]: `
}

/** syn.c, syntaxerr. */
function syntaxError(fault: SyntaxFault, where: Where): string {
  const { why } = fault
  const at = before({ ...where, line: fault.line })
  if (why.kind === 'unterminated') return `${at}no closing quote`
  if (why.kind !== 'unexpected') return `${at}syntax error`
  const { kind, text } = why.token
  const shown = kind === 'end' ? 'EOF' : kind === 'newline' ? 'newline' : text
  return `${at}syntax error: \`${shown}' unexpected`
}

/** OpenBSD's /bin/sh. */
export const openbsdSh: Dialect = {
  ...dash,
  name: 'openbsd-sh',
  syntaxError,
  syntaxStatus: () => 1,
  message: (error, where) => {
    const text = worded(OWN, error)
    if (text === null || error.is === 'no type') return text
    const command = error.is === 'no command' ? null : commandOf(error)
    return `${before(where)}${command === null ? '' : `${command}: `}${text}`
  },
  status: (error) => (error.is === 'no command' ? (error.why === 'not found' ? 127 : 126) : 1),
  echoOptions: 'n',
  echoEscapes: true,
  doubleEquals: true,
  characters: true,
}
