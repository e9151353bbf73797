import type { Line, Piece, Shows } from './lanes/paint.ts'
import { columnsOf, harmless, inAscii } from './wrap.ts'

/** What a pane may take. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** How many columns a line takes. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + columnsOf(text), 0)
}

/** A text in at most that many columns, with a tilde where its end is left out. */
export function cutText(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let cut = ''
  for (const character of text) {
    if (columnsOf(cut + character) > columns - 1) break
    cut += character
  }
  return columns > 0 ? `${cut}~` : ''
}

/** A line in at most that many columns. */
export function cutLine(line: Line, columns: number): Line {
  if (widthOf(line) <= columns) return line
  const pieces: Piece[] = []
  let room = columns
  for (const piece of line) {
    const text = cutText(piece.text, room)
    if (text !== '') pieces.push({ ...piece, text })
    if (text !== piece.text) break
    room -= columnsOf(text)
  }
  return pieces
}

/** Anybody's text, fit to be shown. */
export function shown(text: string, ascii: boolean): string {
  return ascii ? inAscii(harmless(text)) : harmless(text)
}

/** A line in at least that many columns. */
export function padLine(line: Line, columns: number): Line {
  const room = columns - widthOf(line)
  return room > 0 ? [...line, { text: ' '.repeat(room) }] : line
}

/** What stands at a column of a line: a blank beyond its end. */
export function glyphAt(line: Line, column: number): string {
  let at = 0
  for (const character of line.map(({ text }) => text).join('')) {
    at += columnsOf(character)
    if (at > column) return character
  }
  return ' '
}

/** What is shown at a column of a line. */
export function shownAt(line: Line, column: number): Shows | undefined {
  let at = 0
  for (const { text, of } of line) {
    at += columnsOf(text)
    if (at > column) return of
  }
  return undefined
}

/** A line that shows something, all of it. */
export function showing(line: Line, of: Shows): Line {
  return line.map((piece) => ({ ...piece, of }))
}

/** A line with something of one column over what stands at a column; beyond its end, blanks come between. */
export function overlaid(line: Line, column: number, over: Piece): Line {
  const pieces: Piece[] = []
  let at = 0
  for (const piece of padLine(line, column + 1)) {
    const width = columnsOf(piece.text)
    if (column < at || column >= at + width) pieces.push(piece)
    else pieces.push(...split(piece, column - at, over))
    at += width
  }
  return pieces
}

function split(piece: Piece, column: number, over: Piece): Piece[] {
  let [before, after, at] = ['', '', 0]
  for (const character of piece.text) {
    const width = columnsOf(character)
    if (at + width <= column) before += character
    else if (at > column) after += character
    // A wide character that is half covered leaves a blank.
    else if (width > 1 && at < column) before += ' '
    else if (width > 1) after += ' '
    at += width
  }
  return [{ ...piece, text: before }, over, { ...piece, text: after }].filter(({ text }) => text !== '')
}
