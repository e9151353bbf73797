import type { ShellError, TestFault } from '../dialect.ts'
import type { LimitName } from '../limits.ts'
import type { Token } from '../syntax/token.ts'

/** What a shell says of each error, without what stands in front; null: nothing. */
export type Wordings = {
  readonly [Is in ShellError['is']]: (error: Extract<ShellError, { readonly is: Is }>) => string | null
}

export function worded(wordings: Wordings, error: ShellError): string | null {
  // Each wording takes the error of its name.
  return (wordings[error.is] as (error: ShellError) => string | null)(error)
}

/** Which builtin complains, where only one can. */
const COMMANDS: { readonly [Is in ShellError['is']]?: string } = {
  'bad directive': 'printf',
  'bad value': 'printf',
  'cannot shift': 'shift',
  'cannot unset': 'unset',
  'missing bracket': '[',
}

/** The builtin that complains; null: the shell itself. */
export function commandOf(error: ShellError): string | null {
  return 'command' in error && error.command !== undefined ? error.command : (COMMANDS[error.is] ?? null)
}

const LIMITS: Readonly<Record<LimitName, string>> = {
  steps: 'commands run',
  output: 'characters written',
  variable: 'characters in one value',
  processes: 'processes at a time',
  nesting: 'calls within calls',
  source: 'characters of script',
}

/** Where a real shell dies of a signal: SIGXCPU, SIGXFSZ; the others are its own to say. */
export const LIMIT_STATUS: Readonly<Record<LimitName, number>> = {
  steps: 152,
  output: 153,
  variable: 153,
  processes: 2,
  nesting: 139,
  source: 126,
}

/** strsignal(3): what a shell says of a process that a signal ended; of an interrupt and a broken pipe it says nothing. */
export const DEATHS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  3: 'Quit',
  9: 'Killed',
  10: 'User defined signal 1',
  12: 'User defined signal 2',
  14: 'Alarm clock',
  15: 'Terminated',
}

/** No shell says this: they run on, or die of it. */
export function limited(limit: LimitName, most: number): string {
  return `stopped: more than ${most} ${LIMITS[limit]}`
}

/** A letter as an option, however it is given. */
export function dashed(option: string): string {
  return option.startsWith('-') || option.startsWith('+') ? option : `-${option}`
}

/** mktokens of dash and FreeBSD's sh: what a token is called. */
export function tokenName({ kind, text }: Token): string {
  if (kind === 'end') return 'end of file'
  if (kind === 'newline') return 'newline'
  if (kind === 'word') return 'word'
  return kind === 'redirection' ? 'redirection' : `"${text}"`
}

/** bin/test/test.c, syntax(), which dash has from the same hand. */
export const TEST: Readonly<Record<TestFault, string>> = {
  'unary operator expected': 'unexpected operator',
  'binary operator expected': 'unexpected operator',
  'argument expected': 'argument expected',
  'too many arguments': 'unexpected operator',
  'missing parenthesis': 'closing paren expected',
  'bad number': 'bad number',
}
