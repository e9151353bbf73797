import type { Condition, OfSort, Part, Quantity, Sentence, Truth } from '../../trace/sentence.ts'
import { shown } from '../text/printable.ts'
import { butNot, type Clause, type Reading } from './clause.ts'
import { expect, readClause } from './clauses.ts'
import { Resolver, type SentenceNames } from './names.ts'
import { dataOf } from './served.ts'
import { type Flaw, LONGEST_SENTENCE, type Word, Words } from './words.ts'

/** A sentence, or what is wrong with it; no flaw: there was a complaint about a host that it names. */
export interface Read<S extends Sentence> {
  readonly sentence?: S
  readonly flaw?: Flaw
}

/** Reads a sentence that is true at times: a condition or a happening. */
export function readTruth(text: string, names: SentenceNames): Read<Truth> {
  return reading<Truth>(text, names, truth)
}

/** Reads what can be measured. */
export function readQuantity(text: string, names: SentenceNames): Read<OfSort<'quantity'>> {
  return reading<OfSort<'quantity'>>(text, names, (reading) => {
    const found = quantity(reading)
    if (found !== 'none') return found && { sort: 'quantity', says: found }
    const start = reading.words.peek()
    const says = truth(reading)
    if (says === undefined) return undefined
    const condition = conditionOf(reading, says, start)
    return condition && { sort: 'quantity', says: { lasts: 'in all', condition } }
  })
}

/** Reads any sentence: what a filter keeps. */
export function readSentence(text: string, names: SentenceNames): Read<Sentence> {
  return reading<Sentence>(text, names, (reading) => {
    const { words } = reading
    const found = quantity(reading)
    if (found !== 'none') return found && { sort: 'quantity', says: found }
    if (words.peek(1).text !== '') return truth(reading)
    const parts = reading.names.parts(words.take())
    return parts && { sort: 'names', says: parts }
  })
}

/** What a sentence says, and of which sort it is. */
type Meaning<S extends Sentence> = S extends Sentence ? Omit<S, 'text'> : never

function reading<S extends Sentence>(
  text: string,
  names: SentenceNames,
  read: (reading: Reading) => Meaning<S> | undefined,
): Read<S> {
  if (text.length > LONGEST_SENTENCE) {
    return {
      flaw: { start: 0, end: text.length, message: `a sentence is at most ${LONGEST_SENTENCE} characters long` },
    }
  }
  const words = new Words(text)
  const found = read({ words, names: new Resolver(words, names) })
  if (found !== undefined && !words.done && words.flaws.length === 0) tooMuch(words, found)
  const [flaw] = words.flaws
  if (flaw !== undefined) return { flaw }
  return found === undefined ? {} : { sentence: { ...found, text: text.trim() } as unknown as S }
}

function tooMuch(words: Words, { sort }: { readonly sort: unknown }): void {
  const word = words.peek()
  const more = sort === 'condition' ? ', or go on with and, or with or' : ''
  words.wrong(word, `the sentence is complete before ${shown(word.text)}; leave the rest out${more}`)
}

/** Clauses with `and` and `or` between; `and` binds closer. */
function truth(reading: Reading): Clause | undefined {
  return joined(reading, 'or', () => joined(reading, 'and', () => readClause(reading)))
}

function joined(reading: Reading, between: 'and' | 'or', read: () => Clause | undefined): Clause | undefined {
  const { words } = reading
  let start = words.peek()
  const first = read()
  if (first === undefined || words.peek().text !== between) return first
  const parts: Condition[] = []
  for (let next: Clause | undefined = first; ; ) {
    if (next === undefined) return undefined
    if (next.sort === 'happening') {
      return words.wrong(start, `${between} joins what is so for a time, with is; write two lines instead`)
    }
    parts.push(next.says)
    if (!words.took(between)) return { sort: 'condition', says: { is: between, parts } }
    start = words.peek()
    next = read()
  }
}

function conditionOf({ words }: Reading, clause: Clause, start: Word): Condition | undefined {
  if (clause.sort === 'condition') return clause.says
  return words.wrong(
    start,
    'what happens at an instant takes no time; to count it write transitions of, for a time write is MASTER',
  )
}

/** What is counted record by record, of whom. */
const COUNTED = ['transitions', 'adverts', 'drops', 'faults', 'resets'] as const

function quantity(reading: Reading): Quantity | undefined | 'none' {
  const { words, names } = reading
  const first = words.peek().text
  const counted = COUNTED.find((name) => name === first)
  if (counted !== undefined) {
    words.take()
    return counting(reading, counted)
  }
  if (words.peek(1).text === 'writes' || first === 'stale') return writes(reading)
  if (first === 'lost') return lost(reading)
  if (words.took('time', 'with', 'two', 'writers')) {
    const of = words.took('of') ? names.known('data', words.take(), dataOf) : ''
    return of === undefined ? undefined : { lasts: 'two writers', ...(of !== '' && { of }) }
  }
  if (first === 'floods') {
    words.take()
    const at = words.took('of') ? names.switch(words.take()) : ''
    return at === undefined ? undefined : { counts: first, ...(at !== '' && { switch: at }) }
  }
  if (first === 'fail-overs' || first === 'hand-overs') {
    words.take()
    const group = words.took('of') ? names.group(words.take()) : ''
    return group === undefined ? undefined : { counts: first, ...(group !== '' && { group }) }
  }
  if (first === 'outage') {
    const host = expect(reading, 'outage', 'of') ? names.host(words.take()) : undefined
    return host === undefined ? undefined : { lasts: 'outage', host }
  }
  if (first !== 'longest') return 'none'
  words.take()
  const start = words.peek()
  const clause = truth(reading)
  const condition = clause && conditionOf(reading, clause, start)
  return condition && { lasts: 'longest', condition }
}

function lost(reading: Reading): Quantity | undefined {
  const { words } = reading
  if (words.took('lost', 'fetches')) return counting(reading, 'lost fetches')
  if (words.took('lost', 'words')) return counting(reading, 'lost words')
  return expect(reading, 'lost', 'pings') ? counting(reading, 'lost pings') : undefined
}

const WRITES = ['acknowledged', 'lost', 'diverged', 'blocked'] as const

/** `lost writes of test` */
function writes(reading: Reading): Quantity | undefined {
  const { words, names } = reading
  const word = words.take()
  const kind = WRITES.find((one) => one === word.text)
  if (kind === undefined && word.text !== 'stale') {
    return words.wrong(word, `writes are ${WRITES.join(', ')}${butNot(word)}`)
  }
  if (!expect(reading, kind === undefined ? 'reads' : 'writes')) return undefined
  const of = words.took('of') ? names.known('data', words.take(), dataOf) : ''
  const counts = kind === undefined ? 'stale reads' : (`${kind} writes` as const)
  return of === undefined ? undefined : { counts, ...(of !== '' && { of }) }
}

function counting({ words, names }: Reading, counts: Extract<Quantity, { parts: unknown }>['counts']) {
  const parts: readonly Part[] | undefined = words.took('of') ? names.parts(words.take()) : []
  return parts && { counts, parts }
}
