import { SECOND } from '../../../time.ts'
import { momentAt, partsOf } from '../../date.ts'
import { NO_ENTRY } from '../../disk.ts'
import { cannotDo, quote } from '../complaint.ts'
import { isOutcome, missing, readFlags } from '../flags.ts'
import { each, failed, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const TOUCH = {
  name: 'touch',
  letters: 'achmr:t:d:',
  long: { 'no-create': 'c', reference: 'r', date: 'd', 'no-dereference': 'h' },
  usage:
    'usage: touch [-A [-][[hh]mm]SS] [-achm] [-r file] [-t [[CC]YY]MMDDhhmm[.SS]]\n       [-d YYYY-MM-DDThh:mm:SS[.frac][tz]] file ...',
}

/** touch(1) */
export const touch: Program = (call, args) => {
  const flags = readFlags(call, args, TOUCH)
  if (isOutcome(flags)) return flags
  if (flags.rest.length === 0) return missing(call, TOUCH, 'missing file operand')
  const { files, now } = call.space
  const stamp = flags.value('t')
  const like = flags.value('r')
  const given = stamp === undefined ? undefined : momentOf(call, stamp)
  const reference = like === undefined ? undefined : files.stat(pathOf(call, like))
  if (stamp !== undefined && given === undefined)
    return failed(
      flags.gnu
        ? `touch: invalid date format ${quote(stamp)}`
        : 'touch: out of range or illegal time specification: [[CC]YY]MMDDhhmm[.SS]',
    )
  if (reference !== undefined && 'error' in reference)
    return cannotDo(
      call,
      { program: 'touch', file: like!, gnu: `failed to get attributes of ${quote(like!)}` },
      reference.error,
    )
  const modified = given ?? (reference !== undefined && 'is' in reference ? reference.is.modified : now)
  return each(flags.rest, (name) => {
    const path = pathOf(call, name)
    const there = files.stat(path)
    if ('error' in there) {
      if (flags.has('c') && there.error === NO_ENTRY) return printed('')
      const why = flags.has('c') ? there.error : files.write(path, '')
      if (why !== null)
        return cannotDo(
          call,
          {
            program: 'touch',
            file: name,
            gnu: `${flags.has('c') ? 'setting times of' : 'cannot touch'} ${quote(name)}`,
          },
          why,
        )
    }
    files.set(path, { modified })
    return printed('')
  })
}

/** `[[CC]YY]MMDDhhmm[.SS]`; undefined: it is no time. */
function momentOf({ space }: Call, given: string): number | undefined {
  const [, century, year, ...rest] = /^(\d\d)??(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(given) ?? []
  if (rest.length === 0) return undefined
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.map((part) => Number(part ?? '0'))
  const short = Number(year ?? '70')
  const whole =
    year === undefined
      ? partsOf(space.now).year
      : century === undefined
        ? short + (short < 69 ? 2000 : 1900)
        : Number(century + year)
  const isRight = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60
  return isRight && whole >= 1970 ? momentAt({ year: whole, month, day, hour, minute, second }) * SECOND : undefined
}
