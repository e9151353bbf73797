import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import { Instance } from '../kernel/instance.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { familyIn } from './ifconfig.ts'
import { CardLine, CarpdevLine } from './ifconfig-carpdev-line.ts'
import { showThere } from './ifconfig-carpdev-show.ts'
import { EXISTS, INVALID } from './ifconfig-line.ts'
import { type Device, devicesOf, nameOf } from './ifconfig-show.ts'
import { outOf } from './numbers.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome, printed } from './outcome.ts'

const USAGE = `usage: ifconfig [-AaC] [interface] [address_family] [address [dest_address]]
                [parameters]
       ifconfig -g group-name [[-]carpdemote [number]]
       ifconfig interface create`
const NETBSD_USAGE = `usage: ifconfig [-h] [-m] [-v] [-z] [-L] interface
                [ af [ address [ dest_addr ] ] [ parameters ] ]
       ifconfig -a [-b] [-h] [-m] [-d] [-u] [-v] [-z] [ af ]
       ifconfig -l [-b] [-d] [-u] [-s]
       ifconfig interface create
       ifconfig interface destroy`

const CARP_N = /^carp\d+$/

/** ifconfig(8) of OpenBSD and NetBSD: shows and sets what interfaces are; on OpenBSD also what groups of them are. */
export function carpdevIfconfig(kernel: Kernel, args: readonly string[]): Outcome {
  const hasGroups = kernel.system.demotes === 'groups'
  const usage = hasGroups ? USAGE : NETBSD_USAGE
  const [option, group, ...attributes] = args
  if (hasGroups && option === '-g' && group !== undefined) return ofGroup(kernel, group, attributes)
  const options = readOptions(args, hasGroups ? 'AaC' : 'almuvz')
  if (options === undefined) return failed(usage)
  const { given, rest } = options
  const [name, ...words] = rest
  if (given.has('l')) return printed(`${devicesOf(kernel).map(nameOf).join(' ')}\n`)
  if (name === undefined || given.has('a') || given.has('A')) return shown(kernel, devicesOf(kernel))
  const device = devicesOf(kernel).find((each) => nameOf(each) === name)
  if (words[0] === 'create')
    return device === undefined ? create(kernel, name, words.slice(1)) : failed(`ifconfig: SIOCIFCREATE: ${EXISTS}`)
  const { parameters } = familyIn(words)
  if (device !== undefined) return parameters.length > 0 ? change(kernel, device, words) : shown(kernel, [device])
  // Where something is to be set OpenBSD makes the interface first.
  if (hasGroups && parameters.length > 0 && CARP_N.test(name)) return create(kernel, name, words)
  const members = hasGroups && !/\d$/.test(name) && parameters.length === 0 ? membersOf(kernel, name) : []
  if (members.length > 0) return shown(kernel, members)
  return failed(hasGroups ? `${name}: no such interface` : `ifconfig: SIOCGIFFLAGS ${name}: Device not configured`)
}

function shown(kernel: Kernel, devices: readonly Device[]): Outcome {
  return printed(devices.map((device) => showThere(kernel, device)).join(''))
}

/** A name without a number is that of a group, or of all interfaces of one driver. */
function membersOf(kernel: Kernel, name: string): readonly Device[] {
  const carps = kernel.vhosts.all.filter(({ vhost }) => name === ALL_CARPS || vhost.groups.includes(name))
  if (carps.length > 0) return carps
  return devicesOf(kernel).filter((device) => nameOf(device).replace(/\d+$/, '') === name)
}

function create(kernel: Kernel, name: string, words: readonly string[]): Outcome {
  if (!CARP_N.test(name)) return failed(`ifconfig: SIOCIFCREATE: ${INVALID}`)
  // Its parent is not known yet: until then the first card stands for it.
  return change(kernel, kernel.vhosts.create(kernel.host.nics[0]!, name, 0), words)
}

function change(kernel: Kernel, device: Device, words: readonly string[]): Outcome {
  if (device === 'lo0') return failed('ifconfig: carpsim keeps lo0 as it is')
  const line = device instanceof Instance ? new CarpdevLine(kernel, device) : new CardLine(kernel, device)
  const { family, parameters } = familyIn(words)
  const complaint = line.run(parameters, family ?? 'inet')
  return complaint === null ? printed('') : failed(`ifconfig: ${complaint}`)
}

/** `ifconfig -g carp`, and `carpdemote`, by 128 at most (setgroupattribs). */
function ofGroup(kernel: Kernel, group: string, [word, amount = '1']: readonly string[]): Outcome {
  const isRecent = kernel.system.userland === 'OpenBSD 7'
  const says = (what: string) => failed(`ifconfig: ${isRecent ? `${group}: ` : ''}${what}`)
  if (group !== ALL_CARPS && membersOf(kernel, group).every((device) => !(device instanceof Instance))) {
    return says(`${word === undefined ? 'SIOCGIFGATTR' : 'SIOCSIFGATTR'}: No such file or directory`)
  }
  const { machine } = kernel
  const count = group === ALL_CARPS ? machine.demotion : (machine.groups.get(group) ?? 0)
  if (word === undefined) return printed(`${group}: carp demote count ${count}\n`)
  const wrong = outOf(amount, 0, 128)
  if (wrong !== undefined) return says(`invalid carp demotion: ${wrong}`)
  if (word !== 'carpdemote' && word !== '-carpdemote') return failed(USAGE)
  const deed = kernel.demote(word === 'carpdemote' ? Number(amount) : -Number(amount), 'ifconfig', group)
  if (typeof deed === 'string') return says(`SIOCSIFGATTR: ${isRecent ? INVALID : 'Result too large'}`)
  deed()
  return printed('')
}
