import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, EventQueue, type Lazy } from '../../src/engine/queue.ts'

const nothing = { fire: () => undefined }

/** What is put back again and again, as a timer is, until it comes up where it belongs. */
class Waiting implements Entry, Lazy {
  readonly lazy = this
  slot: number
  readonly #queue: EventQueue
  time: number
  sequence: number

  constructor(queue: EventQueue, time: number, sequence: number) {
    this.#queue = queue
    this.time = time
    this.sequence = sequence
    this.slot = queue.push(time, sequence, this)
  }

  fire(): void {}

  settle(): boolean {
    if (this.#queue.topSequence === this.sequence) return true
    this.#queue.moveTop(this.time, this.sequence)
    return false
  }

  goOn(slot: number): void {
    expect(slot).toBe(this.slot)
    this.#queue.putBack(slot, this.time, this.sequence)
  }
}

/** Takes the earliest entry out that is due: [time, sequence]. Undefined: there is none. */
function take(queue: EventQueue): [number, number] | undefined {
  while (queue.reach(Number.MAX_SAFE_INTEGER)) {
    if (queue.top.lazy?.settle() === false) continue
    const taken: [number, number] = [queue.next, queue.topSequence]
    queue.drop()
    return taken
  }
  return undefined
}

/** Takes all that is left, as [time, sequence]. */
function drained(queue: EventQueue): [number, number][] {
  const all: [number, number][] = []
  for (let taken = take(queue); taken !== undefined; taken = take(queue)) all.push(taken)
  return all
}

const inOrder = (a: Waiting, b: Waiting) => a.time - b.time || a.sequence - b.sequence

/** Times within a window of the wheel, a few windows later, beyond it; and ties. */
const time = fc.oneof(fc.nat(9), fc.nat(2 ** 21), fc.nat(2 ** 24), fc.nat(2 ** 28))

test.each([
  ['few', 12],
  ['many', 300],
])('with %s entries, pushed, taken and put back, it gives what a sorted list gives', (_, maxLength) => {
  const step = fc.record({ do: fc.constantFrom('push', 'push', 'later', 'later', 'take'), which: fc.nat(300), time })
  fc.assert(
    fc.property(fc.array(step, { maxLength }), (steps) => {
      const queue = new EventQueue()
      const list: Waiting[] = []
      let now = 0
      steps.forEach(({ do: what, which, time }, sequence) => {
        const one = list[which % Math.max(1, list.length)]
        if (what === 'push') list.push(new Waiting(queue, now + time, sequence))
        else if (what === 'later' && one !== undefined) {
          one.time += time
          one.sequence = sequence
        } else if (what === 'take') {
          const first = list.shift()
          expect(take(queue)).toEqual(first && [first.time, first.sequence])
          now = first?.time ?? now
        }
        list.sort(inOrder)
      })
      expect(drained(queue)).toEqual(list.map(({ time, sequence }) => [time, sequence]))
    }),
    { numRuns: 500 },
  )
})

test('nothing comes up before its time', () => {
  const queue = new EventQueue()
  for (let i = 0; i < 100; i++) queue.push(i * 2 ** 20, i, nothing)
  expect(queue.reach(-1)).toBe(false)
  for (let i = 0; i < 100; i++) {
    expect(queue.reach(i * 2 ** 20 - 1)).toBe(false)
    expect(queue.reach(i * 2 ** 20)).toBe(true)
    queue.drop()
  }
  expect(queue.reach(Number.MAX_SAFE_INTEGER)).toBe(false)
})

test('of those that come up together any can be preferred', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 50 }), fc.nat(50), (times, which) => {
      const queue = new EventQueue()
      for (const [sequence, time] of times.entries()) queue.push(time, sequence, nothing)
      const first = Math.min(...times)
      const tied = [...times.keys()].filter((sequence) => times[sequence] === first)
      expect(queue.reach(first)).toBe(true)
      expect(queue.tied()).toEqual(tied)
      const preferred = tied[which % tied.length]!
      queue.prefer(preferred)
      expect(take(queue)).toEqual([first, preferred])
      const rest = [...times.entries()].filter(([sequence]) => sequence !== preferred)
      const expected = rest
        .map(([sequence, time]) => [time, sequence] as const)
        .sort(([a, i], [b, j]) => a - b || i - j)
      expect(drained(queue)).toEqual(expected)
    }),
  )
})

test('it grows far beyond what it begins with', () => {
  const queue = new EventQueue()
  const count = 2_000
  const pushed = Array.from({ length: count }, (_, i): [number, number] => [(i * 7_919) % 1_000, i])
  for (const [time, sequence] of pushed) queue.push(time, sequence, nothing)
  expect(drained(queue)).toEqual(pushed.toSorted(([a, i], [b, j]) => a - b || i - j))
})

test('times and sequence numbers up to 2^53 stay exact', () => {
  const queue = new EventQueue()
  const most = Number.MAX_SAFE_INTEGER
  queue.push(most, most, nothing)
  queue.push(most, most - 1, nothing)
  queue.push(most - 1, most, nothing)
  expect(drained(queue)).toEqual([
    [most - 1, most],
    [most, most - 1],
    [most, most],
  ])
})

test('a cleared queue is empty and works on', () => {
  const queue = new EventQueue()
  for (let i = 0; i < 100; i++) queue.push(i, i, nothing)
  take(queue)
  queue.clear()
  expect(queue.reach(Number.MAX_SAFE_INTEGER)).toBe(false)
  queue.push(3, 1, nothing)
  queue.push(2, 2, nothing)
  expect(drained(queue)).toEqual([
    [2, 2],
    [3, 1],
  ])
})
