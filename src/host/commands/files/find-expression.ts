import type { Course } from '../../../engine/course.ts'
import { atOnce } from '../../../shell/flow.ts'
import { typed } from '../../execution/terminal.ts'
import { isGnu } from '../../manners.ts'
import { begin } from '../begin.ts'
import { quote } from '../complaint.ts'
import { BadExpression, type Found, question, type Search, said } from './find-questions.ts'

type Test = (found: Found) => Course<boolean>

/** Parentheses and words, at most. */
const MOST_WORDS = 1_000

/** Reads what stands behind the paths. */
export class ExpressionReader {
  readonly #words: readonly string[]
  readonly #search: Search
  readonly #gnu: boolean
  #at = 0
  /** Something is done besides asking: nothing is printed by itself. */
  #acts = false

  constructor(words: readonly string[], search: Search) {
    this.#words = words
    this.#search = search
    this.#gnu = isGnu(search.call.space.userland)
    if (words.length > MOST_WORDS) throw new BadExpression('too many words')
  }

  read(): Test {
    const test = this.#words.length === 0 ? always : this.#any()
    const left = this.#words[this.#at]
    if (left !== undefined)
      throw new BadExpression(
        left === ')'
          ? this.#said("you have too many ')'", ') : no beginning (')
          : this.#said(`paths must precede expression: \`${left}'`, `${left}: unknown primary or operator`),
      )
    if (this.#acts) return test
    const print = this.#print('\n')
    return function* (found) {
      return (yield* test(found)) && (yield* print(found))
    }
  }

  #any(): Test {
    const tests = [this.#all()]
    while (this.#eats('-o', '-or')) tests.push(this.#all())
    if (tests.length === 1) return tests[0]!
    return function* (found) {
      for (const test of tests) if (yield* test(found)) return true
      return false
    }
  }

  #all(): Test {
    const tests = [this.#one()]
    for (
      let next = this.#words[this.#at];
      next !== undefined && !['-o', '-or', ')'].includes(next);
      next = this.#words[this.#at]
    ) {
      this.#eats('-a', '-and')
      tests.push(this.#one())
    }
    if (tests.length === 1) return tests[0]!
    return function* (found) {
      for (const test of tests) if (!(yield* test(found))) return false
      return true
    }
  }

  #one(): Test {
    const word = this.#words[this.#at++]
    if (word === undefined)
      throw new BadExpression(
        this.#said(
          `expected an expression after '${this.#words.at(-1)}'`,
          `${this.#words.at(-1)}: no following expression`,
        ),
      )
    if (word === '!' || word === '-not') {
      const test = this.#one()
      return function* (found) {
        return !(yield* test(found))
      }
    }
    if (word === '(') {
      const test = this.#any()
      if (!this.#eats(')'))
        throw new BadExpression(
          this.#said(
            "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
            '(: missing closing )',
          ),
        )
      return test
    }
    return this.#primary(word)
  }

  #primary(word: string): Test {
    const act = this.#action(word)
    if (act !== null) {
      this.#acts = true
      return act
    }
    const asked = question(this.#search, word, () => this.#value(word))
    if (asked !== null) return simple(asked)
    throw new BadExpression(this.#said(`unknown predicate \`${word}'`, `${word}: unknown primary or operator`))
  }

  #action(word: string): Test | null {
    if (word === '-print') return this.#print('\n')
    if (word === '-print0') return this.#print('\0')
    if (word === '-exec' || word === '-ok') return this.#exec(word)
    const search = this.#search
    if (word === '-quit') {
      return simple(() => {
        search.quits = true
        return true
      })
    }
    if (word !== '-delete') return null
    search.below = true
    return simple(({ path, name, stat }) => {
      if (name === '.') return true
      const why = search.call.space.files.unlink(path, stat.kind === 'directory' ? 'directory' : 'file')
      if (why === null) return true
      search.stderr += this.#gnu
        ? `find: cannot delete ${quote(name)}: ${why}\n`
        : `find: -delete: unlink(${name}): ${why}\n`
      search.exit = 1
      return false
    })
  }

  #print(end: string): Test {
    const { stdout } = this.#search
    return simple(({ name }) => stdout.push(name + end) > 0)
  }

  /** `-exec CMD {} \;` for each file, `-exec CMD {} +` for all of them at once. */
  #exec(word: string): Test {
    const end = this.#words.findIndex(
      (one, i) => i >= this.#at && (one === ';' || (one === '+' && this.#words[i - 1] === '{}')),
    )
    if (end === -1)
      throw new BadExpression(this.#said(`missing argument to \`${word}'`, `${word}: no terminating ";" or "+"`))
    const command = this.#words.slice(this.#at, end)
    this.#at = end + 1
    const search = this.#search
    if (this.#words[end] === ';')
      return (found) =>
        carriedOut(
          search,
          command.map((one) => one.replaceAll('{}', found.name)),
        )
    const names: string[] = []
    search.batches.push(function* () {
      if (names.length > 0 && !(yield* carriedOut(search, [...command.slice(0, -1), ...names]))) search.exit = 1
    })
    return simple(({ name }) => names.push(name) > 0)
  }

  #value(word: string): string {
    const value = this.#words[this.#at++]
    if (value === undefined)
      throw new BadExpression(this.#said(`missing argument to \`${word}'`, `${word}: requires additional arguments`))
    return value
  }

  #eats(...words: readonly string[]): boolean {
    const isNext = words.includes(this.#words[this.#at] ?? '')
    if (isNext) this.#at += 1
    return isNext
  }

  #said(gnu: string, bsd: string): string {
    return said(this.#search, gnu, bsd)
  }
}

function simple(asked: (found: Found) => boolean): Test {
  return (found) => atOnce(asked(found))
}

const always = simple(() => true)

function* carriedOut(search: Search, words: readonly string[]): Course<boolean> {
  const { io } = search.call
  yield* io.stdout.write(search.stdout.splice(0).join(''))
  const outcome = yield* begin(search.call, words, { stdin: typed('') })
  search.stderr += outcome.stderr
  return outcome.exit === 0
}
