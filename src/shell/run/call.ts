import type { Course } from '../../engine/course.ts'
import type { Builtin } from '../builtins/builtin.ts'
import { BUILTINS } from '../builtins/index.ts'
import { type Flow, nested } from '../flow.ts'
import type { Command, Io, NoCommand } from '../machine.ts'
import { Given } from '../state/description.ts'
import type { ShellFunction } from '../state/parts.ts'
import type { Shell } from '../state/shell.ts'
import { Fault, Stop } from '../state/stop.ts'
import type { Variable } from '../state/variables.ts'

/** What runs a simple command. */
export type Callee =
  | { readonly is: 'builtin'; readonly run: Builtin; readonly special: boolean }
  | { readonly is: 'function'; readonly function: ShellFunction }
  | { readonly is: 'program'; readonly run: Command }
  | { readonly is: 'none'; readonly why: NoCommand }

/** Values that a command has before it, for itself only. */
export type Assigned = readonly (readonly [name: string, value: string])[]

/** Special builtins, functions, the other builtins, programs: POSIX 2.9.1. */
export function calleeOf(shell: Shell, name: string, functions: boolean): Callee {
  const { builtins, specials } = shell.dialect
  const builtin = builtins.has(name) ? BUILTINS.get(name) : undefined
  const special = specials.has(name)
  if (builtin !== undefined && special && shell.dialect.specialsFirst) return { is: 'builtin', run: builtin, special }
  const known = functions ? shell.functions.get(name) : undefined
  if (known !== undefined) return { is: 'function', function: known }
  return builtin === undefined ? programOf(shell, name) : { is: 'builtin', run: builtin, special }
}

export function programOf(shell: Shell, name: string): Callee {
  const found = shell.machine.find(name, shell.variables.value('PATH') ?? '', shell.directory)
  return typeof found === 'string' ? { is: 'none', why: found } : { is: 'program', run: found }
}

/** Runs what was found, and tells who watches. */
export function* called(shell: Shell, callee: Callee, words: readonly string[], given: Assigned): Flow<number> {
  const { watcher } = shell.shared
  if (callee.is === 'program') yield* shell.pay()
  if (watcher === null) return yield* perform(shell, callee, words, given, shell.io)
  const { io } = shell
  const watched = watcher.begins({ words, by: callee.is === 'none' ? 'nothing' : callee.is, line: shell.line, io })
  let status: number | null = null
  try {
    status = yield* through(shell, watched.io, perform(shell, callee, words, given, watched.io))
    return status
  } finally {
    // A signal may have ended it.
    watched.ended(status ?? shell.place.self.status ?? 0)
  }
}

/** What a function writes goes where its watcher has it. */
function* through(shell: Shell, io: Io, flow: Flow<number>): Flow<number> {
  const { descriptors } = shell
  if (io === descriptors.io) return yield* flow
  const before = [descriptors.get(1), descriptors.get(2)]
  for (const each of before) each?.hold()
  descriptors.set(1, new Given(null, io.stdout, null))
  descriptors.set(2, new Given(null, io.stderr, null))
  try {
    return yield* flow
  } finally {
    for (const [index, each] of before.entries()) {
      descriptors.set(index + 1, each)
      each?.drop()
    }
  }
}

function* perform(shell: Shell, callee: Callee, words: readonly string[], given: Assigned, io: Io): Flow<number> {
  const [name, ...args] = words as [string, ...string[]]
  switch (callee.is) {
    case 'none':
      return yield* shell.complain({ is: 'no command', name, why: callee.why }, io)
    case 'program':
      return yield* program(shell, callee.run, name, args, given, io)
    case 'function':
      return yield* callFunction(shell, callee.function, args, given)
    default:
      return yield* builtin(shell, callee, name, args, given, io)
  }
}

function* builtin(
  shell: Shell,
  callee: Extract<Callee, { is: 'builtin' }>,
  name: string,
  args: readonly string[],
  given: Assigned,
  io: Io,
): Flow<number> {
  const wasSpecial = shell.special
  shell.special = callee.special
  const stays = callee.special && shell.dialect.specialAssignmentsStay
  const hidden = given.length === 0 ? null : hide(shell, given, new Map())
  try {
    const result = callee.run({ shell, name, args, io })
    return typeof result === 'number' ? result : yield* result
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return yield* shell.complain(thrown.error, io)
  } finally {
    shell.special = wasSpecial
    if (hidden !== null && !stays) show(shell, hidden)
  }
}

function hide(
  shell: Shell,
  given: Assigned,
  hidden: Map<string, Variable | undefined>,
): Map<string, Variable | undefined> {
  for (const [name, value] of given) {
    if (!hidden.has(name)) hidden.set(name, shell.variables.get(name))
    shell.assign(name, value)
    shell.variables.mark(name, { exported: true })
  }
  return hidden
}

function show(shell: Shell, hidden: Map<string, Variable | undefined>): void {
  for (const [name, variable] of hidden) shell.variables.put(name, variable)
}

function* program(
  shell: Shell,
  run: Command,
  name: string,
  args: readonly string[],
  given: Assigned,
  io: Io,
): Flow<number> {
  const env = given.length === 0 ? shell.variables.env : new Map([...shell.variables.env, ...given])
  shell.budget.fork(shell.machine.now)
  if (shell.becomes) shell.place.self.title = [name, ...args].join(' ')
  const { directory, dialect } = shell
  const result = run({ name, args, env, directory, io, process: shell.place.self, caller: dialect.name })
  return typeof result === 'number' ? result : yield* driven(shell, result)
}

/** A program goes on until it ends, or until a signal ends the shell that it runs in. */
function* driven(shell: Shell, course: Course<number>): Flow<number> {
  try {
    for (let next = course.next(); ; next = course.next()) {
      if (next.done) return next.value
      if (shell.dying === null) yield next.value
      if (shell.dying !== null) throw new Stop('shell', shell.dying)
    }
  } finally {
    course.return(0)
  }
}

/** A function runs with parameters of its own; what is `local` in it comes back after it. */
function* callFunction(shell: Shell, { body }: ShellFunction, args: readonly string[], given: Assigned): Flow<number> {
  shell.deeper()
  const { params, loops, special, optionWord, optionAt } = shell
  const hidden = hide(shell, given, new Map())
  shell.locals.push(hidden)
  shell.params = args
  shell.loops = 0
  shell.special = false
  if (shell.dialect.optionsOfFunctions) Object.assign(shell, { optionWord: 1, optionAt: 0 })
  try {
    const status = yield* nested(shell.runner.run(shell, body))
    if (shell.leaving?.is !== 'return') return status
    const returned = shell.leaving.status
    shell.leaving = null
    return returned
  } finally {
    shell.depth--
    shell.special = special
    shell.params = params
    if (shell.dialect.optionsOfFunctions) Object.assign(shell, { optionWord, optionAt })
    shell.loops = loops
    shell.locals.pop()
    show(shell, hidden)
  }
}
