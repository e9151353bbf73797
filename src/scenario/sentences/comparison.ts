import { parseTime } from '../../time.ts'
import type { Range } from '../../trace/sentence.ts'
import { shown } from '../text/printable.ts'
import type { Word, Words } from './words.ts'

/** What is compared: things that are counted, or times. */
export type Unit = 'count' | 'time'

const READ: Readonly<Record<Unit, (text: string) => number | undefined>> = {
  count: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined),
  time: parseTime,
}

/** Reads `at most 3`, `at least 3`, `3` or `3..5`. Undefined: there was a complaint. */
export function readRange(words: Words, unit: Unit, example: string): Range | undefined {
  if (words.took('at', 'most')) return bound(words, unit, example, (most) => ({ most }))
  if (words.took('at', 'least')) return bound(words, unit, example, (least) => ({ least }))
  const word = words.take()
  const [left = '', right, ...more] = word.text.split('..')
  const least = READ[unit](left)
  const most = right === undefined ? least : READ[unit](right)
  if (least === undefined || most === undefined || more.length > 0) return unread(words, word, unit, example)
  return least <= most ? { least, most } : words.wrong(word, `the smaller one comes first: ${right}..${left}`)
}

function bound(words: Words, unit: Unit, example: string, of: (value: number) => Range): Range | undefined {
  const word = words.take()
  const value = READ[unit](word.text)
  return value === undefined ? unread(words, word, unit, example) : of(value)
}

function unread(words: Words, word: Word, unit: Unit, example: string): undefined {
  const what = unit === 'time' ? 'a time, a number and us, ms, s, m, h or d' : 'a whole number'
  words.wrong(word, `here comes ${what}${word.text === '' ? '' : `, not ${shown(word.text)}`}: ${example}`)
}
