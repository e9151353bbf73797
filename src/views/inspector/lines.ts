import { cutLine, widthOf } from '../fit.ts'
import type { Line, Style } from '../lanes/paint.ts'
import { wrapped } from '../wrap.ts'

/** Names of fields stand in a column of that width. */
const NAMES = 16
/** Fewer columns are no room for words. */
const LEAST = 8

export function heading(text: string): Line {
  return [{ text, style: 'strong' }]
}

export function field(name: string, value: string, style?: Style): Line {
  return [
    { text: `  ${name.padEnd(NAMES)} `, style: 'faint' },
    { text: value, style },
  ]
}

/** A part of the inspector; nothing, where it has nothing to say. */
export function part(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [heading(title), ...lines]
}

/** What is too long goes on below, beside the names. */
export function folded(line: Line, columns: number): Line[] {
  const [name, value] = line
  const indent = name === undefined ? 0 : widthOf([name])
  if (widthOf(line) <= columns || value === undefined || indent + LEAST > columns) return [cutLine(line, columns)]
  return wrapped(value.text, columns - indent).map((text, i) => [
    i === 0 ? name! : { text: ' '.repeat(indent) },
    { ...value, text },
  ])
}
