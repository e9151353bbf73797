import type { Entry, Node, Place } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Source } from '../text/source.ts'
import { readYaml } from '../text/yaml.ts'
import type { Complaints } from './complaints.ts'

const A_SHORT_EVENT = 'an event is a time, a verb with what it acts on, and arguments: 10s unplug fw1.em0 for 5s'

/** Reads `10s unplug fw1.em0 for 5s` into the event that a file would hold. Undefined: there was a complaint. */
export function readShortEvent(source: Source, complaints: Complaints): Node | undefined {
  const [time, ...rest] = wordsOf(source)
  const whole = { source, start: 0, end: source.text.length }
  if (time === undefined || !/^\d/.test(textOf(time)) || rest.length === 0) {
    complaints.add(time ?? whole, [], A_SHORT_EVENT)
    return undefined
  }
  const entries = new Map<string, Entry>([['at', { key: time, value: readWord(time, complaints)! }]])
  for (let i = 0; i < rest.length; i += 2) {
    const key = rest[i]!
    const name = textOf(key)
    const value = i + 1 < rest.length ? readWord(rest[i + 1]!, complaints) : nothing(key)
    if (value === undefined) return undefined
    if (entries.has(name)) complaints.add(key, [name], `${shown(name)} is given twice; it may stand here once`)
    else entries.set(name, { key, value })
  }
  return { kind: 'map', place: whole, entries }
}

/** Parts it at spaces, but for those in quotes, in brackets and round an arrow. */
function wordsOf(source: Source): Place[] {
  const words: Place[] = []
  for (const { 0: text, index } of source.text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\S+/g)) {
    const last = words.at(-1)
    const goesOn = last !== undefined && (isOpen(textOf(last)) || /^<?->/.test(text))
    const start = goesOn ? words.pop()!.start : index
    words.push({ source, start, end: index + text.length })
  }
  return words
}

function isOpen(text: string): boolean {
  const opened = text.match(/[[{]/g)?.length ?? 0
  const closed = text.match(/[\]}]/g)?.length ?? 0
  return text.endsWith('->') || (/^[[{]/.test(text) && opened > closed)
}

function readWord({ source, start, end }: Place, complaints: Complaints): Node | undefined {
  return readYaml(source, complaints.add, start, end)
}

function nothing(place: Place): Node {
  return { kind: 'text', place, text: '' }
}

function textOf({ source, start, end }: Place): string {
  return source.text.slice(start, end)
}
