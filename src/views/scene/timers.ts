import type { Micros } from '../../time.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import type { TimerName } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { registerOf } from '../register.ts'
import { deadlineOf } from '../why/own.ts'
import { type Subject, sceneOf } from '../why/scene.ts'
import type { Timer } from './shapes.ts'

const TIMERS: Partial<Record<VhostState, readonly TimerName[]>> = {
  MASTER: ['advertise'],
  BACKUP: ['master-down', 'master-down-inet6'],
}

/**
 * The timers that a virtual host waits for: those of its state that were armed since it is in it, and have not run
 * out. That a kernel leaves another one to run out in vain is not told.
 *
 * @param since - the id of the record that made it what it is
 */
export function timersOf(
  { trace, t, before }: { readonly trace: Trace; readonly t: Micros; readonly before: number },
  subject: Subject,
  state: VhostState,
  since: number,
): Timer[] {
  const register = registerOf(trace)
  return (TIMERS[state] ?? []).flatMap((name) => {
    const armed = register.timer('armed', name, subject, before)
    if (armed === undefined || armed.id < since) return []
    if ((register.timer('fired', name, subject, before)?.id ?? 0) > armed.id) return []
    const deadline = deadlineOf(sceneOf(trace), armed, before, t)
    const left = Math.max(0, deadline - t)
    const whole = armed.deadline - armed.t
    return [{ name, deadline, left, share: whole <= 0 ? 0 : Math.min(1, left / whole) }]
  })
}
