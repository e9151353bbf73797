import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Engine } from '../../src/engine/engine.ts'
import { Clock, momentOf, shownAfter } from '../../src/host/clock.ts'
import { SECOND } from '../../src/time.ts'
import type { Link } from '../../src/trace/recorder.ts'

const time = fc.integer({ min: 0, max: 2 ** 52 })
const ppm = fc.integer({ min: -100_000, max: 100_000 })

/** The same in whole numbers without end. */
function shownExactly(t: number, drift: number): bigint {
  return (BigInt(t) * BigInt(SECOND + drift)) / BigInt(SECOND)
}

test('a clock shows its share of the time, exactly', () => {
  fc.assert(
    fc.property(time, ppm, (t, drift) => {
      expect(BigInt(shownAfter(t, drift))).toBe(shownExactly(t, drift))
    }),
  )
})

test('the moment of a time is the first at which the clock shows it', () => {
  fc.assert(
    fc.property(time, ppm, (shown, drift) => {
      const moment = momentOf(shown, drift)
      expect(shownExactly(moment, drift)).toBeGreaterThanOrEqual(BigInt(shown))
      if (moment > 0) expect(shownExactly(moment - 1, drift)).toBeLessThan(BigInt(shown))
    }),
  )
})

test('a clock that is fast by 20 millionths is 20 µs early in a second, and loses nothing over a day', () => {
  const engine = new Engine<Link>()
  const clock = new Clock(engine, { ticks: 0, drift: 20 })
  expect(clock.lasts(SECOND)).toBe(999_981)
  const day = 86_400 * SECOND
  let [t, seconds] = [0, 0]
  while (t < day) {
    engine.now = t
    t += clock.lasts((seconds + 1) * SECOND - clock.now)
    seconds += 1
  }
  expect(seconds).toBe(86_402)
})

test('ticks are counted by the machine’s own clock', () => {
  const engine = new Engine<Link>()
  const clock = new Clock(engine, { ticks: 100, drift: 100_000 })
  engine.now = 5_000
  // It shows 5.5 ms: two ticks end at 20 ms, which is 18182 µs of true time.
  expect(clock.timerDelay(10_000)).toBe(18_182 - 5_000)
})

test('a clock that stood goes on where it stood', () => {
  const engine = new Engine<Link>()
  const clock = new Clock(engine, { ticks: 0, drift: -1_000 })
  engine.now = 10 * SECOND
  clock.start()
  engine.now = 12 * SECOND
  clock.stood(SECOND)
  expect([clock.now, clock.uptime]).toEqual([10_989_000, 999_000])
  expect(clock.lasts(999_000)).toBe(SECOND)
})
