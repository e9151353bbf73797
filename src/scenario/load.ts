import { systemNamed } from '../carp/systems/index.ts'
import { readEvents } from './read/events.ts'
import { readExpectations } from './read/expectations.ts'
import { readGroups } from './read/groups.ts'
import { NAME, NAME_RULE, readHosts, readSystem } from './read/hosts.ts'
import { Reader } from './read/reader.ts'
import type { NetworkSpec, Scenario } from './scenario.ts'
import * as schema from './schema.ts'
import { SentenceNames } from './sentences/names.ts'

/**
 * Reads a scenario from the text of a file.
 *
 * @param text - YAML in the scenario language
 * @param file - its name, for messages only
 * @returns the scenario, all defaults filled in, lists in file order
 * @throws ScenarioError with all that is wrong in the file, each with its place and what to write instead
 * @see scenarios/README.md
 */
export function loadScenario(text: string, file: string): Scenario {
  const reader = new Reader(text, file)
  const said = reader.check(schema.scenario, [])
  const networks = reader.at(['networks']) === undefined ? undefined : readNetworks(reader)
  const system = reader.at(['system']) === undefined ? systemNamed('freebsd') : readSystem(reader, ['system'])
  const named = networks && [...networks.keys()]
  const hosts = readHosts(reader, { system, preempt: said?.preempt, networks: named })
  const groups = readGroups(reader, hosts)
  const specs = new Map([...hosts].map(([name, known]) => [name, known?.spec ?? null]))
  const sentences = new SentenceNames(specs, groups)
  const events = readEvents(reader, { hosts, networks: named ?? plugs(reader), sentences }, said?.until)
  const expect = readExpectations(reader, sentences, said?.until)
  reader.finish()
  const { title, story, seed, until, counters } = said!
  return {
    carpsim: 1,
    title,
    story,
    seed,
    until,
    counters,
    networks: networks ? [...networks.values()].map((network) => network!) : plugs(reader).map(defaultNetwork),
    hosts: [...hosts.values()].map((host) => host!.spec),
    groups,
    events,
    expect,
  }
}

/** In file order; undefined: there were complaints about it. */
function readNetworks(reader: Reader): Map<string, NetworkSpec | undefined> {
  const names = reader.names(['networks'], 'a network', NAME, NAME_RULE)
  return new Map(
    names.map((name) => {
      const quality = reader.check(schema.network, ['networks', name])
      return [name, quality && { name, ...quality }]
    }),
  )
}

/** The names of the networks that interfaces are plugged into, each once, in file order. */
function plugs(reader: Reader): string[] {
  const all = reader.keys(['hosts']).flatMap((host) => {
    const interfaces = ['hosts', host, 'interfaces']
    return reader.keys(interfaces).map((name) => reader.text([...interfaces, name, 'plug']))
  })
  return [...new Set(all)]
}

function defaultNetwork(name: string): NetworkSpec {
  return { name, ...schema.network.schema.parse({}) }
}
