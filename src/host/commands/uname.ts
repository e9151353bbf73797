import type { NoElection, System } from '../../carp/system.ts'
import { isGnu } from '../manners.ts'
import { readOptions } from './options.ts'
import { failed, printed } from './outcome.ts'
import type { Program } from './program.ts'

/** uname(1) */
export const uname: Program = ({ host, space }, args) => {
  const options = readOptions(args, 'amnprsv')
  if (options === undefined || options.rest.length > 0) return failed('usage: uname [-aimnoprsv]')
  const { os, release } = kernelOf(host.carp.system, isGnu(space.userland))
  const said: readonly (readonly [string, string])[] = [
    ['s', os],
    ['n', space.name],
    ['r', os === 'FreeBSD' ? `${release}-RELEASE` : release],
    ['m', os === 'Linux' ? 'x86_64' : 'amd64'],
  ]
  const { given } = options
  const asked = said.filter(([letter]) => given.has('a') || given.has(letter) || (given.size === 0 && letter === 's'))
  return printed(`${asked.map(([, word]) => word).join(' ')}\n`)
}

/** Of Debian that of the time; of a BSD its release. */
function kernelOf({ title }: Pick<System | NoElection, 'title'>, gnu: boolean): { os: string; release: string } {
  if (gnu) return { os: 'Linux', release: '2.6.18-6-amd64' }
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
