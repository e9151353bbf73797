import type { Dialect, Where } from '../dialect.ts'
import { LINUX_SIGNALS } from '../signals.ts'
import { DASH } from '../syntax/syntax.ts'
import { ASH_OPTIONS, ASH_VARIABLES, ashDescribes, ashReach, ashStatus, ashSyntax, singleQuoted } from './ash.ts'
import { WORDINGS } from './dash-wordings.ts'
import { commandOf, worded } from './wording.ts'

/** error.c, exvwarning2: the script, the line, and what is under way. */
function before({ name, line, inside }: Where, command: string | null): string {
  return [name, line, ...(inside === undefined ? [] : [inside]), ...(command === null ? [] : [command])]
    .map((part) => `${part}: `)
    .join('')
}

/** src/builtins.def.in; `-s` are special. */
const SPECIALS = [...DASH.specials, 'local']
const BUILTINS = [
  ...['[', 'alias', 'bg', 'cd', 'chdir', 'command', 'echo', 'false', 'fg', 'getopts', 'hash', 'jobs', 'kill', 'printf'],
  ...['pwd', 'read', 'test', 'true', 'type', 'ulimit', 'umask', 'unalias', 'wait', ...SPECIALS],
]

/** src/options.c. */
const OPTIONS = new Map(Object.entries(ASH_OPTIONS))

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
  signals: LINUX_SIGNALS,
  optionsOfFunctions: true,
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
  documentsApart: true,
  redirectsApart: false,
  betweenParameters: 'white',
  joinsAlike: true,
  emptyStays: false,
  endsTell: false,
  losesLines: false,
  emptyArguments: true,
  printsInOrder: false,
  unended: () => null,
  optionsStartAgain: true,
  optionsEndWithout: false,
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
  sumsReadFirst: false,
  unsetInSums: 'nothing',
  arithmeticRecurses: false,
  doubleEquals: false,
  substrings: false,
  characters: false,
  // exec.c, describe_command.
  describes: ashDescribes,
  typeFailsAloud: true,
  quoted: singleQuoted,
  declared: (command, name, value) => `${command} ${name}${value === null ? '' : `=${singleQuoted(value)}`}`,
  traced: (word) => word,
  trapName: (signal) => signal,
  exitTrapOnSignal: false,
  variables: ASH_VARIABLES,
}
