import type { Course } from '../engine/course.ts'
import type { Micros } from '../time.ts'
import type { Dialect } from './dialect.ts'
import { atOnce, course, type Flow } from './flow.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { Io, Process, ShellMachine, Watcher } from './machine.ts'
import { asProcess } from './run/inside.ts'
import { RUNNER } from './run/run.ts'
import { lines } from './run/text.ts'
import { Budget } from './state/budget.ts'
import { Given } from './state/description.ts'
import { Shell } from './state/shell.ts'

/** What a simple command takes, by default. */
const STEP_TIME: Micros = 10

/** What a shell runs. */
export interface Script {
  readonly source: string
  /** `$0`. */
  readonly name: string
  /** `$1` and so on. */
  readonly args: readonly string[]
  /** It was not a file: `sh -c TEXT`. */
  readonly isText?: boolean
  /** Options that are set, as `set` has them: `eu`. */
  readonly options?: string
}

export interface ShellOptions {
  readonly dialect: Dialect
  readonly limits?: Limits
  readonly stepTime?: Micros
  readonly env: ReadonlyMap<string, string>
  readonly directory: string
  readonly io: Io
  /** In which it runs. */
  readonly process: Process
  readonly watcher: Watcher | null
  /** What stays for the next text: a prompt's. */
  readonly memory?: Memory
}

type Remembered = Pick<Shell, 'directory' | 'variables' | 'functions' | 'params' | 'options' | 'mask' | 'status'>

/** What a shell knows from line to line, before which somebody sits. */
export class Memory {
  #kept: Remembered | null = null

  /** Where it stands; undefined: nothing has been run. */
  get directory(): string | undefined {
    return this.#kept?.directory
  }

  keep({ directory, variables, functions, params, options, mask, status }: Shell): void {
    this.#kept = { directory, variables, functions, params, options, mask, status }
  }

  remind(shell: Shell): void {
    if (this.#kept !== null) Object.assign(shell, this.#kept)
  }
}

function shellOf(script: Script, machine: ShellMachine, options: ShellOptions): Shell {
  const { dialect, limits = LIMITS, stepTime = STEP_TIME, env, directory, watcher, process: self } = options
  const budget = budgets.get(self) ?? new Budget(limits, dialect)
  const shared = {
    machine,
    dialect,
    budget,
    stepTime,
    watcher,
    runner: RUNNER,
    pid: self.pid,
    isText: script.isText === true,
    atPrompt: options.memory !== undefined,
  }
  const shell = new Shell(shared, { self, owed: 0, open: new Set() })
  shell.name = script.name
  shell.params = script.args
  shell.directory = directory
  for (const letter of dialect.startsWith + (script.options ?? '')) shell.options.add(letter)
  for (const [name, value] of dialect.variables) shell.variables.set(name, value)
  for (const [name, value] of env) {
    if (!/^[A-Za-z_]\w*$/.test(name)) continue
    shell.variables.set(name, value)
    shell.variables.mark(name, { exported: true })
  }
  shell.variables.set('PWD', directory)
  shell.variables.mark('PWD', { exported: true })
  return shell
}

function open(shell: Shell, { stdin, stdout, stderr }: Io): void {
  const { budget, descriptors, place } = shell
  descriptors.set(0, new Given(stdin, null, budget))
  descriptors.set(1, new Given(null, stdout, budget))
  descriptors.set(2, new Given(null, stderr, budget))
  place.open.add(descriptors)
}

/** The signals that come to a process are for a shell. */
function listen(shell: Shell, self: Process): void {
  self.onSignal = (signal) => shell.receives(signal)
}

/** So many scripts at a time, one calling another: a native stack holds no more. */
const MOST_SCRIPTS = 50

/** What is left to the scripts that processes run. */
const budgets = new WeakMap<Process, Budget>()

/** A script in a process of its own uses up what is left to the one that calls it. */
export function share(child: Process, parent: Process): void {
  const budget = budgets.get(parent)
  if (budget !== undefined) budgets.set(child, budget)
}

function* tooDeep({ budget }: Shell): Flow<number> {
  return yield* atOnce(budget.exceeded('processes'))
}

/**
 * Runs a script, a text of `sh -c`, in the process that was begun for it.
 *
 * @returns its exit status
 */
export function runScript(script: Script, machine: ShellMachine, options: ShellOptions): Course<number> {
  return course(scriptIn(script, machine, options))
}

function* scriptIn(script: Script, machine: ShellMachine, options: ShellOptions): Flow<number> {
  const { process: self, memory } = options
  const isFirst = !budgets.has(self)
  const shell = shellOf(script, machine, options)
  const { budget } = shell
  budgets.set(self, budget)
  open(shell, options.io)
  listen(shell, self)
  memory?.remind(shell)
  budget.scripts += 1
  try {
    const isTooDeep = budget.scripts > MOST_SCRIPTS
    const status = yield* asProcess(shell, isTooDeep ? tooDeep(shell) : lines(shell, script.source))
    shell.status = status
    memory?.keep(shell)
    shell.close()
    return status
  } finally {
    budget.scripts -= 1
    if (isFirst) budgets.delete(self)
  }
}
