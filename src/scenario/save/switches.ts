import { GROUPS } from '../../network/fabric/members.ts'
import { formatTime } from '../../time.ts'
import type { CableSpec, HostSpec, InterfaceSpec, NetworkSpec, Scenario, SwitchSpec } from '../scenario.ts'
import type { Fields } from './fields.ts'

/** The networks of a scenario, but for those that follow from where machines are plugged in. */
export function namedNetworks({ networks }: Scenario): NetworkSpec[] {
  return networks.filter(({ name, switch: at, vlan }) => at === undefined || (name !== at && name !== `${at}-${vlan}`))
}

/** The interfaces of a host, each plugged in as a file says it: into a switch, or the one network that it stands for. */
export function pluggedIn(scenario: Scenario, { interfaces }: HostSpec): InterfaceSpec[] {
  const named = namedNetworks(scenario).map(({ name }) => name)
  return interfaces.map((card) => {
    const { plug, switch: at } = card
    const isAlone = !scenario.cables?.some(({ ends }) => ends.some((end) => end === at))
    return { ...card, plug: at === undefined || (isAlone && named.includes(plug)) ? plug : at }
  })
}

export function switchFields({ ageing, latency, spanningTree, snooping, teaming, ports }: SwitchSpec): Fields {
  return {
    ageing: formatTime(ageing),
    latency: formatTime(latency),
    'spanning-tree': spanningTree ? undefined : 'false',
    snooping: snooping && snoopingFields(snooping),
    teaming: teaming && { uplinks: teaming.uplinks, 'filter-own': String(teaming.filterOwn) },
    ports: ports.length === 0 ? undefined : Object.fromEntries(ports.map((port) => [port.name, portFields(port)])),
  }
}

function snoopingFields({
  on,
  age,
  querier,
  linkLocal,
  mld,
  static: entries,
}: NonNullable<SwitchSpec['snooping']>): Fields {
  const named = entries.map(({ group, ports }) => [GROUPS.get(group)!, ports])
  return {
    on: on ? undefined : 'false',
    age: formatTime(age),
    querier: String(querier),
    'link-local': linkLocal,
    mld: mld ? 'true' : undefined,
    static: entries.length === 0 ? undefined : Object.fromEntries(named),
  }
}

function portFields({ vlan, security, sourceMac, promiscuous, rate }: SwitchSpec['ports'][number]): Fields {
  return {
    vlan: vlan === undefined ? undefined : String(vlan),
    security: security && { max: String(security.max), sticky: String(security.sticky), violation: security.violation },
    'source-mac': sourceMac,
    promiscuous: promiscuous === undefined ? undefined : String(promiscuous),
    rate: rate === undefined ? undefined : rate === null ? 'none' : `${rate}/s`,
  }
}

export function cableFields({ ends, latency, vlans }: CableSpec): Fields {
  return { between: ends.join(' - '), latency: formatTime(latency), vlans: vlans?.map(String) }
}
