import type { Course } from '../../engine/course.ts'
import type { Dialect } from '../../shell/dialect.ts'
import type { Called, Command } from '../../shell/machine.ts'
import { runScript, type Script, share } from '../../shell/shell.ts'
import type { Host } from '../host.ts'
import { endOf } from '../processes.ts'
import type { UserSpace } from '../user-space.ts'
import { dialectOf, usualDialect } from './dialects.ts'
import { unwatched } from './terminal.ts'
import { Recording } from './watching.ts'

/** `#!/bin/sh -e`: what runs a script, and what it is given before the name. */
const INTERPRETER = /^#![ \t]*(\S+)(?:[ \t]+(.*\S))?[ \t]*(?:\r?\n|$)/
/** execve(2) of a script whose interpreter is none of this machine. */
const NO_INTERPRETER = 127

/** The script that lies somewhere, as a process of its own. */
export function scriptAt(host: Host, space: UserSpace, path: string): Command {
  return function* (called) {
    const title = [called.name, ...called.args].join(' ')
    const child = space.processes.start(title, (self) => become(host, space, path, { ...called, process: self }))
    if (child === null) return yield* failing(called, `${called.name}: Resource temporarily unavailable`)
    share(child, called.process)
    return yield* endOf(child, called.process)
  }
}

/** What a process does that becomes a script. */
export function become(host: Host, space: UserSpace, path: string, called: Called): Course<number> {
  const text = space.files.read(path)
  const source = 'is' in text ? text.is : ''
  const [, interpreter, option = ''] = INTERPRETER.exec(source) ?? []
  const dialect = interpreter === undefined ? unnamed(host, called) : dialectOf(host, interpreter)
  if (dialect === undefined)
    return failing(called, `${called.name}: ${interpreter}: bad interpreter: No such file or directory`)
  const options = /^-([A-Za-z]+)$/.exec(option)?.[1]
  const script = { source, name: called.name, args: called.args, ...(options !== undefined && { options }) }
  return recorded(host, space, script, called, dialect)
}

/** What begins with no `#!` the kernel does not run (ENOEXEC): bash does so itself, everybody else calls /bin/sh. */
function unnamed(host: Host, { caller }: Called): Dialect | undefined {
  return caller === 'bash' ? dialectOf(host, caller) : usualDialect(host)
}

function* failing({ io }: Called, says: string): Course<number> {
  yield* io.stderr.write(`${says}\n`)
  return NO_INTERPRETER
}

/** A script is on the record from its beginning to its end. */
export function* recorded(
  host: Host,
  space: UserSpace,
  script: Script,
  { name, args, env, directory, io, process: self }: Called,
  dialect: Dialect,
): Course<number> {
  const { world } = host
  const about = { kind: 'script', host: host.name, pid: self.pid, command: [name, ...args].join(' ') } as const
  const begun = host.note({ ...about, exit: null })
  world.engine.cause = begun
  const watcher = new Recording(host, begun, true)
  let exit: number | null = null
  try {
    const heard = watcher.listening(unwatched(io))
    exit = yield* runScript(script, space.machine, { dialect, watcher, env, directory, io: heard, process: self })
    return exit
  } finally {
    const { complaints: text } = watcher
    if (text !== '') world.trace.noteCausedBy(begun, { kind: 'output', host: host.name, text, exit: exit ?? 0 })
    // Where the power goes there is nobody to tell it.
    if (host.power !== 'off') world.trace.noteCausedBy(begun, { ...about, exit: exit ?? self.status ?? 0 })
  }
}
