import { SECOND } from '../../time.ts'
import { failed, printed } from './outcome.ts'
import type { Program } from './program.ts'

const LONGEST = 1_000_000_000

/** sleep(1), with fractions of a second. */
export const sleep: Program = (_call, args) => {
  const [time = ''] = args
  if (args.length !== 1) return failed('usage: sleep number[unit] [...]')
  const isNumber = /^\d*\.?\d+$/.test(time) && Number(time) < LONGEST
  return isNumber ? slept(Math.round(Number(time) * SECOND)) : failed(`sleep: invalid time interval: ${time}`)
}

function* slept(time: number) {
  yield time
  return printed('')
}
