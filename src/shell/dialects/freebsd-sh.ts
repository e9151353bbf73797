import type { Dialect, Where } from '../dialect.ts'
import { BSD_SIGNALS } from '../signals.ts'
import { FREEBSD } from '../syntax/syntax.ts'
import { ASH_ARITHMETIC, ASH_OPTIONS, ASH_VARIABLES, ashDescribes, ashReach, ashStatus, ashSyntax } from './ash.ts'
import { commandOf, dashed, limited, TEST, type Wordings, worded } from './wording.ts'

// Of FreeBSD 10.4: functions named here are those of bin/sh.

const WORDINGS: Wordings = {
  // exec.c, shellexec
  'no command': ({ name, why }) => `${name}: ${why === 'not found' ? why : 'Permission denied'}`,
  // redir.c, openredirect; input.c, setinputfile
  'cannot open': ({ path, why }) => `cannot open ${path}: ${why}`,
  'cannot create': ({ path, why }) => `cannot create ${path}: ${why}`,
  exists: ({ path }) => `cannot create ${path}: File exists`,
  'bad descriptor': ({ descriptor }) => `${descriptor}: Bad file descriptor`,
  // parser.c, fixredir
  'ambiguous redirect': () => 'Syntax error: Bad fd number',
  // cd.c, cdcmd
  'cannot change directory': ({ path, why }) => `${path}: ${why}`,
  // eval.c, evalcommand
  'write error': () => 'write error on stdout',
  // expand.c, evalvar and subevalvar
  unset: ({ name }) => `${name}: parameter not set`,
  wanted: ({ name, says, orNull }) => `${name}: ${says ?? `parameter ${orNull ? 'null or ' : ''}not set`}`,
  'bad substitution': ({ text }) => `${text}: Bad substitution`,
  'cannot assign': ({ name }) => `${name}: bad variable name`,
  // arith_yacc.c, yyerror and arith_lookupvarint
  arithmetic: ({ text, why }) => `arithmetic expression: ${ASH_ARITHMETIC[why]}: "${text}"`,
  'no number in': ({ text }) => `arithmetic expression: variable conversion error: "${text}"`,
  substring: () => 'Bad substitution',
  // var.c, setvareq, setvar and unsetvar (which says nothing)
  readonly: ({ name }) => `${name}: is read only`,
  'cannot unset': () => null,
  'bad name': ({ name }) => `${name.replace(/=.*/s, '')}: bad variable name`,
  // mystring.c, number
  'bad number': ({ text }) => `Illegal number: ${text}`,
  // options.c, nextopt, setoption and minus_o
  'bad option': ({ option }) => `Illegal option -${option.replace(/^[-+]/, '')}`,
  'bad option name': ({ name }) => `Illegal option -o ${name}`,
  'no argument': ({ option }) => `No arg for ${dashed(option)} option`,
  'too many arguments': () => 'too many arguments',
  // miscbltin.c, readcmd; main.c, dotcmd
  'too few arguments': ({ command }) => (command === '.' ? 'missing filename' : 'arg count'),
  usage: ({ command }) => (command === 'getopts' ? 'usage: getopts optstring var [arg]' : 'usage'),
  // options.c, shiftcmd: says nothing
  'cannot shift': () => null,
  // var.c, localcmd
  'outside a function': ({ command }) => (command === 'local' ? 'Not in a function' : null),
  'outside a loop': () => null,
  'not set': ({ name }) => `${name} not set`,
  'no type': ({ name }) => `${name}: not found`,
  'bad mode': ({ text }) => `Illegal number: ${text}`,
  // bin/test/test.c
  'missing bracket': () => 'missing ]',
  test: ({ why, text }) => (why === 'missing parenthesis' || text === '' ? TEST[why] : `${text}: ${TEST[why]}`),
  // usr.bin/printf/printf.c
  'bad directive': ({ text }) =>
    text === '%' ? 'missing format character' : `illegal format character ${text.at(-1)}`,
  'bad value': ({ text, partly }) => `${text}: ${partly ? 'not completely converted' : 'expected numeric value'}`,
  // bin/kill/kill.c; jobs.c, waitcmd
  'no process': ({ pid }) => `${pid}: No such process`,
  'no child': ({ pid }) => `No such job: ${pid}`,
  'bad pid': ({ text, command }) => (command === 'kill' ? `illegal process id: ${text}` : `No such job: ${text}`),
  // trap.c, trapcmd
  'bad signal': ({ text, command }) => (command === 'trap' ? `bad signal ${text}` : `unknown signal ${text}`),
  // options.c, getopts
  'getopts option': ({ option }) => `Illegal option ${dashed(option)}`,
  'getopts argument': ({ option }) => `No arg for ${dashed(option)} option`,
  'no job control': () => 'No current job',
  killed: () => null,
  limit: ({ limit, most }) =>
    limit === 'processes' ? 'Cannot fork: Resource temporarily unavailable' : limited(limit, most),
}

/** error.c, verrorwithstatus: what is under way, a builtin or a file; nothing at a prompt and for `sh -c`. */
function before({ name, text, inside }: Where, command: string | null): string {
  const commandName = command ?? inside ?? (text === true ? null : name)
  return commandName === null ? '' : `${commandName}: `
}

/** builtins.def; `-s` are special. */
const SPECIALS = [...FREEBSD.specials, 'true']
const BUILTINS = [
  ...[
    '[',
    'alias',
    'bg',
    'builtin',
    'cd',
    'chdir',
    'command',
    'echo',
    'false',
    'fg',
    'getopts',
    'hash',
    'jobs',
    'kill',
  ],
  ...['let', 'local', 'printf', 'pwd', 'read', 'setvar', 'test', 'type', 'ulimit', 'umask', 'unalias', 'wait'],
  ...SPECIALS,
]

/** options.h, optlist. */
const OPTIONS = new Map(Object.entries({ ...ASH_OPTIONS, T: 'trapsasync', P: 'physical' }))

/** output.c, outqstr: bare where nothing in it is special, else in one pair of quotes. */
function quoted(value: string): string {
  if (/^[A-Za-z0-9%+,./:@_^-]+$/.test(value)) return value
  return `'${value.replaceAll("'", "'\\''")}'`
}

/** FreeBSD's sh, of 8 to 10. */
export const freebsdSh: Dialect = {
  name: 'freebsd-sh',
  syntax: FREEBSD,
  builtins: new Set(BUILTINS),
  specials: new Set(SPECIALS),
  // parser.c, synerror: the line only where there is a name; the substitutions around it complain, too (parsebackq).
  syntaxError: (fault, where) => {
    const said = (line: number, text: string) => {
      const named = before(where, null)
      return `${named === '' ? '' : `${named}${line}: `}${text}`
    }
    const around = fault.within.map((line) => said(line, 'Syntax error: Error in command substitution'))
    return [said(fault.line, ashSyntax(fault)), ...around].join('\n')
  },
  message: (error, where) => {
    const text = worded(WORDINGS, error)
    if (text === null || error.is === 'getopts option' || error.is === 'getopts argument') return text
    if (error.is === 'no type' || error.is === 'killed') return text
    return `${before(where, error.is === 'no command' && error.command !== 'exec' ? null : commandOf(error))}${text}`
  },
  status: (error) => (error.is === 'cannot shift' || error.is === 'cannot unset' ? 1 : ashStatus(error)),
  reach: (error, special) => {
    const quiet = error.is === 'cannot shift' || error.is === 'cannot unset'
    return quiet ? 'command' : ashReach(error, special)
  },
  returnsOnlyInside: false,
  specialsFirst: true,
  startsWith: '',
  optionList: { title: 'Current option settings\n', width: 16, between: '', sorted: false, lastFirst: false },
  countsArguments: true,
  emptyIsNoNumber: true,
  evalCountsOn: false,
  sourcesBeside: false,
  backquotesAfresh: true,
  parametersAreSet: false,
  returnsWide: true,
  globsDots: true,
  syntaxStatus: () => 2,
  aliased: (name, value) => `${name}=${quoted(value)}`,
  signals: BSD_SIGNALS,
  optionsOfFunctions: true,
  trapsShown: false,
  trapStops: false,
  moreEscapes: false,
  readsOnAfterFaults: false,
  printfModifiers: false,
  readonlyBefore: 'fails',
  trapPrefix: true,
  quotedTrap: quoted,
  clockDigits: 2,
  manyMayBeNothing: false,
  homesInArguments: false,
  tracesCompounds: false,
  tellsAll: true,
  countsParameters: true,
  documentsApart: false,
  redirectsApart: false,
  betweenParameters: 'first of IFS',
  joinsAlike: true,
  emptyStays: false,
  endsTell: false,
  losesLines: false,
  emptyArguments: true,
  printsInOrder: false,
  unended: () => null,
  optionsStartAgain: false,
  optionsEndWithout: false,
  optionsAhead: true,
  substitutionsTell: false,
  testCounts: false,
  substitutionsFail: true,
  copiesToFiles: false,
  specialAssignmentsStay: true,
  options: OPTIONS,
  echoOptions: 'n or e',
  echoEscapes: false,
  declares: new Set(['export', 'local', 'readonly']),
  localKeeps: true,
  braces: false,
  arithmetic: { steps: false, comma: false, power: false },
  sumsReadFirst: false,
  unsetInSums: 'sum',
  arithmeticRecurses: false,
  doubleEquals: true,
  substrings: false,
  characters: true,
  // exec.c, typecmd_impl.
  describes: ashDescribes,
  typeFailsAloud: false,
  quoted,
  declared: (command, name, value) => `${command} ${name}${value === null ? '' : `=${quoted(value)}`}`,
  traced: quoted,
  trapName: (signal) => signal,
  exitTrapOnSignal: false,
  variables: ASH_VARIABLES,
}
