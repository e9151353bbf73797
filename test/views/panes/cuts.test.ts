import { expect, test } from 'vitest'
import { readScenario } from '../../../src/scenario/load.ts'
import { simulate } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import { scene } from '../../../src/views/scene/scene.ts'

// What faults say of frames is read from their terms, never from their words.

const MACHINES = `carpsim: 1
title: Two networks
until: 20s
networks: { lan: {}, wan: {} }
hosts:
  fw1:
    system: freebsd-12
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.1.0.1/24, plug: wan } }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.9/24] }, { vhid: 2, interface: em1, addresses: [10.1.0.9/24] }]
  fw2:
    system: freebsd-12
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan }, em1: { address: 10.1.0.2/24, plug: wan } }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.9/24] }, { vhid: 2, interface: em1, addresses: [10.1.0.9/24] }]
`

/** What is said of the cards of fw2 after some events, each at its second. */
function cardsAfter(...events: readonly string[]) {
  const text = `${MACHINES}events:\n${events.map((event, i) => `  - { at: ${i + 5}s, ${event} }\n`).join('')}`
  const trace = simulate(readScenario(text, 'cuts.yaml').scenario)
  const [, fw2] = scene(trace, (events.length + 4) * SECOND).machines
  return fw2!.cards.map(({ cuts, hindrances }) => [...cuts, ...hindrances])
}

const IN = { way: 'in', other: 'fw1' }
const OUT = { way: 'out', other: 'fw1' }

test('a cut may be of one network alone, or of one family', () => {
  expect(cardsAfter('cut: fw1 -> fw2')).toEqual([[IN], [IN]])
  expect(cardsAfter('cut: fw1 -> fw2, network: wan')).toEqual([[], [IN]])
  expect(cardsAfter('cut: fw1 -> fw2', 'heal: fw1 -> fw2, network: wan')).toEqual([[IN], []])
  expect(cardsAfter('cut: fw1 -> fw2', 'heal: fw1 -> fw2, network: wan, family: inet')).toEqual([
    [IN],
    [{ ...IN, family: 'inet6' }],
  ])
})

test('a network falls apart, and is whole again', () => {
  expect(cardsAfter('partition: lan, groups: [[fw1], [fw2]]')).toEqual([[OUT, IN], []])
  expect(cardsAfter('cut: fw1 -> fw2', 'partition: lan, groups: [[fw1], [fw2]]', 'heal: all, network: lan')).toEqual([
    [],
    [IN],
  ])
})

test('what a packet filter blocks, and what is spoilt', () => {
  expect(cardsAfter('block: fw2.em0, proto: carp', 'unblock: fw2.em0, proto: carp, direction: in')).toEqual([
    ['blocks carp out'],
    [],
  ])
  expect(cardsAfter('impair: fw2 -> wan, loss: 10%, delay: 2ms')).toEqual([[], ['10% lost, 2ms late']])
  expect(cardsAfter('impair: fw2 -> wan, loss: 10%, for: 500ms', 'block: fw2.em0, proto: arp')).toEqual([
    ['blocks arp'],
    [],
  ])
})
