import { type Micros, SECOND } from '../time.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const DAY = 86_400
/** Of 1 January 1970. */
const THURSDAY = 4

/** What a clock shows: a run begins on 1 January 1970, in UTC, as a clock does that nobody has set. */
export interface Parts {
  readonly year: number
  /** From 1, as the day of the month. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

export function partsOf(t: Micros): Parts {
  const seconds = Math.floor(t / SECOND)
  let left = Math.floor(seconds / DAY)
  let year = 1970
  for (; left >= lengthOf(year); year++) left -= lengthOf(year)
  let month = 0
  for (; left >= monthLength(month, year); month++) left -= monthLength(month, year)
  const of = seconds % DAY
  return {
    year,
    month: month + 1,
    day: left + 1,
    hour: Math.floor(of / 3600),
    minute: Math.floor(of / 60) % 60,
    second: of % 60,
  }
}

/** In whole seconds since 1970. */
export function momentAt({ year, month, day, hour, minute, second }: Parts): number {
  let days = day - 1
  for (let each = 1970; each < year; each++) days += lengthOf(each)
  for (let each = 0; each < month - 1; each++) days += monthLength(each, year)
  return days * DAY + hour * 3600 + minute * 60 + second
}

/** strftime(3) in the C locale; a conversion that it does not know stays as it is. */
export function formatted(t: Micros, format: string): string {
  return format.replace(/%([-_0]?)([A-Za-z%+])/g, (whole, padding: string, letter: string) => {
    const text = CONVERSIONS[letter]?.(t)
    if (text === undefined) return whole
    if (padding === '-') return text.replace(/^[ 0]+(?=.)/, '')
    return padding === '_' ? text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length)) : text
  })
}

const two = (number: number, sign = '0') => `${number}`.padStart(2, sign)

const CONVERSIONS: Readonly<Record<string, (t: Micros) => string>> = {
  '%': () => '%',
  '+': (t) => formatted(t, '%a %b %e %H:%M:%S %Z %Y'),
  a: (t) => WEEKDAYS[weekday(t)]!.slice(0, 3),
  A: (t) => WEEKDAYS[weekday(t)]!,
  b: (t) => MONTHS[partsOf(t).month - 1]!.slice(0, 3),
  B: (t) => MONTHS[partsOf(t).month - 1]!,
  c: (t) => formatted(t, '%a %b %e %H:%M:%S %Y'),
  C: (t) => two(Math.floor(partsOf(t).year / 100)),
  d: (t) => two(partsOf(t).day),
  D: (t) => formatted(t, '%m/%d/%y'),
  e: (t) => two(partsOf(t).day, ' '),
  F: (t) => formatted(t, '%Y-%m-%d'),
  h: (t) => formatted(t, '%b'),
  H: (t) => two(partsOf(t).hour),
  I: (t) => two(partsOf(t).hour % 12 || 12),
  j: (t) => `${dayOfYear(t) + 1}`.padStart(3, '0'),
  k: (t) => two(partsOf(t).hour, ' '),
  l: (t) => two(partsOf(t).hour % 12 || 12, ' '),
  m: (t) => two(partsOf(t).month),
  M: (t) => two(partsOf(t).minute),
  n: () => '\n',
  p: (t) => (partsOf(t).hour < 12 ? 'AM' : 'PM'),
  r: (t) => formatted(t, '%I:%M:%S %p'),
  R: (t) => formatted(t, '%H:%M'),
  s: (t) => `${Math.floor(t / SECOND)}`,
  S: (t) => two(partsOf(t).second),
  t: () => '\t',
  T: (t) => formatted(t, '%H:%M:%S'),
  u: (t) => `${weekday(t) || 7}`,
  U: (t) => two(Math.floor((dayOfYear(t) + 7 - weekday(t)) / 7)),
  w: (t) => `${weekday(t)}`,
  W: (t) => two(Math.floor((dayOfYear(t) + 7 - ((weekday(t) + 6) % 7)) / 7)),
  x: (t) => formatted(t, '%m/%d/%y'),
  X: (t) => formatted(t, '%H:%M:%S'),
  y: (t) => two(partsOf(t).year % 100),
  Y: (t) => `${partsOf(t).year}`,
  z: () => '+0000',
  Z: () => 'UTC',
}

/** From 0, a Sunday. */
function weekday(t: Micros): number {
  return (Math.floor(t / SECOND / DAY) + THURSDAY) % 7
}

/** From 0. */
function dayOfYear(t: Micros): number {
  const first = momentAt({ year: partsOf(t).year, month: 1, day: 1, hour: 0, minute: 0, second: 0 })
  return Math.floor((Math.floor(t / SECOND) - first) / DAY)
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function lengthOf(year: number): number {
  return isLeap(year) ? 366 : 365
}

function monthLength(month: number, year: number): number {
  return LENGTHS[month]! + (month === 1 && isLeap(year) ? 1 : 0)
}

/** As syslogd(8) writes it: `Jan  1 00:00:10`. */
export function stamp(t: Micros): string {
  const { month, day, hour, minute, second } = partsOf(t)
  return `${MONTHS[month - 1]!.slice(0, 3)} ${two(day, ' ')} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** As date(1) prints it: `Thu Jan  1 00:00:10 UTC 1970`. */
export function fullDate(t: Micros): string {
  return formatted(t, '%+')
}

/** As ISO 8601 has it, by local time: `1970-01-01T00:00:10.000100`. */
export function isoTime(t: Micros): string {
  return `${formatted(t, '%F')}T${clockTime(t)}`
}

/** As people read it: `1970-01-01 00:00:10`. */
export function dateTime(t: Micros): string {
  return formatted(t, '%F %T')
}

/** As tcpdump(1) writes it: `00:00:10.000100`. */
export function clockTime(t: Micros): string {
  return `${formatted(t, '%H:%M:%S')}.${`${t % SECOND}`.padStart(6, '0')}`
}

/** As MySQL writes it in its error log: `700101 00:00:10`. */
export function digitsDate(t: Micros): string {
  return formatted(t, '%y%m%d %H:%M:%S')
}
