import type { Course } from '../../../engine/course.ts'
import type { Called } from '../../../shell/machine.ts'
import { join } from '../../disk.ts'
import { type Debian, ends, isExecutable, type Made, runs } from './called.ts'

/** Names of scripts that run-parts(8) takes: no backups, and nothing with a dot. */
const TAKEN = /^[a-zA-Z0-9_-]+$/

/** What run-parts(8) would run in a directory, in order. */
export function partsOf({ space }: Debian, directory: string): readonly string[] {
  const names = space.files.list(directory)
  if ('error' in names) return []
  return names.is
    .filter((name) => TAKEN.test(name))
    .map((name) => join(directory, name))
    .filter((path) => isExecutable(space, path))
}

/** run-parts(8): all scripts of a directory, one after the other; it fails where one does. */
export const runParts: Made = (machine) => (called) => {
  const [directory] = called.args.filter((word) => !word.startsWith('-'))
  if (directory === undefined) return ends(called, 1, { stderr: 'run-parts: missing operand\n' })
  if (!machine.space.files.isDirectory(directory))
    return ends(called, 1, { stderr: `run-parts: failed to open directory ${directory}: No such file or directory\n` })
  if (called.args.includes('--test') || called.args.includes('--list'))
    return ends(called, 0, {
      stdout: partsOf(machine, directory)
        .map((path) => `${path}\n`)
        .join(''),
    })
  return allRun(machine, called, directory)
}

export function* allRun(machine: Debian, called: Called, directory: string): Course<number> {
  let exit = 0
  for (const path of partsOf(machine, directory)) {
    const code = yield* runs(machine.shell, called, [path])
    if (code === 0) continue
    yield* called.io.stderr.write(`run-parts: ${path} exited with return code ${code}\n`)
    exit = 1
  }
  return exit
}
