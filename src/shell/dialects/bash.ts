import type { ArithmeticFault, Dialect, Found, ShellError, Where } from '../dialect.ts'
import { LINUX_SIGNALS } from '../signals.ts'
import type { SyntaxFault } from '../syntax/fault.ts'
import { BASH } from '../syntax/syntax.ts'
import type { TokenKind } from '../syntax/token.ts'
import { BASH_BUILTINS, BASH_OPTIONS, BASH_SPECIALS, BASH_USAGES } from './bash-builtins.ts'
import { ansiOrQuoted } from './bash-quoting.ts'
import { bashReach, bashStatus } from './bash-status.ts'
import { commandOf, DEATHS, dashed, limited, type Wordings, worded } from './wording.ts'

const ARITHMETIC: Readonly<Record<ArithmeticFault, string>> = {
  'division by zero': 'division by 0',
  'operand expected': 'syntax error: operand expected',
  'unexpected token': 'syntax error in expression',
  'missing parenthesis': "missing `)'",
  'missing colon': "`:' expected for conditional expression",
  'assignment to no variable': 'attempted assignment to non-variable',
  'negative exponent': 'exponent less than 0',
  'variable not set': 'unbound variable',
  'bad digit': 'value too great for base',
  'too deep': 'expression recursion level exceeded',
}

const WORDINGS: Wordings = {
  'no command': ({ name, why, command }) => {
    if (why === 'permission denied') return `${name}: Permission denied`
    if (why === 'is a directory') return `${name}: Is a directory`
    if (name.includes('/')) return `${name}: No such file or directory`
    return `${/\p{Cc}/u.test(name) ? ansiOrQuoted(name) : name}: ${command === 'exec' ? 'not found' : 'command not found'}`
  },
  'cannot open': ({ path, why }) => `${path}: ${why}`,
  'cannot create': ({ path, why }) => `${path}: ${why}`,
  exists: ({ path }) => `${path}: cannot overwrite existing file`,
  'bad descriptor': ({ descriptor }) => `${descriptor}: Bad file descriptor`,
  'ambiguous redirect': ({ word }) => `${word}: ambiguous redirect`,
  'cannot change directory': ({ path, why }) => `${path}: ${why}`,
  'write error': ({ why }) => `write error: ${why}`,
  unset: ({ name, bare }) => `${bare === true && /^\d/.test(name) ? '$' : ''}${name}: unbound variable`,
  wanted: ({ name, says, orNull }) => `${name}: ${says ?? `parameter ${orNull ? 'null or ' : ''}not set`}`,
  'bad substitution': ({ text }) => `${text}: bad substitution`,
  'cannot assign': ({ name }) => `$${name}: cannot assign in this way`,
  arithmetic: ({ text, why, rest }) => `${text}: ${ARITHMETIC[why]} (error token is "${rest}")`,
  'no number in': ({ text }) => `${text}: value too great for base (error token is "${text}")`,
  substring: ({ text }) => `${text}: substring expression < 0`,
  readonly: ({ name }) => `${name}: readonly variable`,
  'cannot unset': ({ name }) => `${name}: cannot unset: readonly variable`,
  'bad name': ({ name }) => `\`${name}': not a valid identifier`,
  'bad number': ({ text, command }) => {
    if (command === '[' || command === 'test') return `${text}: integer expression expected`
    const counts = command === 'shift' ? 'shift' : 'loop'
    const outside = /^-?\d+$/.test(text) && ['break', 'continue', 'shift'].includes(command)
    return `${text}: ${outside ? `${counts} count out of range` : 'numeric argument required'}`
  },
  'bad option': ({ option, command }) => `${dashed(option)}: invalid option${usageOf(command)}`,
  'bad option name': ({ name }) => `${name}: invalid option name`,
  'no argument': ({ option, command }) => `${dashed(option)}: option requires an argument${usageOf(command)}`,
  'too many arguments': () => 'too many arguments',
  'too few arguments': ({ command }) =>
    `${command === '.' ? 'filename argument required' : 'usage'}${usageOf(command)}`,
  usage: ({ command }) => usageOf(command).slice(1),
  'cannot shift': () => null,
  'outside a function': ({ command }) =>
    command === 'return' ? "can only `return' from a function or sourced script" : 'can only be used in a function',
  'outside a loop': () => "only meaningful in a `for', `while', or `until' loop",
  'not set': ({ name }) => `${name} not set`,
  'no type': ({ name }) => `${name}: not found`,
  'bad mode': ({ text }) =>
    /^\d/.test(text)
      ? `${text}: octal number out of range`
      : `\`${text.replace(/^[ugoa]+/, '')[0] ?? ''}': invalid symbolic mode operator`,
  'missing bracket': () => "missing `]'",
  test: ({ why, text }) => {
    if (why === 'bad number') return `${text}: integer expression expected`
    if (why === 'missing parenthesis') return "`)' expected"
    return why === 'argument expected' || why === 'too many arguments' ? why : `${text}: ${why}`
  },
  'bad directive': ({ text, letter }) =>
    letter === null ? `\`${text}': missing format character` : `\`${letter}': invalid format character`,
  'bad value': ({ text }) => `${text}: invalid ${/^0x/i.test(text) ? 'hex ' : /^0\d/.test(text) ? 'octal ' : ''}number`,
  'no process': ({ pid }) => `(${pid}) - No such process`,
  'no child': ({ pid }) => `pid ${pid} is not a child of this shell`,
  'bad pid': ({ text, command }) =>
    command === 'kill' ? `${text}: arguments must be process or job IDs` : `\`${text}': not a pid or valid job spec`,
  'bad signal': ({ text }) => `${text}: invalid signal specification`,
  'getopts option': ({ option }) => `illegal option -- ${option.replace(/^-/, '')}`,
  'getopts argument': ({ option }) => `option requires an argument -- ${option.replace(/^-/, '')}`,
  'no job control': () => 'no job control',
  killed: ({ pid, signal, title }) =>
    signal in DEATHS && signal !== 15 ? `${pid} ${DEATHS[signal]!.padEnd(23)} ${title}` : null,
  limit: ({ limit, most }) => (limit === 'processes' ? 'fork: Resource temporarily unavailable' : limited(limit, most)),
}

function usageOf(command: string): string {
  const usage = BASH_USAGES[command]
  return usage === undefined ? '' : `\n${command}: usage: ${usage}`
}

/** error.c, get_name_for_error: a file that `.` reads has its own name. */
function before({ name, line, inside, atPrompt }: Where, command: string | null): string {
  const file = inside === undefined || inside === 'eval' ? name : inside
  const counted = atPrompt === true && inside === undefined ? '' : `line ${line}: `
  return `${file}: ${counted}${command === null ? '' : `${command}: `}`
}

/** parse.y, report_syntax_error: a second line shows the text, but where the end came too soon. */
function syntaxError({ line: own, why, text }: SyntaxFault, where: Where): string {
  const { name, inside, exits } = where
  const line = inside === 'eval' ? where.line + own - 1 : own
  const file = inside === undefined || inside === 'eval' ? name : inside
  const typed = where.atPrompt === true && inside === undefined
  const how = inside === 'eval' ? 'eval: ' : where.text === true && !typed ? '-c: ' : ''
  const at = `${file}: ${how}${typed ? '' : `line ${line}: `}`
  switch (why.kind) {
    case 'unexpected': {
      const { kind, text: token } = why.token
      if (kind === 'end') return `${at}syntax error: unexpected end of file`
      const near = `${at}syntax error near unexpected token \`${tokenShown(kind, token)}'`
      return typed || exits === true ? near : `${near}\n${at}\`${text}'`
    }
    case 'unterminated': {
      const closing = { '"': '"', "'": "'", '`': '`', '${': '}', '$((': ')', '$(': ')', '[': ']' }[why.opening]
      return `${at}unexpected EOF while looking for matching \`${closing}'`
    }
    case 'conditional':
      return `${at}unexpected token \`${why.token}' in conditional command`
    default:
      return `${at}syntax error: ${'most' in why ? `${why.kind}: more than ${why.most}` : 'this is not understood here'}`
  }
}

/** parse.y, error_token_from_token: of a redirection the descriptor, where there is one. */
function tokenShown(kind: TokenKind, text: string): string {
  if (kind === 'newline') return kind
  if (kind === 'redirection') return /^\d+/.exec(text)?.[0] ?? text
  return text.includes('\n') ? ansiOrQuoted(text) : text
}

function describes(name: string, found: Found): string {
  if (found.is === 'file') return `${name} is ${found.path}`
  if (found.is === 'function') return `${name} is a function`
  return `${name} is a shell ${found.is === 'keyword' ? 'keyword' : 'builtin'}`
}

/** Without prefix: usages, and complaints of getopts, which name the script alone. */
function message(error: ShellError, where: Where): string | null {
  const text = worded(WORDINGS, error)
  if (text === null || error.is === 'usage') return text
  if (error.is === 'getopts option' || error.is === 'getopts argument') return `${where.name}: ${text}`
  const own = error.is === 'no command' && error.command !== 'exec'
  const shell =
    own ||
    error.is === 'cannot open' ||
    (error.is === 'readonly' && error.command !== 'local') ||
    (error.is === 'bad name' && error.command === 'for')
  return `${before(where, shell ? null : commandOf(error))}${text}`
}

/** bash 5.2, started as bash. */
export const bash: Dialect = {
  name: 'bash',
  syntax: BASH,
  builtins: new Set(BASH_BUILTINS),
  specials: BASH_SPECIALS,
  syntaxError,
  message,
  status: bashStatus,
  reach: bashReach,
  returnsOnlyInside: true,
  specialsFirst: false,
  startsWith: 'hB',
  optionList: { title: '', width: 15, between: '\t', sorted: true, lastFirst: false },
  countsArguments: true,
  emptyIsNoNumber: false,
  evalCountsOn: true,
  sourcesBeside: true,
  backquotesAfresh: false,
  parametersAreSet: false,
  returnsWide: false,
  globsDots: false,
  syntaxStatus: ({ why }, before) => (why.kind === 'unterminated' && before !== 0 ? before : 2),
  aliased: (name, value) => `alias ${name}='${value.replaceAll("'", "'\\''")}'`,
  signals: LINUX_SIGNALS,
  optionsOfFunctions: false,
  trapsShown: true,
  trapStops: false,
  moreEscapes: true,
  readsOnAfterFaults: true,
  printfModifiers: true,
  readonlyBefore: 'is left out',
  trapPrefix: true,
  quotedTrap: (action) => `'${action.replaceAll("'", "'\\''")}'`,
  clockDigits: 3,
  manyMayBeNothing: true,
  homesInArguments: true,
  tracesCompounds: true,
  tellsAll: true,
  countsParameters: true,
  documentsApart: false,
  redirectsApart: true,
  betweenParameters: 'first of IFS',
  joinsAlike: false,
  emptyStays: true,
  endsTell: true,
  losesLines: true,
  emptyArguments: false,
  printsInOrder: true,
  // make_cmd.c, make_here_document
  unended: ({ ending, begun, line }, where) => {
    const at = before({ ...where, line }, null)
    return `${at}warning: here-document at line ${begun} delimited by end-of-file (wanted \`${ending}')`
  },
  optionsStartAgain: false,
  optionsEndWithout: true,
  optionsAhead: false,
  substitutionsTell: true,
  testCounts: true,
  substitutionsFail: false,
  copiesToFiles: true,
  specialAssignmentsStay: false,
  options: BASH_OPTIONS,
  echoOptions: 'neE',
  echoEscapes: false,
  declares: new Set(['declare', 'export', 'local', 'readonly', 'typeset']),
  localKeeps: false,
  braces: true,
  arithmetic: { steps: true, comma: true, power: true },
  sumsReadFirst: true,
  unsetInSums: 'parameter',
  arithmeticRecurses: true,
  doubleEquals: true,
  substrings: true,
  characters: true,
  describes,
  typeFailsAloud: false,
  quoted: ansiOrQuoted,
  declared: (command, name, value) => {
    const flag = command === 'export' ? '-x' : '-r'
    return `declare ${flag} ${name}${value === null ? '' : `="${value.replace(/[\\"$`]/g, '\\$&')}"`}`
  },
  traced: (word) => (word === '' ? "''" : ansiOrQuoted(word)),
  trapName: (signal) => (signal === 'EXIT' ? signal : `SIG${signal}`),
  exitTrapOnSignal: true,
  variables: new Map([
    ['BASH_VERSION', '5.2.15(1)-release'],
    ['OPTERR', '1'],
    ['OPTIND', '1'],
    ['PS4', '+ '],
  ]),
}
