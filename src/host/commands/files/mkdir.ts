import { FILE_EXISTS, NOT_DIRECTORY, parentOf } from '../../disk.ts'
import { cannotDo, quote } from '../complaint.ts'
import { isOutcome, missing, misused, readFlags } from '../flags.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { changed } from './modes.ts'

const SYNTAX = {
  name: 'mkdir',
  letters: 'm:pv',
  long: { mode: 'm', parents: 'p', verbose: 'v' },
  usage: 'usage: mkdir [-pv] [-m mode] directory_name ...',
  exits: { bsd: 64 },
}

/** mkdir(1) */
export const mkdir: Program = (call, args) => {
  const flags = readFlags(call, args, SYNTAX)
  if (isOutcome(flags)) return flags
  if (flags.rest.length === 0) return missing(call, SYNTAX, 'missing operand')
  const given = flags.value('m')
  const mode = given === undefined ? null : changed(given, 0o777, true)
  if (mode === undefined) {
    return failed(flags.gnu ? `mkdir: invalid mode ${quote(given!)}` : `mkdir: invalid file mode: ${given}`)
  }
  const { files } = call.space
  return each(flags.rest, (name) => {
    const path = pathOf(call, name)
    const wrong = flags.has('p') ? allMade(call, name) : madeAt(call, name)
    if (wrong !== null) {
      const gnu = `cannot create directory ${quote(wrong.name)}`
      return cannotDo(call, { program: 'mkdir', file: wrong.name, gnu }, wrong.why)
    }
    if (mode !== null) files.set(path, { mode })
    return printed(!flags.has('v') ? '' : flags.gnu ? `mkdir: created directory ${quote(name)}\n` : `${name}\n`)
  })
}

type Wrong = { readonly name: string; readonly why: string } | null

function madeAt(call: Call, name: string): Wrong {
  const why = call.space.files.make(pathOf(call, name))
  return why === null ? null : { name, why }
}

/** Step by step: what stands in the way is named. */
function allMade(call: Call, name: string): Wrong {
  const { files } = call.space
  const steps = name.split('/')
  for (let i = 1; i <= steps.length; i++) {
    const at = steps.slice(0, i).join('/') || '/'
    const path = pathOf(call, at)
    if (at !== '/' && steps[i - 1] === '') continue
    if (files.isDirectory(path)) continue
    if (!files.exists(path) && files.linkAt(path) === undefined) {
      const wrong = madeAt(call, at)
      if (wrong !== null) return wrong
    } else return { name: at, why: i < steps.length ? NOT_DIRECTORY : FILE_EXISTS }
  }
  return null
}

const RMDIR = {
  name: 'rmdir',
  letters: 'pv',
  long: { parents: 'p', verbose: 'v' },
  usage: 'usage: rmdir [-pv] directory ...',
}

/** rmdir(1) */
export const rmdir: Program = (call, args) => {
  const flags = readFlags(call, args, RMDIR)
  if (isOutcome(flags)) return flags
  if (flags.rest.length === 0) return missing(call, RMDIR, 'missing operand')
  return each(flags.rest, (name) => (flags.has('p') ? withParents(call, name) : removed(call, name)))
}

function removed(call: Call, name: string): Outcome {
  const why = call.space.files.unlink(pathOf(call, name), 'directory')
  if (why === null) return printed('')
  return cannotDo(call, { program: 'rmdir', file: name, gnu: `failed to remove ${quote(name)}` }, why)
}

/** `a/b/c`, then `a/b`, then `a`. */
function withParents(call: Call, name: string): Outcome {
  for (let at = name, isFirst = true; isFirst || (at !== '' && at !== '/' && at !== '.'); isFirst = false) {
    const outcome = removed(call, at)
    if (outcome.exit !== 0) return outcome
    at = at.replace(/\/+$/, '')
    at = at.includes('/') ? parentOf(at).replace(/\/+$/, '') : ''
  }
  return printed('')
}

const MKTEMP = {
  name: 'mktemp',
  letters: 'dqt:up:',
  long: { directory: 'd', quiet: 'q', 'dry-run': 'u', tmpdir: 'p' },
  usage: 'usage: mktemp [-d] [-q] [-t prefix] [-u] template ...\n       mktemp [-d] [-q] [-u] -t prefix ',
}
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** mktemp(1): names are drawn from the number of the process and the time. */
export const mktemp: Program = (call, args) => {
  const flags = readFlags(call, args, MKTEMP)
  if (isOutcome(flags)) return flags
  const { files, now } = call.space
  const prefix = flags.value('t')
  const usual = flags.gnu ? '/tmp/tmp.XXXXXXXXXX' : prefix === undefined ? '' : `/tmp/${prefix}.XXXXXXXX`
  const template = flags.rest[0] ?? (flags.gnu && prefix !== undefined ? `/tmp/${prefix}` : usual)
  if (template === '') return misused(call, MKTEMP)
  const marks = /X*$/.exec(template)![0].length
  if (flags.gnu && marks < 3)
    return failed(`mktemp: too few X's in template ${quote(flags.rest[0] ?? prefix ?? template)}`)
  for (let seed = call.process.pid * 7_919 + (now % 1_000_003); ; seed++) {
    const name = template.slice(0, template.length - marks) + drawn(seed, marks)
    const path = pathOf(call, name)
    if (files.exists(path) && marks > 0) continue
    const why = flags.has('u')
      ? null
      : flags.has('d')
        ? files.make(path)
        : files.exists(path)
          ? FILE_EXISTS
          : files.write(path, '')
    if (why !== null)
      return cannotDo(
        call,
        {
          program: 'mktemp',
          file: `mkstemp failed on ${name}`,
          gnu: `failed to create file via template ${quote(template)}`,
        },
        why,
      )
    files.set(path, { mode: flags.has('d') ? 0o700 : 0o600 })
    return printed(`${name}\n`)
  }
}

function drawn(seed: number, count: number): string {
  let text = ''
  for (let left = seed, i = 0; i < count; i++) {
    left = (left * 69_069 + 12_345 + i) % 2_147_483_647
    text += SIGNS[left % SIGNS.length]
  }
  return text
}
