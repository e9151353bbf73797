import type { Style } from '../../views/lanes/paint.ts'

/** In the words of ink. */
export interface Looks {
  readonly color?: 'red' | 'green' | 'yellow' | 'cyan'
  readonly bold?: boolean
  readonly dimColor?: boolean
}

/** What each style looks like. */
export const LOOKS: Readonly<Record<Style, Looks>> = {
  strong: { bold: true },
  faint: { dimColor: true },
  master: { color: 'green' },
  backup: { dimColor: true },
  trouble: { color: 'yellow' },
  alarm: { color: 'red', bold: true },
  mark: { color: 'cyan', bold: true },
}
