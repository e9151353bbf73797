import type { Micros } from '../../time.ts'
import type { Size } from '../app/program.ts'

// asciicast v3, as https://docs.asciinema.org/manual/asciicast/v3/ describes it: a line for the terminal, then a line an
// event, each with the seconds since the one before.

/** What is told of a recording. */
export interface CastHead {
  readonly size: Size
  readonly title: string
  /** When it was recorded, in seconds since 1970; absent where it was made, not recorded. */
  readonly timestamp?: number
}

export function castHead({ size, title, timestamp }: CastHead): string {
  const term = { cols: size.columns, rows: size.rows, type: 'xterm-256color' }
  return lineOf({ version: 3, term, ...(timestamp !== undefined && { timestamp }), title })
}

/** What happens to a screen: text for it, a mark with a name to jump to, another size, or the end of the program. */
export type CastEvent =
  | { readonly code: 'o'; readonly text: string }
  | { readonly code: 'm'; readonly text: string }
  | { readonly code: 'r'; readonly size: Size }
  | { readonly code: 'x'; readonly text: string }

/** @param since - the time since the event before */
export function castLine(since: Micros, event: CastEvent): string {
  const data = event.code === 'r' ? `${event.size.columns}x${event.size.rows}` : event.text
  return lineOf([since / 1_000_000, event.code, data])
}

function lineOf(data: unknown): string {
  return `${JSON.stringify(data)}\n`
}
