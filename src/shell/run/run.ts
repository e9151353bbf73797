import { atOnce, type Flow, nested } from '../flow.ts'
import type { Node } from '../plan/plan.ts'
import type { Runner, Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import { called, calleeOf, programOf } from './call.ts'
import { andOr, cases, forLet, forLoop, ifElse, letIt, list, whileLoop } from './compound.ts'
import { subshell, substitute } from './inside.ts'
import { background, pipeline } from './pipeline.ts'
import { redirected, restored } from './redirect.ts'
import { settled } from './settle.ts'
import { simple } from './simple.ts'
import { testIt } from './test.ts'
import { text } from './text.ts'

/** Runs a command of any kind; gives its status, which is `$?` then. */
function run(shell: Shell, node: Node): Flow<number> {
  switch (node.is) {
    case 'simple':
      return simple(shell, node)
    case 'list':
      return list(shell, node)
    case 'and or':
      return andOr(shell, node)
    case 'if':
      return ifElse(shell, node)
    case 'while':
      return whileLoop(shell, node)
    case 'subshell':
      return below(shell, node.body)
    case 'function':
      return define(shell, node)
    default:
      return careful(shell, node)
  }
}

type Others = Exclude<Node, { is: 'simple' | 'list' | 'and or' | 'if' | 'while' | 'subshell' | 'function' }>

/** What expands words by itself: what is wrong there makes it fail. */
function* careful(shell: Shell, node: Others): Flow<number> {
  try {
    const status = yield* other(shell, node)
    return node.is === 'pipeline' && node.parts.length > 1 && !node.negated ? yield* settled(shell, status) : status
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return yield* settled(shell, yield* shell.complain(thrown.error))
  }
}

function other(shell: Shell, node: Others): Flow<number> {
  switch (node.is) {
    case 'pipeline':
      return pipeline(shell, node)
    case 'background':
      return background(shell, node)
    case 'for':
      return forLoop(shell, node)
    case 'case':
      return cases(shell, node)
    case 'redirected':
      return elsewhere(shell, node)
    case 'test':
      return testIt(shell, node)
    case 'let':
      return letIt(shell, node)
    default:
      return forLet(shell, node)
  }
}

function* below(shell: Shell, body: Node): Flow<number> {
  return yield* settled(shell, yield* subshell(shell, (child) => run(child, body)))
}

function* define(shell: Shell, { name, body, text }: Extract<Node, { is: 'function' }>): Flow<number> {
  shell.functions.set(name, { body, text })
  shell.step()
  shell.status = 0
  return yield* atOnce(0)
}

/** A compound command that is redirected. */
function* elsewhere(shell: Shell, { line, body, redirects }: Extract<Node, { is: 'redirected' }>): Flow<number> {
  shell.line = line
  const saved = yield* redirected(shell, redirects, body.is === 'subshell' ? 'process' : 'shell')
  if (typeof saved === 'number') return yield* settled(shell, saved)
  try {
    return yield* run(shell, body)
  } finally {
    restored(shell, saved)
  }
}

export const RUNNER: Runner = {
  run,
  text: (shell, source, line) => nested(text(shell, source, line)),
  call: (shell, words, by) => {
    if (by === 'command') return called(shell, calleeOf(shell, words[0]!, false), words, [])
    const callee = programOf(shell, words[0]!)
    if (callee.is !== 'none') return called(shell, callee, words, [])
    return shell.complain({ is: 'no command', name: words[0]!, why: callee.why, command: 'exec' })
  },
  substitute: (shell, body) => substitute(shell, (child) => run(child, body)),
}
