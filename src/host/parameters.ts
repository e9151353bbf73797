import type { KernelSystem, Request } from '../carp/system.ts'
import type { State } from '../trace/record.ts'
import type { Parameters } from './carp.ts'
import type { Host } from './host.ts'
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
}

/**
 * SIOCGVH and SIOCSVH, as ifconfig does them for each of its words: what was read, overlaid with what was given.
 *
 * @returns 0 or an errno
 */
export function ioctl(owner: Owner, instance: Instance, given: Given): number {
  const { host, system } = owner
  const { vhost } = instance
  system.read?.(vhost, instance)
  const request: Request = {
    vhid: given.vhid ?? vhost.vhid,
    state: given.state ?? vhost.leader.state,
    advbase: given.advbase ?? vhost.advbase,
    advskew: given.advskew ?? vhost.advskew,
    key: given.password === undefined ? vhost.key : system.keyField(vhost.key, given.password),
  }
  const { engine } = host.world
  const { cause } = engine
  const errno = system.configure(vhost, request, instance)
  engine.cause = cause
  for (const node of instance.nodes) node.renumber()
  owner.finish()
  return errno
}

/** A running change of parameters, by ifconfig: what it changed is noted. */
export function change(owner: Owner, instance: Instance, given: Given): number {
  const { vhost } = instance
  const { vhid, advbase, advskew, key } = vhost
  const errno = ioctl(owner, instance, given)
  if (vhost.vhid !== vhid) noteSetting(owner, instance, 'vhid', `${vhost.vhid}`)
  if (vhost.advbase !== advbase) noteSetting(owner, instance, 'advbase', `${vhost.advbase}`)
  if (vhost.advskew !== advskew) noteSetting(owner, instance, 'advskew', `${vhost.advskew}`)
  if (vhost.key !== key) noteSetting(owner, instance, 'pass', 'another')
  return errno
}

function noteSetting({ host, vhosts }: Owner, instance: Instance, name: string, value: string): void {
  const { nic, vhost } = instance
  const of = vhosts.on(nic).includes(instance.nodes[0]!) ? `${nic.name}/${vhost.vhid}` : vhost.device
  host.note({ kind: 'setting', host: host.name, of, name, value })
}
