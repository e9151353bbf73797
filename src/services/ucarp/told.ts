import type { VhostConfig } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import { formatIpv4, isIpv4Prefix } from '../../network/address.ts'
import type { Called } from './docarp.ts'

/** What of a command line others see, or what keeps them from believing it. */
type Seen = Readonly<Record<'advbase' | 'advskew' | 'preempt' | 'pass' | 'address', string>>

/** What the processes of a machine were told on their command lines, where it is not what a scenario says of them. */
export class Told {
  readonly #host: Host
  readonly #configs: readonly VhostConfig[]
  readonly #preempt: boolean
  readonly #last = new Map<string, Seen>()

  constructor(host: Host, configs: readonly VhostConfig[], preempt: boolean) {
    this.#host = host
    this.#configs = configs
    this.#preempt = preempt
  }

  /** Power goes. */
  forget(): void {
    this.#last.clear()
  }

  /** What is other than last time, or than the scenario says, is recorded. */
  tell(called: Called, preempt: boolean): void {
    const of = `${called.nic.name}/${called.vhid}`
    const now = seenOf(called, preempt)
    const before = this.#last.get(of) ?? this.#configured(called) ?? { ...now, ...UNTOLD, preempt: flag(this.#preempt) }
    this.#last.set(of, now)
    for (const name of Object.keys(now) as (keyof Seen)[]) {
      if (now[name] === before[name]) continue
      const value = name === 'pass' ? 'another' : now[name]
      this.#host.note({ kind: 'setting', host: this.#host.name, of, name, value })
    }
  }

  #configured({ nic, vhid }: Called): Seen | undefined {
    const config = this.#configs.find((one) => one.interface === nic.name && one.vhid === vhid)
    if (config === undefined) return undefined
    const addresses = config.addresses.filter(isIpv4Prefix).map(({ address }) => address)
    return seenOf({ ...config, addresses }, this.#preempt)
  }
}

function seenOf(
  { advbase, advskew, password, addresses }: Pick<Called, 'advbase' | 'advskew' | 'password' | 'addresses'>,
  preempt: boolean,
): Seen {
  const [address = 0] = addresses
  const interval = { advbase: `${advbase & 0xff}`, advskew: `${advskew & 0xff}` }
  return { ...interval, preempt: flag(preempt), pass: password, address: formatIpv4(address) }
}

/** As views take one of which they know nothing. */
const UNTOLD = { advbase: '1', advskew: '0' }

function flag(is: boolean): string {
  return is ? '1' : '0'
}
