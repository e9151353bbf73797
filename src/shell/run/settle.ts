import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import { Stop } from '../state/stop.ts'

/** How much time is used before it is asked for. */
const AT_MOST = 1000

/** After a command: it took a step. */
export function* acted(shell: Shell, status: number): Flow<number> {
  shell.step()
  if (shell.place.owed >= AT_MOST) yield* shell.pay()
  return yield* settled(shell, status)
}

/** After what may fail: what signals asked for, and `set -e`. */
export function* settled(shell: Shell, status: number): Flow<number> {
  shell.status = status
  if (shell.dying !== null) throw new Stop('shell', shell.dying)
  if (shell.pending.length > 0) yield* trapped(shell)
  if (status !== 0 && shell.tested === 0 && shell.leaving === null && shell.options.has('e'))
    shell.leaving = { is: 'exit', status }
  return status
}

/** What is to be done about the signals that came. `$?` stays. */
function* trapped(shell: Shell): Flow<void> {
  for (let signal = shell.pending.shift(); signal !== undefined; signal = shell.pending.shift()) {
    const action = shell.traps.get(signal)
    if (action === undefined || action === '') continue
    const { status, line } = shell
    yield* shell.runner.text(shell, action, line)
    if (shell.leaving !== null) return
    shell.status = status
    shell.line = line
  }
}
