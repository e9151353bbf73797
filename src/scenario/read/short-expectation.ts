import type { Entry, Node, Place } from '../text/node.ts'
import type { Source } from '../text/source.ts'
import type { Complaints } from './complaints.ts'

const A_SHORT_EXPECTATION =
  'an expectation is a sentence and when it is so: fw1 is MASTER at 9s, fw1 is MASTER from 10s within 3.2s, always at most one MASTER; or a number: fail-overs: at most 1'

const ALL_ALONG = /^\s*(always|never|sometimes)\s+/
/** `within 3.2s`, `from 10s`, behind a sentence; a blank before the unit does no harm. */
const TIMES = /\s(at|from|within|stays|until)\s+(\d[\d.]*\s?(?:us|ms|s|m|h|d)|0)\s*$/
const MEASURE = /^\s*(\S.*?)\s*:\s+(\S.*?)\s*$/

/** Reads `fw1 is MASTER from 10s within 3.2s` into the expectation that a file would hold. Undefined: there was a complaint. */
export function readShortExpectation(source: Source, complaints: Complaints): Node | undefined {
  const { text } = source
  const whole = { source, start: 0, end: text.length }
  const entries = new Map<string, Entry>()
  const add = (key: string, at: Place, value: Place, said = textOf(value)) =>
    entries.set(key, { key: at, value: { kind: 'text', place: value, text: said } })
  const measure = MEASURE.exec(text)
  if (measure !== null) {
    const [, quantity = '', range = ''] = measure
    const start = text.indexOf(quantity)
    const from = text.lastIndexOf(range)
    add(quantity, { source, start, end: start + quantity.length }, { source, start: from, end: from + range.length })
    return { kind: 'map', place: whole, entries }
  }
  let end = text.trimEnd().length
  for (let found = TIMES.exec(text.slice(0, end)); found !== null; found = TIMES.exec(text.slice(0, end))) {
    const [all, key = '', time = ''] = found
    const keyAt = found.index + all.indexOf(key)
    const timeAt = found.index + all.lastIndexOf(time)
    add(
      key,
      { source, start: keyAt, end: keyAt + key.length },
      { source, start: timeAt, end: timeAt + time.length },
      time.replace(/\s/, ''),
    )
    end = text.slice(0, found.index).trimEnd().length
  }
  const [head, word] = ALL_ALONG.exec(text) ?? ['', undefined]
  if (end <= head.length || (word === undefined && entries.size === 0)) {
    complaints.add(whole, [], A_SHORT_EXPECTATION)
    return undefined
  }
  const start = head.length + text.slice(head.length).search(/\S/)
  add(
    word ?? 'that',
    word === undefined ? whole : { source, start: text.indexOf(word), end: text.indexOf(word) + word.length },
    {
      source,
      start,
      end,
    },
  )
  return { kind: 'map', place: whole, entries }
}

function textOf({ source, start, end }: Place): string {
  return source.text.slice(start, end)
}
