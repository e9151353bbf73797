import type { Line } from '../../views/lanes/paint.ts'
import { columnsOf, padded } from '../../views/wrap.ts'
import type { Size } from './program.ts'

/** Things to choose from, a key each, in as many columns as it takes and there is room for. */
export function optionLines(
  items: readonly { readonly key: string; readonly words: string }[],
  at: number,
  { columns, rows }: Size,
  ascii: boolean,
): Line[] {
  const width = Math.max(...items.map(({ words }) => columnsOf(words))) + 7
  const abreast = Math.max(1, Math.min(Math.floor(columns / width), Math.ceil(items.length / Math.max(1, rows))))
  const high = Math.ceil(items.length / abreast)
  const lines = Array.from({ length: high }, (_, y) =>
    items.flatMap(({ key, words }, i): Line => {
      if (i % high !== y) return []
      const mark = i === at ? (ascii ? '> ' : '▸ ') : '  '
      return [
        { text: `${mark}${key.padEnd(2)} `, style: 'mark', of: { item: i } },
        { text: padded(words, width - 5), style: i === at ? 'strong' : undefined, of: { item: i } },
      ]
    }),
  )
  return scrolled(lines, Math.max(0, (at % high) - Math.floor(rows / 2)), rows)
}

/** The part that fits; never scrolled beyond the last line. */
export function scrolled(lines: readonly Line[], top: number, rows: number): Line[] {
  const start = Math.min(top, Math.max(0, lines.length - rows))
  return lines.slice(start, start + rows)
}
