import type { NoElection, System } from '../../carp/system.ts'
import { readOptions } from './options.ts'
import { failed, printed } from './outcome.ts'
import type { Program } from './program.ts'

/** uname(1) of a BSD. */
export const uname: Program = ({ host, space }, args) => {
  const options = readOptions(args, 'amnprsv')
  if (options === undefined || options.rest.length > 0) return failed('usage: uname [-aimnoprsv]')
  const { os, release } = kernelOf(host.carp.system)
  const said: readonly (readonly [string, string])[] = [
    ['s', os],
    ['n', space.name],
    ['r', os === 'FreeBSD' ? `${release}-RELEASE` : release],
    ['m', 'amd64'],
  ]
  const { given } = options
  const asked = said.filter(([letter]) => given.has('a') || given.has(letter) || (given.size === 0 && letter === 's'))
  return printed(`${asked.map(([, word]) => word).join(' ')}\n`)
}

function kernelOf({ title }: Pick<System | NoElection, 'title'>): { os: string; release: string } {
  const [, os = '', version = ''] = /^(\S+) (.*)$/.exec(title) ?? []
  return { os, release: version.includes('.') ? version : `${version}.0` }
}

/** dmesg(8): what the kernel has logged since it booted. */
export const dmesg: Program = ({ space }, args) => {
  const options = readOptions(args, 'ac')
  return options === undefined || options.rest.length > 0
    ? failed('usage: dmesg [-ac] [-M core [-N system]]')
    : printed(space.journal.buffer)
}
