import fc from 'fast-check'
import { test } from 'vitest'
import { leading } from '../../src/trace/leading.ts'

test('as many lead as there are for which it holds', () => {
  const sorted = fc.uniqueArray(fc.integer({ min: -50, max: 50 })).map((list) => list.sort((a, b) => a - b))
  const asked = fc.property(sorted, fc.integer({ min: -60, max: 60 }), (list, limit) => {
    return leading(list, (one) => one <= limit) === list.filter((one) => one <= limit).length
  })
  fc.assert(asked)
})
