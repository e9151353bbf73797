import { readOptions } from './options.ts'
import { each, failed, printed } from './outcome.ts'
import { cannot, joined, linesOf, textOf } from './paths.ts'
import type { Program } from './program.ts'

/** cat(1) */
export const cat: Program = (call, args) => {
  const options = readOptions(args, 'nu')
  if (options === undefined) return failed('usage: cat [-belnstuv] [file ...]')
  const { given, rest } = options
  return each(rest.length === 0 ? ['-'] : rest, (name) => {
    const text = textOf(call, name)
    if ('error' in text) return cannot('cat', name, text.error)
    if (!given.has('n')) return printed(text.is)
    return printed(joined(linesOf(text.is).map((line, i) => `${`${i + 1}`.padStart(6)}\t${line}`)))
  })
}
