import { expect, test } from 'vitest'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'

const GOOD = `carpsim: 1
networks: { lan: { switch: sw1 }, dmz: { switch: sw3, vlan: 10 } }
switches:
  sw1: { ports: { fw1.em1: { vlan: 20 } } }
  sw2: {}
  sw3: {}
cables: { up: sw1 - sw2 }
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: sw1 }, em1: { address: 10.0.1.1/24, plug: sw1 } } }
  fw2: { interfaces: { em0: { address: 10.0.0.2/24, plug: sw2 }, em1: { address: 10.0.2.1/24, plug: dmz } } }
events:
  - { at: 1s, unplug: up }
  - { at: 2s, port-down: "sw1:fw1.em0" }
`

function problemsOf(from: string, to: string): string {
  const good = [GOOD, POLICIES].find((text) => text.includes(from))!
  try {
    loadScenario(good.replace(from, to), 'x.yaml')
  } catch (error) {
    if (error instanceof ScenarioError)
      return error.problems.map(({ path, message }) => `${path}: ${message}`).join('\n')
    throw error
  }
  return 'nothing'
}

test('where a plug leads is a network, whoever names it', () => {
  const { hosts, networks } = loadScenario(GOOD, 'x.yaml')
  const plugs = hosts.flatMap(({ name, interfaces }) =>
    interfaces.map((card) => `${name}.${card.name}: ${card.plug} at ${card.switch}`),
  )
  expect(plugs).toEqual(['fw1.em0: lan at sw1', 'fw1.em1: sw1-20 at sw1', 'fw2.em0: lan at sw2', 'fw2.em1: dmz at sw3'])
  expect(networks.map(({ name, switch: at, vlan }) => `${name} ${at} ${vlan}`)).toEqual([
    'lan sw1 1',
    'dmz sw3 10',
    'sw1-20 sw1 20',
  ])
})

const POLICIES = `carpsim: 1
switches:
  sw1:
    snooping: { on: false, link-local: prune, mld: true, age: 30s, querier: true, static: { 224.0.0.18: [fw1.em0, up] } }
    teaming: { uplinks: [up], filter-own: true }
    spanning-tree: false
    ports:
      fw1.em0: { source-mac: own, promiscuous: false, security: { max: 3, sticky: true, violation: protect } }
      up: { rate: 100/s }
  sw2: { ports: { up: { rate: none } } }
cables: { up: { between: sw1 - sw2, latency: 1ms, vlans: [1, 7] } }
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: sw1 } } }
events:
  - { at: 1s, configure: sw1, snooping: true, querier: false, filter-own: false }
  - { at: 2s, configure: "sw1:fw1.em0", source-mac: any, promiscuous: true, rate: 5/s }
  - { at: 3s, configure: "sw1:up", rate: none }
  - { at: 4s, burst: fw1.em0, frames: 10, over: 1s, kind: multicast }
`

test.each([GOOD, POLICIES])('a file that is saved loads to the same', (text) => {
  const scenario = loadScenario(text, 'x.yaml')
  const again = loadScenario(saveScenario(scenario), 'y.yaml')
  const plain = (events: typeof scenario.events) => events.map(({ line, ...event }) => event)
  expect({ ...again, events: plain(again.events) }).toEqual({ ...scenario, events: plain(scenario.events) })
})

const SAID: [string, string, string][] = [
  [
    'plug: sw2',
    'plug: lan',
    'hosts.fw2.interfaces.em0.plug: lan lies on several switches; write plug: sw1 or plug: sw2',
  ],
  ['plug: sw2', 'plug: sw4', 'hosts.fw2.interfaces.em0.plug: there is no network or switch sw4; did you mean sw1?'],
  [
    'plug: sw2',
    'plug: sw2:3',
    'hosts.fw2.interfaces.em0.plug: an interface is plugged into a network or a switch, not into a port; write plug: sw2; its port is called fw2.em0 then, not 3',
  ],
  ['up: sw1 - sw2', 'up: sw1', 'cables.up: a cable leads from one switch to another: sw1 - sw2'],
  ['up: sw1 - sw2', 'up: sw1 - sw1', 'cables.up: both ends are at sw1; a cable leads from one switch to another'],
  [
    'up: sw1 - sw2',
    'up: sw1 - fw2',
    'cables.up: cables lead between switches; the interface of a host says where it is plugged in: plug: sw1',
  ],
  ['up: sw1 - sw2', 'fw1: sw1 - sw2', 'cables.fw1: fw1 is a host, too; give one of them another name'],
  [
    'fw1.em1: {',
    'fw2.em0: {',
    'switches.sw1.ports["fw2.em0"]: fw2.em0 is not plugged into sw1; there are fw1.em0, fw1.em1, up',
  ],
  [
    'fw1.em1: {',
    'up: {',
    'switches.sw1.ports.up.vlan: a cable carries VLANs, and is in none; write cables: { up: { between: …, vlans: [20] } }',
  ],
  ['vlan: 20', 'vlan: 5000', 'switches.sw1.ports["fw1.em1"].vlan: vlan is 1 to 4094'],
  ['lan: { switch: sw1 }', 'lan: { vlan: 3 }', 'networks.lan.vlan: a VLAN is of a switch; write switch: sw1 beside it'],
  ['lan: { switch: sw1 }', 'lan: { switch: sw5 }', 'networks.lan.switch: there is no switch sw5; did you mean sw1?'],
  [
    'lan: { switch: sw1 }',
    'lan: { switch: sw1, echo: true }',
    'networks.lan.echo: echo is of a hub; a switch sends nothing back to where it came from; leave echo out',
  ],
  [
    'dmz: { switch: sw3, vlan: 10 }',
    'dmz: { switch: sw2 }',
    'networks.dmz.switch: lan is VLAN 1 of sw1, sw2, too; leave one of them out',
  ],
  ['unplug: up', 'unplug: down', 'events[0].unplug: there is no cable or host down; known: up, fw1, fw2'],
  ['"sw1:fw1.em0"', 'sw1', 'events[1].port-down: here comes a port of a switch: sw1:fw1.em0'],
  ['"sw1:fw1.em0"', '"sw1:fw2.em0"', 'events[1].port-down: there is no port sw1:fw2.em0; did you mean sw1:fw1.em0?'],
  [
    'static: { 224.0.0.18: [fw1.em0, up] }',
    'static: { 224.0.0.5: [fw1.em0] }',
    'switches.sw1.snooping.static["224.0.0.5"]: there is no group that CARP sends to 224.0.0.5; did you mean 224.0.0.18?',
  ],
  [
    '[fw1.em0, up]',
    '[fw1.em1]',
    'switches.sw1.snooping.static["224.0.0.18"][0]: there is no port of this switch fw1.em1; did you mean fw1.em0?',
  ],
  [
    'uplinks: [up]',
    'uplinks: [down]',
    'switches.sw1.teaming.uplinks[0]: there is no cable of this switch down; known: up',
  ],
  ['rate: 100/s', 'rate: 100', 'switches.sw1.ports.up.rate: rate is so many frames a second, such as 100/s, or none'],
  [
    'configure: sw1, snooping: true, querier: false, filter-own: false',
    'configure: sw1, rate: 5/s',
    'events[0].configure: sw1 is a switch: source-mac, promiscuous and rate are of its ports',
  ],
  [
    'configure: "sw1:up", rate: none',
    'configure: "sw1:up"',
    'events[2].configure: configure what? write source-mac, promiscuous or rate beside it',
  ],
  [
    'configure: "sw1:up", rate: none',
    'configure: sw2, querier: true',
    'events[2].configure: sw2 knows no snooping; write switches: { sw2: { snooping: { on: false } } }',
  ],
]

test.each(SAID)('%s → %s', (from, to, said) => {
  expect(problemsOf(from, to).split('\n').slice(0, 1)).toEqual([said])
})
