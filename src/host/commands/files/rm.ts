import { BUSY, baseOf, IS_DIRECTORY, NO_ENTRY, NOT_DIRECTORY } from '../../disk.ts'
import { cannotDo, quote } from '../complaint.ts'
import { type Flags, isOutcome, missing, readFlags } from '../flags.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { walk } from './tree.ts'

const RM = {
  name: 'rm',
  letters: 'dfiIPRrvWx',
  long: { recursive: 'r', force: 'f', verbose: 'v', dir: 'd', interactive: 'i' },
  usage: 'usage: rm [-f | -i] [-dIPRrvWx] file ...\n       unlink [--] file',
  exits: { bsd: 64 },
}

/** rm(1) */
export const rm: Program = (call, args) => {
  const flags = readFlags(call, args, RM)
  if (isOutcome(flags)) return flags
  if (flags.rest.length === 0) return flags.has('f') ? printed('') : missing(call, RM, 'missing operand')
  return each(flags.rest, (name) => removed(call, flags, name))
}

function removed(call: Call, flags: Flags, name: string): Outcome {
  const { files } = call.space
  const path = pathOf(call, name)
  const base = baseOf(name.replace(/(?!^)\/+$/, ''))
  const isAll = flags.has('rR')
  if (base === '.' || base === '..') {
    const refusal = `refusing to remove '.' or '..' directory: skipping ${quote(name)}`
    if (isAll || !flags.gnu) return failed(`rm: ${flags.gnu ? refusal : '"." and ".." may not be removed'}`)
  }
  if (/^\/+$/.test(name) && isAll) return failed(flags.gnu ? ROOT : 'rm: "/" may not be removed')
  const stat = files.lstat(path)
  if ('error' in stat) {
    if (flags.has('f') && (stat.error === NO_ENTRY || stat.error === NOT_DIRECTORY)) return printed('')
    return cannot(call, name, stat.error)
  }
  const isFolder = stat.is.kind === 'directory'
  if (isFolder && !isAll && !flags.has('d'))
    return flags.gnu ? cannot(call, name, IS_DIRECTORY) : failed(`rm: ${name}: is a directory`)
  if (isFolder && isAll) return removedAll(call, flags, name)
  const why = files.unlink(path, isFolder ? 'directory' : 'file')
  if (why !== null) return cannot(call, name, why)
  const said = flags.gnu ? `removed ${isFolder ? 'directory ' : ''}${quote(name)}\n` : `${name}\n`
  return printed(flags.has('v') ? said : '')
}

const ROOT = "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe"

/** What is below a directory goes before it; what stays keeps those above it. */
function removedAll(call: Call, flags: Flags, name: string): Outcome {
  const { files } = call.space
  const all = [...walk(call, name)]
  const why = files.remove(pathOf(call, name))
  if (why === BUSY) return removedOneByOne(call, all)
  if (why !== null) return cannot(call, name, why)
  if (!flags.has('v')) return printed('')
  return printed(
    all
      .toReversed()
      .map((one) => (flags.gnu ? `removed ${quote(one.name)}\n` : `${one.name}\n`))
      .join(''),
  )
}

function removedOneByOne(call: Call, all: readonly { readonly name: string; readonly path: string }[]): Outcome {
  const { files } = call.space
  return each(all.toReversed(), ({ name, path }) => {
    const stat = files.lstat(path)
    if ('error' in stat) return printed('')
    const why = files.unlink(path, stat.is.kind === 'directory' ? 'directory' : 'file')
    return why === null ? printed('') : cannot(call, name, why)
  })
}

function cannot(call: Call, name: string, why: string): Outcome {
  return cannotDo(call, { program: 'rm', file: name, gnu: `cannot remove ${quote(name)}` }, why)
}
