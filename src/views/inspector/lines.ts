import type { Line, Style } from '../lanes/paint.ts'

/** Names of fields stand in a column of that width. */
const NAMES = 16

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
