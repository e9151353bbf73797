import { inTicks, momentOf } from '../../host/clock.ts'
import type { Quality } from '../../network/segment.ts'
import type { HostSpec, VhostSpec } from '../../scenario/scenario.ts'
import { CAPTURE_PERIOD } from '../../services/ucarp/capture.ts'
import { type Pace, SOON, slackOf, turnTime } from '../../services/ucarp/poll.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Probe, Sent } from './probe.ts'
import { NOTHING, plus, type Range } from './range.ts'

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
  /** How long a daemon that changes its state waits for its script, deaf and mute; a kernel calls none. */
  readonly scripts: { readonly up: Micros; readonly down: Micros }
  /** When it boots, begins to wait, and is MASTER if it hears nobody; null: an event boots it. */
  readonly start: { readonly boot: Micros; readonly begins: Micros; readonly master: Range } | null
}

/** @param disturbed - advertisements of other groups reach its interface, and wake a daemon earlier */
export function memberOf(probe: Probe, disturbed: boolean): Member {
  const { host, spec, system } = probe
  const { packet, delay } = probe.advertisement()
  const demoted = system.runs === 'kernel' ? probe.advertisement(true) : null
  const daemon = system.runs === 'daemon'
  const lasts = (own: Range) => byTrueTime(own, host.drift ?? 0)
  const wait = waitOf(probe, disturbed)
  const pace = paceOf(probe)
  const interval = pace === null ? ticked(delay, host.ticks) : sentEach(delay, spec, pace, disturbed)
  const { neutral, upscript = 0, downscript = 0, autostart = true } = host.ucarp
  const scripts = daemon ? { up: upscript, down: downscript } : { up: 0, down: 0 }
  const begins = (host.boot ?? 0) + (neutral ? 0 : scripts.down)
  const master = probe.comesUpAsMaster() ? exact(begins) : plus(exact(begins), wait)
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
    scripts,
    start: host.boot === null || !autostart ? null : { boot: host.boot, begins, master },
  }
}

/** Whether it waits for nobody when it boots. */
export function comesUpAsMaster({ start }: Pick<Member, 'start'>): boolean {
  return start !== null && start.master.most === start.begins
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
function sentEach(delay: Micros, spec: VhostSpec, pace: Pace, disturbed: boolean): Range {
  if (!disturbed) return exact(turnTime(spec, delay, pace))
  const { lateness, slack, turn = 0 } = pace
  return { least: Math.max(1, delay - SOON + 1), most: delay + turn + slackOf(delay, slack) + lateness }
}

/** How long a poll takes in which nothing happens. */
function pollOf(probe: Probe): Micros | null {
  const pace = paceOf(probe)
  return pace && turnTime(probe.spec, null, pace)
}

/** Null: a kernel does not poll. */
function paceOf({ host, system }: Probe): Pace | null {
  return system.runs === 'daemon' ? { ...host.ucarp, lateness: system.lateness } : null
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
