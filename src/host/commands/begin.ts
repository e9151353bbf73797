import type { Course } from '../../engine/course.ts'
import { atOnce } from '../../shell/flow.ts'
import type { Sink } from '../../shell/machine.ts'
import { typed } from '../execution/terminal.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call } from './program.ts'

/** No such program; there is, and it cannot be run. */
export const NOT_FOUND = 127
export const NOT_RUN = 126
const EXECUTABLE = 0o111
const PATH = '/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin'

interface Given {
  /** What it reads. */
  readonly input: string
  readonly env: ReadonlyMap<string, string>
}

/** A program that another one begins, and waits for. */
export function* begin(call: Call, words: readonly string[], { input, env }: Given): Course<Outcome> {
  const [name = '', ...args] = words
  const { directory, process: self } = call
  const command = call.space.machine.find(name, env.get('PATH') ?? PATH, directory)
  if (typeof command === 'string') return failed(`${name}: ${command}`, command === 'not found' ? NOT_FOUND : NOT_RUN)
  const [stdout, stderr] = [new Kept(), new Kept()]
  const ended = command({ name, args, env, directory, process: self, io: { stdin: typed(input), stdout, stderr } })
  const exit = typeof ended === 'number' ? ended : yield* ended
  return { stdout: stdout.text, stderr: stderr.text, exit }
}

/** Where the program lies that a name calls; undefined: there is none. */
export function locate({ space, env, directory }: Call, name: string): string | undefined {
  const isThere = (path: string) => ((space.files.modeOf(path) ?? 0) & EXECUTABLE) !== 0
  if (name.includes('/')) return isThere(name.startsWith('/') ? name : `${directory}/${name}`) ? name : undefined
  const folders = (env.get('PATH') ?? PATH).split(':')
  return folders.map((folder) => `${folder === '' ? '.' : folder}/${name}`).find(isThere)
}

/** What is written, for later. */
class Kept implements Sink {
  text = ''

  write(text: string): Course<boolean> {
    this.text += text
    return atOnce(true)
  }
}
