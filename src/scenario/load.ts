import { DEFAULT_SYSTEM } from '../carp/systems/index.ts'
import { formatTime, type Micros } from '../time.ts'
import { aboutOf } from '../trace/trace.ts'
import { Complaints } from './read/complaints.ts'
import { configured } from './read/configured.ts'
import { readEvents } from './read/events.ts'
import { readExpectations } from './read/expectations.ts'
import { type Open, readFiles } from './read/extends.ts'
import { type OpenFolder, withFolders } from './read/folders.ts'
import { readGroups } from './read/groups.ts'
import { readHosts, readSystem } from './read/hosts.ts'
import { readInvariants } from './read/invariants.ts'
import { Networks } from './read/networks.ts'
import { type Patch, patched } from './read/patches.ts'
import { checkPorts } from './read/ports.ts'
import { readPower } from './read/power.ts'
import { readQuestion } from './read/question.ts'
import { Reader } from './read/reader.ts'
import { readSwitches } from './read/switches.ts'
import { runsNamed } from './runs.ts'
import type { Scenario } from './scenario.ts'
import * as schema from './schema/schema.ts'
import { SentenceNames } from './sentences/names.ts'
import type { Source } from './text/source.ts'

export interface LoadOptions {
  /** Opens what a file extends; without it, extends is an error. */
  readonly open?: Open
  /** Opens the folders that hold the files of machines; without it, files-from is an error. */
  readonly folder?: OpenFolder
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
  const whole = withFolders(patched(root, options.patches ?? [], complaints), options.folder, complaints)
  const reader = new Reader(configured(whole, complaints), complaints)
  const scenario = checked(reader, options.until)
  complaints.finish()
  return { scenario: scenario!, sources: complaints.sources }
}

function checkPrologue(
  reader: Reader,
  { prologue = 0, until }: { readonly prologue?: Micros; readonly until: Micros },
) {
  if (prologue < until) return
  const end = formatTime(until)
  reader.complain(['prologue'], `nothing comes after the prologue, until: ${end}; write an earlier time`)
}

/** Undefined: there were complaints. */
function checked(reader: Reader, until: Micros | undefined): Scenario | undefined {
  const said = reader.check(schema.scenario, [])
  const switches = readSwitches(reader)
  const networks = new Networks(reader, switches)
  const system = reader.at(['system']) === undefined ? runsNamed(DEFAULT_SYSTEM) : readSystem(reader, ['system'])
  const hosts = readHosts(reader, { system, preempt: said?.preempt, networks })
  checkPorts(reader, switches, hosts)
  networks.checkCrossovers()
  const groups = readGroups(reader, hosts)
  const power = readPower(reader, hosts, switches)
  const specs = new Map([...hosts].map(([name, known]) => [name, known?.spec ?? null]))
  const sentences = new SentenceNames(specs, groups, [...switches.all.keys()])
  const end = said && Math.max(said.until, until ?? 0)
  if (said) checkPrologue(reader, said)
  const events = readEvents(reader, { hosts, switches, networks: networks.names, power, sentences }, end)
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
    networks: networks.all,
    ...(switches.all.size > 0 && { switches: [...switches.all.values()].map((one) => one!) }),
    ...(switches.cables.size > 0 && { cables: [...switches.cables.values()].map((one) => one!) }),
    hosts: [...hosts.values()].map((host) => host!.spec),
    groups,
    ...(power.length > 0 && { power }),
    events,
    expect,
    ...(why && { why }),
    ...(invariants.length > 0 && { invariants }),
  }
}
