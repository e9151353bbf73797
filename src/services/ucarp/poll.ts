import type { Vhost } from '../../carp/vhost.ts'
import type { Micros } from '../../time.ts'

const MILLISECOND: Micros = 1_000

/** An advertisement that is due in less than that is sent at once, whatever woke the daemon. */
export const SOON: Micros = 2 * MILLISECOND

/**
 * How long poll(2) is asked to wait where nothing arrives: as long as the next advertisement, or one interval, allows,
 * in whole milliseconds.
 *
 * @param untilAdvert - the time to the next advertisement; null: none is to be sent
 */
export function pollTime({ advbase, advskew }: Pick<Vhost, 'advbase' | 'advskew'>, untilAdvert: Micros | null): Micros {
  const timeout =
    untilAdvert === null ? advbase * 1_000 + Math.floor((advskew * 1_000) / 256) : Math.floor(untilAdvert / MILLISECOND)
  return Math.max(1, timeout) * MILLISECOND
}
