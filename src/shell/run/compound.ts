import { evaluate } from '../arithmetic/evaluate.ts'
import { isZero } from '../arithmetic/integer.ts'
import { fields, one, pattern } from '../expand/expand.ts'
import type { Flow } from '../flow.ts'
import { matches } from '../match/match.ts'
import type { Case, Node, Word } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { acted } from './settle.ts'
import { shown, traced } from './trace.ts'

type Of<Is extends Node['is']> = Extract<Node, { is: Is }>

export function* list(shell: Shell, { items }: Of<'list'>): Flow<number> {
  let status = 0
  if (items.length === 0) return yield* acted(shell, 0)
  for (const item of items) {
    status = yield* shell.runner.run(shell, item)
    if (shell.leaving !== null) return status
  }
  return status
}

/** A command whose failing is an answer: `set -e` has nothing to say about it. */
function* tried(shell: Shell, node: Node): Flow<number> {
  shell.tested++
  const status = yield* shell.runner.run(shell, node)
  shell.tested--
  return status
}

export function* andOr(shell: Shell, { items, operators }: Of<'and or'>): Flow<number> {
  let status = yield* tried(shell, items[0]!)
  for (const [index, operator] of operators.entries()) {
    if (shell.leaving !== null) return status
    if ((operator === '&&') !== (status === 0)) continue
    const last = index === operators.length - 1
    status = last ? yield* shell.runner.run(shell, items[index + 1]!) : yield* tried(shell, items[index + 1]!)
  }
  return status
}

export function* ifElse(shell: Shell, { branches, otherwise }: Of<'if'>): Flow<number> {
  for (const { test, body } of branches) {
    const status = yield* tried(shell, test)
    if (shell.leaving !== null) return status
    if (status === 0) return yield* shell.runner.run(shell, body)
  }
  if (otherwise !== null) return yield* shell.runner.run(shell, otherwise)
  shell.status = 0
  return 0
}

/** What a loop does about `break`, `continue` and what leaves it. True: it ends. */
function leaves(shell: Shell): boolean {
  const { leaving } = shell
  if (leaving === null) return false
  if (leaving.is !== 'break' && leaving.is !== 'continue') return true
  shell.leaving = leaving.levels > 1 ? { is: leaving.is, levels: leaving.levels - 1 } : null
  return leaving.levels > 1 || leaving.is === 'break'
}

export function* whileLoop(shell: Shell, { until, test, body }: Of<'while'>): Flow<number> {
  let status = 0
  shell.loops++
  for (;;) {
    const answer = yield* tried(shell, test)
    if (leaves(shell)) break
    if ((answer === 0) === until) break
    status = yield* shell.runner.run(shell, body)
    if (leaves(shell)) break
  }
  shell.loops--
  shell.status = status
  return status
}

export function* forLoop(shell: Shell, { line, name, words, body }: Of<'for'>): Flow<number> {
  shell.line = line
  // bash looks at the name when it runs; the others refuse to read it.
  if (!/^[A-Za-z_]\w*$/.test(name)) return yield* shell.complain({ is: 'bad name', name, command: 'for' })
  const values = words === null ? shell.params : yield* fields(shell, words)
  let status = 0
  const shows =
    shell.dialect.tracesCompounds && words !== null ? `for ${name} in ${words.map(({ text }) => text).join(' ')}` : ''
  shell.loops++
  for (const value of values) {
    if (shows !== '' && shell.options.has('x')) yield* shown(shell, shows)
    shell.assign(name, value)
    status = yield* shell.runner.run(shell, body)
    if (leaves(shell)) break
  }
  shell.loops--
  shell.status = status
  return status
}

export function* cases(shell: Shell, { line, word, items }: Case): Flow<number> {
  shell.line = line
  const text = yield* one(shell, word)
  if (shell.dialect.tracesCompounds && shell.options.has('x')) yield* shown(shell, `case ${word.text} in`)
  let status = 0
  let falls = false
  for (const { patterns, body, then } of items) {
    if (!falls && !(yield* matched(shell, text, patterns))) continue
    status = yield* shell.runner.run(shell, body)
    if (shell.leaving !== null || then === ';;') break
    falls = then === ';&'
  }
  shell.status = status
  return status
}

function* matched(shell: Shell, text: string, patterns: readonly Word[]): Flow<boolean> {
  for (const word of patterns) {
    const tried = word.pattern ?? (yield* pattern(shell, word))
    shell.budget.work(text.length * tried.tokens.length)
    if (matches(tried, text)) return true
  }
  return false
}

/** `(( ))`, bash. */
export function* letIt(shell: Shell, { line, text }: Of<'let'>): Flow<number> {
  shell.line = line
  const sum = yield* one(shell, text)
  if (shell.options.has('x')) yield* traced(shell, ['((', sum, '))'])
  return yield* acted(shell, Number(isZero(evaluate(shell, sum))))
}

/** `for (( ; ; ))`, bash. */
export function* forLet(shell: Shell, { line, parts: [start, test, next], body }: Of<'for let'>): Flow<number> {
  shell.line = line
  let status = 0
  shell.loops++
  evaluate(shell, yield* one(shell, start))
  for (;;) {
    const asked = yield* one(shell, test)
    if (asked.trim() !== '' && isZero(evaluate(shell, asked))) break
    status = yield* shell.runner.run(shell, body)
    if (leaves(shell)) break
    evaluate(shell, yield* one(shell, next))
  }
  shell.loops--
  return status
}
