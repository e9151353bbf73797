import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BudgetExceeded, type Choose, Engine } from '../../src/engine/engine.ts'
import { Timer } from '../../src/engine/timer.ts'
import { crowd, engine, play, playCrowd, reference, schedule } from './schedule.ts'

const LIMITS = { until: 1_000, budget: 100, budgetAtOnce: 10 }

/** Picks by a list of numbers, again and again, and writes down what it picked. */
function listed(numbers: readonly number[], picked: number[] = []): Choose {
  return (count) => {
    const pick = (numbers[picked.length % numbers.length] ?? 0) % count
    picked.push(pick)
    return pick
  }
}

test('any schedule fires in the same order as with the eager reference', () => {
  fc.assert(
    fc.property(schedule, (acts) => {
      expect(play(engine(), acts)).toEqual(play(reference(), acts))
    }),
    { numRuns: 2_000 },
  )
})

test('a crowd of timers that are set back again and again run out as with the eager reference', () => {
  fc.assert(
    fc.property(crowd, (members) => {
      expect(playCrowd(engine(), members)).toEqual(playCrowd(reference(), members))
    }),
    { numRuns: 50 },
  )
})

test('any schedule under any choices fires in the same order as with the eager reference', () => {
  fc.assert(
    fc.property(schedule, fc.array(fc.nat(5)), (acts, numbers) => {
      const picked: number[] = []
      const expected: number[] = []
      expect(play(engine(listed(numbers, picked)), acts)).toEqual(play(reference(listed(numbers, expected)), acts))
      expect(picked).toEqual(expected)
    }),
    { numRuns: 1_000 },
  )
})

test('recorded choices replay to the same run', () => {
  fc.assert(
    fc.property(schedule, fc.array(fc.nat(5), { minLength: 1 }), (acts, numbers) => {
      const picked: number[] = []
      const first = play(engine(listed(numbers, picked)), acts)
      expect(play(engine(listed(picked)), acts)).toEqual(first)
    }),
  )
})

test('always choosing the first is the order without a choice', () => {
  const first: Choose = () => 0
  fc.assert(
    fc.property(schedule, (acts) => {
      expect(play(engine(first), acts)).toEqual(play(engine(), acts))
    }),
  )
})

/** Runs n tied entries under all choices there are, each run a list of choices. */
function allOrders(n: number): string[] {
  const orders: string[] = []
  const open: number[][] = [[]]
  for (let prefix = open.pop(); prefix !== undefined; prefix = open.pop()) {
    const order: number[] = []
    const taken = [...prefix]
    let asked = 0
    const it = new Engine()
    it.reset((count) => {
      if (asked === taken.length) {
        for (let other = 1; other < count; other++) open.push([...taken, other])
        taken.push(0)
      }
      return taken[asked++]!
    })
    for (let i = 0; i < n; i++) it.schedule(5, { fire: () => order.push(i) })
    it.run(LIMITS)
    orders.push(order.join(''))
  }
  return orders
}

test.each([
  [1, 1],
  [2, 2],
  [3, 6],
  [5, 120],
])('all orders of %i tied entries are reached, each once', (n, factorial) => {
  const orders = allOrders(n)
  expect(orders).toHaveLength(factorial)
  expect(new Set(orders).size).toBe(factorial)
})

test('a run of as many events as the budget ends, one more is given up', () => {
  const ticking = (budget: number) => {
    const it = new Engine()
    for (let i = 0; i < 10; i++) it.schedule(i, { fire: () => undefined })
    it.run({ until: 100, budget, budgetAtOnce: 10 })
    return it.fired
  }
  expect(ticking(10)).toBe(10)
  expect(() => ticking(9)).toThrow(new BudgetExceeded('run', 9, 9))
})

test.each([
  ['nobody chooses', undefined],
  ['somebody chooses', () => 0],
])('the budget of one instant counts that instant alone, where %s', (_, choose) => {
  const bursts = (size: number) => {
    const it = new Engine()
    it.reset(choose)
    for (const time of [0, 3, 4]) for (let i = 0; i < size; i++) it.schedule(time, { fire: () => undefined })
    it.run(LIMITS)
    return it.fired
  }
  expect(bursts(10)).toBe(30)
  expect(() => bursts(11)).toThrow(new BudgetExceeded('instant', 0, 10))
})

test('a loop at one instant is given up, and the error says when', () => {
  const it = new Engine()
  const again = { fire: () => it.schedule(it.now, again) }
  it.schedule(7, again)
  const error = (() => {
    try {
      it.run(LIMITS)
    } catch (thrown) {
      return thrown
    }
    return undefined
  })()
  expect(error).toBeInstanceOf(BudgetExceeded)
  expect(error).toMatchObject({ name: 'BudgetExceeded', kind: 'instant', at: 7, limit: 10 })
  expect(String(error)).toBe('BudgetExceeded: more than 10 events at one instant')
})

test('entries of timers that moved or stopped count for no budget', () => {
  const it = new Engine()
  const timer = new Timer(it, { expired: () => undefined })
  const other = new Timer(it, { expired: () => undefined })
  for (let i = 20; i > 0; i--) timer.arm(i)
  other.arm(1)
  other.disarm()
  it.run({ until: 100, budget: 1, budgetAtOnce: 1 })
  expect(it.fired).toBe(1)
})

test('what fires by itself has no cause, a timer that of its arming', () => {
  const it = new Engine<{ name: string }>()
  const seen: unknown[] = []
  const timer = new Timer(it, { expired: () => seen.push(it.cause) })
  timer.cause = { name: 'boot' }
  timer.arm(1)
  it.schedule(1, { fire: () => seen.push(it.cause) })
  it.run(LIMITS)
  expect(seen).toEqual([{ name: 'boot' }, null])
  expect(it.cause).toBe(null)
  expect(it.now).toBe(1_000)
})

test('an engine and its timers that were reset run as new ones', () => {
  const it = new Engine()
  const fired: number[] = []
  const timer = new Timer(it, { expired: () => fired.push(it.now) })
  for (let run = 0; run < 2; run++) {
    it.reset()
    timer.reset()
    timer.arm(50)
    timer.arm(60)
    it.run({ ...LIMITS, until: 55 })
  }
  expect(fired).toEqual([])
  it.run(LIMITS)
  expect(fired).toEqual([60])
  expect(it.fired).toBe(1)
})
