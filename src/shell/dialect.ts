import type { Reach, ShellError, Where } from './error.ts'
import type { Signals } from './signals.ts'
import type { SyntaxFault, Unended } from './syntax/fault.ts'
import type { Syntax } from './syntax/syntax.ts'

export type { ArithmeticFault, Reach, ShellError, TestFault, Where } from './error.ts'

/** What a shell writes and how it behaves, where shells differ. */
export interface Dialect {
  readonly name: 'freebsd-sh' | 'openbsd-sh' | 'dash' | 'bash'
  /** How it reads. */
  readonly syntax: Syntax
  /** The names that it runs itself. One of ours that is not in here is looked for on the search path. */
  readonly builtins: ReadonlySet<string>
  /** POSIX's special ones: found before functions; their errors end the shell where `specials` says so. */
  readonly specials: ReadonlySet<string>
  /** The whole message about a fault in the text, as the shell writes it: bash two lines of it; without the last line's end. */
  syntaxError(fault: SyntaxFault, where: Where): string
  /** The whole message, without the line's end; null where the shell says nothing. */
  message(error: ShellError, where: Where): string | null
  /** `$?` after it. */
  status(error: ShellError): number
  /** How far it reaches where the shell itself complains, or a special builtin does (special). */
  reach(error: ShellError, special: boolean): Reach

  /** `return` outside of functions and files does nothing; otherwise it ends the script. */
  readonly returnsOnlyInside: boolean
  /** A special builtin is found before a function of its name. */
  readonly specialsFirst: boolean
  /** Assignments before a special builtin stay, as POSIX has it. */
  readonly specialAssignmentsStay: boolean
  /** Options of `set`, by letter and by name. */
  readonly options: ReadonlyMap<string, string>
  /** Words of `echo` that are options: `-n`; `-n -e`; `-neE` (together too). */
  readonly echoOptions: 'n' | 'n or e' | 'neE'
  /** `echo` knows `\n` and the like unasked. */
  readonly echoEscapes: boolean
  /** `export x=$y` does not split: the word is an assignment. */
  readonly declares: ReadonlySet<string>
  /** `local x` leaves x as it was outside; otherwise it is unset. */
  readonly localKeeps: boolean
  /** `{a,b}` and `{1..3}`. */
  readonly braces: boolean
  /** `++`, `--` and `,` in arithmetic, and `**`. */
  readonly arithmetic: { readonly steps: boolean; readonly comma: boolean; readonly power: boolean }
  /** In `x += y` x is looked at before y. */
  readonly sumsReadFirst: boolean
  /** What `set -u` does about a variable in arithmetic: it is 0; the parameter is not set; the sum is wrong. */
  readonly unsetInSums: 'nothing' | 'parameter' | 'sum'
  /** A variable in arithmetic that holds no number is read as an expression. */
  readonly arithmeticRecurses: boolean
  /** The options that are set where a script begins: `$-`. */
  readonly startsWith: string
  /** How `set -o` lists them; `$-` may have the last of them first. */
  readonly optionList: Readonly<{ title: string; width: number; between: string; sorted: boolean; lastFirst: boolean }>
  /** `cd` looks how many arguments it has, and whether HOME is set. */
  readonly countsArguments: boolean
  /** `%d` of printf says that an empty argument is none. */
  readonly emptyIsNoNumber: boolean
  /** `"$@$@"` is nothing, too, where there are no parameters. */
  readonly manyMayBeNothing: boolean
  /** `~` is a home also behind the `=` of an argument. */
  readonly homesInArguments: boolean
  /** `set -x` shows loops and cases, too. */
  readonly tracesCompounds: boolean
  /** `command -v` tells of all the names that it is given. */
  readonly tellsAll: boolean
  /** `${#@}` is how many there are; otherwise how long they are together. */
  readonly countsParameters: boolean
  /** Of an option that takes no argument `getopts` makes one, of nothing. */
  readonly emptyArguments: boolean
  /** printf has written what comes before an argument when it complains of that. */
  readonly printsInOrder: boolean
  /** What stands between the parameters of `$*` and `$@` without quotes, which is taken apart with them. */
  readonly betweenParameters: 'first of IFS' | 'white'
  /** A here-document is expanded by whoever is to read it: what is wrong there ends the command, not the shell. */
  readonly documentsApart: boolean
  /** A program, or a subshell, is redirected in a process of its own: what is wrong there ends that alone. */
  readonly redirectsApart: boolean
  /** `$@` where there is one text only is put together as `$*` is; otherwise with blanks. */
  readonly joinsAlike: boolean
  /** Of an empty value nothing is cut off, and what would be is not looked at. */
  readonly emptyStays: boolean
  /** A compound command that is redirected is said to be on its last line. */
  readonly endsTell: boolean
  /** After an error that leaves a line out it counts on from where that was, not from the end of what it stood in. */
  readonly losesLines: boolean
  /** What it says of a here-document that the end of the file ends; null: nothing. */
  unended(document: Unended, where: Where): string | null
  /** In a function `getopts` begins anew, and goes on behind it where it was. */
  readonly optionsOfFunctions: boolean
  /** Where OPTIND is beyond the words that `getopts` is given, it begins with the first of them. */
  readonly optionsStartAgain: boolean
  /** Where there are no more options, OPTARG is unset. */
  readonly optionsEndWithout: boolean
  /** OPTIND is behind a word as soon as getopts is in it; otherwise once it is done with it. */
  readonly optionsAhead: boolean
  /** `$?` in a command is that of the `$( )` before it in the same command. */
  readonly substitutionsTell: boolean
  /** `eval` counts lines on from its own; otherwise from 1. */
  readonly evalCountsOn: boolean
  /** `.` finds files beside the search path too, and may be given parameters. */
  readonly sourcesBeside: boolean
  /** Lines between backquotes count from 1. */
  readonly backquotesAfresh: boolean
  /** `${*-word}` is not the word, even if there are no parameters. */
  readonly parametersAreSet: boolean
  /** `return 258` is 258, until the shell ends. */
  readonly returnsWide: boolean
  /** `.*` is also `.` and `..`. */
  readonly globsDots: boolean
  /** `$?` after a fault of syntax. */
  syntaxStatus(fault: SyntaxFault, before: number): number
  /** In a subshell `trap` shows those of the shell around it, until it sets its own. */
  readonly trapsShown: boolean
  /** `trap` stops at the first name that is no signal. */
  readonly trapStops: boolean
  /** Backslashes also stand for `\e`, `\x41` and, in the format of printf, quotes. */
  readonly moreEscapes: boolean
  /** What is wrong in the syntax of `eval`, of a trap, of a file of `.` makes only that fail. */
  readonly readsOnAfterFaults: boolean
  /** `%ld` is `%d`. */
  readonly printfModifiers: boolean
  /** `x=1 command`, x being readonly: the command fails; or it runs all the same. */
  readonly readonlyBefore: 'fails' | 'is left out'
  /** `trap` knows SIGTERM as well as TERM, and lists what it is asked for. */
  readonly trapPrefix: boolean
  /** A line of `alias`. */
  aliased(name: string, value: string): string
  /** An action as `trap` lists it. */
  quotedTrap(action: string): string
  /** Digits behind the point of what `times` shows. */
  readonly clockDigits: number
  /** `test` is read by the number of its words; otherwise as dash's grammar has it. */
  readonly testCounts: boolean
  /** `test a == b`. */
  readonly doubleEquals: boolean
  /** `${a//b/c}`, `${a:1:2}`, `${a^}`, `${!a}`. */
  readonly substrings: boolean
  /** Lengths are of characters; otherwise of bytes. */
  readonly characters: boolean
  /** `type NAME`, `command -V NAME`: one line. */
  describes(name: string, found: Found, command: string): string
  /** What says that `type` found nothing (`no type`) goes to the output, not to the errors. */
  readonly typeFailsAloud: boolean
  /** A value as `set`, `export -p`, `trap` and `alias` show it. */
  quoted(value: string): string
  /** A line of `export -p` and `readonly -p`; null: without value. */
  declared(command: 'export' | 'readonly', name: string, value: string | null): string
  /** A word as `set -x` shows it. */
  traced(word: string): string
  /** The name of a signal as `trap` lists it: `TERM`, `SIGTERM`. */
  trapName(signal: string): string
  /** `set -e` holds inside of `$( )`. */
  readonly substitutionsFail: boolean
  /** `>&file` is `>file 2>&1`. */
  readonly copiesToFiles: boolean
  /** The EXIT trap runs also where a signal ends the shell. */
  readonly exitTrapOnSignal: boolean
  /** How its system numbers them. */
  readonly signals: Signals
  /** Variables that it brings with it. */
  readonly variables: ReadonlyMap<string, string>
}

/** What a name is, to `type` and `command`. */
export type Found =
  | { readonly is: 'keyword' | 'function' | 'builtin' | 'special builtin' }
  | { readonly is: 'file'; readonly path: string }
