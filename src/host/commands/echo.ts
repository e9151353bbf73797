import { printed } from './outcome.ts'
import type { Program } from './program.ts'

/** echo(1) */
export const echo: Program = (_call, args) => {
  const [first, ...rest] = args
  return first === '-n' ? printed(rest.join(' ')) : printed(`${args.join(' ')}\n`)
}

export const isTrue: Program = () => printed('')

export const isFalse: Program = () => ({ stdout: '', stderr: '', exit: 1 })
