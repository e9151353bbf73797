import type { Found } from '../dialect.ts'
import { wholePath } from '../expand/glob.ts'
import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'

/** The file that a name calls. */
function fileOf(shell: Shell, name: string, path: string): string | null {
  const { files } = shell.machine
  for (const each of name.includes('/') ? [name] : path.split(':').map((directory) => `${directory || '.'}/${name}`)) {
    const stat = files.stat(wholePath(each, shell.directory))
    if ('is' in stat && stat.is.kind === 'file' && (stat.is.mode & 0o111) !== 0) return each
  }
  const isThere = typeof shell.machine.find(name, path, shell.directory) !== 'string'
  return isThere ? name : null
}

function foundAs(shell: Shell, name: string, path: string): Found | null {
  const { dialect } = shell
  if (dialect.syntax.keywords.has(name)) return { is: 'keyword' }
  if (dialect.specials.has(name) && dialect.specialsFirst) return { is: 'special builtin' }
  if (shell.functions.has(name)) return { is: 'function' }
  if (dialect.builtins.has(name)) return { is: dialect.specials.has(name) ? 'special builtin' : 'builtin' }
  const file = fileOf(shell, name, path)
  return file === null ? null : { is: 'file', path: file }
}

function* describes(call: Call, name: string, found: Found | null): Flow<number> {
  const { shell } = call
  if (found !== null) return yield* says(call, `${shell.dialect.describes(name, found, call.name)}\n`)
  const error = { is: 'no type', name, command: call.name } as const
  if (!shell.dialect.typeFailsAloud) return yield* fails(call, error)
  yield* says(call, `${shell.dialect.message(error, shell.where)}\n`)
  return shell.dialect.status(error)
}

function* type(call: Call): Flow<number> {
  const { shell, args } = call
  const path = shell.variables.value('PATH') ?? ''
  let status = 0
  for (const name of args) {
    if (name.startsWith('-') && shell.dialect.substrings) continue
    const found = foundAs(shell, name, path)
    if (args[0] === '-t' && shell.dialect.substrings)
      status = found === null ? 1 : yield* says(call, `${found.is === 'special builtin' ? 'builtin' : found.is}\n`)
    else status = (yield* describes(call, name, found)) || status
  }
  return status
}

const STANDARD_PATH = '/bin:/usr/bin:/sbin:/usr/sbin'

/** `command`: without functions; `-v` and `-V` tell what would run. */
function* command(call: Call): Flow<number> {
  const { shell, args } = call
  let from = 0
  let tells = ''
  let path = shell.variables.value('PATH') ?? ''
  for (; from < args.length && /^-./.test(args[from]!); from++) {
    if (args[from] === '--') {
      from++
      break
    }
    for (const letter of args[from]!.slice(1)) {
      if (letter === 'p') path = STANDARD_PATH
      else if (letter === 'v' || letter === 'V') tells = letter
      else return yield* fails(call, { is: 'bad option', option: `-${letter}`, command: 'command' })
    }
  }
  const words = args.slice(from)
  if (words.length === 0) return 0
  if (tells === '') return yield* shell.runner.call(shell, words, 'command')
  let least = Number.POSITIVE_INFINITY
  const asked = shell.dialect.tellsAll ? words : words.slice(0, 1)
  for (const name of asked) least = Math.min(least, yield* told(call, name, foundAs(shell, name, path), tells))
  return least
}

function* told(call: Call, name: string, found: Found | null, how: string): Flow<number> {
  if (how === 'V') return yield* describes(call, name, found)
  if (found === null) return call.shell.dialect.status({ is: 'no type', name, command: 'command' })
  return yield* says(call, `${found.is === 'file' ? found.path : name}\n`)
}

/** `builtin`, bash. */
function* builtin(call: Call): Flow<number> {
  const { shell, args } = call
  if (args.length === 0) return 0
  if (shell.dialect.builtins.has(args[0]!)) return yield* shell.runner.call(shell, args, 'command')
  return yield* fails(call, { is: 'no type', name: args[0]!, command: 'builtin' })
}

export const NAMES: readonly (readonly [string, Builtin])[] = [
  ['type', type],
  ['command', command],
  ['builtin', builtin],
  ['hash', () => 0],
]
