import type { Course } from '../../../engine/course.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { fullDate } from '../../date.ts'
import type { BlockDevice } from '../../storage/device.ts'
import { taking } from '../../storage/took.ts'
import type { Pool } from '../../storage/zfs/imported.ts'
import { hostIdOf, type Kind, type Label, spareOf } from '../../storage/zfs/label.ts'
import { createPool, exportPool, importPool, scan } from '../../storage/zfs/pool.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'
import { deviceNamed, devicePath } from './named.ts'
import { poolList, poolStatus } from './zpool-show.ts'

const USAGE =
  "usage: zpool command args ...\nwhere 'command' is one of the following:\n\n\tcreate [-fn] [-m mountpoint] <pool> <vdev> ...\n\tdestroy [-f] <pool>\n\tlist [-H] [pool] ...\n\tstatus [-vx] [pool] ...\n\timport [-f] [-o mntopts] [pool]\n\texport [-f] <pool> ..."
const CREATE_TIME: Micros = SECOND
const EXPORT_TIME: Micros = SECOND
/** What a scan of the devices takes, and of each of them. */
const SCAN_TIME: Micros = SECOND
const SCAN_EACH: Micros = SECOND / 2
const KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({ mirror: 'mirror', raidz: 'raidz', raidz1: 'raidz' }),
)

/** zpool(8) */
export const zpool: Program = (call, [verb = '', ...args]) => {
  const options = readOptions(args, 'DFHN:afm:no:vxR:')
  if (options === undefined) return failed(USAGE, 2)
  const { given, rest } = options
  switch (verb) {
    case 'create':
      return created(call, rest)
    case 'list':
      return printed(poolList(poolsNamed(call, rest)))
    case 'status':
      return printed(poolStatus(poolsNamed(call, rest)))
    case 'import':
      return imported(call, rest[0], given.has('f'))
    case 'export':
      return exported(call, rest, given.has('f'))
    case 'destroy':
      return exported(call, rest, true)
    default:
      return failed(verb === '' ? `missing command\n${USAGE}` : `unrecognized command '${verb}'\n${USAGE}`, 2)
  }
}

function poolsNamed({ space }: Call, names: readonly string[]): readonly Pool[] {
  const all = [...space.pools.values()]
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
}

function created(call: Call, [name, ...words]: readonly string[]): Outcome | Course<Outcome> {
  if (name === undefined) return failed(`missing pool name argument\n${USAGE}`, 2)
  const kind = KINDS.get(words[0] ?? '') ?? 'stripe'
  const named = kind === 'stripe' ? words : words.slice(1)
  if (named.length === 0) return failed(`invalid vdev specification: at least one toplevel vdev must be specified`)
  if (call.space.pools.has(name)) return failed(`cannot create '${name}': pool already exists`)
  const devices: BlockDevice[] = []
  for (const word of named) {
    const device = deviceNamed(call, word)
    if (device === undefined)
      return failed(`cannot open '${word}': no such GEOM provider\nmust be a full path or shorthand device name`)
    if (call.space.mounts.find(devicePath(word)) !== undefined)
      return failed(`cannot use '${devicePath(word)}': must be a GEOM provider`)
    devices.push(device)
  }
  return creating(call, name, kind, devices)
}

function* creating(call: Call, name: string, kind: Kind, devices: readonly BlockDevice[]): Course<Outcome> {
  const made = yield* taking(call.host, CREATE_TIME, createPool(call, { name, kind, devices }))
  return 'error' in made ? failed(`cannot create '${name}': ${made.error}`) : printed('')
}

interface Importable {
  readonly label: Label
  readonly devices: readonly BlockDevice[]
}

function* imported(call: Call, name: string | undefined, force: boolean): Course<Outcome> {
  const { storage, pools } = call.space
  if (name !== undefined && pools.has(name))
    return failed(
      `cannot import '${name}': a pool with that name is already created/imported,\nand no additional pools with that name were found`,
    )
  const found = yield* taking(call.host, SCAN_TIME + SCAN_EACH * storage.all.length, scan(call))
  const all = byPool(found).filter(({ label }) => !pools.has(label.name))
  if (name === undefined) return printed(all.map((one) => offered(one)).join('\n'))
  const one = all.find(({ label }) => label.name === name)
  if (one === undefined) return failed(`cannot import '${name}': no such pool available`)
  const { label, devices } = one
  if (!force && !label.exported && label.host !== call.space.name) return failed(inUse(label))
  if (label.members.length - devices.length > spareOf(label))
    return failed(`cannot import '${name}': one or more devices is currently unavailable`)
  const done = yield* importPool(call, label, devices)
  if (!('error' in done)) return printed('')
  return failed(`cannot import '${name}': ${done.error}\n\tDestroy and re-create the pool from\n\ta backup source.`)
}

function inUse({ name, host, at }: Label): string {
  const who = `${host} (hostid: 0x${hostIdOf(host)})`
  const when = fullDate(at).replace(/ UTC/, '')
  return `cannot import '${name}': pool may be in use from other system, it was last accessed by ${who} on ${when}\nuse '-f' to import anyway`
}

/** What belongs together, by what the labels say. */
function byPool(found: readonly { readonly label: Label; readonly device: BlockDevice }[]): Importable[] {
  const guids = [...new Set(found.map(({ label }) => label.guid))]
  return guids.map((guid) => {
    const own = found.filter(({ label }) => label.guid === guid)
    const newest = own.reduce((last, one) => (one.label.at > last.label.at ? one : last))
    return { label: newest.label, devices: own.map(({ device }) => device) }
  })
}

function offered({ label, devices }: Importable): string {
  const lines = devices.map(({ path }) => `\t  ${path.replace('/dev/', '')}  ONLINE`)
  const state = label.members.length - devices.length > spareOf(label) ? 'UNAVAIL' : 'ONLINE'
  return `  pool: ${label.name}\n    id: ${label.guid}\n state: ${state}\naction: The pool can be imported using its name or numeric identifier.\nconfig:\n\n\t${label.name}  ${state}\n${lines.join('\n')}\n`
}

function exported(call: Call, names: readonly string[], force: boolean): Outcome | Course<Outcome> {
  if (names.length === 0) return failed(`missing pool argument\n${USAGE}`, 2)
  const missing = names.find((name) => !call.space.pools.has(name))
  return missing === undefined ? exporting(call, names, force) : failed(`cannot open '${missing}': no such pool`)
}

function* exporting(call: Call, names: readonly string[], force: boolean): Course<Outcome> {
  for (const name of names) {
    const pool = call.space.pools.get(name)!
    const how = { force, directory: call.directory }
    const why = yield* taking(call.host, EXPORT_TIME, exportPool(call, pool, how))
    if (why !== null) return failed(`cannot unmount '${pool.mount.on}': ${why}`)
  }
  return printed('')
}
