import { ASH_ARITHMETIC } from './ash.ts'
import { DEATHS, dashed, limited, TEST, type Wordings } from './wording.ts'

/** error.c, errmsg: what open and create lack. */
const MISSING = ['No such file or directory', 'Not a directory']

const USAGES: Readonly<Record<string, string>> = {
  getopts: 'Usage: getopts optstring var [arg...]',
  kill: 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]',
  printf: 'usage: printf format [arg ...]',
}

/** What dash says. */
export const WORDINGS: Wordings = {
  'no command': ({ name, why }) =>
    name === '' ? ': Permission denied' : `${name}: ${why === 'not found' && name !== '' ? why : 'Permission denied'}`,
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
  'bad option': ({ option }) => `Illegal option -${option.replace(/^[-+]/, '')}`,
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
