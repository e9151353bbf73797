import { evaluate } from '../arithmetic/evaluate.ts'
import { compared } from '../arithmetic/integer.ts'
import type { Call } from '../builtins/builtin.ts'
import { binary, unary } from '../builtins/test-primaries.ts'
import { one, pattern } from '../expand/expand.ts'
import type { Flow } from '../flow.ts'
import { matches } from '../match/match.ts'
import type { Node, Test } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import { acted } from './settle.ts'

const COMPARES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    '-eq': '==',
    '-ne': '!=',
    '-lt': '<',
    '-le': '<=',
    '-gt': '>',
    '-ge': '>=',
  }),
)

/** `[[ ]]`, bash: words are neither taken apart nor globbed, and what is right of `==` is a pattern. */
export function* testIt(shell: Shell, { line, test }: Extract<Node, { is: 'test' }>): Flow<number> {
  shell.line = line
  return yield* acted(shell, (yield* holds(shell, test)) ? 0 : 1)
}

function* holds(shell: Shell, test: Test): Flow<boolean> {
  switch (test.is) {
    case 'one': {
      const word = yield* one(shell, test.word)
      return test.operator === '-v'
        ? shell.variables.value(word) !== undefined
        : unary(call(shell), test.operator, word)
    }
    case 'two':
      return yield* both(shell, test)
    case 'not':
      return !(yield* holds(shell, test.test))
    default: {
      for (const each of test.tests) if ((yield* holds(shell, each)) === (test.is === '||')) return test.is === '||'
      return test.is === '&&'
    }
  }
}

function call(shell: Shell): Call {
  return { shell, name: '[[', args: [], io: shell.io }
}

function* both(shell: Shell, { operator, left, right }: Extract<Test, { is: 'two' }>): Flow<boolean> {
  const a = yield* one(shell, left)
  const compares = COMPARES.get(operator)
  if (compares !== undefined) return compared(compares, evaluate(shell, a), evaluate(shell, yield* one(shell, right)))
  // A pattern of the user's that may take for ever is not tried.
  if (operator === '=~') throw new Fault({ is: 'test', command: '[[', why: 'binary operator expected', text: operator })
  if (operator !== '==' && operator !== '=' && operator !== '!=')
    return binary(call(shell), operator, a, yield* one(shell, right))
  const tried = yield* pattern(shell, right)
  shell.budget.work(a.length * tried.tokens.length)
  return matches(tried, a) === (operator !== '!=')
}
