import type { Course } from '../../engine/course.ts'
import type { Source } from '../../shell/machine.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call } from './program.ts'

/** No such program; there is, and it cannot be run. */
export const NOT_FOUND = 127
export const NOT_RUN = 126
const EXECUTABLE = 0o111
const PATH = '/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin'

export interface Given {
  readonly env?: ReadonlyMap<string, string>
  readonly stdin?: Source
}

/** A program that another one begins, and waits for: it reads and writes where that does, unless it is given something else. */
export function* begin(call: Call, words: readonly string[], given: Given = {}): Course<Outcome> {
  const [name = '', ...args] = words
  const { directory, process: self } = call
  const { env = call.env, stdin = call.io.stdin } = given
  const command = call.space.machine.find(name, env.get('PATH') ?? PATH, directory)
  if (typeof command === 'string') return failed(`${name}: ${command}`, command === 'not found' ? NOT_FOUND : NOT_RUN)
  const ended = command({ name, args, env, directory, process: self, io: { ...call.io, stdin } })
  return { stdout: '', stderr: '', exit: typeof ended === 'number' ? ended : yield* ended }
}

/** Where the program lies that a name calls; undefined: there is none. */
export function locate({ space, env, directory }: Call, name: string): string | undefined {
  const isThere = (path: string) => ((space.files.modeOf(path) ?? 0) & EXECUTABLE) !== 0
  if (name.includes('/')) return isThere(name.startsWith('/') ? name : `${directory}/${name}`) ? name : undefined
  const folders = (env.get('PATH') ?? PATH).split(':')
  return folders.map((folder) => `${folder === '' ? '.' : folder}/${name}`).find(isThere)
}
