import type { Micros } from '../../time.ts'
import type { PingHistory, PingStretch } from '../../trace/folds/pings.ts'
import { ANSWER_WAIT, type RecordOf } from '../../trace/record.ts'
import type { Causes } from '../causes.ts'
import { count, roughly } from '../words.ts'
import { pageOf, tableOf } from './details.ts'

interface Told {
  readonly host: string
  readonly what: string
  readonly why: string
  /** When it was known how long it lasted: the first ping after it has been answered, or has not. */
  readonly known?: Micros
}

/** What a machine notices of an address. */
interface Pinged {
  /** Its stretches by the time at which they begin, and at which they end. */
  readonly begins: Map<Micros, PingStretch>
  readonly ends: Map<Micros, PingStretch>
  /** When the pings were sent, by their numbers, of which an answer may come. */
  readonly sent: Map<number, Micros>
  /** Of pages, the last one, and who gave it. */
  page: string
}

type OfPing = RecordOf<'ping' | 'request' | 'answer'>

const NOUNS = { ping: 'ping', fetch: 'fetch', connection: 'word' } as const

/** Tells what machines that ping notice: when nobody answers, when somebody does again, and when an address moves. */
export class PingStory {
  readonly #causes: Causes
  readonly #histories: readonly PingHistory[]
  /** By machine and address. */
  readonly #pinged = new Map<string, Pinged>()
  readonly #macs = new Map<string, string>()

  constructor(histories: readonly PingHistory[], causes: Causes) {
    this.#causes = causes
    this.#histories = histories
    for (const history of histories) {
      const pinged = this.#of(history)
      for (const stretch of history.stretches) {
        pinged.begins.set(stretch.from, stretch)
        pinged.ends.set(stretch.to, stretch)
      }
    }
  }

  ping(record: RecordOf<'ping' | 'request'>): Told[] {
    const { begins, sent } = this.#of(record)
    sent.set(record.sequence, record.t)
    const silence = begins.get(record.t)
    if (silence === undefined || silence.by.length > 0) return []
    const { host, address } = record
    const isLast = !begins.has(silence.to)
    if (silence.atBoot && !isLast) return []
    const known = silence.to + ANSWER_WAIT
    const noun = NOUNS[record.kind === 'ping' ? 'ping' : record.of]
    if (silence.pings === 1 && !isLast)
      return [{ host, known, what: `loses a ${noun}`, why: `no answer from ${address}` }]
    const ever = silence.atBoot ? ', ever' : isLast ? ', to the end' : ''
    return [{ host, known, what: 'no answer', why: `from ${address}${ever}` }]
  }

  answer(record: RecordOf<'answer'>): Told[] {
    const pinged = this.#of(record)
    const sent = pinged.sent.get(record.sequence)
    const { host, by, duplicate } = record
    if (sent === undefined) return []
    if (duplicate) return this.#second(record, pinged, sent)
    const silence = pinged.ends.get(sent)
    const page = pageOf(record)
    const isOther = page !== '' && `${by}${page}` !== pinged.page
    if (page !== '') pinged.page = `${by}${page}`
    if (silence === undefined || silence.by.length > 0 || (silence.pings === 1 && !silence.atBoot))
      return isOther ? [{ host, what: 'is served', why: `${this.#from(record)}by ${by}${page}` }] : []
    const what = silence.atBoot ? 'is answered' : 'answered again'
    const after = `after ${roughly(silence.to - silence.from)}, ${silence.pings} lost`
    return [{ host, what, why: `${this.#from(record)}by ${by} ${after}${page}` }]
  }

  /** An address that is at another MAC than before, and who said so. */
  neighbour(record: RecordOf<'neighbour'>): Told[] {
    const { host, address, mac } = record
    const key = `${host} ${address}`
    const before = this.#macs.get(key)
    if (mac === null) this.#macs.delete(key)
    else this.#macs.set(key, mac)
    const pings = this.#histories.some((history) => history.host === host)
    if (before === undefined || mac === null || mac === before || !pings) return []
    const frame = this.#causes.of(this.#causes.of(record) ?? record)
    const said = frame !== undefined && 'host' in frame ? `, says ${frame.host}` : ''
    return [{ host, what: tableOf(address), why: `${address} moved from ${before} to ${mac}${said}` }]
  }

  /** A machine that loses its power forgets where its neighbours were. */
  powerOff(host: string): void {
    for (const key of this.#macs.keys()) if (key.startsWith(`${host} `)) this.#macs.delete(key)
  }

  /** The first of several pings that two machines answer. */
  #second(record: RecordOf<'answer'>, pinged: Pinged, sent: Micros): Told[] {
    const doubled = pinged.begins.get(sent)
    pinged.sent.delete(record.sequence)
    if (doubled === undefined || doubled.by.length < 2) return []
    const lasts = `${count(doubled.pings, 'ping')}, for ${roughly(doubled.to - doubled.from)}`
    const why = `${this.#from(record)}by ${doubled.by.join(' and ')}: ${lasts}`
    return [{ host: record.host, known: doubled.to + ANSWER_WAIT, what: 'answered twice', why }]
  }

  /** Of which address, where the machine pings several. */
  #from({ host, address }: OfPing): string {
    const several = this.#histories.some((other) => other.host === host && other.address !== address)
    return several ? `from ${address} ` : ''
  }

  #of({ host, address }: { readonly host: string; readonly address: string }): Pinged {
    const key = `${host} ${address}`
    const known = this.#pinged.get(key)
    if (known !== undefined) return known
    const pinged: Pinged = { begins: new Map(), ends: new Map(), sent: new Map(), page: '' }
    this.#pinged.set(key, pinged)
    return pinged
  }
}
