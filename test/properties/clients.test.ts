import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { Simulator, simulate } from '../../src/simulate.ts'
import type { Level, RecordOf, TraceRecord } from '../../src/trace/record.ts'
import { pinged } from './pinged.ts'

const LAPTOP = 'laptop'

/** What the elections did. */
function election(scenario: Scenario): object[] {
  const ofElection = (record: TraceRecord) =>
    ['transition', 'demotion', 'advert', 'garp', 'unsent'].includes(record.kind)
  return simulate(scenario)
    .records.filter(ofElection)
    .map(({ id, cause, ...record }) => ({ ...record, packet: undefined, because: undefined }))
}

/** Nothing drawn, and no queue of frames in which an echo could take the place of an advertisement. */
function undisturbed(scenario: Scenario): Scenario {
  return {
    ...scenario,
    networks: scenario.networks.map((network) => ({ ...network, loss: 0 })),
    events: scenario.events.map((event) =>
      event.action.verb === 'pause' ? { ...event, action: { ...event.action, queued: 0 } } : event,
    ),
  }
}

test('whoever pings changes nothing of the elections', () => {
  fc.assert(
    fc.property(pinged().map(undisturbed), (scenario) => {
      const silent = scenario.hosts.map(({ ip, ...host }) => host)
      expect(election(scenario)).toEqual(election({ ...scenario, hosts: silent }))
    }),
    { numRuns: 25 },
  )
})

test('a client that pings nobody costs no record and no event but what it hears', () => {
  fc.assert(
    fc.property(pinged(), (scenario) => {
      const silent = scenario.hosts.map(({ ip, ...host }) => host)
      const { counts } = simulate({ ...scenario, hosts: silent })
      expect([counts.arp, counts.echo, counts.neighbour, counts.ping]).toEqual([0, 0, 0, 0])
    }),
    { numRuns: 20 },
  )
})

test('a simulator that has played before plays as a new one does, at every level', () => {
  fc.assert(
    fc.property(pinged('TCP'), fc.array(fc.constantFrom<Level>('all', 'changes', 'metrics')), (scenario, levels) => {
      const used = new Simulator(scenario)
      for (const level of levels) used.run({ level, seed: level })
      expect(used.run({ seed: '7' })).toEqual(simulate(scenario, { seed: '7' }))
    }),
    { numRuns: 15 },
  )
})

/** As a file can say it: options of ucarp belong to ucarp. */
function sayable(scenario: Scenario): Scenario {
  const { ucarp } = scenario.hosts.at(-1)!
  const hosts = scenario.hosts.map((host) => (host.system.startsWith('ucarp') ? host : { ...host, ucarp }))
  return { ...scenario, hosts, events: scenario.events.filter(({ action }) => !('from' in action)) }
}

test('what was saved loads to the same', () => {
  fc.assert(
    fc.property(fc.oneof(pinged(), pinged('TCP')).map(sayable), (scenario) => {
      const { events, ...again } = loadScenario(saveScenario(scenario), 'saved.yaml')
      expect(again).toEqual({ ...scenario, events: undefined })
      expect(events.map(({ line, ...event }) => event)).toEqual(scenario.events)
    }),
    { numRuns: 25 },
  )
})

test('every answer goes back to its ping, by way of the machine that replied', () => {
  fc.assert(
    fc.property(pinged(), (scenario) => {
      const { records } = simulate(scenario)
      const byId = new Map(records.map((record) => [record.id, record]))
      const chain = function* (record: TraceRecord) {
        for (let at = record; at.cause !== null; at = byId.get(at.cause)!) yield byId.get(at.cause)!
      }
      const answers = records.filter((record): record is RecordOf<'answer'> => record.kind === 'answer')
      for (const answer of answers) {
        const led = [...chain(answer)]
        const reply = led.find((record) => record.kind === 'echo')
        expect(reply).toMatchObject({ host: answer.by, type: 'reply', source: answer.address })
        expect(led.find((record) => record.kind === 'ping')).toMatchObject({ host: LAPTOP, sequence: answer.sequence })
      }
      for (const record of records) {
        if (record.kind === 'echo' || record.kind === 'unanswered') {
          expect([...chain(record)].some(({ kind }) => kind === 'ping')).toBe(true)
        }
      }
    }),
    { numRuns: 25 },
  )
})
