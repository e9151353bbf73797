import { answeredMac } from '../../carp/openbsd/balancing.ts'
import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import type { BsdUserland } from '../../carp/system.ts'
import { formatIpv4, parsePrefix } from '../../network/address.ts'
import { Instance } from '../kernel/instance.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Nic } from '../nic.ts'
import { macOf } from '../owner.ts'
import {
  type Device,
  devicesOf,
  type Flags,
  flagWords,
  givenOf,
  inet,
  inetWithBroadcast,
  own4,
  own6,
  virtual6,
} from './ifconfig-show.ts'

/** What ifconfig says of interfaces on OpenBSD and NetBSD, without the lines of what cards can do; of IPv6 where somebody uses it there. */
export function showThere(kernel: Kernel, device: Device): string {
  if (device === 'lo0') return block(kernel, device, LOOPBACK)
  if (!(device instanceof Instance)) return block(kernel, device, cardOf(kernel, device))
  // To look at a carp interface is an ioctl on it like any other.
  kernel.system.read?.(device.vhost, device)
  return block(kernel, device, carpOf(kernel, device))
}

/** The lines of an interface; which of them a system has, and in which order, is its own. */
interface Shown {
  readonly name: string
  readonly flags: Flags
  readonly mac?: string
  readonly priority: number
  readonly carp?: readonly string[]
  readonly groups?: readonly string[]
  readonly media?: string
  readonly status?: string
  readonly inet: readonly string[]
}

const MTU = 1500
const LOOPBACK_MTU: Readonly<Partial<Record<BsdUserland, number>>> = {
  'OpenBSD 4': 33_204,
  'OpenBSD 7': 32_768,
  'NetBSD 7': 33_184,
}

const LOOPBACK: Shown = {
  name: 'lo0',
  flags: { UP: true, LOOPBACK: true, RUNNING: true, MULTICAST: true },
  priority: 0,
  groups: ['lo'],
  inet: [inet(parsePrefix('127.0.0.1/8', 8)!)],
}

function block(kernel: Kernel, device: Device, shown: Shown): string {
  const userland = kernel.system.userland!
  const mtu = device === 'lo0' ? LOOPBACK_MTU[userland] : MTU
  const head = `${shown.name}: ${flagWords(shown.flags)} mtu ${mtu}`
  const media = shown.media === undefined ? [] : [`\tmedia: Ethernet autoselect${shown.media}`]
  const status = shown.status === undefined ? [] : [`\tstatus: ${shown.status}`]
  const { mac, carp = [], groups = [] } = shown
  if (userland === 'NetBSD 7') {
    const address = mac === undefined ? [] : [`\taddress: ${mac}`]
    return lines([head, ...carp, ...address, ...media, ...status, ...shown.inet])
  }
  const lladdr = mac === undefined ? [] : [`\tlladdr ${mac}`]
  const index = devicesOf(kernel).indexOf(device) + 1
  const recent = userland === 'OpenBSD 7' ? [`\tindex ${index} priority ${shown.priority} llprio 3`] : []
  const member = groups.length === 0 ? [] : [`\tgroups: ${groups.join(' ')}`]
  return lines([head, ...lladdr, ...recent, ...carp, ...member, ...media, ...status, ...shown.inet])
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}

function cardOf(kernel: Kernel, nic: Nic): Shown {
  const { name, mac, up, carrier } = nic
  const isParent = kernel.vhosts.on(nic).length > 0
  return {
    name,
    flags: { UP: up, BROADCAST: true, RUNNING: up, PROMISC: isParent, SIMPLEX: true, MULTICAST: true },
    mac,
    priority: 0,
    media: carrier ? ' (1000baseT full-duplex)' : ' (none)',
    status: carrier ? 'active' : 'no carrier',
    inet: [...own4(nic), ...own6(nic, kernel.vhosts.on(nic))],
  }
}

const LINK = { MASTER: 'master', BACKUP: 'backup', INIT: 'invalid' } as const

function carpOf(kernel: Kernel, instance: Instance): Shown {
  const { vhost, nodes } = instance
  const { device, up, running, vhid, addresses, groups } = vhost
  const states = nodes.map((node) => node.vhost.state)
  const link = states.includes('MASTER') ? 'MASTER' : states.includes('BACKUP') ? 'BACKUP' : 'INIT'
  return {
    name: device,
    flags: { UP: up, BROADCAST: true, RUNNING: running, SIMPLEX: true, MULTICAST: true },
    ...(vhid > 0 && { mac: macOf(answeredMac(vhost), vhost) }),
    priority: 15,
    carp: vhid > 0 ? carpLines(kernel, instance) : [],
    groups: [ALL_CARPS, ...groups],
    ...(kernel.system.userland === 'OpenBSD 7' && { status: LINK[link] }),
    inet: [...addresses.map((address) => inetWithBroadcast(givenOf(instance, address))), ...virtual6(instance)],
  }
}

/** carp_status(): the configured skew, also where another one is advertised; a line for each of several nodes. */
function carpLines({ vhosts }: Kernel, instance: Instance): string[] {
  const { nic, nodes } = instance
  const { state, vhid, advbase, advskew, balancing, peer } = instance.vhost
  const carpdev = vhosts.on(nic).includes(instance) ? nic.name : 'none'
  const carppeer = peer === null ? '' : ` carppeer ${formatIpv4(peer)}`
  if (nodes.length === 1) {
    return [`\tcarp: ${state} carpdev ${carpdev} vhid ${vhid} advbase ${advbase} advskew ${advskew}${carppeer}`]
  }
  return [
    `\tcarp: carpdev ${carpdev} advbase ${advbase} balancing ${balancing}${carppeer}`,
    ...nodes.map(({ vhost }) => `\t\tstate ${vhost.state} vhid ${vhost.vhid} advskew ${vhost.advskew}`),
  ]
}
