import { formatTime, type Micros } from '../../time.ts'
import type { Expectation } from '../../trace/expectation.ts'
import type { Range } from '../../trace/sentence.ts'

type Fields = Readonly<Record<string, string | undefined>>

/**
 * An expectation as a line of a file.
 *
 * @param until - the end of the scenario, which need not be said
 */
export function expectationFields(expectation: Expectation, until: Micros): Fields {
  const { text } = expectation.that
  switch (expectation.wrapper) {
    case 'at':
      return { at: formatTime(expectation.at), that: text }
    case 'within': {
      const { from, to, stays } = expectation
      const within = { from: unless(0, from), within: formatTime(to - from) }
      return { ...within, that: text, stays: unless(0, stays) }
    }
    case 'measure': {
      const { from, to, range, that } = expectation
      const whole = from === 0 && to === until
      const write = 'lasts' in that.says ? formatTime : String
      return { between: whole ? undefined : `${formatTime(from)}..${formatTime(to)}`, [text]: rangeText(range, write) }
    }
    default: {
      const { wrapper, from, to } = expectation
      const except = 'except' in expectation ? expectation.except : undefined
      const exempt = except && `${formatTime(except.lasts)} after ${except.after.text}`
      return { [wrapper]: text, from: unless(0, from), until: unless(until, to), except: exempt }
    }
  }
}

/** `at most 3s`, `3s..3.2s` */
export function rangeText({ least, most }: Range, write: (value: number) => string): string {
  if (least === undefined) return `at most ${write(most!)}`
  if (most === undefined) return `at least ${write(least)}`
  return least === most ? write(least) : `${write(least)}..${write(most)}`
}

function unless(usual: Micros, time: Micros): string | undefined {
  return time === usual ? undefined : formatTime(time)
}
