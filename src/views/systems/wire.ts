import { type Micros, SECOND } from '../../time.ts'
import type { Packet } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { type Behaviour, played } from './behaviour.ts'
import { all, gaveWay, of, ordinal } from './reading.ts'
import { THEN } from './stage.ts'

const ALONE: Micros = 0

const garp = played({
  name: 'gratuitous ARP',
  about: 'When a new MASTER tells its neighbours, and which MAC it names.',
  explain: 'GARP',
  plays: { alone: { players: [{}], until: 12 * SECOND } },
  reads: ({ alone }) => {
    const adverts = of(alone, 'a', 'advert', ALONE)
    const garps = of(alone, 'a', 'garp', ALONE)
    const places = garps.map(({ id }) => adverts.filter((advert) => advert.id < id).length)
    const words = places.map((place) => (place === 0 ? 'before the 1st' : `after the ${ordinal(place)}`))
    if (words.length === 0) return 'never'
    const mac = garps[0]!.mac.startsWith('00:00:5e:') ? 'virtual MAC' : 'MAC of the card'
    return `${words.join(' and ')} advertisement, ${mac}`
  },
})

/** A third of the way through, `b` has heard `a` for long; then `a` is gone, and `b` speaks. */
const counter = played({
  name: 'counter',
  about: 'The anti-replay counter of what a MASTER sends, before and after it has heard others.',
  explain: 'counter',
  plays: {
    both: { players: [{}, { advskew: 100 }], events: [[THEN, { verb: 'crash', host: 'a' }]], until: 30 * SECOND },
  },
  reads: ({ both }) => {
    const first = of(both, 'a', 'advert', ALONE).map(({ packet }) => numberOf(packet))
    const second = of(both, 'b', 'advert', ALONE).map(({ packet }) => numberOf(packet))
    const [before, after] = [stepWords(first), stepWords(second)]
    const adopted = second[0] === first.at(-1)! + 1n
    if (adopted) return `${before}; goes on from what it heard`
    return before === after ? before : `${before}; then ${after}`
  },
})

function numberOf({ counterHigh, counterLow }: Packet): bigint {
  return (BigInt(counterHigh) << 32n) | BigInt(counterLow)
}

function stepWords(values: readonly bigint[]): string {
  const steps = values.slice(1).map((value, i) => value - values[i]!)
  if (steps.every((step) => step === 0n)) return 'constant'
  return steps.every((step) => step === 1n) ? 'counts up' : 'drawn each time'
}

const replay = played({
  name: 'replay',
  about: 'It hears an old advertisement again: of another, and its own.',
  explain: 'counter',
  plays: {
    again: { players: [{}, { advskew: 100 }], network: { duplicate: 1 } },
    own: { players: [{}], network: { echo: true } },
  },
  reads: ({ again, own }) => {
    const refuses = (trace: Trace, host: string) => all(trace, 'drop', ALONE).some((drop) => drop.host === host)
    const others = refuses(again, 'b') ? 'refused' : 'accepted'
    const its = refuses(own, 'a') ? 'refused' : gaveWay(own, 'a') ? 'accepted, gives way to itself' : 'ignored'
    return `another's: ${others}; its own: ${its}`
  },
})

export const WIRE: readonly Behaviour[] = [garp, counter, replay]
