import type { Piece } from './plan.ts'

/** How a backslash is read: outside of quotes; between `"`; in `"${x:-…}"`; in a here-document. */
export type Quoting = 'none' | 'double' | 'operand' | 'here'

const ESCAPED: Readonly<Record<Quoting, RegExp>> = {
  none: /\\([\s\S])/g,
  double: /\\([$`"\\\n])/g,
  operand: /\\([$`"\\\n}])/g,
  here: /\\([$`\\\n])/g,
}

/** The pieces of a text in which nothing is expanded: what a backslash stands before is quoted. */
export function textPieces(text: string, quoting: Quoting, quoted: boolean): Piece[] {
  const pieces: Piece[] = []
  const add = (part: string, isQuoted: boolean) => {
    if (part !== '') pieces.push({ is: 'text', text: part, quoted: isQuoted })
  }
  let from = 0
  for (const { 0: found, 1: character, index } of text.matchAll(ESCAPED[quoting])) {
    add(text.slice(from, index), quoted)
    from = index + found.length
    if (character !== '\n') add(character!, true)
  }
  add(text.slice(from), quoted)
  return pieces
}

/** Neighbours that are texts of one kind become one. */
export function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (last?.is === 'text' && piece.is === 'text' && last.quoted === piece.quoted)
      all[all.length - 1] = { is: 'text', text: last.text + piece.text, quoted: piece.quoted }
    else all.push(piece)
  }
  return all
}

const TILDE = /^~([\w.-]*)(?=$|\/)/
const ASSIGNED_TILDE = /^~([\w.-]*)(?=$|[/:])/

/** Finds the homes: at the start of a word, and in an assignment behind each colon, which ends them there (colons). */
export function withHomes(pieces: readonly Piece[], assignment: boolean, colons = assignment): Piece[] {
  const all: Piece[] = []
  let start = true
  for (const [index, piece] of pieces.entries()) {
    if (piece.is !== 'text' || piece.quoted) {
      all.push(piece)
      start = false
      continue
    }
    const last = index === pieces.length - 1
    for (const part of assignment ? piece.text.split(/(?<=:)/) : [piece.text]) {
      const found: RegExpExecArray | null = start ? (colons ? ASSIGNED_TILDE : TILDE).exec(part) : null
      const whole = found === null || (found[0] === part && !last && !part.endsWith(':'))
      if (whole) all.push({ is: 'text', text: part, quoted: false })
      else {
        all.push({ is: 'tilde', user: found[1]! })
        if (found[0] !== part) all.push({ is: 'text', text: part.slice(found[0].length), quoted: false })
      }
      start = part.endsWith(':')
    }
    start &&= assignment
  }
  return all
}

/** The tabs that begin lines go: `<<-`. */
export function withoutTabs(text: string, atStart: boolean): string {
  return text.replace(atStart ? /(^|\n)\t+/g : /(\n)\t+/g, '$1')
}
