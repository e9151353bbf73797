import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Seals } from '../../src/carp/digest.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { patienceFormula } from '../../src/views/story/waiting.ts'
import { Probe } from '../../src/views/timing/probe.ts'

const host = (system: string, advbase: number, advskew: number) =>
  loadScenario(
    `{ carpsim: 1, title: one, system: ${system}, networks: { lan: {} }, hosts: { a: {
      interfaces: { em0: { address: 10.0.0.1/24, plug: lan } },
      carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advbase: ${advbase}, advskew: ${advskew} }] } } }`,
    'one.yaml',
  ).hosts[0]!

test.each(SYSTEMS.map(({ name }) => name))('the formula of a wait has what %s is configured with', (system) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 254 }), (advbase, advskew) => {
      const spec = host(system, advbase, advskew)
      const patience = new Probe(spec, spec.carp[0]!, new Seals()).patience()
      const formula = patienceFormula(patience, system, advbase)
      expect(formula?.replace(/[()]|deadratio /g, '')).toBe(`3 × advbase ${advbase} s + advskew ${advskew}/256 s`)
      const [, skew = ''] = /\+ (advskew .*)$/.exec(formula!)!
      const whole = skew.endsWith(')')
      expect(patience).toBe(3 * advbase * 1e6 + (whole ? 3 : 1) * Math.floor((advskew * 1e6) / 256))
    }),
    { numRuns: 60 },
  )
})
