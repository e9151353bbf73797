import type { Harvest } from './text.ts'

/** A line of a file, without what ends it and without blanks around it. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The lines of a file that say something, as far as they are read; comments are put aside. */
export function* linesOf<S>(harvest: Harvest<S>, isComment: (line: string) => boolean): Generator<Line> {
  const { text, end } = harvest
  for (let at = 0; at < end && !harvest.full; ) {
    const found = text.indexOf('\n', at)
    const stop = found === -1 ? end : Math.min(found, end)
    const whole = text.slice(at, stop)
    const line = whole.trim()
    const start = at + (whole.length - whole.trimStart().length)
    if (line !== '' && isComment(line)) harvest.comment(start, start + line.length)
    else if (line !== '') yield { start, end: start + line.length, text: line }
    at = stop + 1
  }
}

export function isHashed(line: string): boolean {
  return line.startsWith('#')
}
