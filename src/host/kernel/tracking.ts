import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import type { Host } from '../host.ts'
import type { Nic } from '../nic.ts'
import type { Ledger } from './ledger.ts'

/** An interface that demotes its machine as long as it has no link. */
export interface Tracked {
  readonly interface: string
  readonly demotion: number
}

/** What tracking needs of the kernel. */
interface Owner {
  readonly host: Host
  readonly ledger: Ledger
  finish(): void
}

/**
 * What a machine does about interfaces that carry no virtual host, which the kernel does not look at: ifstated(8), or a
 * rule of devd(8), adds to the demotion when the link goes, and takes that back when it is there again.
 */
export class Tracking {
  readonly #owner: Owner
  readonly #tracked: ReadonlyMap<string, number>
  /** Those that demote the machine now. */
  readonly #demoting = new Set<string>()

  constructor(owner: Owner, tracked: readonly Tracked[]) {
    this.#owner = owner
    this.#tracked = new Map(tracked.map(({ interface: on, demotion }) => [on, demotion]))
  }

  /** It looks at all of them once. */
  begin(): void {
    for (const name of this.#tracked.keys()) this.changed(this.#owner.host.nic(name))
  }

  /** It hears of a change when the kernel is through with it. */
  changed(nic: Nic): void {
    if (this.#tracked.has(nic.name)) this.#owner.host.defer(() => this.#look(nic))
  }

  powerOff(): void {
    this.#demoting.clear()
  }

  #look({ name, state }: Nic): void {
    const isDown = state !== 'sent'
    if (isDown === this.#demoting.has(name)) return
    const by = this.#tracked.get(name)!
    const deed = this.#owner.ledger.write(isDown ? by : -by, { reason: `tracked ${name}`, logged: 'sysctl' }, ALL_CARPS)
    // A counter that is full takes no more, and nothing is taken back then.
    if (typeof deed === 'string') return
    if (isDown) this.#demoting.add(name)
    else this.#demoting.delete(name)
    deed()
    this.#owner.finish()
  }
}
