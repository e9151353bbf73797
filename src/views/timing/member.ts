import { timerDelay } from '../../host/ticks.ts'
import type { Quality } from '../../network/segment.ts'
import { CAPTURE_PERIOD } from '../../services/ucarp/capture.ts'
import { pollTime } from '../../services/ucarp/poll.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Probe } from './probe.ts'
import { NOTHING, type Range } from './range.ts'

/** A virtual host of a group, and the times that are its own. */
export interface Member {
  readonly host: string
  readonly interface: string
  /** The name of its system. */
  readonly system: string
  readonly systemTitle: string
  readonly preempt: boolean
  /** Kernel ticks a second; 0: timers are exact. */
  readonly ticks: number
  readonly advbase: number
  /** Of its advertisements, as sent. */
  readonly advskew: number
  /** From one of its advertisements to the next. */
  readonly interval: Range
  /** The master-down time that the rules ask for. */
  readonly patience: Micros
  /** What that comes to: from the last advertisement that it heard to the takeover. */
  readonly wait: Range
  /** A daemon looks at its clock so often; null: a kernel has timers. */
  readonly poll: Micros | null
  /** From the arrival of an advertisement until it is looked at. */
  readonly reading: Range
  /** The skew that it sends while its machine is demoted, and the interval then; null: its system cannot be. */
  readonly demoted: { readonly advskew: number; readonly interval: Micros } | null
  /** When it boots, and when it is MASTER then if it hears nobody; null: an event boots it. */
  readonly start: { readonly boot: Micros; readonly master: Range } | null
}

/** @param disturbed - advertisements of other groups reach its interface, and wake a daemon earlier */
export function memberOf(probe: Probe, disturbed: boolean): Member {
  const { host, spec, system } = probe
  const { packet, delay } = probe.advertisement()
  const patience = probe.patience()
  const demoted = system.runs === 'kernel' ? probe.advertisement(true) : null
  const daemon = system.runs === 'daemon'
  const poll = daemon ? pollTime(spec, null, system.lateness) : null
  const wait = poll === null ? ticked(patience, host.ticks) : noticed(patience, poll, disturbed)
  return {
    host: host.name,
    interface: spec.interface,
    system: host.system,
    systemTitle: system.title,
    preempt: host.preempt,
    ticks: daemon ? 0 : host.ticks,
    advbase: packet.advbase,
    advskew: packet.advskew,
    interval: daemon ? exact(pollTime(spec, delay, system.lateness)) : ticked(delay, host.ticks),
    patience,
    wait,
    poll,
    reading: daemon && system.capture === 'each second' ? { least: 1, most: CAPTURE_PERIOD } : NOTHING,
    demoted: demoted && { advskew: demoted.packet.advskew, interval: demoted.delay },
    start: host.boot === null ? null : { boot: host.boot, master: startOf(host.boot, wait) },
  }
}

function startOf(boot: Micros, { least, most }: Range): Range {
  return { least: boot + least, most: boot + most }
}

function exact(time: Micros): Range {
  return { least: time, most: time }
}

/** A timer of a kernel that counts ticks depends on when within a tick it is set. */
function ticked(delay: Micros, hz: number): Range {
  if (hz === 0) return exact(timerDelay(delay, hz, 0))
  return { least: timerDelay(delay, hz, SECOND / hz - 1), most: timerDelay(delay, hz, 0) }
}

/**
 * A daemon sees that its time is over when it looks at the clock: where nothing wakes it, at the end of the first poll
 * after that time, else some time within it.
 */
function noticed(patience: Micros, poll: Micros, disturbed: boolean): Range {
  if (disturbed) return { least: patience + 1, most: patience + poll }
  return exact((Math.floor(patience / poll) + 1) * poll)
}

/** How long a frame is under way. */
export function flightOf({ latency, jitter, reorder }: Quality): Range {
  const late = reorder > 0 ? latency + jitter : 0
  return { least: latency, most: latency + jitter + late }
}
