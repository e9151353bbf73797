import type { System } from '../../src/carp/system.ts'
import type { Moment } from './rig.ts'

/** So many errors in a row demote a machine, so many successes in a row make up for it. */
const THRESHOLD = 3

/** What the specifications say of sends that fail: counted here anew, from what became of each send. */
export class SendErrors {
  #errors = 0
  #successes = 0
  /** How many times over the machine is demoted because of them. */
  demotions = 0

  count(system: System, { effects }: Moment): void {
    if (system.runs !== 'kernel') return
    // Whom a failed send demotes advertises in the middle of it, and only then comes the rest of the failure.
    let isNested = false
    for (const effect of effects) {
      if (effect.do !== 'send') continue
      if (effect.errno === 0) this.#succeed(system.name)
      else isNested = this.#fail() && system.demotionRound === 'at once'
    }
    if (isNested) this.#successes = 0
  }

  /** @returns whether it demotes */
  #fail(): boolean {
    this.#errors += 1
    this.#successes = 0
    if (this.#errors !== THRESHOLD) return false
    this.demotions += 1
    return true
  }

  #succeed(system: string): void {
    const demoted = this.#errors >= THRESHOLD
    if (system === 'freebsd-12') {
      // It forgets what it was demoted for with the first success.
      this.#errors = 0
    } else if (demoted || (system === 'freebsd-14' && this.#errors > 0)) {
      this.#successes += 1
      if (this.#successes < THRESHOLD) return
      if (demoted) this.demotions -= 1
      this.#errors = 0
    } else {
      this.#errors = 0
    }
  }
}
