import { type Advertisement, isForAll } from '../carp/advertisement.ts'
import { firstFailed } from '../carp/checklist.ts'
import type { Counter, KernelSystem } from '../carp/system.ts'
import type { Machine, Vhost } from '../carp/vhost.ts'
import type { Host } from './host.ts'
import type { Nic } from './nic.ts'
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
    // It has joined no other group: ip_input lets those go by.
    const forAll = isForAll(heard)
    if (nic.bound.length === 0 || !(forAll || heard.destination === nic.address)) return
    const { system, vhosts } = this.#owner
    if (system.hands === 'one frame' || !forAll) {
      this.#input(heard, nic, nic.name, true)
      return
    }
    let first = true
    for (const { vhost } of vhosts.on(nic)) {
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
    const { vhid } = heard.packet
    const receiver = nic.bound.find(({ vhost }) => vhost.vhid === vhid && this.#isFor(heard, vhost))
    const failed = firstFailed(system, heard, receiver?.vhost)
    if (failed === undefined) {
      receiver!.hear(heard)
      this.#owner.finish()
      return
    }
    const { counter, refusal, level, line } = failed
    const { host } = this.#owner
    if (counter !== undefined) counters[counter] += 1
    if (refusal !== null && first) host.note({ kind: 'drop', host: host.name, interface: nic.name, vhid, why: refusal })
    if (line) this.#owner.log(level ?? 1, () => line(heard, on, receiver?.vhost))
  }

  /** Of IPv4 alone it is asked (carp_proto_input_c). */
  #isFor(heard: Advertisement, { leader }: Vhost): boolean {
    if (heard.family === 'inet6' || !this.#owner.system.hearsByPeer) return true
    return isForAll(heard) === (leader.peer === null)
  }
}
