import { Seals } from '../../carp/digest.ts'
import type { NetworkSpec, Scenario } from '../../scenario/scenario.ts'
import { flightOf, memberOf } from './member.ts'
import type { Party } from './pair.ts'
import { Probe } from './probe.ts'
import type { Range } from './range.ts'

/** The virtual hosts of one number on one network, as they are examined. */
export interface Group {
  /** `lan/1` */
  readonly name: string
  readonly network: NetworkSpec
  /** How long an advertisement is under way. */
  readonly flight: Range
  /** In file order. */
  readonly parties: readonly Party[]
}

/** In the order in which the file names their first members. */
export function groupsOf(scenario: Scenario): Group[] {
  const seals = new Seals()
  const networks = new Map(scenario.networks.map((network) => [network.name, network]))
  const probes = scenario.hosts.flatMap((host) => host.carp.map((spec) => new Probe(host, spec, seals)))
  const groups = gathered(probes, (probe) => `${plugOf(probe)}/${probe.spec.vhid}`)
  const busy = gathered([...groups.values()], ([first]) => plugOf(first!))
  return [...groups].map(([name, members]) => {
    const plug = plugOf(members[0]!)
    const network = networks.get(plug)!
    const disturbed = busy.get(plug)!.length > 1
    const several = gathered(members, ({ host }) => host.name)
    const parties = members.map((probe) => {
      const { host, spec } = probe
      const label = several.get(host.name)!.length > 1 ? `${host.name}.${spec.interface}` : host.name
      return { name: label, probe, disturbed, member: memberOf(probe, disturbed) }
    })
    return { name, network, flight: flightOf(network), parties }
  })
}

function plugOf({ host, spec }: Probe): string {
  return host.interfaces.find(({ name }) => name === spec.interface)!.plug
}

/** Things by what they have in common, in the order of the first of each. */
export function gathered<T>(things: readonly T[], by: (thing: T) => string): Map<string, T[]> {
  const all = new Map<string, T[]>()
  for (const thing of things) {
    const key = by(thing)
    const others = all.get(key)
    if (others === undefined) all.set(key, [thing])
    else others.push(thing)
  }
  return all
}
