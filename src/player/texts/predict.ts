import { formatSeconds, formatTime, type Micros } from '../../time.ts'
import { exactly } from '../../views/words.ts'

const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
const ordinal = (number: number) => {
  const tens = Math.floor(number / 10) % 10
  return `${number}${(tens === 1 ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`
}

/** On predictions: who will be MASTER, and when. */
export const PREDICT_TEXTS = {
  on: 'before something is done, you are asked what will come of it',
  off: 'no more questions',
  nothing: 'nothing is asked',
  usage: 'predict on, or predict off',
  score: (right: number, asked: number) => `${right} of ${asked} right`,
  none: 'predicting',
  who: (group: string) => `who will be MASTER of ${group}?`,
  when: (group: string) => `${group}: since when?`,
  oneOf: (title: string, place: number, all: number) => `${title} (${place} of ${all})`,
  verdict: (right: number, asked: number) => `what came of it: ${right} of ${asked} right`,
  doing: (t: Micros, faults: readonly string[]) => `At ${formatTime(t)}: ${faults.join('; ')}.`,
  span: {
    end: (until: Micros) => `What will be at the end, at ${formatTime(until)}?`,
    next: (t: Micros) => `What will be just before ${formatTime(t)}, when something else is done?`,
    open: 'What will be when the next thing is done, or at the end?',
  },
  now: (who: string) => `Now: ${who}.`,
  you: (who: string) => `You say: ${who}. Since when?`,
  isMaster: (names: readonly string[]) => `${listed(names)} ${names.length === 1 ? 'is' : 'are'} MASTER`,
  nobodyIs: 'nobody is MASTER',
  still: (name: string) => `still ${name}`,
  nobody: 'nobody',
  stillNobody: 'still nobody',
  several: 'two or more at once',
  stillSeveral: 'still two or more',
  stays: 'all the time: nothing changes',
  atOnce: (within: Micros) => `at once, within ${exactly(within)}`,
  within: (to: Micros) => `within ${exactly(to)}`,
  between: (from: Micros, to: Micros) => `${exactly(from).replace(/ s$/, '')} to ${exactly(to)} later`,
  later: (from: Micros) => `later than ${exactly(from)}`,
  typed: 'or type a time, as exact as you like: 3.4s after it, or @13.4s',
  noTime: 'write a time after it, such as 3.4s, or @13.4s by the clock',
  again: 'look around: you are asked again as soon as time goes on',
  right: 'right',
  wrong: (said: string) => `wrong, you said: ${said}`,
  early: (off: Micros) => `who is right, but it happens ${exactly(off)} earlier than you said`,
  late: (off: Micros) => `who is right, but it happens ${exactly(off)} later than you said`,
  changesAfterAll: 'who is right, but not all the time: it changed',
  changesNot: 'who is right, but nothing changed at all',
  stay: (group: string, is: string) => `${group}: ${is}, and it stays so`,
  becomes: (group: string, is: string, since: Micros, after: Micros) =>
    `${group}: ${is} from ${formatSeconds(since)} on, ${after === 0 ? 'at once' : `${exactly(after)} after it`}`,
  changes: (group: string, changes: number) =>
    changes < 3 ? '' : `that is the ${ordinal(changes)} change of who is MASTER of ${group}`,
  cutShort: (t: Micros, next: string) => `then, at ${formatTime(t)}: ${next}`,
  known: (branch: string) => `the same as ${branch}, as far as it has been seen`,
  keys: { choose: 'a key answers', skip: 'skip', around: 'look around first', goOn: 'go on' },
} as const
