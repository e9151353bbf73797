import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import { compared, type Integer, integer, isZero, made } from './integer.ts'
import { type Expression, parseArithmetic } from './parse.ts'

const KEPT = 500
const DEEPEST = 20
const COMPARES = new Set(['<', '<=', '>', '>=', '==', '!='])

/** One evaluation: the text is for complaints. */
interface Sum {
  readonly shell: Shell
  readonly text: string
  readonly depth: number
}

/** Texts that were read before, for each dialect. */
const read = new WeakMap<object, Map<string, Expression>>()

function expressionOf(text: string, { dialect }: Shell): Expression {
  let kept = read.get(dialect)
  if (kept === undefined) {
    kept = new Map()
    read.set(dialect, kept)
  }
  const known = kept.get(text)
  if (known !== undefined) return known
  const expression = parseArithmetic(text, dialect)
  if (kept.size >= KEPT) kept.clear()
  kept.set(text, expression)
  return expression
}

/** What `$((text))` is, its parameters expanded. */
export function evaluate(shell: Shell, text: string, depth = 0): Integer {
  return value(expressionOf(text, shell), { shell, text, depth })
}

function value(of: Expression, sum: Sum): Integer {
  switch (of.is) {
    case 'number':
      return of.value
    case 'variable':
      return variable(of.name, sum)
    case 'binary':
      return binary(of.operator, value(of.left, sum), value(of.right, sum), of.rest, sum)
    case 'assign': {
      const { sumsReadFirst } = sum.shell.dialect
      const before = of.operator !== '' && sumsReadFirst ? variable(of.name, sum) : 0
      const right = value(of.value, sum)
      const left = of.operator === '' || sumsReadFirst ? before : variable(of.name, sum)
      const all = of.operator === '' ? right : binary(of.operator, left, right, of.rest, sum)
      sum.shell.assign(of.name, String(all))
      return all
    }
    case 'unary':
      return unary(of.operator, value(of.of, sum))
    case 'logical':
      return of.operator === '&&'
        ? Number(truth(of.left, sum) && truth(of.right, sum))
        : Number(truth(of.left, sum) || truth(of.right, sum))
    case 'ternary':
      return value(truth(of.test, sum) ? of.yes : of.no, sum)
    default: {
      const before = variable(of.name, sum)
      const after = made('+', before, of.by)
      sum.shell.assign(of.name, String(after))
      return of.first ? after : before
    }
  }
}

function truth(of: Expression, sum: Sum): boolean {
  return !isZero(value(of, sum))
}

function unary(operator: string, of: Integer): Integer {
  switch (operator) {
    case '-':
      return made('-', 0, of)
    case '~':
      return made('^', of, -1)
    case '!':
      return Number(isZero(of))
    default:
      return of
  }
}

function binary(operator: string, a: Integer, b: Integer, rest: string, { text }: Sum): Integer {
  if (operator === ',') return b
  if (COMPARES.has(operator)) return Number(compared(operator, a, b))
  if ((operator === '/' || operator === '%') && isZero(b))
    throw new Fault({ is: 'arithmetic', text, why: 'division by zero', rest })
  if (operator === '**' && b < 0) throw new Fault({ is: 'arithmetic', text, why: 'negative exponent', rest })
  return made(operator, a, b)
}

function unset(name: string, { dialect }: Shell, text: string): void {
  if (dialect.unsetInSums === 'parameter') throw new Fault({ is: 'unset', name })
  if (dialect.unsetInSums === 'sum') throw new Fault({ is: 'arithmetic', text, why: 'variable not set', rest: name })
}

function variable(name: string, { shell, text, depth }: Sum): Integer {
  const held = name === 'LINENO' ? String(shell.line) : shell.variables.value(name)
  if (held === undefined && shell.options.has('u')) unset(name, shell, text)
  if (held === undefined || held === '') return 0
  const number = integer(held)
  if (number !== null) return number
  if (!shell.dialect.arithmeticRecurses) throw new Fault({ is: 'no number in', text: held })
  if (depth >= DEEPEST) throw new Fault({ is: 'arithmetic', text, why: 'too deep', rest: held })
  return evaluate(shell, held, depth + 1)
}
