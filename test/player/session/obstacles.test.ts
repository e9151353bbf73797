import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply } from '../../../src/player/session/session.ts'
import type { Action, Scenario } from '../../../src/scenario/scenario.ts'
import { Simulator } from '../../../src/simulate.ts'
import { NAMES, scenarioOf, sessionOf } from './library.ts'

/** Much that could be done to a machine, whether it makes sense or not. */
function actionsOn({ hosts }: Scenario): Action[] {
  return hosts.flatMap(({ name: host, interfaces }): Action[] => [
    ...(['boot', 'crash', 'shutdown', 'reboot', 'resume'] as const).map((verb): Action => ({ verb, host })),
    { verb: 'pause', host, clock: 'stops', queued: 0 },
    { verb: 'preempt', host, to: true },
    { verb: 'demote', host, by: 1 },
    { verb: 'signal', host, name: 'USR2' },
    { verb: 'heal', from: { host }, to: 'any' },
    { verb: 'cut', from: 'any', to: { host } },
    ...interfaces.flatMap(({ name }) =>
      (['unplug', 'plug', 'interface-down', 'interface-up'] as const).map(
        (verb): Action => ({ verb, host, interface: name }),
      ),
    ),
  ])
}

test('what is said to keep an action from acting is what keeps it, and nothing else is', () => {
  const some = fc.constantFrom(...NAMES).chain((name) => {
    const scenario = scenarioOf(name)
    const action = fc.constantFrom(...actionsOn(scenario))
    return fc.record({ name: fc.constant(name), t: fc.nat({ max: scenario.until - 1 }), action })
  })
  fc.assert(
    fc.property(some, ({ name, t, action }) => {
      const [obstacle] = new Simulator(scenarioOf(name)).obstacles([action], t)
      const session = apply(apply(sessionOf(name), { do: 'goto', t }), { do: 'act', action })
      if (obstacle === null) expect(session.branches.length).toBe(2)
      else expect(session.message).toContain(`: this can do nothing: ${obstacle}`)
    }),
    { numRuns: 150 },
  )
})

test('a simulator that was asked plays as before', () => {
  const scenario = scenarioOf('basics/cable-pull.yaml')
  const asked = new Simulator(scenario)
  asked.obstacles(actionsOn(scenario), 12_000_000)
  expect(asked.run()).toEqual(new Simulator(scenario).run())
})
