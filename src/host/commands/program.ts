import { Exhausted } from '../../config/meter.ts'
import type { Course } from '../../engine/course.ts'
import { atOnce } from '../../shell/flow.ts'
import type { Command, Io, Process } from '../../shell/machine.ts'
import { wholeOf } from '../execution/terminal.ts'
import type { Host } from '../host.ts'
import { Kernel } from '../kernel/kernel.ts'
import { endOf } from '../processes.ts'
import { TOO_LONG } from '../signals.ts'
import type { UserSpace } from '../user-space.ts'
import { failed, type Outcome } from './outcome.ts'

/** A call of a program: what it sees of its machine. */
export interface Call {
  readonly host: Host
  readonly space: UserSpace
  /** What it reads from its standard input: all of it. */
  readonly input: string
  /** Where those read and write that it begins. */
  readonly io: Io
  /** Where it runs. */
  readonly directory: string
  /** What is exported to it. */
  readonly env: ReadonlyMap<string, string>
  /** By which name: `vim`, `/etc/rc.d/devd`. */
  readonly called: string
  /** Which process it is. */
  readonly process: Process
}

/** A program of a machine: what it does and prints, at once or in time. */
export interface Program {
  (call: Call, args: readonly string[]): Outcome | Course<Outcome>
  /** Whether it reads its standard input when it is called so; absent: never. */
  readonly reads?: (args: readonly string[]) => boolean
}

/** A program that reads what is typed into it where it is given no file, or a dash for one. */
export function filter(program: Program, reads: Program['reads'] = hasNoFile): Program {
  return Object.assign((call: Call, args: readonly string[]) => program(call, args), { reads: reads ?? hasNoFile })
}

function hasNoFile(args: readonly string[]): boolean {
  return args.includes('-') || args.every((arg) => arg.startsWith('-'))
}

/** It always reads. */
export function always(): boolean {
  return true
}

/** The call of a program that only machines have whose kernel has CARP. */
export interface KernelCall extends Call {
  readonly kernel: Kernel
}

/** Such a program. */
export function withKernel(program: (call: KernelCall, args: readonly string[]) => Outcome | Course<Outcome>): Program {
  return (call, args) => {
    const { host } = call
    if (!isKernel(host)) throw new Error(`${call.called} needs a kernel with CARP`)
    return program({ ...call, kernel: host.carp }, args)
  }
}

/** A program that knows of its machine no more than the kernel does. */
export function ofKernel(program: (kernel: Kernel, args: readonly string[]) => Outcome): Program {
  return withKernel(({ kernel }, args) => program(kernel, args))
}

export function isKernel(host: Host): host is Host & { readonly carp: Kernel } {
  return host.carp instanceof Kernel
}

/** So much does a program read that takes all of its input at once, in characters. */
const MOST_READ = 4_194_304
const BROKEN_PIPE = 141
const NO_PROCESS = 126

/** A program that must see itself among the processes, though it takes no time. */
export function asProcess(program: (call: Call, args: readonly string[]) => Outcome): Program {
  return function* (call, args) {
    return yield* atOnce(program(call, args))
  }
}

/** What takes its time is a process of its own, which can be seen, and ended. */
function* alone(
  call: { -readonly [Key in keyof Call]: Call[Key] },
  title: string,
  course: Course<Outcome>,
): Course<Outcome> {
  const parent = call.process
  // It became that program already (execve).
  if (parent.title === title) return yield* course
  let outcome: Outcome | null = null
  const child = call.space.processes.begin(title, function* (self) {
    call.process = self
    outcome = yield* course
    return outcome.exit
  })
  if (child === null) return failed(`${call.called}: Resource temporarily unavailable`, NO_PROCESS)
  const status = yield* endOf(child, parent)
  return outcome ?? { stdout: '', stderr: '', exit: status }
}

/** It ends where it has looked for too much in too much. */
function within(program: Program, call: Call, args: readonly string[]): Outcome | Course<Outcome> {
  try {
    return program(call, args)
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error
    return failed(`${call.called}: carpsim stops what takes so long`, TOO_LONG)
  }
}

/** A program, as a shell calls it. */
export function commandOf(host: Host, space: UserSpace, program: Program): Command {
  return function* ({ name, args, env, directory, io, process: shell }) {
    const input = program.reads?.(args) === true ? yield* wholeOf(io.stdin, MOST_READ) : ''
    const call = { host, space, input, io, called: name, directory, env, process: shell }
    const ended = within(program, call, args)
    const outcome = 'exit' in ended ? ended : yield* alone(call, [name, ...args].join(' '), ended)
    const { stdout, stderr, exit } = outcome
    const isRead = stdout === '' || (yield* io.stdout.write(stdout))
    if (stderr !== '') yield* io.stderr.write(stderr)
    return isRead ? exit : BROKEN_PIPE
  }
}
