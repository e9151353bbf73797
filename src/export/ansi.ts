import type { Line, Style } from '../views/lanes/paint.ts'

/** Select Graphic Rendition: bold, faint, and the eight colours that every terminal has. */
const CODES: Readonly<Record<Style, string>> = {
  strong: '1',
  faint: '2',
  master: '32',
  backup: '2',
  trouble: '33',
  alarm: '1;31',
  mark: '1;36',
}

/** A line of text, with colours where they are wanted. */
export function lineText(line: Line, color: boolean): string {
  const text = line.map(({ text, style }) => (color && style && text.trim() !== '' ? paint(text, CODES[style]) : text))
  return color ? text.join('') : text.join('').trimEnd()
}

/** A text in a style, with colours where they are wanted. */
export function paintText(text: string, style: Style, color: boolean): string {
  return color ? paint(text, CODES[style]) : text
}

function paint(text: string, code: string): string {
  return `\u001b[${code}m${text}\u001b[0m`
}
