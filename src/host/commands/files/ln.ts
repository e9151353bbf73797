import { baseOf, IS_DIRECTORY, join, NOT_DIRECTORY } from '../../disk.ts'
import { cannotDo, quote } from '../complaint.ts'
import { type Flags, isOutcome, missing, readFlags } from '../flags.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const LN = {
  name: 'ln',
  letters: 'Ffhinsv',
  long: { symbolic: 's', force: 'f', 'no-dereference': 'n', verbose: 'v' },
  usage:
    'usage: ln [-s [-F] | -L | -P] [-f | -i] [-hnv] source_file [target_file]\n       ln [-s [-F] | -L | -P] [-f | -i] [-hnv] source_file ... target_dir\n       link source_file target_file',
}

/** ln(1) */
export const ln: Program = (call, args) => {
  const flags = readFlags(call, args, LN)
  if (isOutcome(flags)) return flags
  const { files } = call.space
  const { rest } = flags
  if (rest.length === 0) return missing(call, LN, 'missing file operand')
  const target = rest.length === 1 ? '.' : rest.at(-1)!
  const sources = rest.length === 1 ? rest : rest.slice(0, -1)
  const path = pathOf(call, target)
  const isItself = flags.has('hn') && files.linkAt(path) !== undefined
  const isFolder = files.isDirectory(path) && !isItself
  if (sources.length > 1 && !isFolder) {
    const found = files.stat(path)
    const why = 'error' in found ? found.error : NOT_DIRECTORY
    return failed(flags.gnu ? `ln: target ${quote(target)}: ${why}` : `ln: ${target}: ${why}`)
  }
  const into = (source: string) =>
    target === '.' && rest.length === 1 && !flags.gnu ? baseOf(bare(source)) : join(target, baseOf(bare(source)))
  return each(sources, (source) => linked(call, flags, source, isFolder ? into(source) : target))
}

function bare(name: string): string {
  return name.replace(/(?!^)\/+$/, '')
}

function linked(call: Call, flags: Flags, source: string, name: string): Outcome {
  const { files } = call.space
  const [from, at] = [pathOf(call, source), pathOf(call, name)]
  if (!flags.has('s')) {
    // GNU names a link itself, a BSD what it leads to.
    const stat = flags.gnu ? files.lstat(from) : files.stat(from)
    if ('error' in stat)
      return cannotDo(call, { program: 'ln', file: source, gnu: `failed to access ${quote(source)}` }, stat.error)
    if (stat.is.kind === 'directory')
      return failed(flags.gnu ? `ln: ${source}: hard link not allowed for directory` : `ln: ${source}: ${IS_DIRECTORY}`)
  }
  const isSame = (flags.gnu || !flags.has('s')) && isOneFile(call, from, at)
  const old = files.lstat(at)
  if (flags.has('f') && flags.gnu && 'error' in old && old.error === NOT_DIRECTORY)
    return failed(`ln: failed to access ${quote(name)}: ${old.error}`)
  if (flags.has('f') && 'is' in old && old.is.kind === 'directory' && flags.gnu)
    return failed(`ln: ${name}: cannot overwrite directory`)
  if (flags.has('f') && isSame && flags.gnu) return failed(`ln: ${quote(source)} and ${quote(name)} are the same file`)
  if (flags.has('f') && !isSame && !files.isDirectory(at)) files.unlink(at)
  else if (flags.has('f') && files.linkAt(at) !== undefined) files.unlink(at)
  const why = flags.has('s') ? files.link(at, source) : files.name(from, at, !flags.gnu)
  if (why === null) return printed(!flags.has('v') ? '' : saidOf(flags, source, name))
  const kind = flags.has('s') ? 'symbolic' : 'hard'
  const over = flags.has('s') || files.exists(at) ? '' : ` => ${quote(source)}`
  return cannotDo(call, { program: 'ln', file: name, gnu: `failed to create ${kind} link ${quote(name)}${over}` }, why)
}

function saidOf(flags: Flags, source: string, name: string): string {
  const arrow = flags.has('s') ? '->' : '=>'
  return flags.gnu ? `${quote(name)} ${arrow} ${quote(source)}\n` : `${name} ${arrow} ${source}\n`
}

function isOneFile({ space: { files } }: Call, one: string, other: string): boolean {
  const [here, there] = [files.find(one), files.find(other, false)]
  return 'is' in here && 'is' in there && here.is === there.is
}
