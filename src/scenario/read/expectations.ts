import { formatTime, type Micros, parseTime } from '../../time.ts'
import type { Exception, Expectation } from '../../trace/expectation.ts'
import type { OfSort, Quantity, Sentence } from '../../trace/sentence.ts'
import * as read from '../schema/fields.ts'
import { between, expectations } from '../schema/lists.ts'
import { piece } from '../schema/piece.ts'
import { readRange } from '../sentences/comparison.ts'
import type { SentenceNames } from '../sentences/names.ts'
import { type Read, readQuantity, readTruth } from '../sentences/read.ts'
import { Words } from '../sentences/words.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { didYouMean } from '../text/suggest.ts'
import type { Reader } from './reader.ts'

const HEADS = ['that', 'always', 'never', 'sometimes'] as const
const BESIDE: readonly string[] = ['at', 'from', 'within', 'stays', 'until', 'except', 'between']

/** When a run ends, and the latest time that the file may name. */
interface Ends {
  readonly run: Micros
  readonly file: Micros
}

/**
 * @param ends - where they are known
 * @returns those expectations that were read without complaint, in file order
 */
export function readExpectations(reader: Reader, names: SentenceNames, ends: Ends | undefined): Expectation[] {
  return reader
    .items(['expect'], `expect is a list, each line of it a dash and an expectation; ${anExpectation(names)}`)
    .flatMap((path) => {
      const before = reader.problems
      const read = new One(
        reader,
        path,
        names,
        ends ?? { run: Number.MAX_SAFE_INTEGER, file: Number.MAX_SAFE_INTEGER },
      ).read()
      return read === undefined || reader.problems > before ? [] : [{ ...read, ...reader.lineOf(path) }]
    })
}

/** Where it stands is not known yet. */
type Unplaced = Expectation extends infer E ? (E extends Expectation ? Omit<E, 'line' | 'file'> : never) : never

/** Reads one expectation. */
class One {
  readonly #reader: Reader
  readonly #path: Path
  readonly #names: SentenceNames
  readonly #ends: Ends

  constructor(reader: Reader, path: Path, names: SentenceNames, ends: Ends) {
    this.#reader = reader
    this.#path = path
    this.#names = names
    this.#ends = ends
  }

  read(): Unplaced | undefined {
    if (this.#reader.at(this.#path)?.kind !== 'map') {
      this.#reader.complain(this.#path, anExpectation(this.#names))
      return undefined
    }
    const keys = this.#reader.keys(this.#path)
    const [head, second] = HEADS.filter((key) => keys.includes(key))
    if (second !== undefined) return this.#wrong(second, `${head} is there already; make two lines of it`, 'key')
    if (head === undefined) return this.#measure(keys)
    if (head === 'that') return this.#that()
    return head === 'always' ? this.#always() : this.#neverOrSometimes(head)
  }

  #that(): Unplaced | undefined {
    const said = this.#reader.check(expectations.that, this.#path)
    const that = this.#sentence('that', readTruth)
    if (said === undefined || that === undefined) return undefined
    const { at, from = 0, within, stays = 0 } = said
    if (at !== undefined) {
      const other = (['from', 'within', 'stays'] as const).find((key) => said[key] !== undefined)
      if (other !== undefined)
        return this.#wrong(other, `at is one moment; leave ${other} out, or write from and within`, 'key')
      this.#checkEnd('at', at)
      return { wrapper: 'at', at, that }
    }
    if (within === undefined) {
      if (said.from !== undefined)
        return this.#wrong('from', 'from goes with within: write within: 3.2s beside it', 'key')
      return this.#wrong('that', 'when? write at: 9s beside it, or from: 10s and within: 3.2s', 'key')
    }
    if (stays > 0 && that.sort === 'happening') {
      return this.#wrong(
        'stays',
        'what happens at an instant does not stay; write is MASTER, not becomes MASTER',
        'key',
      )
    }
    this.#checkEnd('from', from)
    if (from <= this.#ends.file) this.#checkEnd(stays > 0 ? 'stays' : 'within', from + within + stays)
    return { wrapper: 'within', from, to: from + within, that, stays }
  }

  #always(): Unplaced | undefined {
    const said = this.#reader.check(expectations.always, this.#path)
    const that = this.#sentence('always', readTruth)
    const except = this.#exception()
    if (said === undefined || that === undefined || except === undefined) return undefined
    if (that.sort === 'happening') {
      return this.#wrong(
        'always',
        'what happens at an instant cannot always be so; write never or sometimes, or is MASTER, not becomes MASTER',
        'value',
      )
    }
    return { wrapper: 'always', that, ...this.#period(said), ...except }
  }

  #neverOrSometimes(wrapper: 'never' | 'sometimes'): Unplaced | undefined {
    const said = this.#reader.check<typeof expectations.sometimes.schema.shape>(
      expectations[wrapper] as never,
      this.#path,
    )
    const that = this.#sentence(wrapper, readTruth)
    const except = wrapper === 'never' ? this.#exception() : {}
    if (said === undefined || that === undefined || except === undefined) return undefined
    return { wrapper, that, ...this.#period(said), ...except }
  }

  /** What is measured is the key. */
  #measure(keys: readonly string[]): Unplaced | undefined {
    const key = keys.find((other) => !BESIDE.includes(other))
    if (key === undefined) {
      this.#reader.complain(this.#path, `what should be so? ${anExpectation(this.#names)}`)
      return undefined
    }
    const meant = didYouMean(key, HEADS)
    if (meant !== '') return this.#wrong(key, `${shown(key)} is no key of an expectation${meant}`, 'key')
    const said = this.#reader.check(piece('a measure', { ...between, [key]: read.text('a comparison') }), this.#path)
    const { sentence: that, flaw } = readQuantity(key, this.#names)
    if (flaw !== undefined) this.#reader.complainWithin([...this.#path, key], flaw, 'key')
    const range = that && this.#range(key, that.says)
    if (said === undefined || that === undefined || range === undefined) return undefined
    const period = (said as { between?: { from: Micros; to: Micros } }).between ?? { from: 0, to: this.#ends.run }
    this.#checkEnd('between', period.to)
    return { wrapper: 'measure', that, range, ...period }
  }

  #range(key: string, quantity: Quantity) {
    const unit = 'lasts' in quantity ? 'time' : 'count'
    const words = new Words(this.#reader.text([...this.#path, key]))
    const range = readRange(
      words,
      unit,
      unit === 'time' ? 'at most 3s, at least 3s, 0, or 3s..3.2s' : 'at most 4, at least 4, 4, or 3..4',
    )
    if (range !== undefined && !words.done)
      words.wrong(words.peek(), `the comparison is complete before ${shown(words.peek().text)}; leave the rest out`)
    for (const flaw of words.flaws) this.#reader.complainWithin([...this.#path, key], flaw)
    return range
  }

  #sentence<S extends Sentence>(key: string, reading: (text: string, names: SentenceNames) => Read<S>): S | undefined {
    const path = [...this.#path, key]
    if (this.#reader.at(path)?.kind !== 'text') return undefined
    const { sentence, flaw } = reading(this.#reader.text(path), this.#names)
    if (flaw !== undefined) this.#reader.complainWithin(path, flaw)
    return sentence
  }

  /** `200ms after each fault`; undefined: there was a complaint. */
  #exception(): { readonly except?: Exception } | undefined {
    const path = [...this.#path, 'except']
    const node = this.#reader.at(path)
    if (node?.kind !== 'text') return {}
    const words = new Words(node.text)
    const lasts = parseTime(words.take().text)
    const wrong = `except is like 200ms after each fault, or 200ms after ${this.#names.example.host} becomes MASTER`
    if (lasts === undefined || !words.took('after')) return this.#wrong('except', wrong, 'value')
    const rest = words.rest()
    if (rest.text === 'each fault') return { except: { lasts, after: EACH_FAULT } }
    const { sentence, flaw } = readTruth(rest.text, this.#names)
    if (sentence?.sort === 'condition' || rest.text.startsWith('each ')) {
      this.#reader.complainWithin(path, { ...rest, message: wrong })
      return undefined
    }
    if (flaw !== undefined) {
      const { start, end, message } = flaw
      this.#reader.complainWithin(path, { start: rest.start + start, end: rest.start + end, message })
    }
    return sentence && { except: { lasts, after: sentence } }
  }

  #period({ from = 0, until }: { readonly from?: Micros | undefined; readonly until?: Micros | undefined }) {
    const to = until ?? this.#ends.run
    if (until !== undefined && from >= until)
      this.#wrong('until', 'until is not after from; write a later until, or an earlier from', 'value')
    this.#checkEnd('from', from)
    this.#checkEnd('until', to)
    return { from, to }
  }

  /** Nothing can be said of what would be after the end. */
  #checkEnd(key: string, t: Micros): void {
    if (t <= this.#ends.file || this.#reader.at([...this.#path, key]) === undefined) return
    const end = `until: ${formatTime(this.#ends.file)}`
    this.#wrong(key, `this is after the end, ${end}; write an earlier time, or a later until of the scenario`, 'value')
  }

  #wrong(key: string, message: string, on: 'value' | 'key'): undefined {
    this.#reader.complain([...this.#path, key], message, on)
  }
}

function anExpectation({ example: { host, group } }: SentenceNames): string {
  return `an expectation is like { at: 9s, that: ${host} is MASTER of ${group} } or { always: at most one MASTER of ${group} }`
}

const EACH_FAULT: OfSort<'happening'> = { sort: 'happening', text: 'each fault', says: { happens: 'fault' } }
