import { type Micros, SECOND } from '../../time.ts'

/** RFC 6298: how long is waited before a first sample, at least, after a lost SYN, and at most. */
const FIRST_RTO: Micros = SECOND
const LEAST_RTO: Micros = SECOND
const RTO_AFTER_LOST_SYN: Micros = 3 * SECOND
const MOST_RTO: Micros = 60 * SECOND

/** How long a segment waits for its acknowledgement, from the round trips that there were (RFC 6298). */
export class RoundTrips {
  #rto: Micros = FIRST_RTO
  #smoothed: Micros | null = null
  #variation: Micros = 0

  get rto(): Micros {
    return this.#rto
  }

  /** One that was not sent again: of that nobody knows which copy was answered (Karn). */
  measure(round: Micros): void {
    if (this.#smoothed === null) {
      this.#smoothed = round
      this.#variation = Math.floor(round / 2)
    } else {
      this.#variation = Math.floor((3 * this.#variation + Math.abs(this.#smoothed - round)) / 4)
      this.#smoothed = Math.floor((7 * this.#smoothed + round) / 8)
    }
    this.#rto = Math.min(Math.max(this.#smoothed + 4 * this.#variation, LEAST_RTO), MOST_RTO)
  }

  /** Nobody acknowledged in time. */
  double(): void {
    this.#rto = Math.min(2 * this.#rto, MOST_RTO)
  }

  /** A connection came about, for which a SYN was sent again. */
  openedLate(): void {
    this.#rto = RTO_AFTER_LOST_SYN
  }
}
