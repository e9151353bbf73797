import type { DaemonSystem } from '../../carp/system.ts'
import { inTicks, momentOf } from '../../host/clock.ts'
import type { Quality } from '../../network/segment.ts'
import type { HostSpec, VhostSpec } from '../../scenario/scenario.ts'
import { CAPTURE_PERIOD } from '../../services/ucarp/capture.ts'
import { pollTime, SOON } from '../../services/ucarp/poll.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Probe, Sent } from './probe.ts'
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
  /** What it sends while its machine is demoted, and how often; null: its system cannot be. */
  readonly demoted: {
    readonly advskew: number
    readonly interval: Micros
    /** Where its advertisements have such a byte. */
    readonly demotion?: number
  } | null
  /** When it boots, and when it is MASTER then if it hears nobody; null: an event boots it. */
  readonly start: { readonly boot: Micros; readonly master: Range } | null
}

/** @param disturbed - advertisements of other groups reach its interface, and wake a daemon earlier */
export function memberOf(probe: Probe, disturbed: boolean): Member {
  const { host, spec, system } = probe
  const { packet, delay } = probe.advertisement()
  const demoted = system.runs === 'kernel' ? probe.advertisement(true) : null
  const daemon = system.runs === 'daemon'
  const lasts = (own: Range) => byTrueTime(own, host.drift ?? 0)
  const wait = waitOf(probe, disturbed)
  const interval = system.runs === 'daemon' ? sentEach(delay, spec, system, disturbed) : ticked(delay, host.ticks)
  return {
    host: host.name,
    interface: spec.interface,
    system: host.system,
    systemTitle: system.title,
    preempt: host.preempt,
    ticks: daemon ? 0 : host.ticks,
    advbase: packet.advbase,
    advskew: packet.advskew,
    interval: lasts(interval),
    patience: probe.patience(),
    wait,
    poll: pollOf(probe),
    reading: daemon && system.capture === 'each second' ? lasts({ least: 1, most: CAPTURE_PERIOD }) : NOTHING,
    demoted: demoted && demotedBy(demoted),
    start: host.boot === null ? null : { boot: host.boot, master: startOf(host.boot, wait) },
  }
}

function demotedBy({ packet: { advskew, demotion }, delay: interval }: Sent): Member['demoted'] {
  return { advskew, interval, ...(demotion > 0 && { demotion }) }
}

/** From the last advertisement that it heard, or from its boot, to the takeover. */
export function waitOf(probe: Probe, disturbed: boolean): Range {
  const { host } = probe
  const patience = probe.patience()
  const poll = pollOf(probe)
  const own = poll === null ? ticked(patience, host.ticks) : noticed(patience, poll, { disturbed, host })
  return byTrueTime(own, host.drift ?? 0)
}

/** A daemon sends at the end of a poll in whole milliseconds, or when a frame wakes it shortly before the time. */
function sentEach(delay: Micros, spec: VhostSpec, { lateness }: DaemonSystem, disturbed: boolean): Range {
  if (!disturbed) return exact(pollTime(spec, delay) + lateness)
  return { least: Math.max(1, delay - SOON + 1), most: delay + lateness }
}

/** How long a poll takes in which nothing happens. */
function pollOf({ spec, system }: Probe): Micros | null {
  return system.runs === 'daemon' ? pollTime(spec, null) + system.lateness : null
}

function startOf(boot: Micros, { least, most }: Range): Range {
  return { least: boot + least, most: boot + most }
}

function exact(time: Micros): Range {
  return { least: time, most: time }
}

/** A timer of a kernel that counts ticks depends on when within a tick it is set. */
function ticked(delay: Micros, hz: number): Range {
  if (hz === 0) return exact(delay)
  const tick = SECOND / hz
  return { least: inTicks(delay, tick, tick - 1), most: inTicks(delay, tick, 0) }
}

/** A clock that is fast by so many millionths cuts what it shows to whole microseconds. */
function byTrueTime({ least, most }: Range, drift: number): Range {
  return drift === 0 ? { least, most } : { least: momentOf(least - 1, drift), most: momentOf(most, drift) }
}

/**
 * A daemon sees that its time is over when it looks at the clock: where nothing wakes it, at the end of the first poll
 * after that time, else some time within it.
 */
function noticed(patience: Micros, poll: Micros, { disturbed, host }: { disturbed: boolean; host: HostSpec }): Range {
  if (disturbed) return { least: patience + 1, most: patience + poll }
  // Where its clock drifts, each poll may take a microsecond or two more by that clock.
  const longest = poll + (host.drift === undefined ? 0 : 2)
  const polls = (length: Micros) => Math.floor(patience / length) + 1
  return { least: polls(longest) * poll, most: polls(poll) * longest }
}

/** How long a frame is under way. */
export function flightOf({ latency, jitter, reorder }: Quality): Range {
  const late = reorder > 0 ? latency + jitter : 0
  return { least: latency, most: latency + jitter + late }
}
