import type { Vhost } from '../../carp/vhost.ts'
import type { Micros } from '../../time.ts'
import type { Options } from './options.ts'

const MILLISECOND: Micros = 1_000

/** An advertisement that is due in less than that is sent at once, whatever woke the daemon. */
export const SOON: Micros = 2 * MILLISECOND

/** A machine that lets a process wait. */
export interface Pace extends Pick<Options, 'slack' | 'turn'> {
  /** How late a poll(2) returns, and what more of its time by slack. */
  readonly lateness: Micros
}

/** How long a turn of the loop takes in which nothing arrives. @param untilAdvert - as for pollTime */
export function turnTime(
  vhost: Pick<Vhost, 'advbase' | 'advskew'>,
  untilAdvert: Micros | null,
  { lateness, slack = 0, turn = 0 }: Pace,
): Micros {
  const poll = pollTime(vhost, untilAdvert === null ? null : untilAdvert - turn)
  return turn + poll + slackOf(poll, slack) + lateness
}

/** Of a wait: how much later it may end on a machine with such a slack. */
export function slackOf(wait: Micros, slack = 0): Micros {
  return Math.floor(wait * slack)
}

/**
 * How long poll(2) is asked to wait where nothing arrives: as long as the next advertisement, or one interval, allows,
 * in whole milliseconds.
 *
 * @param untilAdvert - the time to the next advertisement; null: none is to be sent
 */
function pollTime({ advbase, advskew }: Pick<Vhost, 'advbase' | 'advskew'>, untilAdvert: Micros | null): Micros {
  const timeout =
    untilAdvert === null ? advbase * 1_000 + Math.floor((advskew * 1_000) / 256) : Math.floor(untilAdvert / MILLISECOND)
  return Math.max(1, timeout) * MILLISECOND
}
