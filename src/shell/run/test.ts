import { one } from '../expand/expand.ts'
import type { Flow } from '../flow.ts'
import type { Node } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { acted } from './settle.ts'

/** `[[ ]]`, bash. */
export function* testIt(shell: Shell, { line }: Extract<Node, { is: 'test' }>): Flow<number> {
  shell.line = line
  void one
  return yield* acted(shell, 1)
}
