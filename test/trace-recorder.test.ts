import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fold, measure } from '../src/trace/fold.ts'
import { CHANGES, KINDS } from '../src/trace/kinds.ts'
import type { Body, Kind, Level, TraceRecord } from '../src/trace/record.ts'
import { type Link, Recorder, RecordLimit } from '../src/trace/recorder.ts'

/** One thing that happens: what, and which earlier thing caused it (0: nothing did). */
interface Happening {
  readonly kind: Kind
  readonly because: number
}

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), because: fc.nat(40) }),
  { maxLength: 40 },
)

class Clock {
  now = 0
  cause: Link | null = null
}

/** Records a story, with a thing every ten microseconds. */
function recorded(story: readonly Happening[], level: Level, folds: readonly Fold<unknown>[] = [], limit = 1_000) {
  const clock = new Clock()
  const recorder = new Recorder(clock, level, folds, limit)
  const links: (Link | null)[] = [null]
  for (const { kind, because } of story) {
    clock.now += 10
    clock.cause = links[because % links.length]!
    links.push(recorder.note({ kind, host: 'a' } as unknown as Body))
  }
  return recorder
}

/** Collects the records of some kinds. */
function collecting(...kinds: Kind[]): Fold<TraceRecord[]> {
  const seen: TraceRecord[] = []
  return { kinds, record: (record) => seen.push(record), end: () => seen }
}

const LEVELS: readonly Level[] = ['all', 'changes', 'metrics']

test('level all keeps everything in order, with time and cause', () => {
  const story: Happening[] = [
    { kind: 'fault', because: 0 },
    { kind: 'advert', because: 1 },
    { kind: 'log', because: 1 },
    { kind: 'delivered', because: 2 },
  ]
  expect(recorded(story, 'all').records()).toEqual([
    { id: 1, t: 10, cause: null, kind: 'fault', host: 'a' },
    { id: 2, t: 20, cause: 1, kind: 'advert', host: 'a' },
    { id: 3, t: 30, cause: 1, kind: 'log', host: 'a' },
    { id: 4, t: 40, cause: 2, kind: 'delivered', host: 'a' },
  ])
})

test('level changes keeps the changes, and all that led to them, under the same ids', () => {
  fc.assert(
    fc.property(happenings, (story) => {
      const all = recorded(story, 'all').records()
      const wanted = new Set<number>()
      for (const { id, kind } of all) {
        if (!CHANGES.has(kind)) continue
        for (let at: number | null = id; at !== null && !wanted.has(at); at = all[at - 1]!.cause) wanted.add(at)
      }
      expect(recorded(story, 'changes').records()).toEqual(all.filter(({ id }) => wanted.has(id)))
    }),
    { numRuns: 500 },
  )
})

test('a cause that nobody kept is kept as soon as it leads to a change', () => {
  const story: Happening[] = [
    { kind: 'armed', because: 0 },
    { kind: 'fired', because: 1 },
    { kind: 'log', because: 1 },
    { kind: 'transition', because: 2 },
    { kind: 'advert', because: 4 },
  ]
  expect(
    recorded(story, 'changes')
      .records()
      .map(({ id, kind }) => `${id} ${kind}`),
  ).toEqual(['1 armed', '2 fired', '4 transition'])
})

test('level metrics keeps nothing, and shows the folds their kinds', () => {
  const fold = collecting('transition', 'garp')
  const story: Happening[] = [
    { kind: 'advert', because: 0 },
    { kind: 'transition', because: 1 },
    { kind: 'log', because: 2 },
    { kind: 'garp', because: 2 },
  ]
  const recorder = recorded(story, 'metrics', [fold])
  expect(recorder.records()).toEqual([])
  expect(fold.end(0).map(({ kind, t }) => `${t} ${kind}`)).toEqual(['20 transition', '40 garp'])
})

test('a fold sees its kinds alike at every level, and as over the stored records', () => {
  const kinds = fc.uniqueArray(fc.constantFrom(...KINDS))
  fc.assert(
    fc.property(happenings, kinds, (story, kinds) => {
      const seen = (level: Level) => {
        const fold = collecting(...kinds)
        recorded(story, level, [fold])
        return fold.end(0)
      }
      const stored = measure(recorded(story, 'all').records(), 0, collecting(...kinds))
      const plain = (records: TraceRecord[]) => records.map(({ t, kind }) => `${t} ${kind}`)
      expect(seen('all')).toEqual(stored)
      expect(seen('changes')).toEqual(stored)
      // Without records there are no ids to go by.
      expect(plain(seen('metrics'))).toEqual(plain(stored))
    }),
  )
})

test('what is wanted: everything, or what the folds ask for', () => {
  const wanted = (level: Level, ...folds: Fold<unknown>[]) => {
    const { wants } = recorded([], level, folds)
    return KINDS.filter((kind) => wants[kind])
  }
  expect(wanted('all')).toEqual(KINDS)
  expect(wanted('changes')).toEqual(KINDS)
  expect(wanted('metrics')).toEqual([])
  expect(wanted('metrics', collecting('garp', 'advert'), collecting('advert', 'log'))).toEqual([
    'advert',
    'garp',
    'log',
  ])
})

test('everything is counted at every level', () => {
  fc.assert(
    fc.property(happenings, (story) => {
      const [all, ...others] = LEVELS.map((level) => recorded(story, level).counts)
      for (const kind of KINDS) expect(all![kind]).toBe(story.filter((happening) => happening.kind === kind).length)
      for (const counts of others) expect(counts).toEqual(all)
    }),
  )
})

test('a thing may have another cause than the present one', () => {
  const clock = new Clock()
  const recorder = new Recorder(clock, 'all', [], 10)
  const first = recorder.note({ kind: 'power', host: 'a', power: 'on' })
  clock.cause = recorder.note({ kind: 'power', host: 'b', power: 'on' })
  const third = recorder.noteCausedBy(first, { kind: 'power', host: 'c', power: 'on' })
  expect(third!.record.cause).toBe(1)
  expect(third!.up).toBe(first)
  expect(recorder.noteCausedBy(null, { kind: 'power', host: 'd', power: 'on' })!.record.cause).toBe(null)
  expect(recorder.note({ kind: 'power', host: 'e', power: 'on' })!.record.cause).toBe(2)
})

test('as many records as the limit are kept, one more ends the run', () => {
  const story = Array.from({ length: 5 }, () => ({ kind: 'garp', because: 0 }) as const)
  expect(recorded(story, 'all', [], 5).records()).toHaveLength(5)
  expect(() => recorded(story, 'all', [], 4)).toThrow(new RecordLimit(50, 4))
  expect(() => recorded(story, 'all', [], 4)).toThrow('more than 4 records')
})

test('the limit is one of kept records: causes count, what is not kept does not', () => {
  const quiet = Array.from({ length: 5 }, () => ({ kind: 'log', because: 0 }) as const)
  expect(recorded(quiet, 'changes', [], 1).records()).toEqual([])
  expect(recorded(quiet, 'metrics', [collecting('log')], 1).records()).toEqual([])
  const chain: Happening[] = [
    { kind: 'armed', because: 0 },
    { kind: 'fired', because: 1 },
    { kind: 'transition', because: 2 },
  ]
  expect(recorded(chain, 'changes', [], 3).records()).toHaveLength(3)
  expect(() => recorded(chain, 'changes', [], 2)).toThrow(RecordLimit)
})

test('asking for the records in the middle of a run changes nothing', () => {
  const clock = new Clock()
  const recorder = new Recorder(clock, 'changes', [], 10)
  clock.cause = recorder.note({ kind: 'log', host: 'a', line: 'late' })
  const cause = clock.cause
  clock.cause = null
  recorder.note({ kind: 'power', host: 'a', power: 'on' })
  expect(recorder.records().map(({ id }) => id)).toEqual([2])
  recorder.noteCausedBy(cause, { kind: 'power', host: 'b', power: 'on' })
  expect(recorder.records().map(({ id }) => id)).toEqual([1, 2, 3])
})
