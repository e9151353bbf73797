import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SYSTEMS } from '../../../src/carp/systems/index.ts'
import { simulate } from '../../../src/simulate.ts'
import { formatTime, SECOND } from '../../../src/time.ts'
import { comesUpAsMaster } from '../../../src/views/timing/member.ts'
import { timing } from '../../../src/views/timing/timing.ts'
import { adverts, changes, group, type Machine, machine, type Network, network } from './play.ts'

// What timing tells without a simulation, a simulation shows.

/** Two machines, and that a is the master of b for good: b neither preempts it nor loses patience. */
function settled(machines: readonly [Machine, Machine], net: Network) {
  const scenario = group(machines, net)
  const [told] = timing(scenario).groups
  const pair = told!.pairs.find(({ master }) => master === 'a')!
  fc.pre(pair.attitude === 'stays' && pair.falseAlarmAfter > 0)
  const sent = adverts(scenario, 'a').filter((t) => t > 20 * SECOND)
  const other = simulate(scenario).records.some(
    ({ kind, t, ...record }) => kind === 'advert' && t > 20 * SECOND && 'host' in record && record.host === 'b',
  )
  fc.pre(sent.length > 4 && !other)
  return { told: told!, pair, sent }
}

/** From the crash of a at that time until b is MASTER. */
function takenOverAfter(machines: readonly [Machine, Machine], net: Network, crash: number): number {
  const trace = simulate(group(machines, net, [`at: ${formatTime(crash)}, crash: a`]))
  return changes(trace, 'b', 'MASTER').find(({ t }) => t > crash)!.t - crash
}

describe.each(SYSTEMS.map(({ name }) => name))('%s as the backup', (system) => {
  test('takes over within the bounds, whether an advertisement was just sent or about to be', () => {
    fc.assert(
      fc.property(machine, machine, network, (a, b, net) => {
        const machines = [a, { ...b, system }] as const
        const { pair, sent } = settled(machines, net)
        const { least, most } = pair.takeOver!
        const [before, after] = [sent[1]!, sent[2]!]
        for (const crash of [before + 1, Math.floor((before + after) / 2), after - 1]) {
          const time = takenOverAfter(machines, net, crash)
          expect(time).toBeGreaterThanOrEqual(least)
          expect(time).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: process.env['CARPSIM_ALL'] === undefined ? 12 : 25 },
    )
  })
})

const kernel = fc.constantFrom(...SYSTEMS.filter(({ runs }) => runs === 'kernel').map(({ name }) => name))
const exact = fc.tuple(machine, kernel).map(([one, system]) => ({ ...one, system, ticks: 0, drift: 0 }))

test('where nothing is drawn and timers are exact, the bounds are reached to the microsecond', () => {
  fc.assert(
    fc.property(exact, exact, fc.integer({ min: 1, max: 200_000 }), (a, b, latency) => {
      const net = { latency, jitter: 0 }
      const { pair, sent } = settled([a, b], net)
      fc.pre(pair.takeOver!.least > 0)
      expect(takenOverAfter([a, b], net, sent[1]! + 1)).toBe(pair.takeOver!.most - 1)
      expect(takenOverAfter([a, b], net, sent[2]! - 1)).toBe(pair.takeOver!.least + 1)
    }),
    { numRuns: 40 },
  )
})

test('the wait of a machine that hears nobody is that of a cold start', () => {
  fc.assert(
    fc.property(machine, (one) => {
      const scenario = group([one], { latency: 100, jitter: 0 })
      const { start } = timing(scenario).groups[0]!.members[0]!
      const [first] = changes(simulate(scenario), 'a', 'MASTER')
      expect(first!.t).toBeGreaterThanOrEqual(start!.master.least)
      expect(first!.t).toBeLessThanOrEqual(start!.master.most)
    }),
  )
})

test('the first MASTER of a group is who it says, and then', () => {
  fc.assert(
    fc.property(fc.array(machine, { minLength: 2, maxLength: 3 }), network, (machines, net) => {
      const scenario = group(machines, net)
      const { names, at } = timing(scenario).groups[0]!.first!
      const first = simulate(scenario).records.find(
        (one) => one.kind === 'transition' && one.vhid === 1 && one.to === 'MASTER',
      )
      expect(names).toContain((first as { host: string }).host)
      expect(first!.t).toBeGreaterThanOrEqual(at.least)
      expect(first!.t).toBeLessThanOrEqual(at.most)
    }),
  )
})

test('advertisements come as often as it says', () => {
  fc.assert(
    fc.property(machine, (one) => {
      const scenario = group([one], { latency: 100, jitter: 0 })
      const { interval } = timing(scenario).groups[0]!.members[0]!
      const sent = adverts(scenario, 'a').slice(2)
      for (const [i, t] of sent.slice(1).entries()) {
        expect(t - sent[i]!).toBeGreaterThanOrEqual(interval.least)
        expect(t - sent[i]!).toBeLessThanOrEqual(interval.most)
      }
    }),
  )
})

test('a better one that is back is MASTER in time, and the old one gives way in time', () => {
  fc.assert(
    fc.property(machine, machine, network, fc.integer({ min: 0, max: 3 * SECOND }), (a, b, net, late) => {
      const back = 30 * SECOND + late
      const machines = [
        { ...a, boot: back },
        { ...b, boot: 0 },
      ]
      const scenario = group(machines, net)
      const [told] = timing(scenario).groups
      const pair = told!.pairs.find(({ backup }) => backup === 'a')!
      fc.pre(pair.attitude === 'preempts' && pair.overlap !== null)
      const one = told!.members.find(({ name }) => name === 'a')!
      const trace = simulate(scenario)
      const won = changes(trace, 'a', 'MASTER')[0]!.t
      const yielded = changes(trace, 'b', 'BACKUP').find(({ t }) => t >= won)!.t
      expect(yielded - won).toBeGreaterThanOrEqual(pair.overlap!.least)
      if (comesUpAsMaster(one)) {
        expect(won).toBe(back)
        // What it says first was sealed before it had its address.
        expect(yielded - won).toBeLessThanOrEqual(one.interval.most + pair.overlap!.most)
        return
      }
      expect(won - back).toBeGreaterThanOrEqual(pair.preempt!.least)
      expect(won - back).toBeLessThanOrEqual(pair.preempt!.most)
      expect(yielded - won).toBeLessThanOrEqual(pair.overlap!.most)
    }),
    { numRuns: 60 },
  )
})

const PLAIN: Machine = {
  system: 'freebsd-14',
  advbase: 1,
  advskew: 0,
  preempt: false,
  ticks: 0,
  deadratio: 3,
  boot: 0,
  drift: 0,
}

test('an advertisement that arrives with the end of patience is too late', () => {
  const machines = [PLAIN, { ...PLAIN, boot: SECOND }] as const
  const { pair, sent } = settled(machines, { latency: 100, jitter: 0 })
  expect(pair.falseAlarmAfter).toBe(2)
  const cut = `at: ${formatTime(sent[1]! + 1)}, cut: a -> b, for: 2s`
  const trace = simulate(group(machines, { latency: 100, jitter: 0 }, [cut]))
  expect(changes(trace, 'b', 'MASTER')[0]!.t).toBe(sent[4]! + 100)
})

test('fewer lost advertisements than told leave the backup calm; so many do not, where nothing is drawn', () => {
  const cutOff = (machines: readonly [Machine, Machine], net: Network, sent: readonly number[], lost: number) => {
    const [from, to] = [sent[1]! + 1, sent[1 + lost]! + 1]
    const cut = `at: ${formatTime(from)}, cut: a -> b, for: ${formatTime(to - from)}`
    const trace = simulate(group(machines, net, [cut]))
    return changes(trace, 'b', 'MASTER').some(({ t }) => t >= from)
  }
  fc.assert(
    fc.property(machine, machine, network, (a, b, net) => {
      const { pair, sent } = settled([a, b], net)
      const calm = pair.falseAlarmAfter - 1
      if (calm > 0 && sent.length > calm + 2) expect(cutOff([a, b], net, sent, calm)).toBe(false)
    }),
    { numRuns: 60 },
  )
  fc.assert(
    fc.property(exact, exact, (a, b) => {
      const net = { latency: 100, jitter: 0 }
      const { pair, sent } = settled([a, b], net)
      fc.pre(sent.length > pair.falseAlarmAfter + 3)
      expect(cutOff([a, b], net, sent, pair.falseAlarmAfter)).toBe(true)
    }),
    { numRuns: 60 },
  )
})
