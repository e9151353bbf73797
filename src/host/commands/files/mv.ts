import { BUSY, CROSS_DEVICE, INVALID, IS_DIRECTORY, NOT_DIRECTORY } from '../../disk.ts'
import { isDirectory } from '../../files/inode.ts'
import { errorCalled } from '../../manners.ts'
import { quote } from '../complaint.ts'
import { type Flags, isOutcome, readFlags } from '../flags.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { cp, targetsOf } from './cp.ts'

const MV = {
  name: 'mv',
  letters: 'fhinv',
  long: { force: 'f', interactive: 'i', 'no-clobber': 'n', verbose: 'v' },
  usage: 'usage: mv [-f | -i | -n] [-hv] source target\n       mv [-f | -i | -n] [-v] source ... directory',
  exits: { bsd: 64 },
}

/** mv(1) */
export const mv: Program = (call, args) => {
  const flags = readFlags(call, args, MV)
  if (isOutcome(flags)) return flags
  const targets = targetsOf(call, flags, MV)
  if ('exit' in targets) return targets
  return each(targets.copies, ({ from, to }) => moved(call, flags, from, to))
}

function moved(call: Call, flags: Flags, from: string, to: string): Outcome {
  const { files } = call.space
  const [source, target] = [pathOf(call, from), pathOf(call, to)]
  const stat = files.lstat(source)
  if ('error' in stat)
    return failed(
      flags.gnu ? `mv: cannot stat ${quote(from)}: ${stat.error}` : `mv: rename ${from} to ${to}: ${stat.error}`,
    )
  if (flags.has('n') && files.exists(target)) return printed('')
  const [one, other] = [files.find(source, false), files.find(target, false)]
  if (flags.gnu && 'is' in one && 'is' in other && one.is === other.is)
    return failed(`mv: ${quote(from)} and ${quote(to)} are the same file`)
  if (flags.gnu && 'is' in one && 'is' in other && isDirectory(one.is) && !isDirectory(other.is))
    return failed(gnuWords(from, to, NOT_DIRECTORY))
  const why = files.rename(source, target)
  if (why === CROSS_DEVICE) return carried(call, from, to)
  if (why === null) {
    const said = flags.gnu ? `renamed ${quote(from)} -> ${quote(to)}\n` : `${from} -> ${to}\n`
    return printed(flags.has('v') ? said : '')
  }
  const there = files.lstat(target)
  if (flags.gnu && 'error' in there && there.error === NOT_DIRECTORY)
    return failed(`mv: cannot stat ${quote(to)}: ${there.error}`)
  return failed(flags.gnu ? gnuWords(from, to, why) : `mv: rename ${from} to ${to}: ${why}`)
}

function gnuWords(from: string, to: string, why: string): string {
  if (why === INVALID && /(?:^|\/)\.\.?\/*$/.test(from))
    return `mv: cannot move ${quote(from)} to ${quote(to)}: ${errorCalled(BUSY, true)}`
  if (why === INVALID) return `mv: cannot move ${quote(from)} to a subdirectory of itself, ${quote(to)}`
  if (why === NOT_DIRECTORY) return `mv: cannot overwrite non-directory ${quote(to)} with directory ${quote(from)}`
  if (why === IS_DIRECTORY) return `mv: cannot overwrite directory ${quote(to)} with non-directory`
  return `mv: cannot move ${quote(from)} to ${quote(to)}: ${errorCalled(why, true)}`
}

/** To another file system: copied, then taken away. */
function carried(call: Call, from: string, to: string): Outcome {
  const copied = cp(call, ['-a', from, to])
  if (!('exit' in copied) || copied.exit !== 0) return 'exit' in copied ? copied : printed('')
  const why = call.space.files.remove(pathOf(call, from))
  return why === null ? copied : failed(`mv: ${from}: ${why}`)
}
