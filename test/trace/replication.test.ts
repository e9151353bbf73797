import { expect, test } from 'vitest'
import { measure } from '../../src/trace/fold.ts'
import { replication } from '../../src/trace/folds/replication.ts'
import type { HastRole, Replicating } from '../../src/trace/hast-records.ts'
import type { TraceRecord } from '../../src/trace/record.ts'

// Who is primary of a resource of HAST, what the other node lacks, and how long they were split.

type What = { readonly to: HastRole } | { readonly becomes: Replicating; readonly dirty?: number } | 'off'

function after(until: number, ...happened: readonly (readonly [t: number, host: string, what: What])[]) {
  const records = happened.map(([t, host, what], i): TraceRecord => {
    const common = { id: i + 1, t, cause: null, host }
    if (what === 'off') return { ...common, kind: 'power', power: 'off' }
    if ('to' in what) return { ...common, kind: 'role', resource: 'test', from: 'init', ...what }
    return { ...common, kind: 'replica', resource: 'test', ...what }
  })
  return measure(records, until, replication())
}

test('who writes alone is primary, and says what the other one lacks', () => {
  const alone = after(
    9,
    [1, 'a', { to: 'primary' }],
    [1, 'b', { to: 'secondary' }],
    [5, 'a', { becomes: 'dirty', dirty: 7 }],
  )
  expect(alone).toEqual([{ resource: 'test', primaries: ['a'], splits: [], dirty: 7 }])
})

test('what is copied is lacked no more', () => {
  const [copied] = after(
    9,
    [1, 'a', { to: 'primary' }],
    [2, 'a', { becomes: 'connected', dirty: 7 }],
    [3, 'a', { becomes: 'syncing', dirty: 7 }],
    [4, 'a', { becomes: 'synced' }],
  )
  expect(copied).toMatchObject({ dirty: 0 })
})

test('who has no power is not primary', () => {
  expect(after(9, [1, 'a', { to: 'primary' }], [2, 'a', 'off'])).toMatchObject([{ primaries: [] }])
  const next = after(9, [1, 'a', { to: 'primary' }], [2, 'a', 'off'], [3, 'b', { to: 'primary' }])
  expect(next).toMatchObject([{ primaries: ['b'] }])
})

test('they are split from when one of them knows it until they find to each other, or to the end', () => {
  const split = [
    [1, 'a', { to: 'primary' }],
    [2, 'b', { becomes: 'split-brain' }],
    [2, 'a', { becomes: 'split-brain' }],
    [5, 'a', { becomes: 'split-brain' }],
  ] as const
  expect(after(9, ...split)).toMatchObject([{ splits: [{ from: 2, to: 9 }] }])
  expect(after(9, ...split, [6, 'a', { becomes: 'connected' }])).toMatchObject([{ splits: [{ from: 2, to: 6 }] }])
})
