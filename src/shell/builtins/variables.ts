import type { Flow } from '../flow.ts'
import { numberOf } from './branches.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'
import { localWithOptions } from './declare.ts'

/** bash. */
function* optioned(call: Call): Flow<number> {
  const result = localWithOptions(call)
  return typeof result === 'number' ? result : yield* result
}

const NAME = /^[A-Za-z_]\w*$/

/** `export`, `readonly`. */
function* declare(call: Call): Flow<number> {
  const { shell, args, name } = call
  const command = name as 'export' | 'readonly'
  let from = 0
  let removes = false
  let lists = args.length === 0
  for (; from < args.length && /^-./.test(args[from]!); from++) {
    if (args[from] === '--') {
      from++
      break
    }
    for (const letter of args[from]!.slice(1)) {
      if (letter === 'p') lists = true
      else if (letter === 'n' && shell.dialect.substrings) removes = true
      else if (letter !== 'f' || !shell.dialect.substrings)
        return yield* fails(call, { is: 'bad option', option: letter, command })
    }
  }
  if (lists && from === args.length) return yield* list(call, command)
  let status = 0
  for (const arg of args.slice(from)) status = (yield* one(call, command, arg, removes)) || status
  return status
}

function* list(call: Call, command: 'export' | 'readonly'): Flow<number> {
  const { shell } = call
  const all = shell.variables
    .list()
    .filter(([, variable]) => (command === 'export' ? variable.exported : variable.readonly))
  const lines = all.map(([name, { value }]) => `${shell.dialect.declared(command, name, value)}\n`)
  return yield* says(call, lines.join(''))
}

function* one(call: Call, command: 'export' | 'readonly', arg: string, removes: boolean): Flow<number> {
  const { shell } = call
  const found = /^([^=]*?)(\+?)=([\s\S]*)$/.exec(arg)
  const name = found?.[1] ?? arg
  if (!NAME.test(name)) return yield* fails(call, { is: 'bad name', name: arg, command })
  if (found !== null) {
    if (shell.variables.isReadonly(name)) return yield* fails(call, { is: 'readonly', name, command })
    shell.assign(name, (found[2] === '' ? '' : (shell.variables.value(name) ?? '')) + found[3]!)
  }
  shell.variables.mark(name, command === 'export' ? { exported: !removes } : { readonly: true })
  return 0
}

function* local(call: Call): Flow<number> {
  const { shell, args } = call
  const frame = shell.locals.at(-1)
  if (frame === undefined) return yield* fails(call, { is: 'outside a function', command: 'local' })
  if (shell.dialect.braces && args.some((arg) => arg.startsWith('-'))) return yield* optioned(call)
  for (const arg of args) {
    const at = arg.indexOf('=')
    const name = at < 0 ? arg : arg.slice(0, at)
    if (arg === '-') continue
    if (!NAME.test(name)) return yield* fails(call, { is: 'bad name', name: arg, command: 'local' })
    if (shell.variables.isReadonly(name)) return yield* fails(call, { is: 'readonly', name, command: 'local' })
    if (!frame.has(name)) {
      frame.set(name, shell.variables.get(name))
      if (at < 0 && !shell.dialect.localKeeps) shell.variables.put(name, undefined)
    }
    if (at >= 0) shell.assign(name, arg.slice(at + 1))
  }
  return 0
}

function* unset(call: Call): Flow<number> {
  const { shell, args } = call
  let from = 0
  let kind = ''
  while (from < args.length && /^-[fv]+$/.test(args[from]!)) kind = args[from++]!.at(-1)!
  if (args[from] === '--') from++
  else if (/^-./.test(args[from] ?? '')) {
    return yield* fails(call, { is: 'bad option', option: args[from]!.slice(0, 2), command: 'unset' })
  }
  let status = 0
  for (const name of args.slice(from)) {
    if (kind === 'f') shell.functions.delete(name)
    else if (!NAME.test(name) && kind === '' && shell.dialect.substrings) shell.functions.delete(name)
    else if (!NAME.test(name)) status = yield* fails(call, { is: 'bad name', name, command: 'unset' })
    else if (shell.variables.isReadonly(name)) status = yield* fails(call, { is: 'cannot unset', name })
    else if (kind === '' && shell.dialect.substrings && shell.variables.get(name) === undefined)
      shell.functions.delete(name)
    else {
      shell.variables.put(name, undefined)
      if (name === 'OPTIND') Object.assign(shell, { optionWord: 1, optionAt: 0 })
    }
  }
  return status
}

function* shift(call: Call): Flow<number> {
  const { shell, args } = call
  const count = args[0] === undefined ? 1 : numberOf(args[0])
  if (count === null || count < 0) return yield* fails(call, { is: 'bad number', text: args[0]!, command: 'shift' })
  if (count > shell.params.length) return yield* fails(call, { is: 'cannot shift' })
  shell.params = shell.params.slice(count)
  return 0
}

export const VARIABLES: readonly (readonly [string, Builtin])[] = [
  ['export', declare],
  ['readonly', declare],
  ['local', local],
  ['unset', unset],
  ['shift', shift],
]
