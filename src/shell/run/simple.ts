import { fields, one } from '../expand/expand.ts'
import type { Flow } from '../flow.ts'
import type { Assign, Simple, Word } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import { type Assigned, type Callee, called, calleeOf } from './call.ts'
import { kept, redirected, restored } from './redirect.ts'
import { acted } from './settle.ts'
import { traced } from './trace.ts'

/** A simple command: POSIX 2.9.1. */
export function* simple(shell: Shell, command: Simple): Flow<number> {
  shell.line = command.line
  shell.substituted = null
  let status: number
  try {
    const words = command.words.length === 0 ? NO_WORDS : yield* expanded(shell, command.words)
    status = words.length === 0 ? yield* bare(shell, command) : yield* commanded(shell, command, words)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    status = yield* shell.complain(thrown.error)
  }
  return yield* acted(shell, status)
}

const NO_WORDS: readonly string[] = []
const NONE: Assigned = []

function expanded(shell: Shell, words: readonly Word[]): Flow<string[]> {
  const [first] = words
  const declares = first!.literal !== null && shell.dialect.declares.has(first!.literal)
  return declares ? declared(shell, words) : fields(shell, words)
}

/** `export x=$y`: the value is one text. */
function* declared(shell: Shell, words: readonly Word[]): Flow<string[]> {
  const all: string[] = []
  for (const word of words) {
    const { assignment } = word
    if (assignment === null) for (const field of yield* fields(shell, [word])) all.push(field)
    else all.push(`${assignment.name}${assignment.append ? '+' : ''}=${yield* one(shell, assignment.value)}`)
  }
  return all
}

/** No command: what is assigned stays. */
function* bare(shell: Shell, { assigns, redirects }: Simple): Flow<number> {
  for (const assign of assigns) {
    const value = yield* assigned(shell, assign)
    if (shell.options.has('x')) yield* traced(shell, [], [[assign.name, value]])
    shell.assign(assign.name, value)
  }
  if (redirects.length === 0) return shell.substituted ?? 0
  const saved = yield* redirected(shell, redirects, 'shell')
  if (typeof saved === 'number') return saved
  restored(shell, saved)
  return shell.substituted ?? 0
}

function* assigned(shell: Shell, { name, value, append }: Assign): Flow<string> {
  const text = yield* one(shell, value)
  return append ? (shell.variables.value(name) ?? '') + text : text
}

function* commanded(shell: Shell, { redirects, assigns }: Simple, words: readonly string[]): Flow<number> {
  const callee = calleeOf(shell, words[0]!, true)
  if (redirects.length === 0) {
    const given = assigns.length === 0 ? NONE : yield* before(shell, assigns)
    if (shell.options.has('x')) yield* traced(shell, words, given)
    return yield* called(shell, callee, words, given)
  }
  const saved = yield* redirected(shell, redirects, whose(callee))
  if (typeof saved === 'number') return saved
  const stays = words[0] === 'exec' && callee.is === 'builtin' && words.length === 1
  try {
    const given = yield* before(shell, assigns)
    if (shell.options.has('x')) yield* traced(shell, words, given)
    return yield* called(shell, callee, words, given)
  } finally {
    if (stays) kept(saved)
    else restored(shell, saved)
  }
}

function whose(callee: Callee): 'shell' | 'special builtin' | 'process' {
  if (callee.is === 'builtin') return callee.special ? 'special builtin' : 'shell'
  return callee.is === 'function' ? 'shell' : 'process'
}

/** What stands before a command. */
function* before(shell: Shell, assigns: readonly Assign[]): Flow<Assigned> {
  const all: [string, string][] = []
  for (const assign of assigns) {
    const value = yield* assigned(shell, assign)
    if (!shell.variables.isReadonly(assign.name)) all.push([assign.name, value])
    else if (shell.dialect.readonlyBefore === 'fails') throw new Fault({ is: 'readonly', name: assign.name })
    else yield* shell.says({ is: 'readonly', name: assign.name })
  }
  return all
}
