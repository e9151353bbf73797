import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Action, Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { prefix, scenarios } from './scenarios.ts'

// What a change of a scenario may change in its timeline, and no more. No reference is needed: two runs are compared.

/** What happened, as text, without what names the run's own records. */
function story(scenario: Scenario, edit: (record: TraceRecord) => object = (record) => record): string[] {
  return simulate(scenario).records.map(({ id, cause, ...record }) => {
    const told: Record<string, unknown> = { ...edit(record as TraceRecord), packet: undefined, because: undefined }
    return JSON.stringify(told)
  })
}

function onHosts(scenario: Scenario, rename: (name: string) => string): Scenario {
  const renamed = JSON.parse(JSON.stringify(scenario), (key, value) =>
    (key === 'host' || key === 'name') && /^h\d$/.test(value) ? rename(value) : value,
  )
  return renamed as Scenario
}

test('other names of machines change the names, and nothing else', () => {
  const rename = (name: string) => `other-${9 - Number(name.slice(1))}`
  const undo = (text: string) => text.replaceAll(/other-(\d)/g, (_, digit) => `h${9 - Number(digit)}`)
  fc.assert(
    fc.property(lossless(), (scenario) => {
      expect(story(onHosts(scenario, rename)).map(undo)).toEqual(story(scenario))
    }),
    { numRuns: 60 },
  )
})

test('other numbers of virtual hosts change the numbers, and at most the order within an instant', () => {
  const swap = (vhid: number) => 21 - vhid
  const ofVhids = (lines: string[]) => lines.filter((line) => line.includes('"vhid"') && !line.includes('"log"')).sort()
  fc.assert(
    fc.property(lossless(), (drawn) => {
      // The bytes of a forged frame have a number of their own.
      const scenario = { ...drawn, events: drawn.events.filter(({ action }) => action.verb !== 'inject') }
      const swapped = JSON.parse(JSON.stringify(scenario), (key, value) => (key === 'vhid' ? swap(value) : value))
      const back = (record: TraceRecord) => {
        return 'vhid' in record ? { ...record, vhid: swap(record.vhid as number), ...macOf(record, swap) } : record
      }
      expect(ofVhids(story(swapped as Scenario, back))).toEqual(ofVhids(story(scenario)))
    }),
    { numRuns: 60 },
  )
})

/** A kernel's virtual MAC ends in the vhid. */
function macOf(record: TraceRecord, swap: (vhid: number) => number): object {
  if (record.kind !== 'garp' || !record.mac.startsWith('00:00:5e:00:01:')) return {}
  const vhid = swap(Number.parseInt(record.mac.slice(-2), 16))
  return { mac: `00:00:5e:00:01:${vhid.toString(16).padStart(2, '0')}` }
}

test('everything later by one time makes everything later by that time', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 1, max: 3_600 * SECOND }), (scenario, by) => {
      const later: Scenario = {
        ...scenario,
        until: scenario.until + by,
        hosts: scenario.hosts.map((host) => ({ ...host, boot: host.boot! + by })),
        events: scenario.events.map((event) => ({ ...event, at: (event.at as number) + by })),
      }
      const back = (record: TraceRecord) => ({
        ...record,
        t: record.t - by,
        ...(record.kind === 'armed' ? { deadline: record.deadline - by } : {}),
      })
      expect(story(later, back)).toEqual(story(scenario))
    }),
    { numRuns: 60 },
  )
})

test('a machine more that says nothing changes nothing', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const bystander = {
        ...scenario.hosts[0]!,
        name: 'bystander',
        boot: 0,
        interfaces: [{ name: 'em0', address: prefix('10.0.0.77'), plug: 'lan' }],
        carp: [],
      }
      const beside: Scenario = { ...scenario, hosts: [...scenario.hosts, bystander] }
      const others = story(beside).filter((line) => !line.includes('"host":"bystander"'))
      expect(others).toEqual(story(scenario))
    }),
    { numRuns: 60 },
  )
})

test('the same scenario gives the same trace, and another seed another only where something is drawn', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      expect(JSON.stringify(simulate(scenario))).toBe(JSON.stringify(simulate(scenario)))
      if (scenario.networks[0]!.loss > 0) return
      expect(simulate(scenario, { seed: 'another' }).records).toEqual(simulate(scenario).records)
    }),
    { numRuns: 40 },
  )
})

/** Draws are made by machine and direction, so renaming would change them. */
function lossless(): fc.Arbitrary<Scenario> {
  return scenarios().map((scenario) => ({
    ...scenario,
    networks: scenario.networks.map((network) => ({ ...network, loss: 0 })),
  }))
}

test('an action of each kind is drawn', () => {
  const drawn = fc.sample(scenarios(), 300).flatMap(({ events }) => events.map(({ action }) => action.verb))
  const verbs: Action['verb'][] = ['unplug', 'plug', 'crash', 'boot', 'cut', 'heal', 'pause', 'set', 'force', 'signal']
  expect(verbs.filter((verb) => !drawn.includes(verb))).toEqual([])
})
