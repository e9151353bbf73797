import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { Simulator, simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'

// A cable between two machines: what one of them does is seen at the carrier of the other.

const FILE = (events: string, more = '', network = 'crossover: true') => `carpsim: 1
until: 60s
networks: { sync: { ${network} } }
hosts:
  a: { system: client, interfaces: { em0: { address: 10.0.0.1/30, plug: sync } }, ping: { 10.0.0.2: 1s } }
  b: { system: client, boot: 5s, interfaces: { em0: { address: 10.0.0.2/30, plug: sync } } }
${more}events: [${events}]
`

const EVENTS =
  '{ at: 10s, crash: b, for: 5s }, { at: 20s, unplug: a.em0, for: 5s }, { at: 30s, pause: b, for: 5s }, { at: 40s, reboot: b }'

function links(events: string): string[] {
  const { records } = simulate(loadScenario(FILE(events), 'x.yaml'))
  return records.flatMap((record) =>
    record.kind === 'link' ? [`${record.t / SECOND} ${record.host} ${record.carrier}`] : [],
  )
}

test('a carrier is there while both have power and the cable is in', () => {
  expect(links(EVENTS)).toEqual([
    '0 b true',
    '5 a true',
    '10 a false',
    '15 a true',
    '20 b false',
    '20 a false',
    '25 b true',
    '25 a true',
    '40 a false',
    '40 a true',
  ])
})

test('the carrier of the other one is lost because of the power', () => {
  const { records } = simulate(loadScenario(FILE('{ at: 10s, crash: b }'), 'x.yaml'))
  const link = records.find(({ kind, t }) => kind === 'link' && t === 10 * SECOND)!
  const cause = records.find(({ id }) => id === link.cause)!
  expect(cause).toMatchObject({ kind: 'power', host: 'b', power: 'off' })
})

test('frames go from one to the other, and who sends into the dark has no carrier', () => {
  const { records } = simulate(loadScenario(FILE('{ at: 30s, crash: b }'), 'x.yaml'))
  const answers = records.filter(({ kind }) => kind === 'answer')
  expect(answers.length).toBeGreaterThan(20)
  expect(answers.every(({ t }) => t > 5 * SECOND && t < 31 * SECOND)).toBe(true)
})

test('each run begins in the dark', () => {
  const simulator = new Simulator(loadScenario(FILE(EVENTS), 'x.yaml'))
  expect(simulator.run({ seed: '1' }).records).toEqual(simulator.run({ seed: '1' }).records)
})

test('it is saved, and it has two ends and no switch', () => {
  const scenario = loadScenario(FILE(''), 'x.yaml')
  expect(loadScenario(saveScenario(scenario), 'x.yaml').networks).toEqual(scenario.networks)
  const third = '  c: { system: client, interfaces: { em0: { address: 10.0.0.3/24, plug: sync } } }\n'
  expect(() => loadScenario(FILE('', third), 'x.yaml')).toThrow('has two ends, and 3 interfaces are plugged in')
  const onSwitch = FILE('', 'switches: { sw: {} }\n', 'switch: sw, crossover: true')
  expect(() => loadScenario(onSwitch, 'x.yaml')).toThrow('a cable between two machines has no switch on it')
})
