import type { Line, Piece, Style } from '../../views/lanes/paint.ts'

interface Looks {
  readonly color?: 'red' | 'green' | 'yellow' | 'cyan'
  readonly bold?: boolean
  readonly dimColor?: boolean
}

/** What each style looks like. */
const LOOKS: Readonly<Record<Style, Looks>> = {
  strong: { bold: true },
  faint: { dimColor: true },
  master: { color: 'green' },
  backup: { dimColor: true },
  trouble: { color: 'yellow' },
  alarm: { color: 'red', bold: true },
  mark: { color: 'cyan', bold: true },
}

/** A line as ink would write it. */
export function inAnsi(line: Line, color: boolean): string {
  return line.map((piece) => pieceText(piece, color)).join('')
}

const COLORS = { red: 31, green: 32, yellow: 33, cyan: 36 } as const

function pieceText({ text, style }: Piece, color: boolean): string {
  const { bold, dimColor, color: ink } = style === undefined ? {} : LOOKS[style]
  const codes = [...(bold ? [1] : []), ...(dimColor ? [2] : []), ...(color && ink !== undefined ? [COLORS[ink]] : [])]
  return codes.length === 0 ? text : `\u001b[${codes.join(';')}m${text}\u001b[0m`
}
