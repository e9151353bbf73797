import type { CableSpec, InterfaceSpec, Scenario, SwitchSpec } from '../../src/scenario/scenario.ts'
import { SECOND } from '../../src/time.ts'

/** A switch as nobody configured it. */
export function switchNamed(name: string, latency = 0): SwitchSpec {
  return { name, ageing: 300 * SECOND, latency, spanningTree: true, ports: [] }
}

/** The same machines, with a switch in the place of each hub. */
export function switched(scenario: Scenario, latency = 0): Scenario {
  const nameOf = (network: string) => `sw-${network}`
  return {
    ...scenario,
    networks: scenario.networks.map((network) => ({ ...network, switch: nameOf(network.name), vlan: 1 })),
    switches: scenario.networks.map(({ name }) => switchNamed(nameOf(name), latency)),
    hosts: withPlugs(scenario, ({ plug }) => nameOf(plug)),
  }
}

/** The same machines at a row of switches, each machine at one of them, by its place. */
export function inARow(scenario: Scenario, length: number): Scenario {
  const switches = Array.from({ length }, (_, i) => switchNamed(`sw${i}`))
  const cables = switches.slice(1).map((_, i): CableSpec => {
    return { name: `up${i}`, ends: [`sw${i}`, `sw${i + 1}`], latency: 5 }
  })
  return {
    ...scenario,
    networks: scenario.networks.map((network, i) => ({ ...network, switch: 'sw0', vlan: i + 1 })),
    switches,
    cables,
    hosts: withPlugs(scenario, (_, place) => `sw${place % length}`),
  }
}

function withPlugs({ hosts }: Scenario, at: (card: InterfaceSpec, place: number) => string): Scenario['hosts'] {
  return hosts.map((host, place) => ({
    ...host,
    interfaces: host.interfaces.map((card) => ({ ...card, switch: at(card, place) })),
  }))
}
