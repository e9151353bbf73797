import type { Family } from '../../trace/record.ts'
import { Instance } from '../kernel/instance.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { hasCarp } from '../modules.ts'
import { Nic } from '../nic.ts'
import { CarpLine } from './ifconfig-carp.ts'
import { INVALID, type Line } from './ifconfig-line.ts'
import { NicLine, VhidLine } from './ifconfig-nic.ts'
import { type Device, devicesOf, isRecent, isUp, nameOf, show } from './ifconfig-show.ts'
import { type Options, readOptions } from './options.ts'
import { failed, type Outcome, printed } from './outcome.ts'

const USAGE = `usage: ifconfig interface address_family [address [dest_address]]
                [parameters]
       ifconfig interface create
       ifconfig -a [-d] [-m] [-u] [-v] [address_family]
       ifconfig -l [-d] [-u] [address_family]
       ifconfig [-d] [-m] [-u] [-v]`

/** ifconfig(8) of FreeBSD: shows and sets what interfaces are. */
export function ifconfig(kernel: Kernel, args: readonly string[]): Outcome {
  const options = readOptions(args, 'adklmnuv')
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  const [name, ...words] = rest
  if (given.has('l') || given.has('a') || name === undefined) return list(kernel, given, rest)
  const device = devicesOf(kernel).find((each) => nameOf(each) === name)
  if (device === undefined) return create(kernel, name, words)
  const { family, parameters } = familyIn(words)
  if (parameters.length > 0) return change(kernel, device, parameters, family)
  return printed(show(kernel, device, { keys: given.has('k'), family }))
}

function list(kernel: Kernel, given: Options['given'], rest: readonly string[]): Outcome {
  const { family, parameters } = familyIn(rest)
  if (parameters.length > 0 || (given.has('u') && given.has('d'))) return failed(USAGE)
  const devices = devicesOf(kernel).filter((device) => !given.has(isUp(device) ? 'd' : 'u'))
  if (given.has('l')) return printed(`${devices.map(nameOf).join(' ')}\n`)
  const what = { keys: given.has('k'), family }
  return printed(devices.map((device) => show(kernel, device, what)).join(''))
}

/** The address family, which comes first if it is said. */
export function familyIn(words: readonly string[]): { family: Family | null; parameters: readonly string[] } {
  const [first] = words
  if (first === 'inet' || first === 'inet6') return { family: first, parameters: words.slice(1) }
  return { family: null, parameters: words }
}

/** `create`, and what follows it in the same line. A name without a number gets the first one that is free. */
function create(kernel: Kernel, name: string, words: readonly string[]): Outcome {
  if (words[0] !== 'create' && words[0] !== 'plumb') return failed(`ifconfig: interface ${name} does not exist`)
  const number = /^carp(\d*)$/.exec(name)?.[1]
  if (number === undefined || kernel.system.device !== 'carpN' || !hasCarp(kernel))
    return failed(`ifconfig: SIOCIFCREATE2: ${INVALID}`)
  const device = number === '' ? freeName(kernel) : name
  // Its parent is not known before it has an address: until then the first card stands for it.
  const instance = kernel.vhosts.create(kernel.host.nics[0]!, device, 0)
  const { family, parameters } = familyIn(words.slice(1))
  const { stdout, stderr, exit } = change(kernel, instance, parameters, family)
  return { stdout: number === '' ? `${device}\n${stdout}` : stdout, stderr, exit }
}

function freeName(kernel: Kernel): string {
  const taken = kernel.vhosts.all.map(({ vhost }) => vhost.device)
  const free = taken.findIndex((_, i) => !taken.includes(`carp${i}`))
  return `carp${free === -1 ? taken.length : free}`
}

function change(kernel: Kernel, device: Device, words: readonly string[], family: Family | null): Outcome {
  const line = lineOf(kernel, device)
  if (line === undefined) return failed('ifconfig: carpsim keeps lo0 as it is')
  const complaint = line.run(words, family ?? 'inet')
  const warning = line.lacksMask ? maskWarning(kernel) : ''
  const stderr = complaint === null ? '' : `ifconfig: ${complaint}\n`
  return { stdout: '', stderr: warning + stderr, exit: complaint === null ? 0 : 1 }
}

function lineOf(kernel: Kernel, device: Device): Line | undefined {
  if (device instanceof Instance) return new CarpLine(kernel, device)
  if (device instanceof Nic) return new (kernel.system.device === 'carpN' ? NicLine : VhidLine)(kernel, device)
  return undefined
}

/** FreeBSD 14 takes the class of an address amiss. */
function maskWarning(kernel: Kernel): string {
  if (!isRecent(kernel)) return ''
  return 'ifconfig: WARNING: setting interface address without mask is deprecated,\ndefault mask may not be correct.\n'
}
