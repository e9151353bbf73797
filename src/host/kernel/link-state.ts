import type { State } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Host } from '../host.ts'

/** MASTER is UP, BACKUP is DOWN, INIT is unknown (FreeBSD 9.3, carp_set_state). */
const LINK = { MASTER: 'UP', BACKUP: 'DOWN', INIT: 'UNKNOWN' } as const

/**
 * The link state of a carpN interface, which follows the election. Changes are told by a task after the call in which
 * they happen: to devd and in the log, several as one (FreeBSD 9.3, if_link_state_change, do_link_state_change).
 */
export class CarpLink {
  readonly #host: Host
  readonly #device: string
  #state: 'UP' | 'DOWN' | 'UNKNOWN' = 'UNKNOWN'
  #pending = 0
  /** The last change of state that it followed. */
  #because: Link | null = null

  constructor(host: Host, device: string) {
    this.#host = host
    this.#device = device
  }

  follow(state: State): void {
    if (LINK[state] === this.#state) return
    this.#state = LINK[state]
    this.#pending += 1
    this.#because = this.#host.world.engine.cause
  }

  /** @param logs - net.link.log_link_state_change */
  report(logs: boolean): void {
    if (this.#pending === 0) return
    const changes = this.#pending
    this.#pending = 0
    const shown = this.#state === 'UP' ? 'UP' : 'DOWN'
    this.#tellDevd(shown)
    if (!logs) return
    if (changes > 1) this.#host.log(() => `${this.#device}: ${changes} link states coalesced`)
    this.#host.log(() => `${this.#device}: link state changed to ${shown}`)
  }

  /** Not the call that is about to end is the reason, but the change of state in it. */
  #tellDevd(shown: 'UP' | 'DOWN'): void {
    const { engine } = this.#host.world
    const { cause } = engine
    engine.cause = this.#because
    this.#host.devd('IFNET', this.#device, `LINK_${shown}`)
    engine.cause = cause
  }
}
