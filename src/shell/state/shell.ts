import type { Micros } from '../../time.ts'
import type { Dialect, ShellError, Where } from '../dialect.ts'
import type { Flow } from '../flow.ts'
import type { Io, ShellMachine, Signal, Watcher } from '../machine.ts'
import type { Node } from '../plan/plan.ts'
import type { Budget } from './budget.ts'
import { Descriptors } from './descriptors.ts'
import type { Condition, Job, Leave, Place, ShellFunction } from './parts.ts'
import { Fault, Stop } from './stop.ts'
import { type Variable, Variables } from './variables.ts'

/** What runs a shell, for those who are run by it: builtins and expansions. */
export interface Runner {
  run(shell: Shell, node: Node): Flow<number>
  /** A text as commands: `eval`, traps. */
  text(shell: Shell, source: string, line: number): Flow<number>
  /** A simple command, its words expanded. `command` and `exec` leave out functions. */
  call(shell: Shell, words: readonly string[], by: 'command' | 'exec'): Flow<number>
  /** What `$( )` gives. */
  substitute(shell: Shell, body: Node): Flow<string>
}

/** What all the shells of one script have in common. */
export interface Shared {
  readonly machine: ShellMachine
  readonly dialect: Dialect
  readonly budget: Budget
  readonly stepTime: Micros
  readonly watcher: Watcher | null
  readonly runner: Runner
  /** `$$`. */
  readonly pid: number
  /** True for `sh -c` and at a prompt. */
  readonly isText: boolean
  /** What it keeps from one line to the next is somebody's who types. */
  readonly atPrompt: boolean
}

/** A shell: what one process, or a subshell in it, knows. */
export class Shell {
  readonly shared: Shared
  readonly place: Place
  /** `$0`. */
  name = ''
  variables = new Variables()
  functions = new Map<string, ShellFunction>()
  params: readonly string[] = []
  options = new Set<string>()
  traps = new Map<Condition, string>()
  /** Those of the shell around it, which it shows as long as it has set none. */
  outerTraps: ReadonlyMap<Condition, string> | null = null
  /** Signals that a trap waits for. */
  pending: Signal[] = []
  descriptors = new Descriptors()
  directory = '/'
  mask = 0o022
  status = 0
  line = 1
  /** Lines of the script that are not counted any more. */
  lost = 0
  /** `eval`, or the file that `.` reads. */
  inside: string | null = null
  /** `$!`. */
  lastStarted: number | null = null
  aliases = new Map<string, string>()
  /** Those that it started in the background. */
  jobs = new Map<number, Job>()
  leaving: Leave | null = null
  /** Of the last `$( )` of a command that is no more than assignments. */
  substituted: number | null = null
  /** Above 0, what fails does not end a shell of `set -e`. */
  tested = 0
  loops = 0
  /** What `local` hid, a map a function that runs. */
  locals: Map<string, Variable | undefined>[] = []
  /** Files that `.` reads, one in another. */
  sourced = 0
  depth = 0
  /** A special builtin runs: what goes wrong may end the shell. */
  special = false
  isSubshell = false
  /** It is the process of one simple command, and becomes the program that this calls. */
  becomes = false
  /** Where `getopts` stands in a word of several options. */
  optionAt = 0
  /** The word where it goes on: OPTIND, unless that was lost. */
  optionWord = 1
  /** A signal that nothing handles but that the EXIT trap is still to run for. */
  dying: number | null = null

  constructor(shared: Shared, place: Place) {
    this.shared = shared
    this.place = place
  }

  get dialect(): Dialect {
    return this.shared.dialect
  }

  get budget(): Budget {
    return this.shared.budget
  }

  get machine(): ShellMachine {
    return this.shared.machine
  }

  get runner(): Runner {
    return this.shared.runner
  }

  get io(): Io {
    return this.descriptors.io
  }

  /** A shell that knows the same: a subshell in this process, or the beginning of another process. */
  fork(place: Place): Shell {
    const child = new Shell(this.shared, place)
    child.name = this.name
    child.variables = new Variables(this.variables)
    child.functions = new Map(this.functions)
    child.aliases = new Map(this.aliases)
    child.params = this.params
    child.options = new Set(this.options)
    for (const [condition, action] of this.traps) if (action === '') child.traps.set(condition, action)
    if (this.dialect.trapsShown) child.outerTraps = this.outerTraps ?? this.traps
    child.descriptors = this.descriptors.copy(place.self)
    place.open.add(child.descriptors)
    child.directory = this.directory
    child.mask = this.mask
    child.status = this.status
    child.line = this.line
    child.lost = this.lost
    child.lastStarted = this.lastStarted
    child.tested = this.tested
    child.loops = this.loops
    child.locals = this.locals.slice()
    // It is in the innermost function, and does not come back to those around it.
    const innermost = child.locals.pop()
    if (innermost !== undefined) child.locals.push(new Map(innermost))
    child.sourced = this.sourced
    child.inside = this.inside
    child.depth = this.depth
    child.deeper()
    child.isSubshell = true
    child.optionAt = this.optionAt
    child.optionWord = this.optionWord
    return child
  }

  /** A step is done: it costs time, which is asked for before somebody could tell. */
  step(): void {
    this.budget.step()
    this.place.owed += this.shared.stepTime
  }

  /** Asks for the time that was used. */
  *pay(): Flow<void> {
    const { owed } = this.place
    if (owed === 0) return
    this.place.owed = 0
    yield owed
  }

  /** It was a subshell, or the shell of a process, and ends. */
  close(): void {
    this.descriptors.closeAll()
    this.place.open.delete(this.descriptors)
  }

  /** One level deeper; the caller goes back. */
  deeper(): void {
    if (++this.depth > this.budget.limits.nesting) this.budget.exceeded('nesting')
  }

  /** Whatever was under way is left: functions, loops, conditions. */
  afresh(): void {
    this.leaving = null
    this.tested = 0
    this.loops = 0
    this.special = false
  }

  assign(name: string, value: string): void {
    if (this.variables.isReadonly(name)) throw new Fault({ is: 'readonly', name })
    this.budget.text(value.length)
    this.variables.set(name, value)
    if (this.options.has('a')) this.variables.mark(name, { exported: true })
    if (name === 'OPTIND') {
      this.optionAt = 0
      this.optionWord = Math.max(1, Number(value) || 1)
    }
  }

  /** Where it is, for messages. */
  get where(): Where {
    const { name, inside, shared } = this
    const where = { name, line: this.line - this.lost, text: shared.isText, atPrompt: shared.atPrompt }
    return inside === null ? where : { ...where, inside }
  }

  *says(error: ShellError, io: Io = this.io): Flow<void> {
    const text = this.dialect.message(error, this.where)
    if (text !== null) yield* io.stderr.write(`${text}\n`)
  }

  /** Says what is wrong. Gives the status; leaves the shell where such an error does. */
  *complain(error: ShellError, io: Io = this.io): Flow<number> {
    const { dialect } = this
    yield* this.says(error, io)
    const status = dialect.status(error)
    const reach = dialect.reach(error, this.special)
    if (reach === 'command') return status
    this.status = status
    // Only bash leaves no more than the line; under `set -e` it ends, unless a sum is wrong.
    const ends = this.options.has('e') && error.is !== 'arithmetic' && error.is !== 'no number in'
    throw new Stop(ends ? 'shell' : reach, status)
  }

  /** What a signal does. */
  receives(signal: Signal): 'handled' | 'default' {
    const action = this.traps.get(signal)
    if (action === undefined) return this.#dies(signal)
    if (action !== '') {
      this.pending.push(signal)
      this.place.self.wake()
    }
    return 'handled'
  }

  #dies(signal: Signal): 'handled' | 'default' {
    const status = 128 + this.dialect.signals[signal]!
    const isPrompt = this.shared.atPrompt && this.place.self.pid === this.shared.pid
    if (isPrompt && signal === 'INT') {
      // Of the line that was typed nothing more is done.
      this.leaving ??= { is: 'exit', status }
      return 'handled'
    }
    if (!this.dialect.exitTrapOnSignal || !this.traps.has('EXIT')) return 'default'
    this.dying ??= status
    this.place.self.wake()
    return 'handled'
  }
}
