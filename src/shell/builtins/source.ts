import { wholePath } from '../expand/glob.ts'
import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import { type Builtin, type Call, fails } from './builtin.ts'

/** A text runs in here: it counts its own lines, and messages say what it is. */
function* inside(shell: Shell, source: string, what: string, first: number): Flow<number> {
  const { line, inside: before } = shell
  shell.inside = what
  try {
    return yield* shell.runner.text(shell, source, first)
  } finally {
    shell.inside = before
    shell.line = line
  }
}

function* evaluates(call: Call): Flow<number> {
  const { shell, args } = call
  const words = args[0] === '--' ? args.slice(1) : args
  const source = words.join(' ')
  if (source.trim() === '') return 0
  shell.special = false
  return yield* inside(shell, source, 'eval', shell.dialect.evalCountsOn ? shell.line : 1)
}

/** Where `.` finds a file: on the search path where it has no slash. */
function found(
  shell: Shell,
  name: string,
): { readonly path: string; readonly text: string } | { readonly error: string } {
  const { files } = shell.machine
  const beside = shell.dialect.sourcesBeside ? [name] : []
  const search = (shell.variables.value('PATH') ?? '').split(':').map((each) => `${each || '.'}/${name}`)
  let error = 'No such file or directory'
  for (const path of name.includes('/') ? [name] : [...search, ...beside]) {
    const got = files.read(wholePath(path, shell.directory))
    if ('is' in got) return { path, text: got.is }
    if (name.includes('/')) error = got.error
  }
  return { error }
}

function* dot(call: Call): Flow<number> {
  const { shell, name, args } = call
  const [file, ...params] = args[0] === '--' ? args.slice(1) : args
  if (file === undefined) return shell.dialect.sourcesBeside ? yield* fails(call, { is: 'usage', command: name }) : 0
  const got = found(shell, file)
  if ('error' in got) return yield* fails(call, { is: 'cannot open', path: file, why: got.error, command: name })
  const before = shell.params
  if (params.length > 0 && shell.dialect.sourcesBeside) shell.params = params
  const given = shell.params
  shell.special = false
  shell.sourced++
  try {
    const status = yield* inside(shell, got.text, file, 1)
    if (shell.leaving?.is !== 'return') return status
    const returned = shell.leaving.status
    shell.leaving = null
    return returned
  } finally {
    shell.sourced--
    if (shell.params === given) shell.params = before
  }
}

/** Becomes a program: the shell is gone then, and with it its traps. */
function* exec(call: Call): Flow<number> {
  const { shell } = call
  const args = call.args[0] === '--' ? call.args.slice(1) : call.args
  if (args.length === 0) return 0
  shell.becomes = true
  const status = yield* shell.runner.call(shell, args, 'exec')
  shell.traps.clear()
  shell.leaving = { is: 'exit', status }
  return status
}

export const SOURCES: readonly (readonly [string, Builtin])[] = [
  ['eval', evaluates],
  ['.', dot],
  ['source', dot],
  ['exec', exec],
]
