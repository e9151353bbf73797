import { BRANCHES } from './branches.ts'
import type { Builtin } from './builtin.ts'
import { echo } from './echo.ts'
import { test } from './test.ts'
import { VARIABLES } from './variables.ts'

/** All that we have. Which of them a shell has, its dialect says. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', () => 0],
  ['true', () => 0],
  ['false', () => 1],
  ['echo', echo],
  ['test', test],
  ['[', test],
  ...BRANCHES,
  ...VARIABLES,
])
