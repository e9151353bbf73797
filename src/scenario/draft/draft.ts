import type { Files } from '../../config/files.ts'
import type { CardSettings } from '../../host/setup/settings.ts'
import { formatPrefix, netmask, type Prefix } from '../../network/address.ts'
import { loadScenario } from '../load.ts'
import { saveScenario } from '../save/save.ts'
import { vhostFields } from '../save/vhost.ts'
import type { VhostSpec } from '../scenario.ts'
import { escaped } from '../text/printable.ts'

/** A machine that a scenario is to be made of. */
export interface DraftHost {
  readonly name: string
  readonly system: string
  /** Those with an address. */
  readonly cards: readonly (CardSettings & { readonly address: Prefix; readonly mac?: string })[]
  /** Where its files do not say it. */
  readonly carp: readonly VhostSpec[]
  readonly preempt?: boolean
  readonly files?: Files
  readonly modes?: Readonly<Record<string, number>>
}

/**
 * A scenario of machines: cards of one subnet are in one network.
 *
 * @returns the text of its file
 * @throws ScenarioError where they make none
 */
export function draftScenario(hosts: readonly DraftHost[], title: string, story: string): string {
  const networks = networksOf(hosts)
  const described = hosts.map((host) => [host.name, hostOf(host, networks)])
  // Loaded before it is saved: the checks of the language hold for what is made, too. Every JSON text is YAML.
  const text = escaped(JSON.stringify({ carpsim: 1, title, story, hosts: Object.fromEntries(described) }))
  return saveScenario(loadScenario(text, '(imported)'))
}

function hostOf(host: DraftHost, networks: ReadonlyMap<string, string>): object {
  const { system, cards, carp, preempt, files, modes = {} } = host
  const says = files !== undefined
  const interfaces = cards.map(({ name, address, address6, mac }) => {
    const own = says ? {} : { address: formatPrefix(address), ...(address6 && { address6: formatPrefix(address6) }) }
    return [name, { ...own, plug: networks.get(subnetOf(address))!, ...(mac !== undefined && { mac }) }]
  })
  const texts = Object.entries(files ?? {}).map(([path, text]) => [
    path,
    modes[path] === undefined ? text : { mode: modes[path].toString(8), text },
  ])
  return {
    system,
    ...(preempt !== undefined && { preempt }),
    interfaces: Object.fromEntries(interfaces),
    ...(carp.length > 0 && { carp: carp.map((vhost) => vhostFields(vhost, system)) }),
    ...(says && { files: Object.fromEntries(texts) }),
  }
}

/** Names of networks by their subnets: lan, lan2 … in the order in which they are met. */
function networksOf(hosts: readonly DraftHost[]): Map<string, string> {
  const subnets = new Set(hosts.flatMap(({ cards }) => cards.map(({ address }) => subnetOf(address))))
  return new Map([...subnets].map((subnet, i) => [subnet, i === 0 ? 'lan' : `lan${i + 1}`]))
}

function subnetOf({ address, length }: Prefix): string {
  return formatPrefix({ address: (address & netmask(length)) >>> 0, length })
}

/** Names of hosts: `fw1.example.org` is fw1; what is taken gets a number. */
export class HostNames {
  readonly #taken = new Set<string>()

  /** @param wanted - what it is called, the first of these that can be a name */
  take(...wanted: readonly (string | undefined)[]): string {
    const names = wanted.map((name) =>
      (name ?? '')
        .toLowerCase()
        .replace(/\..*$/, '')
        .replace(/[^a-z0-9-]/g, '-'),
    )
    const name = names.find((each) => /^[a-z][a-z0-9-]*$/.test(each) && each !== 'any' && each !== 'all') ?? 'host'
    let free = name
    for (let i = 2; this.#taken.has(free); i++) free = `${name}-${i}`
    this.#taken.add(free)
    return free
  }
}
