import type { Piece, Word } from '../plan/plan.ts'
import { joined } from '../plan/text.ts'
import type { Budget } from '../state/budget.ts'

/** A character that may be part of `{a,b}`, or something that is quoted or expanded later. */
type Unit = string | Exclude<Piece, string>
type Units = readonly Unit[]

const RANGE = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/

/** The words that `{a,b}` and `{1..3}` make of one (bash). */
export function braced(word: Word, budget: Budget): (readonly Piece[])[] {
  const units = word.pieces.flatMap((piece): Unit[] =>
    piece.is === 'text' && !piece.quoted ? [...piece.text] : [piece],
  )
  return expanded(units, budget).map((each) =>
    joined(
      named(each).map((unit): Piece => (typeof unit === 'string' ? { is: 'text', text: unit, quoted: false } : unit)),
    ),
  )
}

/** Braces come first: `$a{b,c}` is `$ab $ac`. */
function named(units: Units): Unit[] {
  const all: Unit[] = []
  for (const unit of units) {
    const last = all.at(-1)
    const goesOn = typeof unit === 'string' && /\w/.test(unit) && typeof last === 'object' && last.is === 'parameter'
    if (goesOn && !last.quoted && /^\$[A-Za-z_]\w*$/.test(last.text))
      all[all.length - 1] = { ...last, name: last.name + unit, text: last.text + unit }
    else all.push(unit)
  }
  return all
}

function expanded(units: Units, budget: Budget): Units[] {
  for (let open = units.indexOf('{'); open >= 0; open = units.indexOf('{', open + 1)) {
    const choices = choicesAt(units, open, budget)
    if (choices === null) continue
    const before = units.slice(0, open)
    const behind = expanded(units.slice(choices.end + 1), budget)
    const all: Units[] = []
    for (const choice of choices.all)
      for (const rest of behind) {
        budget.text((all.length + 1) * (before.length + choice.length + rest.length))
        all.push([...before, ...choice, ...rest])
      }
    return all
  }
  return [units]
}

interface Choices {
  readonly all: readonly Units[]
  readonly end: number
}

/** What stands between a brace and its end, apart; null: it is nothing but a brace. */
function choicesAt(units: Units, open: number, budget: Budget): Choices | null {
  const parts: Units[] = []
  let depth = 0
  let from = open + 1
  for (let at = open + 1; at < units.length; at++) {
    const unit = units[at]
    if (unit === '{') depth++
    else if (unit === '}' && depth > 0) depth--
    else if (unit === ',' && depth === 0) {
      parts.push(units.slice(from, at))
      from = at + 1
    } else if (unit === '}') {
      const last = units.slice(from, at)
      if (parts.length > 0) return { all: [...parts, last].flatMap((part) => expanded(part, budget)), end: at }
      const range = last.every((each) => typeof each === 'string') ? rangeOf(last.join(''), budget) : null
      return range === null ? null : { all: range.map((each) => [...each]), end: at }
    }
  }
  return null
}

/** `1..10..2`, `a..e`. */
function rangeOf(text: string, budget: Budget): string[] | null {
  const found = RANGE.exec(text)
  if (found === null) return null
  const [, low, high, first, last, by] = found
  const letters = first !== undefined
  const from = letters ? first.charCodeAt(0) : Number(low)
  const to = letters ? last!.charCodeAt(0) : Number(high)
  const step = Math.abs(Number(by ?? 1)) || 1
  budget.text((Math.abs(to - from) / step) * 10)
  const width = !letters && [low!, high!].some((each) => /^-?0\d/.test(each)) ? Math.max(low!.length, high!.length) : 0
  const shown = (value: number) => {
    if (letters) return String.fromCharCode(value)
    const digits = String(Math.abs(value))
    return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0')
  }
  const all: string[] = []
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step)
    all.push(shown(value))
  return all
}
