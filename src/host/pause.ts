import type { Timer } from '../engine/timer.ts'
import type { Frame } from '../network/frame.ts'
import type { Micros } from '../time.ts'
import type { Link } from '../trace/recorder.ts'
import type { Nic } from './nic.ts'
import type { World } from './world.ts'

/** What a machine does with frames that arrive, and with its clock, while it is paused. */
export interface Pause {
  readonly clock: 'jumps' | 'stops'
  /** How many frames are kept for the time after; 0: all are lost. */
  readonly queued: number
}

/** What a paused machine will do when it goes on. */
export class Paused {
  readonly how: Pause
  readonly since: Micros
  readonly timers: readonly { readonly timer: { armAt(time: Micros): void }; readonly deadline: Micros }[]
  readonly tasks: (() => void)[] = []
  /** Frames that come in then, each caused by that it arrived. */
  readonly arrivals: (() => void)[] = []

  constructor(how: Pause, since: Micros, timers: Paused['timers']) {
    this.how = how
    this.since = since
    this.timers = timers
  }

  /** A frame waits, if there is room. */
  keeps(frame: Frame, nic: Nic, { engine }: World): boolean {
    if (this.arrivals.length >= this.how.queued) return false
    const { cause } = engine
    this.arrivals.push(() => {
      engine.cause = cause
      nic.receive(frame)
    })
    return true
  }
}

/** Stops the timers of a machine that run, and keeps their deadlines, in the order in which they fall due. */
export function stop(parts: readonly ({ readonly timers: readonly Timer<Link>[] } | null)[]): Paused['timers'] {
  const stopped = parts
    .flatMap((part) => part?.timers ?? [])
    .filter((timer) => timer.armed)
    .map((timer) => ({ timer, deadline: timer.deadline, sequence: timer.sequence }))
    .sort((a, b) => a.deadline - b.deadline || a.sequence - b.sequence)
  for (const { timer } of stopped) timer.disarm()
  return stopped
}
