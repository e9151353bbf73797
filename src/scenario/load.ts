import { DEFAULT_SYSTEM } from '../carp/systems/index.ts'
import type { Micros } from '../time.ts'
import { aboutOf } from '../trace/trace.ts'
import { Complaints } from './read/complaints.ts'
import { readEvents } from './read/events.ts'
import { readExpectations } from './read/expectations.ts'
import { type Open, readFiles } from './read/extends.ts'
import { readGroups } from './read/groups.ts'
import { NAME, NAME_RULE, readHosts, readSystem } from './read/hosts.ts'
import { readInvariants } from './read/invariants.ts'
import { type Patch, patched } from './read/patches.ts'
import { readQuestion } from './read/question.ts'
import { Reader } from './read/reader.ts'
import { runsNamed } from './runs.ts'
import type { NetworkSpec, Scenario } from './scenario.ts'
import * as schema from './schema/schema.ts'
import { SentenceNames } from './sentences/names.ts'
import type { Source } from './text/source.ts'

export interface LoadOptions {
  /** Opens what a file extends; without it, extends is an error. */
  readonly open?: Open
  /** Changes to be made, in their order, before anything is checked. */
  readonly patches?: readonly Patch[]
  /** The end, instead of the scenario's. */
  readonly until?: Micros
}

/**
 * Reads a scenario from the text of a file.
 *
 * @param text - YAML in the scenario language
 * @param file - its name, for messages only
 * @returns the scenario, all defaults filled in, lists in file order
 * @throws ScenarioError with all that is wrong in the file, each with its place and what to write instead
 * @see scenarios/README.md
 */
export function loadScenario(text: string, file: string, options: LoadOptions = {}): Scenario {
  return readScenario(text, file, options).scenario
}

/** A scenario with the texts that it was made of, by the names that messages call them. */
export interface ReadScenario {
  readonly scenario: Scenario
  readonly sources: ReadonlyMap<string, Source>
}

/** As loadScenario; the texts are for those who show places in them. */
export function readScenario(text: string, file: string, options: LoadOptions = {}): ReadScenario {
  const complaints = new Complaints()
  const root = readFiles(text, file, options.open, complaints)
  const reader = new Reader(patched(root, options.patches ?? [], complaints), complaints)
  const scenario = checked(reader, options.until)
  complaints.finish()
  return { scenario: scenario!, sources: complaints.sources }
}

/** Undefined: there were complaints. */
function checked(reader: Reader, until: Micros | undefined): Scenario | undefined {
  const said = reader.check(schema.scenario, [])
  const networks = reader.at(['networks']) === undefined ? undefined : readNetworks(reader)
  const system = reader.at(['system']) === undefined ? runsNamed(DEFAULT_SYSTEM) : readSystem(reader, ['system'])
  const named = networks && [...networks.keys()]
  const hosts = readHosts(reader, { system, preempt: said?.preempt, networks: named })
  const groups = readGroups(reader, hosts)
  const specs = new Map([...hosts].map(([name, known]) => [name, known?.spec ?? null]))
  const sentences = new SentenceNames(specs, groups)
  const end = said && Math.max(said.until, until ?? 0)
  const events = readEvents(reader, { hosts, networks: named ?? plugs(reader), sentences }, end)
  const expect = readExpectations(reader, sentences, said && { run: until ?? said.until, file: end! })
  const why = readQuestion(reader, sentences, end)
  const invariants = readInvariants(reader)
  if (said === undefined || reader.problems > 0) return undefined
  const { carpsim, seed, counters } = said
  return {
    carpsim,
    ...aboutOf(said),
    seed,
    until: until ?? said.until,
    counters,
    networks: networks ? [...networks.values()].map((network) => network!) : plugs(reader).map(defaultNetwork),
    hosts: [...hosts.values()].map((host) => host!.spec),
    groups,
    events,
    expect,
    ...(why && { why }),
    ...(invariants.length > 0 && { invariants }),
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
