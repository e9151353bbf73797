import { type Micros, SECOND } from '../time.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const WEEKDAYS = 'Thu Fri Sat Sun Mon Tue Wed'.split(' ')
const DAY = 86_400

/** What a clock shows: a run begins on 1 January 1970, in UTC, as a clock does that nobody has set. */
interface Shown {
  readonly year: number
  readonly month: string
  readonly day: number
  readonly weekday: string
  /** `00:00:10` */
  readonly time: string
}

function shown(t: Micros): Shown {
  const seconds = Math.floor(t / SECOND)
  const days = Math.floor(seconds / DAY)
  let year = 1970
  let left = days
  for (; left >= lengthOf(year); year++) left -= lengthOf(year)
  let month = 0
  for (; left >= monthLength(month, year); month++) left -= monthLength(month, year)
  const of = seconds % DAY
  const time = [Math.floor(of / 3600), Math.floor(of / 60) % 60, of % 60].map((part) => `${part}`.padStart(2, '0'))
  return { year, month: MONTHS[month]!, day: left + 1, weekday: WEEKDAYS[days % 7]!, time: time.join(':') }
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
  const { month, day, time } = shown(t)
  return `${month} ${`${day}`.padStart(2)} ${time}`
}

/** As date(1) prints it: `Thu Jan  1 00:00:10 UTC 1970`. */
export function fullDate(t: Micros): string {
  return `${shown(t).weekday} ${stamp(t)} UTC ${shown(t).year}`
}

/** As ISO 8601 has it, by local time: `1970-01-01T00:00:10.000100`. */
export function isoTime(t: Micros): string {
  return `${isoDate(t)}T${clockTime(t)}`
}

/** As people read it: `1970-01-01 00:00:10`. */
export function dateTime(t: Micros): string {
  return `${isoDate(t)} ${shown(t).time}`
}

function isoDate(t: Micros): string {
  const { year, month, day } = shown(t)
  return [year, MONTHS.indexOf(month) + 1, day].map((part) => `${part}`.padStart(2, '0')).join('-')
}

/** As tcpdump(1) writes it: `00:00:10.000100`. */
export function clockTime(t: Micros): string {
  return `${shown(t).time}.${`${t % SECOND}`.padStart(6, '0')}`
}
