import { ALIASES } from './aliases.ts'
import { BRANCHES } from './branches.ts'
import type { Builtin } from './builtin.ts'
import { DECLARES } from './declare.ts'
import { DIRECTORIES } from './directories.ts'
import { echo } from './echo.ts'
import { getopts } from './getopts.ts'
import { NAMES } from './names.ts'
import { set } from './options.ts'
import { OTHERS } from './others.ts'
import { printf } from './printf.ts'
import { PROCESSES } from './processes.ts'
import { read } from './read.ts'
import { SOURCES } from './source.ts'
import { test } from './test.ts'
import { trap } from './trap.ts'
import { VARIABLES } from './variables.ts'

/** All that we have. Which of them a shell has, its dialect says. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', () => 0],
  ['true', () => 0],
  ['false', () => 1],
  ['echo', echo],
  ['getopts', getopts],
  ['printf', printf],
  ['read', read],
  ['set', set],
  ['test', test],
  ['[', test],
  ['trap', trap],
  ...ALIASES,
  ...BRANCHES,
  ...DECLARES,
  ...DIRECTORIES,
  ...NAMES,
  ...OTHERS,
  ...PROCESSES,
  ...SOURCES,
  ...VARIABLES,
])
