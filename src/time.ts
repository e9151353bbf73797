/** Virtual time: whole microseconds since the start of the scenario. Nothing in the core is a float of seconds. */
export type Micros = number

export const SECOND: Micros = 1_000_000

const UNITS: Readonly<Record<string, Micros>> = {
  us: 1,
  ms: 1_000,
  s: SECOND,
  m: 60 * SECOND,
  h: 3_600 * SECOND,
  d: 86_400 * SECOND,
}

/**
 * Reads a duration or an instant as people write it: a number and a unit, nothing between them.
 *
 * @param text - `12.4s`, `100us`, `1m`, or a bare `0`
 * @returns whole microseconds, or undefined where the text is no time, finer than a microsecond, or beyond 2^53
 */
export function parseTime(text: string): Micros | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?(us|ms|s|m|h|d)$/.exec(text)
  if (!match) return text === '0' ? 0 : undefined
  const [, whole = '', fraction = '', unit = ''] = match
  // In whole numbers without end: a fraction of a day times its microseconds does not fit into a float.
  const scaled = BigInt(whole + fraction) * BigInt(UNITS[unit]!)
  const scale = 10n ** BigInt(fraction.length)
  const micros = Number(scaled / scale)
  return scaled % scale === 0n && Number.isSafeInteger(micros) ? micros : undefined
}

/** Writes a time as the scenario language reads it, in the largest unit that keeps it short: `3s`, `100us`, `12.4s`. */
export function formatTime(micros: Micros): string {
  if (micros === 0) return '0s'
  if (micros % 1_000 !== 0 && micros < SECOND) return `${micros}us`
  if (micros < SECOND) return `${micros / 1_000}ms`
  return `${formatSeconds(micros).replace(/\.?0+$/, '')}s`
}

/** Writes a time as seconds with all six decimals, as timelines print it: `12.351659`. */
export function formatSeconds(micros: Micros): string {
  const magnitude = Math.abs(micros)
  const whole = Math.floor(magnitude / SECOND)
  return `${micros < 0 ? '-' : ''}${whole}.${String(magnitude % SECOND).padStart(6, '0')}`
}
