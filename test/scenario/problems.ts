import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// problems.txt: what is changed in good.yaml (-), into what (+), what the message says to write instead of that (=), and
// what is said about it, with line and column.

const PATH = join(import.meta.dirname, 'problems.txt')

export interface Stanza {
  readonly heading: string
  readonly from: string
  readonly to: string
  /** Undefined: none was given, and a test complains. */
  readonly instead: string | undefined
  readonly said: string
}

export const stanzas: readonly Stanza[] = readFileSync(PATH, 'utf8').trim().split('\n\n').map(read)

function read(text: string): Stanza {
  const [, heading = '', from = '', to = '', instead, said = ''] =
    /^(#[^\n]*\n)?- ([^\n]*)\n\+ ?([^\n]*)(?:\n= ?([^\n]*))?\n?(.*)$/s.exec(text) ?? []
  const fixed = instead === undefined ? undefined : unescaped(instead)
  return { heading, from: unescaped(from), to: unescaped(to), instead: fixed, said: said.trim() }
}

/** Line ends and tabs stand in the text as \n and \t. */
function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\a', '\u0007')
}

export function escaped(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\u0007', '\\a')
}

/** Writes all of them, with what is said now. */
export function rewrite(problemsOf: (stanza: Stanza) => readonly string[]): void {
  const texts = stanzas.map((stanza) => {
    const { heading, from, to, instead } = stanza
    const lines = [
      `- ${escaped(from)}`,
      `+ ${escaped(to)}`,
      ...(instead === undefined ? [] : [`= ${escaped(instead)}`]),
    ]
    return `${heading}${[...lines.map((line) => line.trimEnd()), ...problemsOf(stanza)].join('\n')}`
  })
  writeFileSync(PATH, `${texts.join('\n\n')}\n`)
}
