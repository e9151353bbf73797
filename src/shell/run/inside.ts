import { UNTIL_WOKEN } from '../../engine/course.ts'
import { course, type Flow, nested } from '../flow.ts'
import type { Process } from '../machine.ts'
import { Capture } from '../state/description.ts'
import type { Shell } from '../state/shell.ts'
import { Fault, Stop } from '../state/stop.ts'

/** All of a shell, up to its end: what leaves it is its status, and then its EXIT trap runs. */
export function* inside(shell: Shell, flow: Flow<number>): Flow<number> {
  const status = yield* atEnd(shell, flow)
  const action = shell.traps.get('EXIT')
  if (action === undefined || action === '') return status
  shell.traps.delete('EXIT')
  shell.leaving = null
  shell.dying = null
  shell.status = status
  const text = function* (): Flow<number> {
    yield* shell.runner.text(shell, action, shell.line)
    return status
  }
  return yield* atEnd(shell, text())
}

function* atEnd(shell: Shell, flow: Flow<number>): Flow<number> {
  try {
    const status = yield* nested(flow)
    return (shell.leaving !== null && 'status' in shell.leaving ? shell.leaving.status : status) & 255
  } catch (thrown) {
    if (thrown instanceof Fault) return shell.dialect.status(thrown.error)
    if (thrown instanceof Stop && thrown.of !== 'script') return thrown.status
    throw thrown
  }
}

/** `( )`, in the process of the shell. */
export function* subshell(shell: Shell, flow: (child: Shell) => Flow<number>): Flow<number> {
  const child = shell.fork(shell.place)
  const status = yield* inside(child, flow(child))
  child.close()
  return status
}

/** What `$( )` writes, without the ends of lines at its end. It is all there once nobody is left who could write. */
export function* substitute(shell: Shell, flow: (child: Shell) => Flow<number>): Flow<string> {
  const child = shell.fork(shell.place)
  const capture = new Capture(shell.place.self, shell.budget)
  child.descriptors.set(1, capture)
  if (!shell.dialect.substitutionsFail) child.options.delete('e')
  const status = yield* inside(child, flow(child))
  child.close()
  while (capture.holders > 0) yield* waited(shell)
  shell.substituted = status
  if (shell.dialect.substitutionsTell) shell.status = status
  return capture.text.replaceAll('\0', '').replace(/\n+$/, '')
}

/** Waits until somebody wakes it. */
export function* waited(shell: Shell): Flow<void> {
  yield* shell.pay()
  yield UNTIL_WOKEN
  if (shell.dying !== null) throw new Stop('shell', shell.dying)
}

/** Waits for a child. */
export function* ended(shell: Shell, child: Process): Flow<number> {
  const { self } = shell.place
  if (child.status === null) child.whenEnded(() => self.wake())
  self.waitsFor = child
  while (child.status === null) yield* waited(shell)
  self.waitsFor = null
  return child.status
}

/** What a process does that is a shell: a limit that is met there is told there. */
export function* asProcess(shell: Shell, flow: Flow<number>): Flow<number> {
  try {
    const status = yield* inside(shell, flow)
    yield* shell.pay()
    return status
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    yield* shell.pay()
    if (thrown.error !== null) yield* tell(shell, thrown)
    return thrown.status
  }
}

/** A limit is told even where it is the output that was met. */
function* tell(shell: Shell, { error }: Stop): Flow<void> {
  const says = shell.dialect.message(error!, shell.where)
  if (says === null) return
  shell.budget.grant(`${says}\n`)
  yield* shell.io.stderr.write(`${says}\n`)
}

/**
 * Begins a process that is a subshell of this one.
 *
 * @param opens - gives it what is to be open to it
 * @returns null where there are too many
 */
export function* started(
  shell: Shell,
  title: string,
  opens: (child: Shell) => void,
  flow: (child: Shell) => Flow<number>,
): Flow<Process | null> {
  yield* shell.pay()
  const { budget, machine } = shell
  budget.fork(machine.now)
  if (budget.processes >= budget.limits.processes) return null
  let child: Shell | null = null
  const self = machine.start(title, function* () {
    // Nothing to do for one that was not to be: a limit was met between.
    return child === null ? 0 : yield* course(asProcess(child, flow(child)))
  })
  if (self === null) return null
  budget.processes++
  const begun = shell.fork({ self, owed: 0, open: new Set() })
  child = begun
  opens(begun)
  self.onSignal = (signal) => begun.receives(signal)
  self.whenEnded(() => {
    budget.processes--
    for (const each of begun.place.open) each.closeAll()
  })
  return self
}
