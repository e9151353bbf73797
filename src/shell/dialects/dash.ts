import type { Dialect, Found, Where } from '../dialect.ts'
import { DASH } from '../syntax/syntax.ts'
import { ASH_ARITHMETIC, ashReach, ashStatus, ashSyntax, singleQuoted } from './ash.ts'
import { commandOf, DEATHS, dashed, limited, TEST, type Wordings, worded } from './wording.ts'

/** error.c, errmsg: what open and create lack. */
const MISSING = ['No such file or directory', 'Not a directory']

const USAGES: Readonly<Record<string, string>> = {
  getopts: 'Usage: getopts optstring var [arg...]',
  kill: 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]',
  printf: 'usage: printf format [arg ...]',
}

const WORDINGS: Wordings = {
  'no command': ({ name, why }) => `${name}: ${why === 'not found' && name !== '' ? why : 'Permission denied'}`,
  'cannot open': ({ path, why, command }) => {
    if (command === '.' && !path.includes('/')) return `${path}: not found`
    return `cannot open ${path}: ${MISSING.includes(why) ? 'No such file' : why}`
  },
  'cannot create': ({ path, why }) => `cannot create ${path}: ${MISSING.includes(why) ? 'Directory nonexistent' : why}`,
  exists: ({ path }) => `cannot create ${path}: File exists`,
  'bad descriptor': ({ descriptor }) => `${descriptor}: Bad file descriptor`,
  'ambiguous redirect': () => 'Syntax error: Bad fd number',
  'cannot change directory': ({ path }) => `can't cd to ${path}`,
  'write error': ({ command }) => `${command}: I/O error`,
  unset: ({ name }) => `${name}: parameter not set`,
  wanted: ({ name, says, orNull }) =>
    `${name}: ${says ?? (orNull ? 'parameter not set or null' : 'parameter not set')}`,
  'bad substitution': () => 'Bad substitution',
  'cannot assign': ({ name }) => `${name}: bad variable name`,
  arithmetic: ({ text, why }) => `arithmetic expression: ${ASH_ARITHMETIC[why]}: "${text}"`,
  'no number in': ({ text }) => `Illegal number: ${text}`,
  substring: () => 'Bad substitution',
  readonly: ({ name }) => `${name}: is read only`,
  'cannot unset': ({ name }) => `${name}: is read only`,
  'bad name': ({ name }) => `${name.replace(/=.*/s, '')}: bad variable name`,
  'bad number': ({ text }) => `Illegal number: ${text}`,
  'bad option': ({ option }) => `Illegal option ${dashed(option)}`,
  'bad option name': ({ name }) => `Illegal option -o ${name}`,
  'no argument': ({ option }) => `No arg for ${dashed(option)} option`,
  'too many arguments': () => 'too many arguments',
  'too few arguments': () => 'arg count',
  usage: ({ command }) => USAGES[command] ?? 'usage',
  'cannot shift': () => "can't shift that many",
  'outside a function': ({ command }) => (command === 'return' ? null : 'not in a function'),
  'outside a loop': () => null,
  'not set': ({ name }) => `${name} not set`,
  'no type': ({ name, command }) => (/alias/.test(command) ? `${command}: ${name} not found` : `${name}: not found`),
  'bad mode': ({ text }) => (/^\d/.test(text) ? `Illegal number: ${text}` : `Illegal mode: ${text}`),
  'missing bracket': () => 'missing ]',
  test: ({ why, text }) => {
    if (why === 'bad number') return `Illegal number: ${text}`
    return why === 'missing parenthesis' || text === '' ? TEST[why] : `${text}: ${TEST[why]}`
  },
  'bad directive': ({ text }) => (text === '%' ? 'missing format character' : `${text}: invalid directive`),
  'bad value': ({ text, partly }) => `${text}: ${partly ? 'not completely converted' : 'expected numeric value'}`,
  'no process': () => 'No such process\n',
  'no child': () => null,
  'bad pid': ({ text }) => `Illegal number: ${text}`,
  'bad signal': ({ text, command, asOption }) => {
    if (command === 'trap') return `${text}: bad trap`
    return asOption ? `Illegal option -${text[0]}` : `invalid signal number or name: ${text}`
  },
  'getopts option': ({ option }) => `Illegal option ${dashed(option)}`,
  'getopts argument': ({ option }) => `No arg for ${dashed(option)} option`,
  'no job control': () => 'No current job',
  killed: ({ signal }) => DEATHS[signal] ?? null,
  limit: ({ limit, most }) => {
    if (limit === 'processes') return 'Cannot fork'
    return limit === 'nesting' ? `Maximum function recursion depth (${most}) reached` : limited(limit, most)
  },
}

/** error.c, exvwarning2: the script, the line, and what is under way. */
function before({ name, line, inside }: Where, command: string | null): string {
  return [name, line, ...(inside === undefined ? [] : [inside]), ...(command === null ? [] : [command])]
    .map((part) => `${part}: `)
    .join('')
}

/** exec.c, describe_command. */
function describes(name: string, found: Found): string {
  if (found.is === 'file') return `${name} is ${found.path}`
  const kind = found.is === 'special builtin' ? 'special shell builtin' : `shell ${found.is}`
  return `${name} is a ${kind}`
}

/** src/builtins.def.in; `-s` are special. */
const SPECIALS = [...DASH.specials, 'local']
const BUILTINS = [
  ...['[', 'alias', 'bg', 'cd', 'chdir', 'command', 'echo', 'false', 'fg', 'getopts', 'hash', 'jobs', 'kill', 'printf'],
  ...['pwd', 'read', 'test', 'true', 'type', 'ulimit', 'umask', 'unalias', 'wait', ...SPECIALS],
]

/** src/options.c. */
const OPTIONS = new Map(
  Object.entries({
    ...{
      e: 'errexit',
      f: 'noglob',
      I: 'ignoreeof',
      i: 'interactive',
      m: 'monitor',
      n: 'noexec',
      s: 'stdin',
      x: 'xtrace',
    },
    ...{
      v: 'verbose',
      V: 'vi',
      E: 'emacs',
      C: 'noclobber',
      a: 'allexport',
      b: 'notify',
      u: 'nounset',
      p: 'privileged',
    },
  }),
)

/** dash 0.5.12, as Debian builds it: without LINENO. */
export const dash: Dialect = {
  name: 'dash',
  syntax: DASH,
  builtins: new Set(BUILTINS),
  specials: new Set(SPECIALS),
  syntaxError: (fault, where) => `${before({ ...where, line: fault.line }, null)}${ashSyntax(fault)}`,
  message: (error, where) => {
    const text = worded(WORDINGS, error)
    if (text === null) return null
    if (error.is === 'getopts option' || error.is === 'getopts argument' || error.is === 'no type') return text
    if (error.is === 'killed') return text
    if (error.is === 'bad signal' && error.command === 'trap') return `trap: ${text}`
    return `${before(where, commandOf(error))}${text}`
  },
  status: (error) => (error.is === 'limit' && error.limit === 'nesting' ? 2 : ashStatus(error)),
  reach: ashReach,
  returnsOnlyInside: false,
  specialsFirst: true,
  startsWith: '',
  optionList: { title: 'Current option settings\n', width: 16, between: '', sorted: false, lastFirst: true },
  countsArguments: false,
  emptyIsNoNumber: false,
  evalCountsOn: false,
  sourcesBeside: false,
  backquotesAfresh: true,
  parametersAreSet: true,
  returnsWide: true,
  globsDots: true,
  syntaxStatus: () => 2,
  aliased: (name, value) => `${name}=${singleQuoted(value)}`,
  trapsShown: false,
  trapStops: true,
  moreEscapes: false,
  readsOnAfterFaults: false,
  printfModifiers: false,
  readonlyBefore: 'fails',
  trapPrefix: false,
  quotedTrap: singleQuoted,
  clockDigits: 6,
  manyMayBeNothing: false,
  homesInArguments: false,
  tracesCompounds: false,
  tellsAll: false,
  countsParameters: false,
  optionsAhead: true,
  substitutionsTell: false,
  testCounts: false,
  substitutionsFail: true,
  copiesToFiles: false,
  specialAssignmentsStay: true,
  options: OPTIONS,
  echoOptions: 'n',
  echoEscapes: true,
  declares: new Set(['alias', 'export', 'local', 'readonly']),
  localKeeps: true,
  braces: false,
  arithmetic: { steps: false, comma: false, power: false },
  arithmeticRecurses: false,
  doubleEquals: false,
  substrings: false,
  characters: false,
  describes,
  typeFailsAloud: true,
  quoted: singleQuoted,
  declared: (command, name, value) => `${command} ${name}${value === null ? '' : `=${singleQuoted(value)}`}`,
  traced: (word) => word,
  trapName: (signal) => signal,
  exitTrapOnSignal: false,
  variables: new Map([
    ['OPTIND', '1'],
    ['PS1', '# '],
    ['PS2', '> '],
    ['PS4', '+ '],
  ]),
}
