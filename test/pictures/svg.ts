import type { Cell } from './cells.ts'

// A screen as an SVG: self-contained, its own background, for light pages and dark ones.

/** Of a cell, and of the letters in it, in pixels. */
const WIDE = 8.4
const HIGH = 17
const FONT = 14
const BASE = 12.5
const PAD = 12

/** What things are painted with: a class each. */
export const PALETTES = {
  light: {
    back: '#fbfbfa',
    edge: '#d0d5db',
    plain: '#1f2328',
    dim: '#59626c',
    red: '#b3261e',
    green: '#116329',
    yellow: '#7a5200',
    cyan: '#0b6470',
  },
  dark: {
    back: '#15191e',
    edge: '#343b44',
    plain: '#d8dee6',
    dim: '#98a2ae',
    red: '#ff8a80',
    green: '#6fd08c',
    yellow: '#e0b24e',
    cyan: '#6cc7d6',
  },
} as const
type Paint = keyof (typeof PALETTES)['light']

const COLORS: Readonly<Record<number, Paint>> = { 1: 'red', 2: 'green', 3: 'yellow', 6: 'cyan' }

export interface Captioned {
  readonly title: string
  /** For those who cannot see it. */
  readonly says: string
}

export function svgOf(rows: readonly (readonly Cell[])[], { title, says }: Captioned): string {
  const columns = rows[0]?.length ?? 0
  const width = Math.ceil(columns * WIDE + 2 * PAD)
  const height = Math.ceil(rows.length * HIGH + 2 * PAD)
  const runs = rows.flatMap((row, y) => runsOf(row).map((run) => ({ ...run, y })))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(says)}</desc>`,
    `<style>${styles()}</style>`,
    `<rect class="back" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    ...runs.map(painted),
    '</svg>',
    '',
  ].join('\n')
}

function styles(): string {
  const rules = (palette: (typeof PALETTES)['light' | 'dark']) =>
    [
      `.back{fill:${palette.back};stroke:${palette.edge}}`,
      ...Object.entries(palette)
        .filter(([name]) => name !== 'back' && name !== 'edge')
        .map(([name, color]) => `.${name}{fill:${color}}path.${name}{fill:none;stroke:${color}}`),
    ].join('')
  const fonts = `font:${FONT}px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace`
  return `svg{${fonts}}${rules(PALETTES.light)}@media(prefers-color-scheme:dark){${rules(PALETTES.dark)}}.bold{font-weight:bold}`
}

/** Cells side by side that look the same. */
interface Run {
  readonly kind: 'text' | 'line' | 'block'
  readonly paint: Paint
  readonly bold: boolean
  readonly x: number
  readonly columns: number
  readonly text: string
}

function runsOf(row: readonly Cell[]): Run[] {
  const runs: Run[] = []
  for (const [x, cell] of row.entries()) {
    if (cell.width === 0) continue
    const last = runs.at(-1)
    const run: Run = {
      kind: kindOf(cell),
      paint: paintOf(cell),
      bold: cell.bold,
      x,
      columns: cell.width,
      text: cell.text,
    }
    const follows = last !== undefined && last.x + last.columns === x && isLike(last, run)
    if (follows) runs[runs.length - 1] = { ...last, columns: last.columns + run.columns, text: last.text + run.text }
    else if (cell.text !== ' ') runs.push(run)
  }
  return runs.flatMap(apart)
}

function isLike(one: Run, other: Run): boolean {
  if (one.kind === 'text' && other.text === ' ') return true
  if (one.kind !== other.kind || one.paint !== other.paint || one.bold !== other.bold) return false
  return one.kind === 'text' || one.text.startsWith(other.text)
}

/** Words that stand far apart keep their places. */
function apart(run: Run): Run[] {
  if (run.kind !== 'text') return [run]
  return [...run.text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => {
    const before = columnsOf(run.text.slice(0, index))
    return { ...run, x: run.x + before, columns: Math.min(run.columns - before, columnsOf(text)), text }
  })
}

/** The screens that are painted have characters of one column alone. */
function columnsOf(text: string): number {
  return Array.from(text).length
}

function paintOf({ color, dim }: Cell): Paint {
  return (color === undefined ? undefined : COLORS[color]) ?? (dim ? 'dim' : 'plain')
}

/** Of a box: which ways its lines go on; the thick ones are double in a terminal. */
const BOXES: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
  '├': 'urd',
  '┤': 'uld',
  '┬': 'lrd',
  '┴': 'lru',
  '┼': 'lrud',
  '═': 'LR',
  '║': 'UD',
  '╔': 'RD',
  '╗': 'LD',
  '╚': 'RU',
  '╝': 'LU',
  '╟': 'UDr',
  '╢': 'UDl',
  '╤': 'LRd',
  '╧': 'LRu',
}

/** Of a block: parts of its cell that are filled, from 0 to 1, and how densely. */
const BLOCKS: Readonly<Record<string, readonly (readonly [x: number, y: number, w: number, h: number, o: number])[]>> =
  {
    '█': [[0, 0, 1, 1, 1]],
    '░': [[0, 0, 1, 1, 0.25]],
    '▒': [[0, 0, 1, 1, 0.5]],
    '▓': [[0, 0, 1, 1, 0.75]],
    '▏': [[0, 0, 0.15, 1, 1]],
    '▕': [[0.85, 0, 0.15, 1, 1]],
    '▚': [
      [0, 0, 0.5, 0.5, 1],
      [0.5, 0.5, 0.5, 0.5, 1],
    ],
  }

function kindOf({ text }: Cell): Run['kind'] {
  return text in BOXES ? 'line' : text in BLOCKS ? 'block' : 'text'
}

function painted(run: Run & { readonly y: number }): string {
  const { kind, paint, bold, text, columns } = run
  const [x, y] = [PAD + run.x * WIDE, PAD + run.y * HIGH]
  if (kind === 'line') return linesOf(text, x, y, paint)
  if (kind === 'block') return blocksOf(text, x, y, paint)
  const looks = bold ? `${paint} bold` : paint
  const size = `textLength="${number(columns * WIDE)}" lengthAdjust="spacingAndGlyphs"`
  return `<text class="${looks}" x="${number(x)}" y="${number(y + BASE)}" ${size}>${escaped(text)}</text>`
}

function linesOf(text: string, x: number, y: number, paint: Paint): string {
  const ways = BOXES[text[0]!]!
  const across = number(text.length * WIDE)
  const middle = number(y + HIGH / 2)
  if (ways === 'lr' || ways === 'LR') return line(`M${number(x)} ${middle}h${across}`, paint, ways === 'LR')
  return Array.from(text, (_, i) => {
    const [cx, cy] = [x + (i + 0.5) * WIDE, y + HIGH / 2]
    const from = `M${number(cx)} ${number(cy)}`
    const ends = { l: `h${-WIDE / 2}`, r: `h${WIDE / 2}`, u: `v${-HIGH / 2}`, d: `v${HIGH / 2}` }
    const path = (names: readonly string[]) => names.map((way) => from + ends[way.toLowerCase() as keyof typeof ends])
    const thin = [...ways].filter((way) => way === way.toLowerCase())
    const thick = [...ways].filter((way) => way !== way.toLowerCase())
    return [
      ...(thin.length > 0 ? [line(path(thin).join(''), paint, false)] : []),
      ...(thick.length > 0 ? [line(path(thick).join(''), paint, true)] : []),
    ].join('')
  }).join('')
}

function line(path: string, paint: Paint, thick: boolean): string {
  return `<path class="${paint}" stroke-width="${thick ? 3 : 1}" d="${path}"/>`
}

function blocksOf(text: string, x: number, y: number, paint: Paint): string {
  const parts = BLOCKS[text[0]!]!
  // Parts that go from edge to edge are one.
  const whole = parts.length === 1 && parts[0]![2] === 1
  return (whole ? [[0, text.length] as const] : Array.from(text, (_, i) => [i, 1] as const))
    .flatMap(([start, columns]) =>
      parts.map(([left, top, w, h, opacity]) => {
        const place = `x="${number(x + (start + left) * WIDE)}" y="${number(y + top * HIGH)}"`
        const size = `width="${number(w * columns * WIDE)}" height="${number(h * HIGH)}"`
        return `<rect class="${paint}" ${place} ${size}${opacity === 1 ? '' : ` opacity="${opacity}"`}/>`
      }),
    )
    .join('')
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
