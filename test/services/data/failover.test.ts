import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Simulator, simulate } from '../../../src/simulate.ts'
import { measure } from '../../../src/trace/fold.ts'
import { dataSafety } from '../../../src/trace/folds/data-safety.ts'
import type { TraceRecord } from '../../../src/trace/record.ts'
import { recordsOf } from '../hast/pair.ts'
import { failover, READY } from './failover.ts'
import { diskOf, writesOn } from './kept.ts'

const RUNS = Number(process.env['CARPSIM_FAILOVER_RUNS'] ?? 2)
const SECOND = 1_000_000
const UNTIL = 180

const host = fc.constantFrom('a', 'b')
const time = fc.integer({ min: READY * SECOND, max: (READY + 15) * SECOND })
const lasting = fc.integer({ min: 10_000, max: 60 * SECOND })
const seeds = fc.nat(1_000)

type Fault = (on: string, t: number, time: number) => string

/** One thing that goes wrong, after which somebody serves again. */
const PASSING: Readonly<Record<string, Fault>> = {
  'loses its power': (on, t, time) => `{ at: ${t}us, crash: ${on}, for: ${time}us }`,
  'loses its power for good': (on, t) => `{ at: ${t}us, crash: ${on} }`,
  'loses its cable': (on, t, time) => `{ at: ${t}us, unplug: ${on}, for: ${time}us }`,
  'loses its cable for good': (on, t) => `{ at: ${t}us, unplug: ${on} }`,
  'is told to hand over': (on, t) => `{ at: ${t}us, run: ${on}, command: ifconfig carp0 down && ifconfig carp0 up }`,
  'is rebooted': (on, t) => `{ at: ${t}us, run: ${on}, command: reboot }`,
}

/** CARP does not look at these: the MASTER stays, and serves nothing. */
const UNSEEN: Readonly<Record<string, Fault>> = {
  'loses its hastd': (on, t) => `{ at: ${t}us, run: ${on}, command: pkill -KILL hastd }`,
  'loses its MySQL': (on, t) => `{ at: ${t}us, run: ${on}, command: "pkill -KILL mysqld || true" }`,
}

/** The machine goes on afterwards as if nothing had been. */
const ALONE: Readonly<Record<string, Fault>> = {
  'stands still': (on, t, time) => `{ at: ${t}us, pause: ${on}, for: ${time}us }`,
  'is cut off': (on, t, time) => `{ at: ${t}us, partition: lan, groups: [[${on}]], rest: shop, for: ${time}us }`,
}

/** What became of what the shop was told: each write is in one place, and the disk of who served last agrees. */
function outcome(events: readonly string[], seed: number) {
  const scenario = failover({ events, seed, until: UNTIL })
  const { records, until } = simulate(scenario)
  const { data, writers } = measure(records, until, dataSafety())
  const { lost, diverged, durable } = data[0]!
  const written = recordsOf(records, 'written')
  const kept = writesOn(new Simulator(scenario).ask(goesOn(records), until, diskOf), 'mysql')
  expect(written.length).toBeGreaterThan(50)
  expect(durable + lost.length + diverged.length).toBe(written.length)
  expect(durable).toBe(written.filter(({ write }) => kept.has(write)).length)
  return { written, gone: [...lost, ...diverged], staleReads: writers[0]!.staleReads }
}

/** The machine whose copy goes on: who took a write last, or found some when it began to serve. */
function goesOn(records: readonly TraceRecord[]): string {
  const last = records.findLast(
    (one) => one.kind === 'commit' || (one.kind === 'data' && one.served && one.writes! > 0),
  )
  return (last as { host: string }).host
}

describe('fullsync, end to end: CARP, devd, a repaired switch script, HAST, UFS, MySQL and a shop', () => {
  test.each(Object.keys(PASSING))(
    'a machine %s: nothing acknowledged is lost, and the shop goes on',
    (name) => {
      fc.assert(
        fc.property(host, time, lasting, seeds, (on, t, length, seed) => {
          const { gone, written, staleReads } = outcome([PASSING[name]!(on, t, length)], seed)
          expect([gone, staleReads]).toEqual([[], []])
          expect(written.at(-1)!.t).toBeGreaterThan((UNTIL - 1) * SECOND)
        }),
        { numRuns: RUNS },
      )
    },
    600_000,
  )

  test.each(Object.keys(UNSEEN))(
    'a machine %s: nothing acknowledged is lost',
    (name) => {
      fc.assert(
        fc.property(host, time, seeds, (on, t, seed) => {
          expect(outcome([UNSEEN[name]!(on, t, 0)], seed).gone).toEqual([])
        }),
        { numRuns: RUNS },
      )
    },
    600_000,
  )

  // A primary that stands still, or is cut off, does not know it: when it is back, it is primary still, and what the other
  // one was told meanwhile is gone. No script of the two can know better; what is lost is that, and nothing else.
  test.each(Object.keys(ALONE))(
    'a machine %s: nothing is lost but what the other one was told in its place',
    (name) => {
      fc.assert(
        fc.property(host, time, lasting, seeds, (on, t, length, seed) => {
          const { gone } = outcome([ALONE[name]!(on, t, length)], seed)
          expect(gone.filter(({ by }) => on === 'b' || by === 'a')).toEqual([])
        }),
        { numRuns: RUNS },
      )
    },
    600_000,
  )

  test('two faults are one too many: what a primary wrote alone is lost with it', () => {
    const { gone, staleReads } = outcome(
      [
        '{ at: 35s, run: b, command: pkill -KILL hastd }',
        '{ at: 50s, run: b, command: /etc/rc.d/hastd onestart }',
        '{ at: 50s, crash: a }',
      ],
      1,
    )
    expect(gone.length).toBeGreaterThan(150)
    expect(gone.every(({ by, t }) => by === 'a' && t > 35 * SECOND)).toBe(true)
    expect(staleReads.length).toBeGreaterThan(0)
  })
})
