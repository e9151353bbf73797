import { each, failed, printed } from '../outcome.ts'
import { textOf } from '../paths.ts'
import type { Program } from '../program.ts'

/** less(1), and more(1): nobody turns pages, so that they show all of a file, as where their output is no terminal. */
export const pager: Program = (call, args) => {
  const names = args.filter((arg) => arg === '-' || !/^[-+]/.test(arg))
  if (names.length === 0 && call.input === '') return failed(`Missing filename ("${call.called} --help" for help)`)
  return each(names.length === 0 ? ['-'] : names, (name) => {
    const text = textOf(call, name)
    if ('is' in text) return printed(text.is)
    return failed(text.error === 'Is a directory' ? `${name} is a directory` : `${name}: ${text.error}`)
  })
}

/** clear(1): what was printed stays on the record. */
export const clear: Program = () => printed('')
