import type { Course } from '../../../engine/course.ts'
import { SECOND } from '../../../time.ts'
import { NO_ENTRY } from '../../files/errors.ts'
import type { Mount } from '../../storage/mounts.ts'
import { taking } from '../../storage/took.ts'
import { type MountRequest, mountUfs } from '../../storage/ufs/mount.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { deviceNamed, devicePath, fstabOf } from './named.ts'

const USAGE =
  'usage: mount [-adflpruvw] [-F fstab] [-o options] [-t ufs | external_type]\n       mount [-dfpruvw] special | node\n       mount [-dfpruvw] [-o options] [-t ufs | external_type] special node'
const MOUNT_TIME = SECOND / 5

/** mount(8) of FreeBSD. */
export const mount: Program = (call, args) => {
  const options = readOptions(args, 'aF:dflo:prt:uvwL')
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  const words = (given.get('o') ?? '').split(',')
  const how = { readOnly: given.has('r') || words.includes('ro'), force: given.has('f') || words.includes('force') }
  if (given.has('a')) return all(call)
  if (rest.length === 0) return printed(listed(call, given.get('t')))
  if (rest.length > 2) return failed(USAGE)
  const line = fstabOf(call).find(({ device, on }) => rest[0] === device || rest[0] === on)
  const [from, on] = rest.length === 2 ? rest : [line?.device, line?.on]
  if (from === undefined || on === undefined) return failed(`mount: ${rest[0]}: unknown special file or file system`)
  const type = given.get('t') ?? (rest.length === 2 ? 'ufs' : line?.type) ?? 'ufs'
  if (type !== 'ufs') return failed(`mount: ${from}: Operation not supported by device`)
  return mounted(call, devicePath(from), pathOf(call, on), how)
}

type How = Pick<MountRequest, 'readOnly' | 'force'>

function mounted(call: Call, from: string, on: string, how: How): Outcome | Course<Outcome> {
  const device = deviceNamed(call, from)
  if (device === undefined) return failed(`mount: ${from}: ${NO_ENTRY}`)
  if (!call.space.files.exists(on)) return failed(`mount: ${on}: ${NO_ENTRY}`)
  return done(call, { from, on, device, ...how })
}

function* done(call: Call, request: MountRequest): Course<Outcome> {
  const why = yield* taking(call.host, MOUNT_TIME, mountUfs(call, request))
  return why === null ? printed('') : failed(`mount: ${request.from}: ${why}`)
}

/** What fstab(5) has to be mounted at boot. */
function* all(call: Call): Course<Outcome> {
  let last = printed('')
  for (const { device, on, type, options } of fstabOf(call)) {
    if (type !== 'ufs' || on === '/' || options.includes('noauto')) continue
    if (call.space.mounts.find(device) !== undefined) continue
    const outcome = mounted(call, device, on, { readOnly: options.includes('ro'), force: false })
    const ended = 'exit' in outcome ? outcome : yield* outcome
    last = { stdout: '', stderr: last.stderr + ended.stderr, exit: ended.exit === 0 ? last.exit : ended.exit }
  }
  return last
}

/** What is mounted, a line each. */
function listed({ space }: Call, type: string | undefined): string {
  const shown = space.mounts.all.filter((one) => type === undefined || one.type === type)
  return shown.map((one) => `${lineOf(one)}\n`).join('')
}

function lineOf({ from, on, type, options }: Mount): string {
  return `${from} on ${on} (${[type, ...options].join(', ')})`
}
