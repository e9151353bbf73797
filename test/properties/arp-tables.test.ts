import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatIpv4 } from '../../src/network/address.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { type Micros, SECOND } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { pinged } from './pinged.ts'

const LAPTOP = 'laptop'
const OWN = '10.0.0.88'
const UNANSWERED = 20 * SECOND

interface Entry {
  readonly mac: string | null
  readonly until: Micros
}

/** An ARP table from what was said aloud alone: a map of addresses, each with the time at which it is forgotten. */
class Naive {
  readonly entries = new Map<string, Entry>()
  readonly #policy: NonNullable<Scenario['hosts'][number]['ip']>['arp']
  readonly #frames = new Map<number, TraceRecord>()

  constructor(policy: Naive['policy']) {
    this.#policy = policy
  }

  get policy() {
    return this.#policy
  }

  record(record: TraceRecord): void {
    if (record.kind === 'arp' || record.kind === 'garp') this.#frames.set(record.id, record)
    if (record.kind === 'power' && record.host === LAPTOP && record.power === 'off') this.entries.clear()
    if (record.kind === 'fault' && record.verb === 'flush-arp') this.entries.clear()
    if (record.kind === 'arp' && record.host === LAPTOP && record.operation === 'request')
      this.#asks(record.target, record.t)
    if (record.kind === 'delivered' && record.host === LAPTOP && record.cause !== null)
      this.#hears(record.cause, record.t)
  }

  /** What it knows at the end of an instant. */
  known(t: Micros): [string, string][] {
    return [...this.entries].flatMap(([address, { mac, until }]): [string, string][] => {
      return mac !== null && until > t ? [[address, mac]] : []
    })
  }

  #live(address: string, t: Micros): Entry | undefined {
    const entry = this.entries.get(address)
    return entry !== undefined && entry.until > t ? entry : undefined
  }

  #asks(address: string, t: Micros): void {
    if (this.#live(address, t)?.mac == null) this.entries.set(address, { mac: null, until: t + UNANSWERED })
  }

  #hears(cause: number, t: Micros): void {
    const frame = this.#frames.get(cause)
    if (frame?.kind !== 'arp' && frame?.kind !== 'garp') return
    const isGratuitous = frame.kind === 'garp'
    const [sender, mac] = isGratuitous ? [frame.address, frame.mac] : [frame.sender, frame.senderMac]
    if (isGratuitous && this.#policy.gratuitous === 'ignore') return
    if (this.#policy.fixed?.some(({ address }) => formatIpv4(address) === sender)) return
    const asked = !isGratuitous && frame.target === OWN
    if (this.#live(sender, t) || asked) this.entries.set(sender, { mac, until: t + this.#policy.age })
  }
}

test('an ARP table is what a naive one is that knows what was said and how long ago', () => {
  let learned = 0
  fc.assert(
    fc.property(pinged('TCP'), (drawn) => {
      const scenario: Scenario = {
        ...drawn,
        hosts: drawn.hosts.map(({ drift, ...host }) => host),
        events: drawn.events.filter(({ action }) => action.verb !== 'pause'),
      }
      const { arp } = scenario.hosts.at(-1)!.ip!
      fc.pre(arp.rules !== 'linux')
      const naive = new Naive(arp)
      const table = new Map<string, string>()
      const { records } = simulate(scenario)
      const fixed = arp.fixed?.map(({ address }) => formatIpv4(address)) ?? []
      records.forEach((record, i) => {
        naive.record(record)
        if (record.kind === 'power' && record.host === LAPTOP && record.power === 'off') table.clear()
        if (record.kind === 'neighbour' && record.host === LAPTOP && !fixed.includes(record.address)) {
          learned += 1
          if (record.mac === null) table.delete(record.address)
          else table.set(record.address, record.mac)
        }
        if (records[i + 1]?.t === record.t) return
        const is = [...table].sort().join()
        const should = naive.known(record.t).sort().join()
        // To expect each of many equal things takes longer than all else.
        if (is !== should) expect([record.t, is]).toEqual([record.t, should])
      })
    }),
    { numRuns: 40 },
  )
  expect(learned).toBeGreaterThan(100)
})
