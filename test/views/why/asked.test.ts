import { expect, test } from 'vitest'
import { loadScenario } from '../../../src/scenario/load.ts'
import { simulate } from '../../../src/simulate.ts'
import { whySo } from '../../../src/views/why/asked.ts'

// Why something is so that a sentence says, and what the answer goes back to.

const HOSTS = `
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.3/24] }] }
  fw2: { interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.3/24], advskew: 9 }] }
  laptop: { system: client, interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }, ping: { 10.0.0.3: 1s } }`

/** The root of the answer, or why there is none. */
function root(that: string, at: string, event: string, more = ''): string {
  const text = `carpsim: 1\nuntil: 40s\n${more}\nhosts:${HOSTS}\nevents: [${event}]\nwhy: { at: ${at}, that: "${that}", because: x }`
  const scenario = loadScenario(text, 'asked.yaml')
  try {
    return whySo(simulate(scenario), scenario.why!.at, scenario.why!.that.says).root
  } catch (error) {
    return `${error}`
  }
}

const CRASH = '{ at: 10s, crash: fw1 }'

test.each([
  ['fw2 is MASTER', '20s', CRASH, 'crash fw1'],
  ['fw1 is off of lan/1', '20s', CRASH, 'crash fw1'],
  ['fw2 is not MASTER', '12s', CRASH, 'preemption'],
  ['fw1 is not BACKUP', '20s', '{ at: 10s, cut: any -> fw1 }', 'not better'],
  ['fw1 is MASTER', '9s', CRASH, 'boot fw1'],
  ['demotion of fw1 is 240', '20s', '{ at: 10s, demote: fw1, by: 240 }', 'demote fw1'],
  ['ping laptop -> 10.0.0.3 fails', '12s', CRASH, 'crash fw1'],
  ['ping laptop -> 10.0.0.3 fails', '12s', '{ at: 10s, unplug: laptop.em0 }', 'unplug laptop.em0'],
  ['ping laptop -> 10.0.0.3 fails', '12s', '{ at: 10s, cut: fw1 -> laptop }', 'cut fw1 -> laptop'],
  ['ping laptop -> 10.0.0.3 fails', '12s', '{ at: 10s, block: fw1, proto: icmp }', 'block fw1.em0'],
  ['ping laptop -> 10.0.0.3 fails', '2s', '', 'boot fw1'],
])('%s at %s: %s', (that, at, event, expected) => {
  expect(root(that, at, event)).toBe(expected)
})

test.each([
  ['fw1 is MASTER', 'fw1 is off at 20s'],
  ['fw2 is not MASTER', 'fw2 is MASTER at 20s'],
  ['demotion of fw2 is 240', 'demotion of fw2 is 0 at 20s'],
  ['ping laptop -> 10.0.0.3 fails', 'laptop gets answers at 20s'],
  ['fw1 is not off of lan/1', 'ask why it is MASTER, BACKUP or INIT, or is not'],
])('nothing is answered where it is not so: %s', (that, said) => {
  expect(root(that, '20s', CRASH)).toBe(`QuestionError: ${said}`)
})
