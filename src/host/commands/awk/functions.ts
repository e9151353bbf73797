import type { RegularExpression } from '../../../config/regular-expression.ts'
import { isPlace } from './expressions.ts'
import { BadProgram, type Expression, type Place } from './tree.ts'
import { formatted, numberOf, Read, textOf, type Value } from './values.ts'

/** What a function sees of the program that calls it. */
interface Program {
  readonly variables: Map<string, Value>
  value(expression: Expression): Value
  pattern(expression: Expression): RegularExpression
  assign(to: Place, value: Value): void
  array(name: string): Map<string, Value>
  pieces(text: string, separator: Value): string[]
}

const LINE: Place = { is: 'field', of: { is: 'number', value: 0 } }

/** A function of awk(1). */
export function call(program: Program, name: string, given: readonly Expression[]): Value {
  const [one, other, third] = given
  if (name === 'sub' || name === 'gsub') return substituted(program, name === 'gsub', given)
  if (name === 'split') return split(program, given)
  if (name === 'length' && one?.is === 'name' && program.array(one.name).size > 0) return program.array(one.name).size
  const value = program.value(one ?? LINE)
  const text = textOf(value)
  const rest = () => given.slice(1).map((each) => program.value(each))
  switch (name) {
    case 'length':
      return [...text].length
    case 'index':
      return text.indexOf(textOf(rest()[0] ?? '')) + 1
    case 'tolower':
      return text.toLowerCase()
    case 'toupper':
      return text.toUpperCase()
    case 'int':
      return Math.trunc(numberOf(value))
    case 'sprintf':
      return formatted(text, rest())
    case 'match':
      return matched(program, text, other)
    default: {
      const from = Math.round(numberOf(program.value(other ?? LINE)))
      const count = third === undefined ? Number.POSITIVE_INFINITY : Math.round(numberOf(program.value(third)))
      return text.slice(Math.max(0, from - 1), Math.max(0, from - 1 + count))
    }
  }
}

function matched(program: Program, text: string, pattern: Expression | undefined): number {
  if (pattern === undefined) throw new BadProgram('match is given a text and a pattern')
  const found = program.pattern(pattern).find(text)
  program.variables.set('RSTART', found === null ? 0 : found.start + 1)
  program.variables.set('RLENGTH', found === null ? -1 : found.end - found.start)
  return found === null ? 0 : found.start + 1
}

function split(program: Program, [text, array, separator]: readonly Expression[]): number {
  if (text === undefined || array?.is !== 'name') throw new BadProgram('split is given a text and an array')
  const by =
    separator === undefined
      ? program.variables.get('FS')!
      : separator.is === 'pattern'
        ? null
        : program.value(separator)
  const whole = textOf(program.value(text))
  const pieces = by === null ? cut(program.pattern(separator!), whole) : program.pieces(whole, by)
  const into = program.array(array.name)
  into.clear()
  for (const [i, piece] of pieces.entries()) into.set(`${i + 1}`, new Read(piece))
  return pieces.length
}

function cut(pattern: RegularExpression, text: string): string[] {
  const pieces: string[] = []
  let at = 0
  for (let found = pattern.find(text, 0); found !== null && found.end > found.start; found = pattern.find(text, at)) {
    pieces.push(text.slice(at, found.start))
    at = found.end
  }
  return text === '' ? [] : [...pieces, text.slice(at)]
}

/** An ampersand stands for what was found, unless a backslash is before it. */
function substituted(program: Program, all: boolean, [pattern, by, target = LINE]: readonly Expression[]): number {
  if (pattern === undefined || by === undefined || !isPlace(target))
    throw new BadProgram('sub is given a pattern, a text and a variable')
  const [wanted, text] = [program.pattern(pattern), textOf(program.value(target))]
  const piece = textOf(program.value(by))
  let [result, at, count] = ['', 0, 0]
  let end = -1
  while (at <= text.length && (all || count === 0)) {
    const found = wanted.find(text, at)
    if (found === null) break
    result += text.slice(at, found.start)
    const isEmptyAgain = found.start === found.end && found.start === end
    if (!isEmptyAgain)
      result += piece.replace(/\\&|\\\\|&/g, (sign) =>
        sign === '&' ? text.slice(found.start, found.end) : sign.slice(1),
      )
    if (!isEmptyAgain) count += 1
    end = found.end
    at = found.end
    if (found.start !== found.end) continue
    result += text[at] ?? ''
    at += 1
  }
  if (count > 0) program.assign(target, result + text.slice(at))
  return count
}
