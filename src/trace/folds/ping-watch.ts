import type { Micros } from '../../time.ts'
import { ANSWER_WAIT, type Asking, type RecordOf } from '../record.ts'
import type { PingHistory, PingStretch } from './pings.ts'

/** A ping of which more may be heard. */
interface Waiting {
  readonly sequence: number
  readonly t: Micros
  readonly by: Set<string>
  lost: boolean
  unclaimed: boolean
}

/** Follows the pings or requests of one machine to one address. What became of them is told in the order in which they were sent. */
export class PingWatch {
  readonly host: string
  readonly #address: string
  readonly #of: Asking | undefined
  readonly #stretches: PingStretch[] = []
  readonly #counts = { sent: 0, answered: 0, lost: 0, duplicates: 0, unclaimed: 0 }
  #waiting: Waiting[] = []
  #current: (Omit<PingStretch, 'to' | 'pings'> & { pings: number }) | null = null
  #heard = false
  #broken = 0

  constructor(host: string, address: string, of?: Asking) {
    this.host = host
    this.#address = address
    this.#of = of
  }

  sent({ t, sequence }: RecordOf<'ping' | 'request'>): void {
    this.#settle((first) => isOver(first) && first.t + ANSWER_WAIT < t)
    this.#waiting.push({ sequence, t, by: new Set(), lost: false, unclaimed: false })
    this.#counts.sent += 1
  }

  answered({ sequence, by, duplicate }: RecordOf<'answer'>): void {
    this.#counts[duplicate ? 'duplicates' : 'answered'] += 1
    this.#find(sequence)?.by.add(by)
  }

  unanswered({ sequence }: RecordOf<'unanswered'>): void {
    this.#counts.lost += 1
    const ping = this.#find(sequence)
    if (ping !== undefined) ping.lost = true
  }

  unclaimed(sequence: number): void {
    const ping = this.#find(sequence)
    if (ping === undefined || ping.unclaimed) return
    ping.unclaimed = true
    this.#counts.unclaimed += 1
  }

  /** What became of the connection. */
  connection({ becomes }: RecordOf<'connection'>): void {
    if (becomes === 'reset' || becomes === 'timed out') this.#broken += 1
  }

  /** The machine loses its power, or the run ends. */
  close(t: Micros): void {
    this.#waiting = this.#waiting.filter(isOver)
    this.#settle(() => true)
    this.#closeStretch(t)
  }

  end(until: Micros): PingHistory {
    this.close(until)
    const { sent, answered, lost } = this.#counts
    const open = sent - answered - lost
    const of =
      this.#of === undefined ? {} : { of: this.#of, ...(this.#of === 'connection' && { broken: this.#broken }) }
    return { host: this.host, address: this.#address, ...of, ...this.#counts, open, stretches: this.#stretches }
  }

  #find(sequence: number): Waiting | undefined {
    return this.#waiting.find((ping) => ping.sequence === sequence)
  }

  #settle(isDue: (first: Waiting) => boolean): void {
    for (let first = this.#waiting[0]; first !== undefined && isDue(first); first = this.#waiting[0]) {
      this.#waiting.shift()
      this.#tell(first)
    }
  }

  #tell({ t, by: answerers }: Waiting): void {
    const by = [...answerers].sort()
    this.#heard ||= by.length > 0
    if (this.#current !== null && this.#current.by.join() === by.join()) {
      this.#current.pings += 1
      return
    }
    this.#closeStretch(t)
    this.#current = { from: t, by, pings: 1, atBoot: !this.#heard }
  }

  #closeStretch(t: Micros): void {
    const current = this.#current
    this.#current = null
    if (current === null || t === current.from) return
    const { from, by, pings, atBoot } = current
    this.#stretches.push({ from, to: t, by, pings, atBoot })
  }
}

function isOver({ by, lost }: Waiting): boolean {
  return lost || by.size > 0
}
