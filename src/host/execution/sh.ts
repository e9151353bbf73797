import type { Course } from '../../engine/course.ts'
import type { Dialect } from '../../shell/dialect.ts'
import type { Called, Command } from '../../shell/machine.ts'
import { runScript, type Script } from '../../shell/shell.ts'
import { absolute } from '../disk.ts'
import type { Host } from '../host.ts'
import type { UserSpace } from '../user-space.ts'
import { recorded } from './script.ts'
import { wholeOf } from './terminal.ts'

/** So much of what comes by a pipe is run as a script, in characters. */
const MOST_READ = 262_144
const NO_SCRIPT = 127
const USAGE = 2

/** sh(1): a file, a text (`-c`), or what is typed into it. */
export function sh(host: Host, space: UserSpace, dialect: Dialect): Command {
  return function* (called) {
    const given = readArguments(called)
    if (typeof given === 'string') return yield* complaining(called, given, USAGE)
    const { name, args, options, text } = given
    const about = { name, args, ...(options !== '' && { options }) }
    if (text !== null) return yield* silently(space, { ...about, source: text, isText: true }, called, dialect)
    if (given.file === null) {
      const source = yield* wholeOf(called.io.stdin, MOST_READ)
      return yield* silently(space, { ...about, source }, called, dialect)
    }
    const read = space.files.read(absolute(given.file, called.directory))
    if ('error' in read) return yield* complaining(called, cannotOpen(dialect, given.file, read.error), NO_SCRIPT)
    return yield* recorded(host, space, { ...about, source: read.is }, called, dialect)
  }
}

interface Arguments {
  readonly name: string
  readonly args: readonly string[]
  /** As `set` has them. */
  readonly options: string
  readonly text: string | null
  readonly file: string | null
}

/** POSIX sh: `[-abCefhimnuvx] [FILE | -c TEXT [NAME]] [ARGUMENT …]`. */
function readArguments({ name, args }: Called): Arguments | string {
  const rest = [...args]
  let options = ''
  let isText = false
  for (let first = rest[0]; first?.startsWith('-') && first !== '-'; first = rest[0]) {
    rest.shift()
    if (first === '--') break
    for (const letter of first.slice(1)) {
      if (letter === 'c') isText = true
      else if ('abCefmnuvxs'.includes(letter)) options += letter
      else if (letter !== 'i' && letter !== 'l') return `${name}: Illegal option -${letter}`
    }
  }
  if (!isText) return { name: rest[0] ?? name, args: rest.slice(1), options, text: null, file: rest[0] ?? null }
  const [text, zero = name, ...more] = rest
  if (text === undefined) return `${name}: -c requires an argument`
  return { name: zero, args: more, options, text, file: null }
}

/** In the process of whoever calls it, whose watcher knows already. */
function silently(space: UserSpace, script: Script, called: Called, dialect: Dialect): Course<number> {
  const { env, directory, io, process: self } = called
  return runScript(script, space.machine, { dialect, env, directory, io, process: self, watcher: null })
}

function* complaining({ io }: Called, says: string, exit: number): Course<number> {
  yield* io.stderr.write(`${says}\n`)
  return exit
}

function cannotOpen({ name }: Dialect, file: string, why: string): string {
  if (name === 'bash') return `bash: ${file}: ${why}`
  return name === 'dash'
    ? `sh: 0: cannot open ${file}: ${why.replace(' or directory', '')}`
    : `${file}: cannot open: ${why}`
}
