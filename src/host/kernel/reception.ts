import { type Advertisement, isForAll } from '../../carp/advertisement.ts'
import { firstFailed, passes } from '../../carp/checklist.ts'
import type { Check, Counter, KernelSystem } from '../../carp/system.ts'
import type { Machine } from '../../carp/vhost.ts'
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
  readonly on: string
  readonly first: boolean
  readonly receiver: Bound | undefined
}

/** What a kernel does with advertisements that come in. */
export class Reception {
  readonly #owner: Owner

  constructor(owner: Owner) {
    this.#owner = owner
  }

  /**
   * A frame comes in: once, or where it is for all as a copy for each carp interface there that is up, all of which look
   * for the vhid.
   */
  receive(heard: Advertisement, nic: Nic): void {
    if (nic.bound.length === 0) return
    if (this.#owner.system.hands === 'one frame' || !isForAll(heard)) this.#input(heard, nic, nic.name, true)
    else this.#receiveCopies(heard, nic)
  }

  #receiveCopies(heard: Advertisement, nic: Nic): void {
    let first = true
    for (const { vhost } of this.#owner.vhosts.on(nic)) {
      if (!vhost.up) continue
      this.#input(heard, nic, vhost.device, first)
      first = false
    }
  }

  /**
   * carp_input(): the checks of the system in their order, then the counter is adopted, then the election.
   *
   * @param on - the interface that it came in on, as the log names it
   * @param first - of several copies: a refusal is told once
   */
  #input(heard: Advertisement, nic: Nic, on: string, first: boolean): void {
    const { counters, machine, system } = this.#owner
    if (heard.family === 'inet') counters.ipackets += 1
    else counters.ipackets6 += 1
    if (!machine.allow) return
    const receiver = this.#receiver(heard, nic)
    if (receiver === undefined || !passes(system, heard, receiver.vhost)) {
      const failed = firstFailed(system, heard, receiver?.vhost)
      if (failed !== undefined) {
        this.#refuse(failed, heard, { nic, on, first, receiver })
        return
      }
    }
    receiver!.hear(heard)
    this.#owner.finish()
  }

  #refuse({ counter, refusal, level, line }: Check, heard: Advertisement, { nic, on, first, receiver }: Arrival): void {
    const { counters, host } = this.#owner
    const { vhid } = heard.packet
    if (counter !== undefined) counters[counter] += 1
    if (refusal !== null && first) host.note({ kind: 'drop', host: host.name, interface: nic.name, vhid, why: refusal })
    if (line) this.#owner.log(level ?? 1, () => line(heard, on, receiver?.vhost))
  }

  /** The virtual host of that number; where a system asks who sends to whom, one that is told as it expects. */
  #receiver({ packet: { vhid }, family, destination }: Advertisement, { bound }: Nic): Bound | undefined {
    if (!this.#owner.system.hearsByPeer || family === 'inet6') return bound.find(({ vhost }) => vhost.vhid === vhid)
    // Of IPv4 alone it is asked (carp_proto_input_c).
    const forAll = isForAll({ family, destination })
    return bound.find(({ vhost }) => vhost.vhid === vhid && forAll === (vhost.leader.peer === null))
  }
}
