import type { Micros } from '../../time.ts'
import type { TraceRecord } from '../record.ts'
import { joined } from '../windows.ts'
import type { Window } from './history.ts'

/** When the pings of a machine had no answer: from the sending of one that was lost to the next answer. */
export class Silence {
  readonly #host: string
  /** By address: when answers came, ascending, as far back as a lost ping may reach. */
  readonly #answers = new Map<string, Micros[]>()
  /** By address: since when there has been none. */
  readonly #open = new Map<string, Micros>()
  readonly #windows: Window[] = []

  constructor(host: string) {
    this.#host = host
  }

  record(record: TraceRecord): void {
    if (record.kind !== 'answer' && record.kind !== 'unanswered') return
    if (record.host !== this.#host) return
    if (record.kind === 'answer') this.#answer(record.address, record.t)
    else this.#lost(record.address, record.sent)
  }

  end(until: Micros): Window[] {
    for (const from of this.#open.values()) this.#windows.push({ from, to: until })
    return joined(this.#windows.sort((a, b) => a.from - b.from))
  }

  #answer(address: string, t: Micros): void {
    const from = this.#open.get(address)
    if (from !== undefined) this.#windows.push({ from, to: t })
    this.#open.delete(address)
    const answers = this.#answers.get(address) ?? []
    answers.push(t)
    this.#answers.set(address, answers)
  }

  /** Answers to later pings may have come before this one was given up. */
  #lost(address: string, sent: Micros): void {
    const answers = this.#answers.get(address) ?? []
    const next = answers.findIndex((t) => t > sent)
    answers.splice(0, next === -1 ? answers.length : next)
    const to = answers[0]
    if (to !== undefined) this.#windows.push({ from: sent, to })
    else if (!this.#open.has(address)) this.#open.set(address, sent)
  }
}
