import { readOptions } from './options.ts'
import { failed, printed } from './outcome.ts'
import { type Program, withKernel } from './program.ts'

/** uname(1) */
export const uname: Program = withKernel(({ kernel, space }, args) => {
  const options = readOptions(args, 'amnprsv')
  if (options === undefined || options.rest.length > 0) return failed('usage: uname [-aimnoprsv]')
  const [, os = '', version = ''] = /^(\S+) (.*)$/.exec(kernel.system.title) ?? []
  const release = version.includes('.') ? version : `${version}.0`
  const said: readonly (readonly [string, string])[] = [
    ['s', os],
    ['n', space.name],
    ['r', os === 'FreeBSD' ? `${release}-RELEASE` : release],
    ['m', 'amd64'],
  ]
  const { given } = options
  const asked = said.filter(([letter]) => given.has('a') || given.has(letter) || (given.size === 0 && letter === 's'))
  return printed(`${asked.map(([, word]) => word).join(' ')}\n`)
})

/** dmesg(8): what the kernel has logged since it booted. */
export const dmesg: Program = ({ space }, args) => {
  const options = readOptions(args, 'ac')
  return options === undefined || options.rest.length > 0
    ? failed('usage: dmesg [-ac] [-M core [-N system]]')
    : printed(space.journal.buffer)
}
