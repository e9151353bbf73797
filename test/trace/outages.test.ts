import fc from 'fast-check'
import { expect, test } from 'vitest'
import { castOf as castOfScenario } from '../../src/scenario/play/compile.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import { measure } from '../../src/trace/fold.ts'
import type { Histories } from '../../src/trace/folds/chronicle.ts'
import { outages } from '../../src/trace/folds/outages.ts'
import { outageFiguresOf, outagesOf, type PingHistory } from '../../src/trace/folds/pings.ts'
import { meterOf } from '../../src/trace/folds/quantities.ts'
import type { Body } from '../../src/trace/record.ts'
import { pinged } from '../properties/pinged.ts'
import { castOf, type Happening, power, recordsOf } from './records.ts'

const UNTIL = 20
const PINGED = { host: 'laptop', address: '10.0.0.100' } as const

/** Which machines answer the ping of each second, from 0 on: names, or nothing. */
function history(outcomes: readonly string[], ...more: Happening[]): PingHistory {
  const pings = outcomes.flatMap((by, t): Happening[] => {
    const names = { ...PINGED, sequence: t + 1 }
    const answers = by.split(' ').filter((name) => name !== '')
    if (answers.length === 0)
      return [
        [t, { kind: 'ping', ...names }],
        [t + 1, { kind: 'unanswered', ...names, sent: t * SECOND }],
      ]
    return [
      [t, { kind: 'ping', ...names }],
      ...answers.map((name, i): Happening => {
        return [t + 0.0002, { kind: 'answer', ...names, by: name, rtt: 200, duplicate: i > 0 }]
      }),
    ]
  })
  const happenings = [...pings, ...more].filter(([t]) => t <= UNTIL).sort(([a], [b]) => a - b)
  return measure(recordsOf(happenings), UNTIL * SECOND, outages(castOf('a', 'b')))[0]!
}

test('a silence lasts from the first ping that is lost to the next that is answered', () => {
  const seen = history(['a', 'a', '', '', '', 'b', 'b'])
  expect(seen).toMatchObject({ ...PINGED, sent: 7, answered: 4, lost: 3, open: 0, duplicates: 0 })
  expect(seen.stretches).toEqual([
    { from: 0, to: 2 * SECOND, by: ['a'], pings: 2, atBoot: false },
    { from: 2 * SECOND, to: 5 * SECOND, by: [], pings: 3, atBoot: false },
    { from: 5 * SECOND, to: 20 * SECOND, by: ['b'], pings: 2, atBoot: false },
  ])
  expect(outageFiguresOf(seen)).toMatchObject({ outages: 1, silence: 3 * SECOND, longestSilence: 3 * SECOND })
})

test('what is lost before the first answer is told apart', () => {
  const seen = history(['', '', '', 'a', '', 'a'])
  expect(outagesOf(seen)).toEqual([{ from: 4 * SECOND, to: 5 * SECOND, by: [], pings: 1, atBoot: false }])
  expect(outageFiguresOf(seen)).toMatchObject({
    outages: 1,
    silence: 4 * SECOND,
    silenceAtBoot: 3 * SECOND,
    lostAtBoot: 3,
    longestSilence: SECOND,
  })
})

test('a silence that does not end lasts to the end of the run', () => {
  expect(outagesOf(history(['a', '', '']))).toMatchObject([{ from: SECOND, to: 20 * SECOND, pings: 2 }])
})

test('answers of two machines, in whichever order', () => {
  const seen = history(['a', 'a b', 'b a', 'b'])
  expect(seen.stretches.map(({ by }) => by)).toEqual([['a'], ['a', 'b'], ['b']])
  expect(seen).toMatchObject({ answered: 4, duplicates: 2 })
  expect(outageFiguresOf(seen)).toMatchObject({ doubled: 2, doubledTime: 2 * SECOND })
})

test('two answers of one machine are a duplicate, and no second owner', () => {
  const seen = history(['a a'])
  expect(seen).toMatchObject({ answered: 1, duplicates: 1 })
  expect(outageFiguresOf(seen).doubled).toBe(0)
})

test('a ping of which nobody knows yet, and one whose sender lost its power, are neither answered nor lost', () => {
  const late: Happening = [19.5, { kind: 'ping', ...PINGED, sequence: 9 }]
  expect(history(['a'], late)).toMatchObject({ sent: 2, answered: 1, lost: 0, open: 1 })
  const off = history(['a'], [1.5, { kind: 'ping', ...PINGED, sequence: 2 }], [2, power('laptop', 'off')])
  expect(off).toMatchObject({ sent: 2, answered: 1, lost: 0, open: 1 })
  expect(off.stretches).toMatchObject([{ from: 0, to: 2 * SECOND, by: ['a'] }])
})

test('a request that no machine took in counts once a ping, whoever passed it on', () => {
  const frame = { source: '10.0.0.1', destination: '10.0.0.100', mac: '02:00:00:00:00:09', interface: 'em0' } as const
  const lost = (t: number, type: 'request' | 'reply', host: string): Happening => {
    return [t, { kind: 'unclaimed', host, ...frame, type, sequence: 1 }]
  }
  const ping: Body = { kind: 'ping', host: 'a', address: '10.0.0.100', sequence: 1 }
  const happenings: Happening[] = [
    [0, ping],
    lost(0.1, 'request', 'a'),
    lost(0.2, 'request', 'b'),
    lost(0.3, 'reply', 'b'),
  ]
  const [seen] = measure(recordsOf(happenings), UNTIL * SECOND, outages(castOf('a', 'b')))
  expect(seen).toMatchObject({ host: 'a', unclaimed: 1 })
})

test('the outage of which sentences speak is the same one', () => {
  fc.assert(
    fc.property(pinged(), fc.integer({ min: 0, max: 20 * SECOND }), (scenario, from) => {
      const { hosts, records, until } = simulate(scenario)
      const pings = measure(records, until, outages(hosts))
      const { value, parts } = meterOf({ lasts: 'outage', host: 'laptop' }, { from, to: until }).end(
        { groups: [], pings } as unknown as Histories,
        until,
      )
      const isSilent = (t: number) => parts.some((part) => part.from <= t && t < part.to)
      for (const { stretches } of pings) {
        for (const { from: begin, to, by, atBoot } of stretches) {
          if (by.length === 0 && !atBoot && to > from) expect(isSilent(Math.max(begin, from))).toBe(true)
        }
        const { longestSilence } = outageFiguresOf({ ...pings[0]!, stretches })
        if (from === 0) expect(value).toBeGreaterThanOrEqual(longestSilence)
      }
    }),
    { numRuns: 20 },
  )
})

test('taken live without records it is the same as over all records, or over the changes', () => {
  fc.assert(
    fc.property(pinged(), (scenario) => {
      const live = outages(castOfScenario(scenario))
      expect(simulate(scenario, { level: 'metrics', folds: [live] }).records).toEqual([])
      const taken = live.end(scenario.until)
      for (const level of ['all', 'changes'] as const) {
        const { hosts, records, until } = simulate(scenario, { level })
        expect(measure(records, until, outages(hosts))).toEqual(taken)
      }
    }),
    { numRuns: 40 },
  )
})

test('whatever happens, the sums are right, and stretches follow each other', () => {
  fc.assert(
    fc.property(pinged(), (scenario) => {
      const { hosts, records, until, counts } = simulate(scenario)
      const seen = measure(records, until, outages(hosts))
      const sum = (key: 'sent' | 'answered' | 'lost' | 'duplicates') => seen.reduce((all, one) => all + one[key], 0)
      expect(sum('sent')).toBe(counts.ping)
      expect(sum('answered') + sum('duplicates')).toBe(counts.answer)
      expect(sum('lost')).toBe(counts.unanswered)
      for (const { sent, answered, lost, open, stretches } of seen) {
        expect(open).toBeGreaterThanOrEqual(0)
        expect(stretches.reduce((all, { pings }) => all + pings, 0)).toBeLessThanOrEqual(answered + lost)
        expect(sent).toBe(answered + lost + open)
        stretches.forEach(({ from, to, pings }, i) => {
          expect(to).toBeGreaterThan(from)
          expect(pings).toBeGreaterThan(0)
          if (i > 0) expect(from).toBeGreaterThanOrEqual(stretches[i - 1]!.to)
        })
      }
    }),
    { numRuns: 40 },
  )
})
