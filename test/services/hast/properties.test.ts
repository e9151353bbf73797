import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apart, type Version, type Write, writesIn } from '../../../src/host/storage/content.ts'
import { recordsOf, SET_UP } from './pair.ts'
import { Rig, SECOND } from './rig.ts'

const RUNS = Number(process.env['CARPSIM_HAST_RUNS'] ?? 10)
const EXTENTS = 32
const FULLSYNC = 'replication fullsync'

const extents = fc.array(fc.nat(EXTENTS - 1), { minLength: 1, maxLength: 8 })
const writer = fc.record({ every: fc.integer({ min: 2_000, max: 900_000 }), extents })
const time = fc.integer({ min: 15 * SECOND, max: 45 * SECOND })
const lasting = fc.integer({ min: 10_000, max: 70 * SECOND })

function at(t: number, what: string): string {
  return `{ at: ${t}us, ${what} }`
}

function lasts(t: number, what: string, time: number): string {
  return `{ at: ${t}us, ${what}, for: ${time}us }`
}

/** One thing that goes wrong on a running pair, and what is done about it. */
const faults = {
  'the secondary dies': (t: number, time: number) => [
    at(t, 'crash: b'),
    at(t + time, 'boot: b'),
    at(t + time + 8 * SECOND, 'run: b, command: /etc/rc.d/hastd onestart'),
    at(t + time + 9 * SECOND, 'run: b, command: hastctl role secondary test'),
  ],
  'the lan falls apart': (t: number, time: number) => [lasts(t, 'partition: lan, groups: [[a], [b]]', time)],
  'a cable is out': (t: number, time: number) => [lasts(t, 'unplug: b', time)],
  'one direction is cut': (t: number, time: number) => [lasts(t, 'cut: a -> b', time)],
  'frames are lost': (t: number, time: number) => [lasts(t, 'impair: a -> lan, loss: 30%', time)],
  'the primary stands still': (t: number, time: number) => [lasts(t, 'pause: a', time)],
  'the secondary stands still': (t: number, time: number) => [lasts(t, 'pause: b', time)],
  'hastd of the secondary is stopped': (t: number, time: number) => [
    at(t, 'run: b, command: /etc/rc.d/hastd onestop'),
    at(t + time, 'run: b, command: /etc/rc.d/hastd onestart'),
    at(t + time + SECOND, 'run: b, command: hastctl role secondary test'),
  ],
  'the worker of the primary is killed': (t: number) => [at(t, 'run: a, command: "pkill -KILL -f \'hastd: test\'"')],
  'the worker of the secondary is killed': (t: number) => [at(t, 'run: b, command: "pkill -KILL -f \'hastd: test\'"')],
} as const

/** On which machines a write is. */
function placesOf(rig: Rig, write: Write): string {
  return ['a', 'b'].filter((name) => isIn(rig.at(name, write.extent), write)).join('')
}

/** What extents took, by names: a thousand writes are looked for in each. */
const taken = new WeakMap<Version, Set<string>>()

function isIn(version: Version | null, { by, number }: Write): boolean {
  if (version === null) return false
  const names = taken.get(version) ?? new Set(writesIn(version).map((write) => `${write.by} ${write.number}`))
  taken.set(version, names)
  return names.has(`${by} ${number}`)
}

function differing(rig: Rig): number[] {
  return Array.from({ length: EXTENTS }, (_, extent) => extent).filter((one) => rig.at('a', one) !== rig.at('b', one))
}

test.each(Object.keys(faults) as (keyof typeof faults)[])(
  'fullsync: %s, and afterwards both nodes hold the same, and every write that was acknowledged',
  (name) => {
    fc.assert(
      fc.property(writer, time, lasting, fc.nat(1_000), (writing, t, length, seed) => {
        const events = [...SET_UP, ...faults[name](t, length)]
        const rig = new Rig({ inside: FULLSYNC, events, seed: `${seed}`, until: '300s' })
        rig.writes('a', 14 * SECOND, writing)
        // The writer stops, so that what is copied is what there is.
        rig.when(t + length + 15 * SECOND, () => rig.stop('a'))
        rig.run(t + length + 90 * SECOND)
        expect(rig.written.length).toBeGreaterThan(0)
        expect(rig.failed).toEqual([])
        expect(rig.written.filter(({ write }) => placesOf(rig, write) !== 'ab')).toEqual([])
        expect(differing(rig)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  },
  120_000,
)

test('fullsync: the primary dies, and whoever takes over has every write that was acknowledged', () => {
  fc.assert(
    fc.property(writer, time, fc.nat(20 * SECOND), fc.nat(1_000), (writing, t, later, seed) => {
      const events = [...SET_UP, at(t, 'crash: a'), at(t + later, 'run: b, command: hastctl role primary test')]
      const rig = new Rig({ inside: FULLSYNC, events, seed: `${seed}`, until: '300s' })
      rig.writes('a', 14 * SECOND, writing)
      rig.run(t + later + 30 * SECOND)
      expect(rig.written.filter(({ write }) => !isIn(rig.at('b', write.extent), write))).toEqual([])
    }),
    { numRuns: RUNS },
  )
}, 120_000)

test('fullsync: the dead primary comes back, as what it was or as the other one: both hold the same, nothing is lost', () => {
  const role = fc.constantFrom('primary' as const, 'secondary' as const)
  fc.assert(
    fc.property(writer, writer, time, lasting, role, fc.nat(1_000), (first, second, t, length, as, seed) => {
      const back = t + 25 * SECOND + length
      const other = as === 'primary' ? 'secondary' : 'primary'
      const events = [
        ...SET_UP,
        at(t, 'crash: a'),
        at(t + SECOND, 'run: b, command: hastctl role primary test'),
        at(back, 'boot: a'),
        at(back + 8 * SECOND, 'run: a, command: /etc/rc.d/hastd onestart'),
        at(back + 9 * SECOND, `run: b, command: hastctl role ${other} test`),
        at(back + 10 * SECOND, `run: a, command: hastctl role ${as} test`),
      ]
      const rig = new Rig({ inside: FULLSYNC, events, seed: `${seed}`, until: '300s' })
      rig.writes('a', 14 * SECOND, first)
      rig.writes('b', t + 2 * SECOND, second)
      rig.when(back + 8 * SECOND, () => rig.stop('b'))
      rig.run(back + 60 * SECOND)
      expect(rig.written.filter(({ write }) => placesOf(rig, write) !== 'ab')).toEqual([])
      expect(differing(rig)).toEqual([])
    }),
    { numRuns: RUNS },
  )
}, 120_000)

test('async: what the dead primary had acknowledged and not sent is lost, no more than was under way', () => {
  fc.assert(
    fc.property(writer, time, fc.nat(1_000), (writing, t, seed) => {
      const events = [...SET_UP, at(t, 'crash: a'), at(t, 'run: b, command: hastctl role primary test')]
      const rig = new Rig({ inside: 'replication async', events, seed: `${seed}`, until: '300s' })
      rig.writes('a', 14 * SECOND, writing)
      rig.run(t + 30 * SECOND)
      const lost = rig.written.filter(({ write }) => !isIn(rig.at('b', write.extent), write))
      expect(lost.length).toBeLessThanOrEqual(256)
      // A message is under way for 100 us.
      for (const { write } of lost) expect(t - write.issued).toBeLessThan(20_000)
    }),
    { numRuns: RUNS },
  )
}, 120_000)

/** Who writes while the lan is apart, and who is secondary afterwards. */
const meeting = fc.record({
  seed: fc.nat(1_000),
  cut: fc.integer({ min: 30 * SECOND, max: 34 * SECOND }),
  apart: fc.integer({ min: 40 * SECOND, max: 70 * SECOND }),
  promoted: fc.integer({ min: SECOND, max: 12 * SECOND }),
  a: fc.option(extents, { nil: null }),
  b: fc.option(extents, { nil: null }),
  yields: fc.constantFrom('a' as const, 'b' as const),
})

test('the counters see a split-brain where both have written, and nowhere else; else one is copied to the other', () => {
  fc.assert(
    fc.property(meeting, ({ seed, cut, apart: length, promoted, a, b, yields }) => {
      const healed = cut + length
      const events = [
        ...SET_UP,
        lasts(cut, 'partition: lan, groups: [[a], [b]]', length),
        at(cut + promoted, 'run: b, command: hastctl role primary test'),
        at(healed + SECOND, `run: ${yields}, command: hastctl role secondary test`),
      ]
      const rig = new Rig({ inside: FULLSYNC, events, seed: `${seed}`, until: '300s' })
      for (const extent of [0, 1, 2]) rig.write('a', 15 * SECOND, extent)
      // A silent peer is given up after twenty seconds: what is written before that is done then.
      for (const extent of a ?? []) rig.write('a', cut + 2 * SECOND, extent)
      for (const extent of b ?? []) rig.write('b', cut + promoted + 2 * SECOND, extent)
      rig.run(healed)
      const alone = (name: string) =>
        rig.written.some(({ host, write }) => host === name && placesOf(rig, write) === name)
      const [aWrote, bWrote] = [alone('a'), alone('b')]
      expect([aWrote, bWrote]).toEqual([a !== null, b !== null])
      rig.run(healed + 40 * SECOND)
      const isSplit = recordsOf(rig.records, 'replica').some(({ becomes }) => becomes === 'split-brain')
      expect(isSplit).toBe(aWrote && bWrote)
      if (!isSplit) expect(differing(rig)).toEqual([])
    }),
    { numRuns: RUNS * 2 },
  )
}, 120_000)

test('every write that was acknowledged is on both nodes, has diverged to one, or is lost with what was thrown away', () => {
  fc.assert(
    fc.property(meeting, fc.boolean(), ({ seed, cut, apart: length, promoted, a, b, yields }, recovers) => {
      const healed = cut + length
      const events = [
        ...SET_UP,
        lasts(cut, 'partition: lan, groups: [[a], [b]]', length),
        at(cut + promoted, 'run: b, command: hastctl role primary test'),
        at(healed + SECOND, `run: ${yields}, command: hastctl role secondary test`),
        ...(recovers
          ? ['init test', 'create', 'secondary test'].map((what, i) =>
              at(
                healed + (20 + i) * SECOND,
                `run: ${yields}, command: hastctl ${what === 'create' ? 'create test' : `role ${what}`}`,
              ),
            )
          : []),
      ]
      const rig = new Rig({ inside: FULLSYNC, events, seed: `${seed}`, until: '300s' })
      for (const extent of a ?? []) rig.write('a', cut + 2 * SECOND, extent)
      for (const extent of b ?? []) rig.write('b', cut + promoted + 2 * SECOND, extent)
      rig.run(healed + 60 * SECOND)
      const places = rig.written.map(({ write }) => placesOf(rig, write))
      const counts = Object.fromEntries(
        ['ab', 'a', 'b', ''].map((on) => [on, places.filter((one) => one === on).length]),
      )
      expect(counts['ab']! + counts['a']! + counts['b']! + counts['']!).toBe(rig.written.length)
      const isSplit = a !== null && b !== null
      if (isSplit && recovers) {
        // All that the one that was made anew wrote alone is gone, and nothing else.
        expect(counts['a']! + counts['b']!).toBe(0)
        const thrown = rig.written.filter(({ host }) => host === yields)
        expect(counts['']).toBe(thrown.length)
      } else if (isSplit) expect([counts['ab'], counts['']]).toEqual([0, 0])
      else expect([counts['ab'], counts['a'], counts['b']]).toEqual([rig.written.length, 0, 0])
      if (!isSplit || recovers)
        for (const extent of Array.from({ length: EXTENTS }, (_, i) => i))
          expect(apart(rig.at('a', extent), rig.at('b', extent))).toEqual({ mine: [], his: [] })
    }),
    { numRuns: RUNS },
  )
}, 120_000)

test('the same seed gives the same run, and another one another resource', () => {
  const run = (seed: string) => {
    const events = [...SET_UP, at(20 * SECOND, 'run: b, command: hastctl dump'), at(30 * SECOND, 'crash: a')]
    const rig = new Rig({ events, seed, until: '60s' })
    rig.writes('a', 14 * SECOND, { every: 3_000, extents: [1, 2, 3] })
    rig.run(60 * SECOND)
    return [JSON.stringify(rig.records), rig.written.length]
  }
  expect(run('1')).toEqual(run('1'))
  expect(run('2')[0]).not.toEqual(run('1')[0])
})
