import type { PageOptions, TextualOptions } from './options.ts'

const LEAST_WIDTH = 60
const DEFAULT_WIDTH = 80

/** How many columns a text may take: as asked for, or as the terminal has. */
export function widthFor({ width: asked, output }: PageOptions): number {
  if (asked !== undefined) return asked
  const { isTTY, columns } = process.stdout
  return isTTY && output === undefined ? Math.max(LEAST_WIDTH, columns || DEFAULT_WIDTH) : DEFAULT_WIDTH
}

/** Whether colours are wanted, and seen. */
export function colorFor({ color, output }: TextualOptions): boolean {
  if (color !== 'auto') return color === 'always'
  const { NO_COLOR: no, TERM: terminal } = process.env
  return process.stdout.isTTY && output === undefined && !no && terminal !== 'dumb'
}
