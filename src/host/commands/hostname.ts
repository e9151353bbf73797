import { readOptions } from './options.ts'
import { failed, printed } from './outcome.ts'
import type { Program } from './program.ts'

/** hostname(1): a name that is set lasts until the next boot. */
export const hostname: Program = ({ space }, args) => {
  const options = readOptions(args, 'fs')
  if (options === undefined || options.rest.length > 1) return failed('usage: hostname [-f] [-s | -d] [name-of-host]')
  const [name] = options.rest
  if (name !== undefined) {
    space.hostname = name
    return printed('')
  }
  return printed(`${options.given.has('s') ? space.name.replace(/\..*/, '') : space.name}\n`)
}
