import type { Nic } from '../../host/nic.ts'
import type { Ipv4 } from '../../network/address.ts'
import type { Micros } from '../../time.ts'
import type { Options } from './options.ts'

/** A script that was called; ucarp does nothing else before it has ended. */
export type Script =
  /** It takes so long, and then has done its work. */
  | { readonly takes: Micros; done(): void }
  /** It runs, and whoever wants to know is told when it has ended. */
  | { whenEnded(then: () => void): void }

/** What ucarp calls when it becomes MASTER, or BACKUP: -u, -d. */
export interface Scripts {
  /** Null: none was given. */
  call(which: 'up' | 'down'): Script | null
}

/** In place of scripts, where nobody gives any: the address goes onto the interface, and away. */
export class StandIns implements Scripts {
  readonly #nic: Nic
  readonly #addresses: readonly Ipv4[]
  readonly #options: Options

  constructor(nic: Nic, addresses: readonly Ipv4[], options: Options) {
    this.#nic = nic
    this.#addresses = addresses
    this.#options = options
  }

  call(which: 'up' | 'down'): Script {
    return { takes: this.#options[`${which}script`] ?? 0, done: () => this.#run(which) }
  }

  #run(which: 'up' | 'down'): void {
    const { scripted } = this.#nic.addresses
    if (which === 'up') this.#nic.blame('not forwarded', null)
    for (const address of this.#addresses) {
      if (which === 'up') scripted.add(address)
      else scripted.delete(address)
    }
  }
}
