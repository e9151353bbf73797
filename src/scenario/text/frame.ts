import { printed } from './printable.ts'

/** So that a frame with its gutter fits a terminal of 80 columns. */
const WIDTH = 70
/** How much of a long line is shown before the token. */
const LEAD = 30
const CONTEXT = 2

/** One thing that is wrong in a scenario file. */
export interface Problem {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, where the offending token begins. */
  readonly column: number
  /** Of the token, at least 1. */
  readonly length: number
  /** `hosts.skunk2.carp[0].advskew`; empty where the text is no YAML. */
  readonly path: string
  /** What is wrong, and what to write instead. */
  readonly message: string
}

/** One problem as people read it: the place, two lines before it, its own line, and the message under the token. */
export function frame(problem: Problem, lines: readonly string[]): string {
  const { file, line, column, path, message } = problem
  const gutter = String(line).length
  const rows = [`${file}:${line}:${column}${path === '' ? '' : `  ${path}`}`]
  for (let n = Math.max(1, line - CONTEXT); n < line; n++) rows.push(row(' ', n, gutter, cut(lines[n - 1]!, 0).text))
  const tokenEnd = column - 1 + problem.length
  const shown = cut(lines[line - 1]!, tokenEnd <= WIDTH ? 0 : Math.max(0, column - 1 - LEAD))
  const offset = column - 1 - shown.skipped
  const length = Math.max(1, Math.min(problem.length, shown.text.length - offset))
  rows.push(row('▸', line, gutter, shown.text))
  rows.push(`${' '.repeat(gutter + 3)}│ ${' '.repeat(offset)}${'^'.repeat(length)} ${message}`)
  return rows.join('\n')
}

function row(mark: string, line: number, gutter: number, text: string): string {
  return `${mark} ${String(line).padStart(gutter)} │ ${text}`.trimEnd()
}

/** Cuts a long line to a window; `skipped`: by how much the text moved left. */
function cut(line: string, from: number): { text: string; skipped: number } {
  const text = printed(line)
  const window = text.slice(from, from + WIDTH)
  const head = from === 0 ? window : `…${window.slice(1)}`
  return { text: from + WIDTH < text.length ? `${head.slice(0, -1)}…` : head, skipped: from }
}
