import type { TestFault } from '../dialect.ts'
import { Fault } from '../state/stop.ts'
import type { Call } from './builtin.ts'
import { byGrammar } from './test-grammar.ts'
import { binary, isBinary, isUnary, unary } from './test-primaries.ts'

/** `test` as POSIX and bash read it: by the number of words. */
export function byCount(call: Call, words: readonly string[]): boolean {
  const [first, second, third] = words
  switch (words.length) {
    case 0:
      return false
    case 1:
      return first !== ''
    case 2:
      if (first === '!') return second === ''
      if (isUnary(first!)) return unary(call, first!, second!)
      return fail(call, 'unary operator expected', first!)
    case 3:
      return three(call, words as readonly [string, string, string])
    case 4:
      if (first === '!') return !byCount(call, words.slice(1))
      if (first === '(' && words[3] === ')') return byCount(call, [second!, third!])
      return long(call, words)
    default:
      return long(call, words)
  }
}

function three(call: Call, [first, second, third]: readonly [string, string, string]): boolean {
  if (isBinary(call.shell, second)) return binary(call, second, first, third)
  if (second === '-a') return first !== '' && third !== ''
  if (second === '-o') return first !== '' || third !== ''
  if (first === '!') return !byCount(call, [second, third])
  if (first === '(' && third === ')') return second !== ''
  return fail(call, 'binary operator expected', second)
}

function long(call: Call, words: readonly string[]): boolean {
  try {
    return byGrammar(call, words)
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.error.is === 'test' && thrown.error.why === 'binary operator expected')
      return fail(call, 'too many arguments', '')
    throw thrown
  }
}

function fail({ name }: Call, why: TestFault, text: string): never {
  throw new Fault({ is: 'test', command: name, why, text })
}
