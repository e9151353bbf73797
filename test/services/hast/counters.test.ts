import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Meeting, meet } from '../../../src/services/hast/counters.ts'

/** The table in secondary.c: the secondary knows 3 of each, the primary these. */
test.each<[local: number, remote: number, Meeting]>([
  [2, 2, { from: 'secondary', what: 'all', isOdd: true }],
  [2, 3, { from: 'primary', what: 'all', isOdd: true }],
  [2, 4, { from: 'primary', what: 'all', isOdd: true }],
  [3, 2, { from: 'secondary', what: 'dirty' }],
  [3, 3, { from: 'primary', what: 'dirty' }],
  [3, 4, { from: 'primary', what: 'all', isOdd: true }],
  [4, 2, 'split-brain'],
  [4, 3, { from: 'primary', what: 'dirty' }],
  [4, 4, { from: 'primary', what: 'all', isOdd: true }],
])('a secondary with 3 and 3, a primary with %i and %i', (local, remote, meeting) => {
  expect(meet({ resuid: '7', local, remote }, { resuid: '7', local: 3, remote: 3 }, false)).toEqual(meeting)
})

test('one that was just made takes what the other one has: nothing, where that was never written to', () => {
  const made = { resuid: '0', local: 0, remote: 0 }
  const primary = { resuid: '7', local: 5, remote: 2 }
  expect(meet(primary, made, false)).toEqual({ from: 'primary', what: 'all' })
  expect(meet({ ...primary, local: 0 }, made, true)).toEqual({ from: 'primary', what: 'nothing' })
  expect(meet(primary, { ...made, resuid: '8' }, false)).toBe('other resource')
})

const count = fc.nat(3)
const party = fc.record({ resuid: fc.constant('7'), local: count, remote: count })

test('what the table says, condition by condition', () => {
  fc.assert(
    fc.property(party, party, (p, s) => {
      const met = meet(p, s, false)
      const isAhead = s.local > p.remote
      if (s.local === p.remote && s.remote <= p.local) expect(met).toEqual({ from: 'primary', what: 'dirty' })
      else if (isAhead && s.remote === p.local) expect(met).toEqual({ from: 'secondary', what: 'dirty' })
      else if (isAhead && s.remote < p.local) expect(met).toBe('split-brain')
      else expect(met).toEqual({ from: isAhead ? 'secondary' : 'primary', what: 'all', isOdd: true })
    }),
  )
})
