import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stateAt } from '../../../src/player/session/now.ts'
import { apply, currentOf } from '../../../src/player/session/session.ts'
import { SentenceNames } from '../../../src/scenario/sentences/names.ts'
import { readTruth } from '../../../src/scenario/sentences/read.ts'
import { judge } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import type { Expectation } from '../../../src/trace/expectation.ts'
import { NAMES, scenarioOf, sessionOf } from './library.ts'

test('how everything is, at a time', () => {
  const pulled = apply(sessionOf('basics/cable-pull.yaml'), { do: 'goto', t: 10 * SECOND })
  const { hosts, groups } = stateAt(currentOf(pulled), pulled.cursor)
  expect(hosts[0]).toEqual({
    name: 'skunk1',
    power: 'on',
    demotion: 1,
    interfaces: [{ name: 'em0', network: 'lan', carrier: false, up: true }],
  })
  expect(groups).toEqual([
    {
      name: 'lan/1',
      vhosts: [
        { host: 'skunk1', interface: 'em0', state: 'INIT', since: 10 * SECOND },
        expect.objectContaining({ host: 'skunk2', interface: 'em0', state: 'BACKUP' }),
      ],
      masters: [],
    },
  ])
})

describe.each(NAMES)('%s', (name) => {
  const scenario = scenarioOf(name)
  const [branch] = sessionOf(name).branches
  const { records, until } = branch!.trace

  test('what is so at a time is so in the words of the language', () => {
    const names = SentenceNames.of(scenario)
    const says = (at: number, text: string): Expectation => {
      return { wrapper: 'at', at, that: readTruth(text, names).sentence! }
    }
    // What somebody makes by a command the file has no name for.
    const isNamed = (group: { readonly name: string }) => scenario.groups.some(({ name }) => name === group.name)
    const time = fc.oneof(fc.nat({ max: until }), fc.constantFrom(...records.map(({ t }) => t)))
    fc.assert(
      fc.property(time, (t) => {
        const { hosts, groups } = stateAt(branch!, t)
        const expected = [
          ...hosts.map((host) => says(t, `${host.name} is ${host.power}`)),
          ...hosts.map((host) => says(t, `demotion of ${host.name} is ${host.demotion}`)),
          ...groups
            .filter(isNamed)
            .flatMap((group) =>
              group.vhosts.map((one) => says(t, `${one.host}.${one.interface} is ${one.state} of ${group.name}`)),
            ),
        ]
        const judged = judge({ ...scenario, expect: expected }, branch!.trace)
        expect(
          judged.filter(({ verdict }) => verdict !== 'holds').map(({ expectation }) => expectation.that.text),
        ).toEqual([])
      }),
      { numRuns: 12 },
    )
  })
})
