import type { Course } from '../../../engine/course.ts'
import type { Called, Command, ShellMachine } from '../../../shell/machine.ts'
import type { Host } from '../../host.ts'
import type { UserSpace } from '../../user-space.ts'

/** A program of Debian that runs others: made for a machine, as a shell calls it. */
export type Made = (machine: Debian) => Command

/** What such a program has of its machine. */
export interface Debian {
  readonly host: Host
  readonly space: UserSpace
  /** As its shells see it. */
  readonly shell: ShellMachine
}

/** Where what init(8) runs is looked for. */
export const INIT_PATH = '/sbin:/usr/sbin:/bin:/usr/bin'

const NOT_FOUND = 127
const NOT_EXECUTABLE = 126

type Changes = Partial<Pick<Called, 'env' | 'io' | 'directory' | 'process'>>

/**
 * Runs what words call in place of the one that is called: with what that has, unless it says otherwise.
 *
 * @returns its exit status
 */
export function* runs(
  shell: ShellMachine,
  called: Called,
  [name = '', ...args]: readonly string[],
  changes: Changes = {},
): Course<number> {
  const now = { ...called, ...changes }
  const found = shell.find(name, now.env.get('PATH') ?? INIT_PATH, now.directory)
  if (typeof found === 'string') {
    yield* now.io.stderr.write(`${called.name}: ${name}: ${found === 'not found' ? 'command not found' : found}\n`)
    return found === 'not found' ? NOT_FOUND : NOT_EXECUTABLE
  }
  const ended = found({ ...now, name, args })
  return typeof ended === 'number' ? ended : yield* ended
}

/** It prints something, complains or not, and ends. */
export function* ends(called: Called, exit: number, { stdout = '', stderr = '' }): Course<number> {
  if (stderr !== '') yield* called.io.stderr.write(stderr)
  if (stdout !== '') yield* called.io.stdout.write(stdout)
  return exit
}

/** Whether there is something that can be executed. */
export function isExecutable(space: UserSpace, path: string): boolean {
  const stat = space.files.stat(path)
  return 'is' in stat && stat.is.kind === 'file' && (stat.is.mode & 0o111) !== 0
}
