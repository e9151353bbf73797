import type { ShellError } from '../dialect.ts'
import type { Flow } from '../flow.ts'
import { Fault } from '../state/stop.ts'
import { type Call, fails } from './builtin.ts'
import { byCount } from './test-counts.ts'
import { byGrammar } from './test-grammar.ts'
import { binary, isBinary } from './test-primaries.ts'

/** `test` and `[`. */
export function test(call: Call): number | Flow<number> {
  const { name, args, shell } = call
  let words = args
  if (name === '[') {
    if (args.at(-1) !== ']') return fails(call, { is: 'missing bracket' })
    words = args.slice(0, -1)
  }
  try {
    if (words.length === 3 && isBinary(shell, words[1]!)) return binary(call, words[1]!, words[0]!, words[2]!) ? 0 : 1
    return (shell.dialect.testCounts ? byCount(call, words) : byGrammar(call, words)) ? 0 : 1
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return failed(call, thrown.error)
  }
}

/** An answer is 0 or 1: what is wrong is 2. */
function* failed(call: Call, error: ShellError): Flow<number> {
  yield* fails(call, error)
  return 2
}
