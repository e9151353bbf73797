import type { Piece } from './script.ts'

/** What stands for something found, and what stands as it is. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    const next = text[at + 1]
    const group = sign === '&' ? 0 : sign === '\\' && next !== undefined && /\d/.test(next) ? Number(next) : null
    if (group !== null) {
      if (plain !== '') pieces.push(plain)
      pieces.push({ group })
      plain = ''
    } else if (sign === '\\' && next !== undefined) plain += next === 'n' ? '\n' : next === 't' ? '\t' : next
    else plain += sign
    if (sign === '\\') at += 1
  }
  return plain === '' ? pieces : [...pieces, plain]
}

/** The last of the parentheses that are named. */
export function mostOf(pieces: readonly Piece[]): number {
  return Math.max(0, ...pieces.map((piece) => (typeof piece === 'string' ? 0 : piece.group)))
}

/** What becomes of each character; null: there is not one for each. */
export function mapOf(...texts: readonly [string, string]): ReadonlyMap<string, string> | null {
  const [from, to] = texts.map((text) => [...text.replace(/\\(\\|n)/g, (_, sign) => (sign === 'n' ? '\n' : '\\'))])
  return from!.length === to!.length ? new Map(from!.map((sign, i) => [sign, to![i]!])) : null
}

interface From {
  readonly text: string
  readonly at: number
  readonly isPattern: boolean
}

/** Up to a mark, which one behind a backslash is not; null: there is none. A pattern does not go on in the next line. */
export function readUntil(
  mark: string,
  { text, at, isPattern }: From,
): { readonly text: string | null; readonly end: number } {
  let read = ''
  for (let i = at; i < text.length; i++) {
    const [sign, next] = [text[i]!, text[i + 1]]
    if (sign === mark) return { text: read, end: i + 1 }
    if (sign === '\n' && isPattern) return { text: null, end: i }
    if (sign === '\\' && next !== undefined) {
      const isSpecial = isPattern && /[.*[\]^$+?(){}|]/.test(mark)
      read += next === mark ? (isSpecial ? `\\${mark}` : mark) : sign + next
      i += 1
    } else read += sign
  }
  return { text: null, end: text.length }
}
