import { type Advertisement, isForAll } from '../../carp/advertisement.ts'
import { firstFailed, passes } from '../../carp/checklist.ts'
import type { Check, Counter, KernelSystem } from '../../carp/system.ts'
import type { Machine, Vhost } from '../../carp/vhost.ts'
import type { Bound } from '../card.ts'
import type { Host } from '../host.ts'
import type { Nic } from '../nic.ts'
import type { VirtualHosts } from './virtual-hosts.ts'

/** What reception needs of the kernel. */
interface Owner {
  readonly host: Host
  readonly system: KernelSystem
  readonly machine: Machine
  readonly counters: Record<Counter, number>
  readonly vhosts: VirtualHosts
  log(level: number, line: () => string): void
  finish(): void
}

/** How an advertisement came, and for whom. */
interface Arrival {
  readonly nic: Nic
  /** The carp interface that this copy is for; null: it is no copy. */
  readonly copyFor: Vhost | null
  /** Of several copies: a refusal is told once. */
  readonly first: boolean
  readonly receiver: Bound | undefined
}

/**
 * What a kernel does with an advertisement that comes in: once, or where it is for all as a copy for each carp interface
 * there that is up, all of which look for the vhid.
 */
export function receive(kernel: Owner, heard: Advertisement, nic: Nic): void {
  if (nic.bound.length === 0) return
  if (kernel.system.hands === 'one frame' || !isForAll(heard)) input(kernel, heard, nic, null, true)
  else receiveCopies(kernel, heard, nic)
}

function receiveCopies(kernel: Owner, heard: Advertisement, nic: Nic): void {
  let first = true
  for (const { vhost } of kernel.vhosts.on(nic)) {
    if (!vhost.up) continue
    input(kernel, heard, nic, vhost, first)
    first = false
  }
}

/** carp_input(): the checks of the system in their order, then the counter is adopted, then the election. */
function input(kernel: Owner, heard: Advertisement, nic: Nic, copyFor: Vhost | null, first: boolean): void {
  const { counters, machine, system } = kernel
  if (heard.family === 'inet') counters.ipackets += 1
  else counters.ipackets6 += 1
  if (!machine.allow) return
  const receiver = receiverOf(heard, nic, system)
  if (receiver === undefined || !passes(system, heard, receiver.vhost)) {
    const failed = firstFailed(system, heard, receiver?.vhost)
    if (failed !== undefined) {
      refuse(kernel, failed, heard, { nic, copyFor, first, receiver })
      return
    }
  }
  receiver!.hear(heard)
  kernel.finish()
}

function refuse(kernel: Owner, failed: Check, heard: Advertisement, { nic, copyFor, first, receiver }: Arrival): void {
  const { counters, host } = kernel
  const { counter, refusal, level, line } = failed
  const { vhid } = heard.packet
  if (counter !== undefined) counters[counter] += 1
  if (refusal !== null && first) host.note({ kind: 'drop', host: host.name, interface: nic.name, vhid, why: refusal })
  // The log names the interface that it came in on.
  if (line) kernel.log(level ?? 1, () => line(heard, copyFor?.device ?? nic.name, receiver?.vhost))
}

/** The virtual host of that number; where a system asks who sends to whom, one that is told as it expects. */
function receiverOf(heard: Advertisement, { bound }: Nic, { hearsByPeer }: KernelSystem): Bound | undefined {
  const { packet, family } = heard
  for (let i = 0; i < bound.length; i++) {
    const one = bound[i]!
    const { vhost } = one
    if (vhost.vhid !== packet.vhid) continue
    // Of IPv4 alone it is asked (carp_proto_input_c).
    if (!hearsByPeer || family === 'inet6' || isForAll(heard) === (vhost.leader.peer === null)) return one
  }
  return undefined
}
