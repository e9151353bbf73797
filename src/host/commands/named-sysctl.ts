import type { Kernel } from '../kernel/kernel.ts'
import { type Oid, oidsOf } from './oids.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome } from './outcome.ts'

const LEVELS = ['top', 'second', 'third', 'fourth']

/** sysctl(8) of OpenBSD and NetBSD, as far as it tells of CARP: `net.inet.carp.preempt=1`. */
export function namedSysctl(kernel: Kernel, args: readonly string[]): Outcome {
  const isNetbsd = kernel.system.userland === 'NetBSD 7'
  const options = readOptions(args, 'aAnqw')
  if (options === undefined) return failed('usage: sysctl [-Aanq] name[=value] ...')
  const { given, rest } = options
  const all = oidsOf(kernel)
  const show = ({ name, read }: Oid) => `${given.has('n') ? '' : `${name}${isNetbsd ? ' = ' : '='}`}${read()}\n`
  let stdout = ''
  let stderr = ''
  let exit = 0
  const complain = (what: string) => {
    stderr += `sysctl: ${what}\n`
    exit = 1
  }
  for (const arg of given.has('a') || given.has('A') ? [''] : rest) {
    const [name = '', value] = arg.split(/=(.*)/s)
    const found = all.filter((oid) => name === '' || oid.name === name || oid.name.startsWith(`${name}.`))
    const [oid] = found
    if (oid === undefined) complain(unknown(name, all, isNetbsd))
    else if (value === undefined) stdout += found.map(show).join('')
    else if (isNetbsd && !given.has('w')) complain('Must specify -w to set variables')
    else if (oid.name !== name || oid.write === undefined) complain(`${name}: Operation not permitted`)
    else if (!/^-?\d+$/.test(value)) complain(`${name}: value is invalid: ${value}`)
    else {
      const before = oid.read()
      oid.write(Number(value))
      if (!given.has('q')) stdout += given.has('n') ? `${oid.read()}\n` : `${name}: ${before} -> ${oid.read()}\n`
    }
  }
  return { stdout, stderr, exit }
}

/** The level at which a name leads nowhere. */
function unknown(name: string, all: readonly Oid[], quotes: boolean): string {
  const parts = name.split('.')
  const level = parts.findIndex((_, i) => !all.some((oid) => oid.name.startsWith(parts.slice(0, i + 1).join('.'))))
  const at = Math.max(0, Math.min(level, LEVELS.length - 1))
  const quoted = (text: string) => (quotes ? `'${text}'` : text)
  return `${LEVELS[at]} level name ${quoted(parts[at]!)} in ${quoted(name)} is invalid`
}
