import type { Flow } from '../flow.ts'
import type { Process } from '../machine.ts'
import type { Node, Pipeline } from '../plan/plan.ts'
import { type Description, Text } from '../state/description.ts'
import { Pipe, PipeEnd } from '../state/pipe.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import { ended, started } from './inside.ts'

/** Commands side by side, each in a process of its own. The last one's status is that of all. */
export function* pipeline(shell: Shell, node: Pipeline): Flow<number> {
  return node.timed !== null ? yield* timed(shell, node) : yield* plain(shell, node)
}

/** `time`, bash: no processor is simulated, so that only the clock has something to say. */
function* timed(shell: Shell, node: Pipeline): Flow<number> {
  yield* shell.pay()
  const begun = shell.machine.now
  const status = yield* plain(shell, node)
  yield* shell.pay()
  const seconds = (shell.machine.now - begun) / 1_000_000
  const long = (some: number) => `\t${Math.floor(some / 60)}m${(some % 60).toFixed(3)}s`
  const shown = node.timed === 'posix' ? (some: number) => ` ${some.toFixed(2)}` : long
  const start = node.timed === 'posix' ? '' : '\n'
  yield* shell.io.stderr.write(`${start}real${shown(seconds)}\nuser${shown(0)}\nsys${shown(0)}\n`)
  return status
}

function* plain(shell: Shell, { parts, both, negated }: Pipeline): Flow<number> {
  if (negated) shell.tested++
  const [only] = parts
  const alone = parts.length === 1 ? shell.runner.run(shell, only!) : joined(shell, parts, both)
  const status = only === undefined ? 0 : yield* alone
  if (!negated) return status
  shell.tested--
  if (shell.leaving !== null) return status
  shell.status = status === 0 ? 1 : 0
  return shell.status
}

function* joined(shell: Shell, parts: readonly Node[], both: readonly boolean[]): Flow<number> {
  const processes = yield* besides(shell, parts, both, null)
  const statuses: number[] = []
  for (const each of processes) statuses.push(yield* ended(shell, each))
  const failed = shell.options.has('pipefail') ? statuses.findLast((status) => status !== 0) : undefined
  return failed ?? statuses.at(-1)!
}

/** Begins all parts. @param input - of the first; null: the shell's */
function* besides(
  shell: Shell,
  parts: readonly Node[],
  both: readonly boolean[],
  input: Description | null,
): Flow<Process[]> {
  const processes: Process[] = []
  let from: Pipe | null = null
  for (const [index, part] of parts.entries()) {
    const to = index === parts.length - 1 ? null : new Pipe(shell.budget)
    processes.push(yield* beside(shell, part, { from, to, both: both[index]!, input: index === 0 ? input : null }))
    from = to
  }
  return processes
}

/** What a part reads and writes. */
interface Plumbing {
  readonly from: Pipe | null
  readonly to: Pipe | null
  readonly both: boolean
  /** In place of a pipe; null: what the shell reads. */
  readonly input: Description | null
}

/** Begins a part. The pipe behind it is kept open until somebody reads it. */
function* beside(shell: Shell, part: Node, plumbing: Plumbing): Flow<Process> {
  const { from, to } = plumbing
  if (to !== null) to.readers++
  const self: Process | null = yield* started(
    shell,
    shell.place.self.title,
    (child) => {
      child.becomes = part.is === 'simple'
      plumb(child, plumbing)
    },
    (child) => child.runner.run(child, part),
  )
  if (from !== null && --from.readers === 0) from.changed()
  if (self === null) throw new Fault({ is: 'limit', limit: 'processes', most: shell.budget.limits.processes })
  return self
}

function plumb(child: Shell, { from, to, both, input }: Plumbing): void {
  const { self } = child.place
  if (input !== null) child.descriptors.set(0, input)
  if (from !== null) child.descriptors.set(0, new PipeEnd(from, 'readers', self))
  if (to === null) return
  child.descriptors.set(1, new PipeEnd(to, 'writers', self))
  if (both) child.descriptors.set(2, new PipeEnd(to, 'writers', self))
}

/** `&`: its input is empty, and nobody waits for it. */
export function* background(shell: Shell, { body, text, line }: Extract<Node, { is: 'background' }>): Flow<number> {
  shell.line = line
  const parts = body.is === 'pipeline' && !body.negated && body.timed === null ? body : { parts: [body], both: [false] }
  const processes = yield* besides(shell, parts.parts, parts.both, new Text(''))
  const self = processes.at(-1)!
  shell.lastStarted = self.pid
  shell.jobs.set(self.pid, { process: self, text })
  shell.step()
  shell.status = 0
  return 0
}
