import type { KernelSystem, Request } from '../../carp/system.ts'
import { type Address, formatAddress, type Ipv4, type Mac } from '../../network/address.ts'
import type { Ipv6 } from '../../network/ipv6.ts'
import type { State } from '../../trace/record.ts'
import { nodesOf, type Parameters, type VhostConfig } from '../carp.ts'
import type { Host } from '../host.ts'
import type { Instance } from './instance.ts'
import type { VirtualHosts } from './virtual-hosts.ts'

/** What a running change needs of the kernel. */
interface Owner {
  readonly host: Host
  readonly system: KernelSystem
  readonly vhosts: VirtualHosts
  finish(): void
}

/** What a running change may ask for. */
export interface Given extends Parameters {
  readonly vhid?: number
  readonly state?: State
  /** null: to all. */
  readonly peer?: Ipv4 | null
  readonly peer6?: Ipv6 | null
  readonly lladdr?: Mac
}

/**
 * SIOCGVH and SIOCSVH, as ifconfig does them for each of its words: what was read, overlaid with what was given.
 *
 * @returns 0 or an errno
 */
export function ioctl(owner: Owner, instance: Instance, given: Given): number {
  const { host, system } = owner
  const { vhost } = instance
  const { vhid } = vhost
  system.read?.(vhost, instance)
  const request: Request = {
    vhid: given.vhid ?? vhost.vhid,
    state: given.state ?? vhost.leader.state,
    advbase: given.advbase ?? vhost.advbase,
    advskew: given.advskew ?? vhost.advskew,
    key: given.password === undefined ? vhost.key : system.keyField(vhost.key, given.password),
  }
  if (given.peer !== undefined) vhost.leader.peer = given.peer
  if (given.peer6 !== undefined) vhost.leader.peer6 = given.peer6
  if (given.lladdr !== undefined) vhost.lladdr = given.lladdr
  const { engine } = host.world
  const { cause } = engine
  const errno = system.configure(vhost, request, instance)
  engine.cause = cause
  if (vhost.vhid !== vhid || given.lladdr !== undefined) for (const node of instance.nodes) node.renumber()
  owner.finish()
  return errno
}

/**
 * An interface is configured at boot: each word of its line is an ioctl of its own; the addresses come last.
 *
 * @param key - of its password
 */
export function configure(owner: Owner, instance: Instance, config: VhostConfig, key: string): void {
  const { system, vhosts } = owner
  const { vhost, nodes } = instance
  vhost.key = key
  if (config.groups !== undefined) vhost.groups = config.groups
  vhost.peer = config.peer ?? null
  vhost.peer6 = config.peer6 ?? null
  vhost.lladdr = config.lladdr ?? null
  if (vhost.lladdr !== null) instance.readdress()
  if (system.joins === 'with carpdev') vhosts.join(instance)
  ioctl(owner, instance, { vhid: config.vhid })
  ioctl(owner, instance, { advbase: config.advbase })
  nodesOf(config).forEach(({ advskew }, i) => {
    ioctl(owner, nodes[i]!, { advskew })
  })
  if (config.balancing !== undefined) vhosts.balance(instance, config.balancing)
  for (const prefix of config.addresses) vhosts.attach(instance, prefix)
}

/** A running change of parameters, by ifconfig: what it changed is noted. */
export function change(owner: Owner, instance: Instance, given: Given): number {
  const { vhost } = instance
  const { vhid, advbase, advskew, key, lladdr } = vhost
  const { peer, peer6 } = vhost.leader
  const errno = ioctl(owner, instance, given)
  if (vhost.vhid !== vhid) noteSetting(owner, instance, 'vhid', `${vhost.vhid}`)
  if (vhost.advbase !== advbase) noteSetting(owner, instance, 'advbase', `${vhost.advbase}`)
  if (vhost.advskew !== advskew) noteSetting(owner, instance, 'advskew', `${vhost.advskew}`)
  if (vhost.key !== key) noteSetting(owner, instance, 'pass', 'another')
  if (vhost.lladdr !== null && vhost.lladdr !== lladdr) noteSetting(owner, instance, 'lladdr', vhost.lladdr)
  const now = vhost.leader
  if (now.peer !== peer) noteSetting(owner, instance, 'peer', named(now.peer))
  if (now.peer6 !== peer6) noteSetting(owner, instance, 'peer6', named(now.peer6))
  return errno
}

function named(peer: Address | null): string {
  return peer === null ? 'none' : formatAddress(peer)
}

function noteSetting({ host, vhosts }: Owner, instance: Instance, name: string, value: string): void {
  const { nic, vhost } = instance
  const of = vhosts.on(nic).includes(instance.nodes[0]!) ? `${nic.name}/${vhost.vhid}` : vhost.device
  host.note({ kind: 'setting', host: host.name, of, name, value })
}
