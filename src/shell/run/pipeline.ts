import type { Flow } from '../flow.ts'
import type { Process } from '../machine.ts'
import type { Node, Pipeline } from '../plan/plan.ts'
import { Text } from '../state/description.ts'
import { Pipe, PipeEnd } from '../state/pipe.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import { ended, started } from './inside.ts'

/** Commands side by side, each in a process of its own. The last one's status is that of all. */
export function* pipeline(shell: Shell, { parts, both, negated }: Pipeline): Flow<number> {
  if (negated) shell.tested++
  const status = parts.length === 1 ? yield* shell.runner.run(shell, parts[0]!) : yield* joined(shell, parts, both)
  if (!negated) return status
  shell.tested--
  if (shell.leaving !== null) return status
  shell.status = status === 0 ? 1 : 0
  return shell.status
}

function* joined(shell: Shell, parts: readonly Node[], both: readonly boolean[]): Flow<number> {
  const processes: Process[] = []
  let from: Pipe | null = null
  for (const [index, part] of parts.entries()) {
    const to = index === parts.length - 1 ? null : new Pipe(shell.budget)
    const self = yield* beside(shell, part, from, to, both[index]!)
    processes.push(self)
    from = to
  }
  const statuses: number[] = []
  for (const each of processes) statuses.push(yield* ended(shell, each))
  const failed = shell.options.has('pipefail') ? statuses.findLast((status) => status !== 0) : undefined
  return failed ?? statuses.at(-1)!
}

/** Begins a part. The pipe behind it is kept open until somebody reads it. */
function* beside(shell: Shell, part: Node, from: Pipe | null, to: Pipe | null, both: boolean): Flow<Process> {
  if (to !== null) to.readers++
  const self: Process | null = yield* started(
    shell,
    shell.place.self.title,
    (child) => plumb(child, from, to, both),
    (child) => child.runner.run(child, part),
  )
  if (from !== null && --from.readers === 0) from.changed()
  if (self === null) throw new Fault({ is: 'limit', limit: 'processes', most: shell.budget.limits.processes })
  return self
}

/** What a part of a pipeline reads and writes. */
function plumb(child: Shell, from: Pipe | null, to: Pipe | null, both: boolean): void {
  const { self } = child.place
  if (from !== null) child.descriptors.set(0, new PipeEnd(from, 'readers', self))
  if (to === null) return
  child.descriptors.set(1, new PipeEnd(to, 'writers', self))
  if (both) child.descriptors.set(2, new PipeEnd(to, 'writers', self))
}

/** `&`: its input is empty, and nobody waits for it. */
export function* background(shell: Shell, { body, text, line }: Extract<Node, { is: 'background' }>): Flow<number> {
  shell.line = line
  const self: Process | null = yield* started(
    shell,
    text,
    (child) => child.descriptors.set(0, new Text('')),
    (child) => child.runner.run(child, body),
  )
  if (self === null) throw new Fault({ is: 'limit', limit: 'processes', most: shell.budget.limits.processes })
  shell.lastStarted = self.pid
  shell.jobs.set(self.pid, self)
  shell.step()
  shell.status = 0
  return 0
}
