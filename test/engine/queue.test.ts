import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventQueue } from '../../src/engine/queue.ts'

const nothing = { fire: () => undefined }

/** Takes the earliest entry off: [time, sequence, entry]. */
function take(queue: EventQueue): [number, number, object] {
  const { next, topSequence, top } = queue
  queue.drop()
  return [next, topSequence, top!]
}

/** Takes all that is left, as [time, sequence]. */
function drained(queue: EventQueue): [number, number][] {
  const taken: [number, number][] = []
  while (queue.size > 0) {
    const [time, sequence] = take(queue)
    taken.push([time, sequence])
  }
  return taken
}

test('any pushes, takes and moves give what a sorted list gives', () => {
  const work = fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.nat(9) }, { weight: 2, arbitrary: fc.constantFrom('take', 'move') }),
  )
  fc.assert(
    fc.property(work, (steps) => {
      const queue = new EventQueue()
      const list: [number, number, object][] = []
      steps.forEach((step, sequence) => {
        if (typeof step === 'number') {
          const entry = { fire: () => undefined }
          queue.push(step, sequence, entry)
          list.push([step, sequence, entry])
          list.sort(([a, i], [b, j]) => a - b || i - j)
        } else if (list.length > 0) {
          const [time, order, entry] = list.shift()!
          if (step === 'take') expect(take(queue)).toEqual([time, order, entry])
          else {
            queue.moveTop(time + 3, sequence)
            list.push([time + 3, sequence, entry])
            list.sort(([a, i], [b, j]) => a - b || i - j)
          }
        }
        expect(queue.size).toBe(list.length)
        expect(queue.next).toBe(list[0]?.[0] ?? Number.POSITIVE_INFINITY)
      })
      expect(drained(queue)).toEqual(list.map(([time, order]) => [time, order]))
    }),
    { numRuns: 500 },
  )
})

test('it grows far beyond what it begins with', () => {
  const queue = new EventQueue()
  const count = 10_000
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
  queue.drop()
  queue.clear()
  expect(queue.next).toBe(Number.POSITIVE_INFINITY)
  queue.push(3, 1, nothing)
  queue.push(2, 2, nothing)
  expect(drained(queue)).toEqual([
    [2, 2],
    [3, 1],
  ])
})
