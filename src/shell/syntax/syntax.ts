/** How a shell reads, where shells differ. */
export interface Syntax {
  /** Words that begin, part or end a command where a command may begin. */
  readonly keywords: ReadonlySet<string>
  /** Builtins that no function may take the place of. */
  readonly specials: ReadonlySet<string>
  /** `then`, `else`, `do`, braces and parentheses may hold nothing. */
  readonly emptyBodies: boolean
  /** Where the script ends a list ends, too, be it empty: what waits for the list complains. */
  readonly emptyAtEnd: boolean
  /** What bash adds: `[[ ]]`, `(( ))`, arrays, `<( )`, `&>`, `|&`, `<<<`, `function`; and that function bodies are compound. */
  readonly extended: boolean
  /** `$'…'` has escapes. */
  readonly escapes: boolean
  /** `;&` goes on with the next commands of a case. */
  readonly fallThrough: boolean
  /** `!` may be said again, and after a pipe. */
  readonly negations: 'one' | 'many' | 'anywhere'
  /** A redirection may stand before `(`. */
  readonly redirectsFirst: boolean
  /** `for x { … }` is a loop, too. */
  readonly bracedLoops: boolean
  /** What a function may be called: a name, anything that is no pattern, anything. */
  readonly functions: 'names' | 'plain' | 'any'
  /** Which line is told: up to which was read, in which the token begins, the one that is read. */
  readonly lines: 'read' | 'begun' | 'current'
  /** Names what `>` lacks: a word. */
  readonly expectsTarget: boolean
  /** Command substitutions in backquotes are read with the script, in place of when they run. */
  readonly readsBackquotes: boolean
}

const POSIX = [
  '!',
  '{',
  '}',
  'case',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'if',
  'in',
  'then',
  'until',
  'while',
]
/** The special built-in utilities of POSIX (2.14). */
export const POSIX_SPECIALS = [
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'times',
  'trap',
  'unset',
]

/** dash 0.5.12: src/parser.c. */
export const DASH: Syntax = {
  keywords: new Set(POSIX),
  specials: new Set(POSIX_SPECIALS),
  emptyBodies: false,
  emptyAtEnd: true,
  extended: false,
  escapes: false,
  fallThrough: false,
  negations: 'one',
  redirectsFirst: false,
  bracedLoops: false,
  functions: 'names',
  lines: 'read',
  expectsTarget: false,
  readsBackquotes: true,
}

/** FreeBSD 10: bin/sh/parser.c. `in` is no keyword there: case and for ask for the word. */
export const FREEBSD: Syntax = {
  ...DASH,
  emptyBodies: true,
  emptyAtEnd: false,
  escapes: true,
  fallThrough: true,
  negations: 'anywhere',
  redirectsFirst: true,
  bracedLoops: true,
  functions: 'plain',
  lines: 'begun',
  expectsTarget: true,
}

/** bash 5.2: parse.y. */
export const BASH: Syntax = {
  keywords: new Set([...POSIX, '[[', ']]', 'coproc', 'function', 'select', 'time']),
  specials: new Set(),
  emptyBodies: false,
  emptyAtEnd: false,
  extended: true,
  escapes: true,
  fallThrough: true,
  negations: 'many',
  redirectsFirst: false,
  bracedLoops: true,
  functions: 'any',
  lines: 'current',
  expectsTarget: false,
  readsBackquotes: false,
}
