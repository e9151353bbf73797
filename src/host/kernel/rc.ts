import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import { Timer } from '../../engine/timer.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Host } from '../host.ts'
import type { Ledger } from './ledger.ts'

/** What rc(8) needs of the kernel. */
interface Owner {
  readonly host: Host
  readonly ledger: Ledger
  readonly system: { readonly rcDemotion: number }
  finish(): void
}

/** rc(8): it demotes the machine before it configures interfaces, and takes that back as its last step. */
export class Rc {
  readonly timer: Timer<Link>
  readonly #owner: Owner
  readonly #lasts: Micros

  constructor(owner: Owner, lasts: Micros) {
    this.timer = new Timer(owner.host.world.engine, { expired: () => this.#end() })
    this.#owner = owner
    this.#lasts = lasts
  }

  begin(): void {
    const { host, system } = this.#owner
    if (this.#lasts === 0 || system.rcDemotion === 0) return
    this.#demote(system.rcDemotion)
    this.timer.arm(host.clock.lasts(this.#lasts))
    this.timer.cause = host.world.engine.cause
  }

  #end(): void {
    this.#demote(-this.#owner.system.rcDemotion)
    this.#owner.finish()
  }

  /** It cannot be taken back where somebody has taken it back by hand. */
  #demote(delta: number): void {
    const deed = this.#owner.ledger.write(delta, 'rc', ALL_CARPS)
    if (typeof deed !== 'string') deed()
  }
}
