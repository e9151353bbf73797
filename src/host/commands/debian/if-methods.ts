import type { Iface } from '../../../config/interfaces.ts'
import type { Course } from '../../../engine/course.ts'
import { formatIpv4, netmask, type Prefix, parseIpv4, parsePrefix } from '../../../network/address.ts'
import type { Called } from '../../../shell/machine.ts'
import { broadcastOf } from '../../inet.ts'
import { type Debian, runs } from './called.ts'

/** Brings an interface up as its method says (ifupdown 0.6, inet.defn); false: what it ran failed. */
export function* configure(machine: Debian, called: Called, iface: Iface): Course<boolean> {
  const name = iface.name.text
  if (iface.family.text !== 'inet') return true
  switch (iface.method.text) {
    case 'loopback':
      return true
    case 'dhcp':
      return yield* leased(machine, called, name)
    case 'static':
      return yield* given(machine, called, iface)
    default:
      return true
  }
}

export function* deconfigure(machine: Debian, called: Called, iface: Iface): Course<boolean> {
  const name = iface.name.text
  const { text: method } = iface.method
  if (iface.family.text !== 'inet' || method === 'loopback' || method === 'manual') return true
  const gateway = optionOf(iface, 'gateway')
  if (gateway !== undefined) yield* run(machine, called, ['route', 'del', 'default', 'gw', gateway, cardOf(name)])
  if (method === 'dhcp') machine.host.nics.find((nic) => nic.name === name)?.addresses.inet.clear()
  return yield* run(machine, called, ['ifconfig', name, 'down'])
}

function* given(machine: Debian, called: Called, iface: Iface): Course<boolean> {
  const name = iface.name.text
  const prefix = prefixOf(iface)
  if (prefix === undefined) {
    const missing = optionOf(iface, 'address') === undefined ? 'address' : 'netmask'
    yield* called.io.stderr.write(`Don't seem to have all the variables for ${name}/inet.\n`)
    yield* called.io.stderr.write(`ifup: missing required variable: ${missing}\n`)
    return false
  }
  const broadcast = optionOf(iface, 'broadcast') ?? formatIpv4(broadcastOf(prefix.address, prefix.length) ?? 0)
  const words = [formatIpv4(prefix.address), 'netmask', formatIpv4(netmask(prefix.length))]
  const on = prefix.length > 30 ? [] : ['broadcast', broadcast]
  if (!(yield* run(machine, called, ['ifconfig', name, ...words, ...on, 'up']))) return false
  const gateway = optionOf(iface, 'gateway')
  if (gateway === undefined) return true
  return yield* run(machine, called, ['route', 'add', 'default', 'gw', gateway, cardOf(name)])
}

/** What a server gives is the address that the scenario says. */
function* leased(machine: Debian, called: Called, name: string): Course<boolean> {
  const nic = machine.host.nics.find((one) => one.name === name)
  if (nic === undefined) {
    yield* called.io.stderr.write(`Cannot find device "${name}"\n`)
    return false
  }
  const { address, length } = nic.addresses.prefix
  nic.addresses.inet.add({ label: name, address, length, broadcast: broadcastOf(address, length) })
  return yield* run(machine, called, ['ifconfig', name, 'up'])
}

function prefixOf(iface: Iface): Prefix | undefined {
  const address = optionOf(iface, 'address')
  const mask = optionOf(iface, 'netmask')
  if (address === undefined) return undefined
  if (address.includes('/')) return parsePrefix(address, 32)
  if (mask === undefined) return undefined
  if (/^\d{1,2}$/.test(mask)) return parsePrefix(`${address}/${mask}`, 32)
  const [own, bits] = [parseIpv4(address), parseIpv4(mask)]
  return own === undefined || bits === undefined ? undefined : { address: own, length: Math.clz32(~bits) }
}

function optionOf({ options }: Iface, name: string): string | undefined {
  return options.findLast((option) => option.name.text === name)?.value.text
}

function cardOf(name: string): string {
  return name.replace(/:.*/, '')
}

function* run({ shell }: Debian, called: Called, words: readonly string[]): Course<boolean> {
  return (yield* runs(shell, called, words)) === 0
}
