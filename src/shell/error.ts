import type { LimitName } from './limits.ts'
import type { NoCommand } from './machine.ts'

/** Where a shell was when it complained. */
export interface Where {
  /** `$0`: the script, or the shell itself. */
  readonly name: string
  /** Of the script, from 1. */
  readonly line: number
  /** True for `sh -c TEXT` and at a prompt: bash says `-c: line 1` of syntax there. */
  readonly text?: boolean
  /** `eval`, or the file that `.` reads, as it was named: what runs then is said to be in there. */
  readonly inside?: string
  /** Somebody typed it: bash does not count lines then. */
  readonly atPrompt?: boolean
  /** `set -e`: a fault of the syntax ends it at once, before bash shows its line. */
  readonly exits?: boolean
}

/**
 * Everything that a shell complains about while it runs. `command` is the builtin that complains; without it, the
 * shell itself does. `why` is what perror(3) says: `No such file or directory`.
 */
export type ShellError =
  // Commands and files
  | { readonly is: 'no command'; readonly name: string; readonly why: NoCommand; readonly command?: string }
  | { readonly is: 'cannot open'; readonly path: string; readonly why: string; readonly command?: string }
  | { readonly is: 'cannot create'; readonly path: string; readonly why: string; readonly command?: string }
  /** `set -C`, and the file is there. */
  | { readonly is: 'exists'; readonly path: string }
  | { readonly is: 'bad descriptor'; readonly descriptor: string }
  /** A redirection's word that is not one word (bash). */
  | { readonly is: 'ambiguous redirect'; readonly word: string }
  | { readonly is: 'cannot change directory'; readonly path: string; readonly why: string; readonly command: string }
  | { readonly is: 'write error'; readonly why: string; readonly command: string }
  // Expansions
  /** `set -u`. */
  /** `bare`: written `$x`, without braces. */
  | { readonly is: 'unset'; readonly name: string; readonly bare?: boolean }
  /** `${x?}`, `${x:?}` (orNull), `${x?says}`. */
  | { readonly is: 'wanted'; readonly name: string; readonly says: string | null; readonly orNull: boolean }
  /** `${x!}`: the text as it stands. */
  | { readonly is: 'bad substitution'; readonly text: string }
  | { readonly is: 'cannot assign'; readonly name: string }
  | { readonly is: 'arithmetic'; readonly text: string; readonly why: ArithmeticFault; readonly rest: string }
  /** A variable of arithmetic that holds no number. */
  | { readonly is: 'no number in'; readonly text: string }
  | { readonly is: 'substring'; readonly text: string }
  // Variables
  | { readonly is: 'readonly'; readonly name: string; readonly command?: string }
  | { readonly is: 'cannot unset'; readonly name: string }
  | { readonly is: 'bad name'; readonly name: string; readonly command: string }
  // Arguments of builtins
  | { readonly is: 'bad number'; readonly text: string; readonly command: string }
  | { readonly is: 'bad option'; readonly option: string; readonly command: string }
  /** `set -o nope`. */
  | { readonly is: 'bad option name'; readonly name: string; readonly command: string }
  | { readonly is: 'no argument'; readonly option: string; readonly command: string }
  | { readonly is: 'too many arguments'; readonly command: string }
  | { readonly is: 'too few arguments'; readonly command: string }
  | { readonly is: 'usage'; readonly command: string }
  | { readonly is: 'cannot shift' }
  | { readonly is: 'outside a function'; readonly command: string }
  | { readonly is: 'outside a loop'; readonly command: string }
  | { readonly is: 'not set'; readonly name: string; readonly command: string }
  | { readonly is: 'no type'; readonly name: string; readonly command: string }
  | { readonly is: 'bad mode'; readonly text: string; readonly command: string }
  // test, [
  | { readonly is: 'missing bracket' }
  | { readonly is: 'test'; readonly command: string; readonly why: TestFault; readonly text: string }
  // printf
  /** The letter that is none; null: the format ends. */
  | { readonly is: 'bad directive'; readonly text: string; readonly letter: string | null }
  /** An argument of a number's directive that is none, or goes on behind it (partly). */
  | { readonly is: 'bad value'; readonly text: string; readonly partly: boolean }
  // Processes
  | { readonly is: 'no process'; readonly pid: string; readonly command: string }
  | { readonly is: 'no child'; readonly pid: string; readonly command: string }
  | { readonly is: 'bad pid'; readonly text: string; readonly command: string }
  /** `asOption`: `kill -NOPE`. */
  | { readonly is: 'bad signal'; readonly text: string; readonly command: string; readonly asOption?: boolean }
  | { readonly is: 'no job control'; readonly command: string }
  /** What ended by a signal that the shell waited for. */
  | { readonly is: 'killed'; readonly pid: number; readonly signal: number; readonly title: string }
  // getopts
  | { readonly is: 'getopts option'; readonly option: string }
  | { readonly is: 'getopts argument'; readonly option: string }
  // Limits
  | { readonly is: 'limit'; readonly limit: LimitName; readonly most: number }

export type ArithmeticFault =
  | 'division by zero'
  | 'operand expected'
  | 'unexpected token'
  | 'missing parenthesis'
  | 'missing colon'
  | 'assignment to no variable'
  | 'negative exponent'
  | 'variable not set'
  /** `08`. */
  | 'bad digit'
  /** Variables that hold expressions of variables, without end. */
  | 'too deep'

export type TestFault =
  /** `[ a b ]`: a is no operator of one. */
  | 'unary operator expected'
  /** `[ a b c ]`. */
  | 'binary operator expected'
  | 'argument expected'
  | 'too many arguments'
  | 'missing parenthesis'
  | 'bad number'

/** How far an error reaches: the command fails; what stands on the line too is left out; the shell ends. */
export type Reach = 'command' | 'line' | 'shell'
