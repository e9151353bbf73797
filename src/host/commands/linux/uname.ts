import { readOptions } from '../options.ts'
import { failed, printed } from '../outcome.ts'
import type { Program } from '../program.ts'

const KERNEL = '3.16.0-4-amd64'
const BUILD = '#1 SMP Debian 3.16.7-ckt11-1+deb8u3 (2015-08-04)'

/** uname(1) of a Debian with sysvinit. */
export const uname: Program = ({ space }, args) => {
  const options = readOptions(args, 'asnrvmpio')
  if (options === undefined || options.rest.length > 0)
    return failed(`uname: extra operand '${options?.rest[0] ?? args[0]}'\nTry 'uname --help' for more information.`)
  const { given } = options
  const said: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', space.name],
    ['r', KERNEL],
    ['v', BUILD],
    ['m', 'x86_64'],
    ['o', 'GNU/Linux'],
  ]
  const asked = said.filter(([letter]) => given.has('a') || given.has(letter) || (given.size === 0 && letter === 's'))
  return printed(`${asked.map(([, word]) => word).join(' ')}\n`)
}
