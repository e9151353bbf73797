import type { Course } from '../../../engine/course.ts'
import type { BlockDevice } from '../../storage/device.ts'
import { lasting } from '../../storage/took.ts'
import { type Checked, fsck as check, checkTime, freeText } from '../../storage/ufs/fsck.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'
import { deviceNamed, devicePath, fstabOf } from './named.ts'

const USAGE = 'usage: fsck [-BCdfFnpvy] [-T fstype:fsoptions] [-t fstype] [-c fstab] [special | node] ...'
/** EEXIT of fsck(8). */
const STANDARD_ERROR = 8

/** fsck(8), which calls fsck_ffs(8). */
export const fsck: Program = (call, args) => {
  const options = readOptions(args, 'BCDFT:c:dfnpt:vy')
  const [name] = options?.rest ?? []
  if (options === undefined || name === undefined) return failed(USAGE, STANDARD_ERROR)
  const line = fstabOf(call).find(({ on }) => on === name)
  const path = devicePath(line?.device ?? name)
  const device = deviceNamed(call, path)
  if (device === undefined) return failed(`Can't stat ${path}: No such file or directory`, STANDARD_ERROR)
  return checked(call, path, device, options.given)
}

function* checked(
  { host, space }: Call,
  path: string,
  device: BlockDevice,
  given: ReadonlyMap<string, string>,
): Course<Outcome> {
  const { engine } = host.world
  const preens = given.has('p')
  const isMounted = space.mounts.find(path) !== undefined
  if (isMounted && preens) return printed(`${path}: NO WRITE ACCESS\n`)
  // It takes its time from when the device answers, which one of HAST may not do for a while.
  yield* device.read(0)
  const since = engine.now
  const found = yield* check(device, space.treeOptions, given.has('y') && !given.has('n') && !isMounted)
  if ('error' in found) return failed(cannot(path, found.error), STANDARD_ERROR)
  yield* lasting(host, since + checkTime(device, found.is) - engine.now)
  return told(path, found.is, preens)
}

function cannot(path: string, why: string): string {
  return why === 'Invalid argument'
    ? `Cannot find file system superblock\n${path}: CANNOT FIGURE OUT FILE SYSTEM PARTITION`
    : `Can't open ${path}: ${why}`
}

function told(
  path: string,
  { clean, files, used, free, broken, orphans, repaired }: Checked,
  preens: boolean,
): Outcome {
  if (clean) {
    if (!preens) return printed(summary(`** ${path}\n`, files, used, free))
    return printed(`${path}: FILE SYSTEM CLEAN; SKIPPING CHECKS\n${path}: clean, ${freeText(free)}\n`)
  }
  const wrong = [
    ...broken.map((name) => `UNALLOCATED  NAME=${name}`),
    ...(orphans > 0 ? [`${orphans} UNREF FILE${orphans === 1 ? '' : 'S'}`] : []),
  ]
  const found = wrong.map((line) => `${path}: ${line}${repaired ? ' (FIXED)' : ''}\n`).join('')
  if (!repaired && wrong.length > 0) {
    const words = `${path}: UNEXPECTED INCONSISTENCY; RUN fsck_ffs MANUALLY.\n`
    return { stdout: found + words, stderr: '', exit: STANDARD_ERROR }
  }
  return printed(summary(`${found}${preens ? `${path}: ` : `** ${path}\n`}`, files, used, free))
}

function summary(head: string, files: number, used: number, free: number): string {
  return `${head}${files} files, ${used} used, ${freeText(free)}\n`
}
