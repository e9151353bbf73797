import { type Micros, SECOND } from '../../time.ts'

const LETTERS = ['', 'K', 'M', 'G', 'T', 'P', 'E']

/** humanize_number(3) in four characters, and a B: `0B`, `2.0MB`, `128MB`. */
export function humanSize(bytes: number): string {
  let scale = 0
  let rest = bytes
  for (; rest >= 999.95 && scale < LETTERS.length - 1; scale++) rest /= 1_024
  const text = scale > 0 && rest < 9.95 ? tenths(rest) : `${Math.round(rest)}`
  return `${text}${LETTERS[scale]}B`
}

/** `3.2s`, `2m51s` */
export function humanTime(time: Micros, decimals: 0 | 1): string {
  const seconds = time / SECOND
  if (seconds < 60) return `${decimals === 1 ? tenths(seconds) : Math.floor(seconds)}s`
  const whole = Math.floor(seconds)
  const parts = [
    [Math.floor(whole / 3_600), 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ] as const
  return parts.flatMap(([count, letter]) => (count > 0 ? [`${count}${letter}`] : [])).join('')
}

function tenths(value: number): string {
  const all = Math.round(value * 10)
  return `${Math.floor(all / 10)}.${all % 10}`
}
