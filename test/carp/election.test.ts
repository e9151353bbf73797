import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { System } from '../../src/carp/system.ts'
import { SYSTEMS, systemNamed } from '../../src/carp/systems/index.ts'
import { INVARIANTS, type Invariant } from './invariants.ts'
import { outcomeOfHearing } from './oracle.ts'
import { PLANTED } from './planted.ts'
import { type Act, type Config, rigOf } from './rig.ts'

const HELD: Readonly<Record<string, Invariant>> = {
  ...INVARIANTS,
  'hearing leads to what the specifications say': outcomeOfHearing,
}

/** Skews near each other and at the edges, so that ties happen. */
const skew = fc.oneof(fc.constantFrom(0, 1, 100, 239, 240, 241, 254), fc.nat(254))
const base = fc.integer({ min: 1, max: 3 })
const address = fc.constantFrom(0x0a00_0064, 0x0a00_0065, 0x0a00_0066)

const config: fc.Arbitrary<Config> = fc.record({
  advbase: base,
  advskew: skew,
  preempt: fc.boolean(),
  deadratio: fc.integer({ min: 1, max: 4 }),
  addresses: fc.uniqueArray(address),
})

const hear = fc.record(
  {
    do: fc.constant('hear' as const),
    advbase: fc.oneof({ weight: 6, arbitrary: base }, fc.constantFrom(0, 4, 9, 255)),
    advskew: fc.oneof({ weight: 6, arbitrary: skew }, fc.constant(255)),
    // The last octet counts first for ucarp: 10.0.1.1 is lower than 10.0.0.2.
    from: fc.constantFrom(0x0a00_0000, 0x0a00_0002, 0x0a00_0101, 0x0a00_0102, 0xfe00_0001),
    demotion: fc.constantFrom(0, 1, 2, 255),
    spoilt: fc.constantFrom('bad-hmac', 'no-vhid', 'bad-ttl', 'bad-version', 'bad-checksum', 'short', 'other'),
  },
  { requiredKeys: ['do', 'advbase', 'advskew', 'from'] },
)
const good = hear.map(({ spoilt: _, ...act }) => act)

const simple = fc.record({
  do: fc.constantFrom('carrier', 'interface', 'allow', 'flap', 'preempt', 'up', 'down', 'stand down', 'wake', 'wake'),
})

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: good },
  { weight: 1, arbitrary: hear },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('expire'), timer: fc.constantFrom('master-down', 'advertise') }),
  },
  { weight: 4, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc.record(
      { do: fc.constant('set'), advbase: fc.integer({ min: 0, max: 3 }), advskew: fc.oneof(skew, fc.constant(255)) },
      { requiredKeys: ['do'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('force'), state: fc.constantFrom('MASTER', 'BACKUP', 'INIT') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add'), address, own: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove'), place: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('demote'),
      delta: fc.oneof(fc.constantFrom(-1, 1), fc.integer({ min: -240, max: 480 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('destroy', 'preempt', 'flap') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail'), times: fc.nat(6) }) },
) as fc.Arbitrary<Act>

const acts = fc.array(act, { maxLength: 50, size: 'max' })

/** The first thing that does not hold, and after what. */
function broken(system: System, config: Config, acts: readonly Act[], held = HELD): string | null {
  const rig = rigOf(system, config)
  for (const act of acts) {
    const moment = rig.play(act)
    for (const [name, invariant] of Object.entries(held)) {
      const wrong = invariant(rig, moment)
      if (wrong !== null) return `${name}: ${wrong}, after ${JSON.stringify(act)}`
    }
  }
  return null
}

test.each(SYSTEMS)('$title keeps what must hold, whatever happens', (system) => {
  fc.assert(
    fc.property(config, acts, (config, acts) => {
      expect(broken(system, config, acts)).toBe(null)
    }),
    { numRuns: 2_000 },
  )
})

/** What these kernels have for a case that does not come: on their way to INIT they stop all timers. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  'freebsd-8.2': ['master-down timer without a start'],
  'freebsd-9.3': ['master-down timer without a start'],
  'netbsd-2015': ['master-down timer without a start'],
}

test.each(SYSTEMS)('something that may happen applies each rule of $title', (system) => {
  const rigs = fc.sample(fc.tuple(config, acts), { numRuns: 1_000, seed: 1 }).map(([of, some]) => {
    const rig = rigOf(system, of)
    for (const act of some) rig.play(act)
    return rig
  })
  const applied = new Set(rigs.flatMap(({ port }) => [...port.applied]))
  const rules = Object.values(system.rules).flatMap((row) => Object.values(row).flat())
  expect(rules.map(({ name }) => name).filter((name) => !applied.has(name))).toEqual(NEVER[system.name] ?? [])
})

const cases = PLANTED.flatMap((planted) => planted.into.map((system) => ({ ...planted, system })))

test.each(cases)('a $system that $name is caught', ({ system, spoil, caughtBy }) => {
  const spoilt = spoil(systemNamed(system)!)
  const held = { [caughtBy]: HELD[caughtBy]! }
  const found = fc.check(
    fc.property(config, acts, (config, acts) => broken(spoilt, config, acts, held) === null),
    { numRuns: 2_000, seed: 1, endOnFailure: true },
  )
  expect(found.failed).toBe(true)
})

test('each property has a planted mistake that it catches', () => {
  expect(Object.keys(HELD).filter((name) => !PLANTED.some(({ caughtBy }) => caughtBy === name))).toEqual([])
})
