import { type Micros, SECOND } from '../time.ts'
import { type Interval, skewMicros } from '../trace/interval.ts'
import type { FrameRecord } from '../trace/kinds.ts'

const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What names a command, however many options it has. */
const SHORT_COMMAND = 72

/** The beginning of a command, where all of it stands somewhere else: `ucarp --interface=eth0 …`. */
export function briefly(command: string): string {
  if (command.length <= SHORT_COMMAND) return command
  const end = command.lastIndexOf(' ', SHORT_COMMAND - 2)
  return `${command.slice(0, end > 0 ? end : SHORT_COMMAND - 2)} …`
}

/** A length of time to the microsecond: `3.078125 s`, `100 µs`. */
export function exactly(micros: Micros): string {
  if (micros === 0) return '0 s'
  if (micros < 1_000) return `${micros} µs`
  if (micros < SECOND) return `${decimal(micros, 1_000)} ms`
  return `${decimal(micros, SECOND)} s`
}

/** A length of time as people say it: `5.39 s`, `41 ms`, `3 h 5 min`. */
export function roughly(micros: Micros): string {
  if (micros < 1_000) return exactly(micros)
  if (roundTo(micros, 100) < SECOND) return `${decimal(roundTo(micros, 100), 1_000)} ms`
  if (micros < 10 * MINUTE) return `${decimal(roundTo(micros, 10_000), SECOND)} s`
  const [unit, name, part, partName] =
    micros < HOUR
      ? ([MINUTE, 'min', SECOND, 's'] as const)
      : micros < 2 * DAY
        ? ([HOUR, 'h', MINUTE, 'min'] as const)
        : ([DAY, 'd', HOUR, 'h'] as const)
  const rest = Math.floor((micros % unit) / part)
  return `${Math.floor(micros / unit)} ${name}${rest === 0 ? '' : ` ${rest} ${partName}`}`
}

/** advbase and advskew as they are compared: `1 s + 10/256 s`. */
export function interval({ seconds, micros }: Interval): string {
  if (micros === 0) return `${seconds} s`
  const skew = skewOf(micros)
  const part = skew === undefined ? exactly(Math.abs(micros)) : `${Math.abs(skew)}/256 s`
  return `${seconds} s ${micros < 0 ? '-' : '+'} ${part}`
}

/** The advskew that makes so many microseconds; undefined: none does. */
export function skewOf(micros: Micros): number | undefined {
  const skew = Math.round((micros * 256) / SECOND)
  return skewMicros(skew) === micros ? skew : undefined
}

/** `1 fail-over`, `2 fail-overs`. */
export function count(amount: number, noun: string, nouns: string = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : nouns}`
}

function roundTo(micros: Micros, step: Micros): Micros {
  return Math.round(micros / step) * step
}

/** A quotient by a power of ten without a trace of binary fractions. */
function decimal(micros: Micros, unit: Micros): string {
  const digits = String(unit).length - 1
  const fraction = String(micros % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '')
  return `${Math.floor(micros / unit)}${fraction === '' ? '' : `.${fraction}`}`
}

const FRAMES: Readonly<Record<FrameRecord['kind'], string>> = {
  advert: 'advertisement',
  vrrp: 'VRRP advertisement',
  garp: 'announcement',
  na: 'announcement',
  arp: 'ARP',
  nd: 'neighbour discovery',
  echo: 'echo',
  tcp: 'TCP segment',
  forward: 'advertisement',
  pfsync: 'pfsync message',
}

/** What a frame is, in a word or two. */
export function frameName({ kind }: FrameRecord): string {
  return FRAMES[kind]
}
