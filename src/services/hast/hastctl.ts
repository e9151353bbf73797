import type { Course } from '../../engine/course.ts'
import { readOptions } from '../../host/commands/options.ts'
import type { Outcome } from '../../host/commands/outcome.ts'
import type { Program } from '../../host/commands/program.ts'
import type { DiskError } from '../../host/storage/device.ts'
import { until } from '../../host/storage/waiting.ts'
import type { Micros } from '../../time.ts'
import type { Hastd } from './hastd.ts'
import { created, labelOf, metadataOn, type Role } from './metadata.ts'
import type { Node } from './node.ts'
import type { NodeConfig, ResourceConfig } from './node-config.ts'
import type { Resource } from './resource.ts'
import type { HastService } from './service.ts'
import { humanSize } from './sizes.ts'
import { HEADER, listed, row } from './status.ts'
import { EX } from './worker.ts'

/** What it takes to read hast.conf and to talk to hastd. */
const TALK: Micros = 10_000
const ROLES: readonly Role[] = ['init', 'primary', 'secondary']
/** EHAST_NOENTRY */
const NO_ENTRY = 1

const USAGE = [
  'usage: hastctl create [-d] [-c config] [-e extentsize] [-k keepdirty]',
  '\t\t[-m mediasize] name ...',
  '       hastctl role [-d] [-c config] <init | primary | secondary> all | name ...',
  '       hastctl list [-d] [-c config] [all | name ...]',
  '       hastctl status [-d] [-c config] [all | name ...]',
  '       hastctl dump [-d] [-c config] [all | name ...]',
  '',
].join('\n')

const usage: Outcome = { stdout: '', stderr: USAGE, exit: EX.USAGE }

/** What is said and done so far. */
interface Said {
  stdout: string
  stderr: string
  exit: number
}

/** hastctl(8) */
export function hastctl(service: HastService): Program {
  return (_call, [verb = '', ...args]) => {
    const options = readOptions(args, verb === 'create' ? 'c:de:k:m:h' : 'c:dh')
    if (options === undefined || options.given.has('h')) return usage
    const { rest, given } = options
    if (verb === 'create') {
      const [keepdirty, size] = [given.get('k'), given.get('m')].map(numberOf)
      return rest.length === 0 ? usage : run(service, (by) => create(by, rest, { keepdirty, size }))
    }
    if (verb === 'dump') return run(service, (by) => dump(by, rest))
    if (verb === 'status' || (verb === 'list' && service.node.release.table))
      return run(service, (by) => status(by, rest, verb))
    const role = ROLES.find((one) => one === rest[0])
    if (verb !== 'role' || role === undefined || rest.length < 2) return usage
    return run(service, (by) => setRole(by, role, rest.slice(1)))
  }
}

/** What each of its verbs has at hand. */
interface By {
  readonly service: HastService
  readonly node: Node
  readonly config: NodeConfig
  readonly said: Said
}

function* run(service: HastService, act: (by: By) => Course<void>): Course<Outcome> {
  yield TALK
  const { echoed, warnings, is } = service.load()
  const said: Said = { stdout: echoed, stderr: warnings.map((line) => `[WARNING] ${line}\n`).join(''), exit: 0 }
  if ('error' in is) {
    complain(said, 'ERROR', is.error, is.exit)
    return said
  }
  yield* act({ service, node: service.node, config: is, said })
  return said
}

/** The first exit code counts. */
function complain(said: Said, level: 'ERROR' | 'WARNING', text: string, exit: number): void {
  said.stderr += `[${level}] ${text}\n`
  if (said.exit === 0) said.exit = exit
}

/** Null: nobody answers. */
function daemonOf({ service, config, said }: By): Hastd | null {
  const { hastd } = service
  if (hastd === null)
    complain(said, 'ERROR', `Unable to connect to hastd via ${config.control}: ${service.silence}.`, EX.OSERR)
  return hastd
}

function* setRole(by: By, role: Role, names: readonly string[]): Course<void> {
  const hastd = daemonOf(by)
  if (hastd === null) return
  const wanted = names[0] === 'all' ? hastd.resources.map(({ config }) => config.name) : names
  for (const name of wanted) {
    const one = hastd.named(name)
    if (one === undefined) complain(by.said, 'WARNING', `[${name}] Received error ${NO_ENTRY} from hastd.`, NO_ENTRY)
    else yield* hastd.setRole(one, role)
  }
}

function* status(by: By, names: readonly string[], verb: 'status' | 'list'): Course<void> {
  const hastd = daemonOf(by)
  if (hastd === null) return
  const isTable = verb === 'status' && by.node.release.table
  if (isTable) by.said.stdout += HEADER
  const shows = (one: Resource) => (isTable ? row(one) : listed(one, by.node.release))
  const wanted = names.length === 0 || names[0] === 'all' ? hastd.resources.map(({ config }) => config.name) : names
  for (const name of wanted) {
    const one = hastd.named(name)
    if (one !== undefined) by.said.stdout += shows(one)
    else {
      by.said.stdout += isTable ? `${name}\tERR${NO_ENTRY}\n` : `${name}:\n  error: ${NO_ENTRY}\n`
      if (by.said.exit === 0) by.said.exit = NO_ENTRY
    }
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1_024, m: 1_048_576, g: 1_073_741_824 }

/** expand_number(3): 64, 32m. Undefined: none is given, or it is 0. */
function numberOf(text: string | undefined): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,12})([kmg]?)$/.exec(text?.toLowerCase() ?? '') ?? []
  return Number(count) * (UNITS[unit] ?? 0) || undefined
}

/** Those that are named; of the others it complains. */
function configsOf({ config, said }: By, names: readonly string[]): readonly ResourceConfig[] {
  return names.flatMap((name) => {
    const one = config.resources.find((resource) => resource.name === name)
    if (one === undefined) complain(said, 'ERROR', `Unknown resource ${name}.`, EX.DATAERR)
    return one === undefined ? [] : [one]
  })
}

/** create_one(): the counters of before are gone, and so is what resource it was. */
function* create(
  by: By,
  names: readonly string[],
  { keepdirty, size }: { readonly keepdirty: number | undefined; readonly size: number | undefined },
): Course<void> {
  for (const { name, local } of configsOf(by, names)) {
    const disk = by.node.diskAt(local)
    if (disk === undefined) {
      complain(by.said, 'ERROR', `[${name}] Unable to open ${local}: No such file or directory.`, EX.NOINPUT)
      continue
    }
    if (size !== undefined && size > disk.size) {
      complain(by.said, 'ERROR', `[${name}] Provided mediasize is larger than provider ${local} size.`, EX.DATAERR)
      continue
    }
    const metadata = created(name, size ?? disk.size, keepdirty)
    const error = yield* until<DiskError | null>(by.node.space.processes, (done) => disk.mark(labelOf(metadata), done))
    if (error !== null) complain(by.said, 'ERROR', `[${name}] Unable to write metadata: Input/output error.`, 74)
  }
}

/** dump_one() */
function* dump(by: By, names: readonly string[]): Course<void> {
  const isAll = names.length === 0 || (names.length === 1 && names[0] === 'all')
  const wanted = isAll ? by.config.resources : configsOf(by, names)
  for (const { name, local } of wanted) {
    const disk = by.node.diskAt(local)
    if (disk !== undefined) yield* until<DiskError | null>(by.node.space.processes, (done) => disk.look(done))
    const metadata = disk === undefined ? `Unable to open ${local}: No such file or directory.` : metadataOn(disk, name)
    if (typeof metadata === 'string') {
      complain(by.said, 'ERROR', `[${name}] ${metadata}`, 255)
      continue
    }
    const { datasize, extentsize, keepdirty, localoff, resuid, localcnt, remotecnt, prevrole } = metadata
    const lines = [
      `datasize: ${datasize} (${humanSize(datasize)})`,
      `extentsize: ${extentsize} (${humanSize(extentsize)})`,
      `keepdirty: ${keepdirty}`,
      `localoff: ${localoff}`,
      `resuid: ${resuid}`,
      `localcnt: ${localcnt}`,
      `remotecnt: ${remotecnt}`,
      `prevrole: ${prevrole}`,
    ]
    by.said.stdout += `resource: ${name}\n${lines.map((line) => `    ${line}\n`).join('')}`
  }
}
