import { rangeText } from '../../scenario/save/expectation.ts'
import { formatTime } from '../../time.ts'
import type { Expectation } from '../../trace/expectation.ts'

/** An expectation in one line: `at 9s: fw1 is MASTER`, `always: at most one MASTER`. */
export function nameOf(expectation: Expectation): string {
  const { text } = expectation.that
  switch (expectation.wrapper) {
    case 'at':
      return `at ${formatTime(expectation.at)}: ${text}`
    case 'within': {
      const { from, to, stays } = expectation
      const staying = stays === 0 ? '' : `, stays ${formatTime(stays)}`
      return `from ${formatTime(from)} within ${formatTime(to - from)}: ${text}${staying}`
    }
    case 'measure': {
      const { range, that } = expectation
      return `${text}: ${rangeText(range, 'lasts' in that.says ? formatTime : String)}`
    }
    default:
      return `${expectation.wrapper}: ${text}`
  }
}
