import type { Flow } from '../flow.ts'
import type { Builtin, Call } from './builtin.ts'
import { fails } from './builtin.ts'

/** The number that an argument is; null: it is none. */
export function numberOf(text: string): number | null {
  return /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : null
}

function* out(call: Call): Flow<number> {
  const { shell, name, args } = call
  const is = name === 'break' ? 'break' : 'continue'
  const levels = args[0] === undefined ? 1 : numberOf(args[0])
  if (levels === null || levels < 1) return yield* fails(call, { is: 'bad number', text: args[0]!, command: name })
  if (shell.loops === 0) return yield* fails(call, { is: 'outside a loop', command: name })
  shell.leaving = { is, levels: Math.min(levels, shell.loops) }
  return 0
}

function* leave(call: Call): Flow<number> {
  const { shell, name, args } = call
  const given = args[0] === undefined ? shell.status : numberOf(args[0])
  if (given === null || given < 0) {
    const status = yield* fails(call, { is: 'bad number', text: args[0]!, command: name })
    shell.leaving = { is: 'exit', status }
    return status
  }
  const status = name === 'return' && shell.dialect.returnsWide ? given : given & 255
  if (name === 'exit') shell.leaving = { is: 'exit', status }
  else if (shell.locals.length + shell.sourced > 0 || !shell.dialect.returnsOnlyInside)
    shell.leaving = { is: shell.locals.length + shell.sourced > 0 ? 'return' : 'exit', status }
  else return yield* fails(call, { is: 'outside a function', command: name })
  return status
}

export const BRANCHES: readonly (readonly [string, Builtin])[] = [
  ['break', out],
  ['continue', out],
  ['return', leave],
  ['exit', leave],
]
