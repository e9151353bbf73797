import type { Course } from '../../engine/course.ts'
import type { Sink, Source } from '../../shell/machine.ts'
import { absolute } from '../disk.ts'
import type { Host } from '../host.ts'
import type { UserSpace } from '../user-space.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call } from './program.ts'
import { placesOf, programCalled } from './programs.ts'
import { readList, type Simple } from './words.ts'

/** What a command may print, in characters. */
const MOST_PRINTED = 65_536
const EXECUTABLE = 0o111
/** So many commands stand in one line. */
const MOST_COMMANDS = 1_000

/**
 * Runs what somebody types at root's prompt of a machine: everything that it does is caused by it.
 *
 * The trace gets a `command` before each simple command, and an `output` after all that it did, when it has ended.
 *
 * @param input - what is typed into the programs
 */
export function runCommand(host: Host, line: string, input = ''): void {
  const { space } = host
  if (space === null) throw new Error(`nobody types anything on ${host.name}`)
  space.processes.begin(line, () => carryOut(host, space, { line, input }), true)
}

export interface Typed {
  readonly line: string
  readonly input: string
}

/**
 * The commands of a line, one after the other, as the exit code of the one before has it: what a process does.
 *
 * @returns the exit code of the last one that ran
 */
export function* carryOut(host: Host, space: UserSpace, { line, input }: Typed): Course<number> {
  const { cause } = host.world.engine
  const list = readList(line)
  const given = typeof list === 'string' ? [asTyped(line)] : list.length === 0 ? [asTyped(line)] : list
  let exit = 0
  for (const { after, words, line: text } of given.slice(0, MOST_COMMANDS)) {
    if (after !== ';' && (after === '&&') !== (exit === 0)) continue
    host.world.engine.cause = cause
    const command = host.note({ kind: 'command', host: host.name, command: text })
    host.world.engine.cause = command
    const outcome = typeof list === 'string' ? failed(`sh: ${list}`, 2) : yield* run(host, space, { words, input })
    exit = outcome.exit
    const body = { host: host.name, text: kept(outcome.stdout + outcome.stderr), exit }
    host.world.trace.noteCausedBy(command, { kind: 'output', ...body })
  }
  host.world.engine.cause = cause
  return exit
}

function asTyped(line: string): Simple {
  return { after: ';', words: [], line }
}

function* run(
  host: Host,
  space: UserSpace,
  { words: [name, ...args], ...typed }: Omit<Typed, 'line'> & Pick<Simple, 'words'>,
): Course<Outcome> {
  if (name === undefined) return { stdout: '', stderr: '', exit: 0 }
  const program = programCalled(name, host.carp.system, space.services)
  if (program === undefined) return yield* brought(space, name, args)
  const call: Call = { host, space, called: name, process: space.processes.current!, ...typed }
  const ended = program(call, args)
  return 'exit' in ended ? ended : yield* ended
}

/** One that a package has brought. */
function* brought(space: UserSpace, name: string, args: readonly string[]): Course<Outcome> {
  const command = placesOf(name).flatMap((path) => space.programs.get(path) ?? [])[0]
  if (command === undefined) return noProgram(space, name)
  const [stdout, stderr] = [new Kept(), new Kept()]
  const called = { name, args, env: new Map(), directory: space.directory, process: space.processes.current! }
  const ended = command({ ...called, io: { stdin: NOTHING, stdout, stderr } })
  const exit = typeof ended === 'number' ? ended : yield* ended
  return { stdout: stdout.text, stderr: stderr.text, exit }
}

/** Nothing comes to read. */
const NOTHING: Source = { read: () => at(null), unread: () => undefined }

/** What is written, for later. */
class Kept implements Sink {
  text = ''

  write(text: string): Course<boolean> {
    this.text += text
    return at(true)
  }
}

/** What takes no time. */
// biome-ignore lint/correctness/useYield: it is a course all the same
function* at<T>(value: T): Course<T> {
  return value
}

/** A file that is there may be a script. */
function noProgram(space: UserSpace, name: string): Outcome {
  const mode = name.includes('/') ? space.files.modeOf(absolute(name, space.directory)) : undefined
  if (mode === undefined) return failed(`sh: ${name}: not found`, 127)
  return failed(`sh: ${name}: ${(mode & EXECUTABLE) === 0 ? 'Permission denied' : 'scripts come later'}`, 126)
}

function kept(text: string): string {
  return text.length <= MOST_PRINTED ? text : `${text.slice(0, MOST_PRINTED)}\n(carpsim keeps no more of it)\n`
}
