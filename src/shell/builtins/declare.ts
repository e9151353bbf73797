import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'

const NAME = /^[A-Za-z_]\w*$/

interface Marks {
  readonly exported?: boolean
  readonly readonly?: boolean
}

/** `declare`, `typeset`, and `local` where it has options (bash): in a function, all of them are local. */
function* declare(call: Call): Flow<number> {
  const { shell, name: command } = call
  const args = [...call.args]
  const letters = new Set<string>()
  while (args[0] !== undefined && /^[-+]./.test(args[0])) {
    const word = args.shift()!
    if (word === '--') break
    for (const letter of word.slice(1)) {
      if (!'gprx'.includes(letter))
        return yield* fails(call, { is: 'bad option', option: `${word[0]}${letter}`, command })
      letters.add(word.startsWith('-') ? letter : `+${letter}`)
    }
  }
  if (letters.has('p') || args.length === 0) return yield* shown(call, args)
  const marks: Marks = {
    ...((letters.has('x') || letters.has('+x')) && { exported: letters.has('x') }),
    ...(letters.has('r') && { readonly: true }),
  }
  let status = 0
  for (const arg of args)
    status = (yield* one(call, arg, letters.has('g') ? undefined : shell.locals.at(-1), marks)) || status
  return status
}

function* one(call: Call, arg: string, frame: Shell['locals'][number] | undefined, marks: Marks): Flow<number> {
  const { shell, name: command } = call
  const [, name, plus, value] = /^([^=]*?)(?:(\+?)=([\s\S]*))?$/.exec(arg)!
  if (!NAME.test(name!)) return yield* fails(call, { is: 'bad name', name: arg, command })
  if (shell.variables.isReadonly(name!)) return yield* fails(call, { is: 'readonly', name: name!, command })
  if (frame !== undefined && !frame.has(name!)) {
    frame.set(name!, shell.variables.get(name!))
    if (plus === undefined || plus === '') shell.variables.put(name!, undefined)
  }
  if (value !== undefined) shell.assign(name!, plus === '+' ? (shell.variables.value(name!) ?? '') + value : value)
  shell.variables.mark(name!, marks)
  return 0
}

/** `declare -p`. */
function* shown(call: Call, names: readonly string[]): Flow<number> {
  const { variables } = call.shell
  let status = 0
  for (const name of names.length > 0 ? names : variables.list().map(([each]) => each)) {
    const variable = variables.get(name)
    if (variable === undefined) {
      status = yield* fails(call, { is: 'no type', name, command: call.name })
      continue
    }
    const flags = `${variable.readonly ? 'r' : ''}${variable.exported ? 'x' : ''}`
    const value = variable.value === null ? '' : `="${variable.value.replace(/[\\"$`]/g, '\\$&')}"`
    status = (yield* says(call, `declare -${flags || '-'} ${name}${value}\n`)) || status
  }
  return status
}

/** `setvar NAME VALUE`, FreeBSD. */
function* setvar(call: Call): Flow<number> {
  const { shell, args } = call
  const [name, value] = args
  if (name === undefined) return 0
  if (args.length > 2) return yield* fails(call, { is: 'usage', command: 'setvar' })
  if (!NAME.test(name)) return yield* fails(call, { is: 'bad name', name, command: 'setvar' })
  if (value === undefined) shell.variables.put(name, undefined)
  else shell.assign(name, value)
  return 0
}

export const DECLARES: readonly (readonly [string, Builtin])[] = [
  ['declare', declare],
  ['typeset', declare],
  ['setvar', setvar],
]

/** `local`, of a shell that has options for it. */
export const localWithOptions: Builtin = declare
