import type { Fold, Micros, RecordOf } from 'carpsim'

export interface Outcome {
  readonly crash: Micros
  /** When MASTER became somebody else: at the crash, where another was MASTER already. Undefined: nobody took over. */
  readonly at: Micros | undefined
  readonly by: string | undefined
  /** How often another than the victim became MASTER before the crash. */
  readonly falseOnes: number
}

/** The fail-over after the crash of the machine that was meant to be MASTER. */
export class Takeover implements Fold<Outcome> {
  readonly kinds = ['fault', 'transition'] as const
  readonly #victim: string
  readonly #masters = new Set<string>()
  #crash: Micros | undefined
  #at: Micros | undefined
  #by: string | undefined
  #falseOnes = 0

  constructor(victim: string) {
    this.#victim = victim
  }

  record(record: RecordOf<'fault' | 'transition'>): void {
    if (record.kind === 'fault') {
      this.#crash = record.t
      for (const host of this.#masters) this.#takeOver(record.t, host)
    } else if (record.host !== this.#victim) {
      if (record.to === 'MASTER') this.#becomesMaster(record.t, record.host)
      else this.#masters.delete(record.host)
    }
  }

  end(): Outcome {
    if (this.#crash === undefined) throw new Error('nothing crashed')
    return { crash: this.#crash, at: this.#at, by: this.#by, falseOnes: this.#falseOnes }
  }

  #becomesMaster(t: Micros, host: string): void {
    this.#masters.add(host)
    if (this.#crash === undefined) this.#falseOnes += 1
    else if (this.#at === undefined) this.#takeOver(t, host)
  }

  #takeOver(t: Micros, host: string): void {
    this.#at = t
    this.#by = host
  }
}
