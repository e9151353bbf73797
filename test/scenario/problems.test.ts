import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { changed, GOOD, problemsOf } from './file.ts'

// problems.txt: what is changed in good.yaml (-), into what (+), and what is said about it, with line and column.
// REWRITE=1 writes what is said now.

const PATH = join(import.meta.dirname, 'problems.txt')
const stanzas = readFileSync(PATH, 'utf8').trim().split('\n\n').map(read)

interface Stanza {
  readonly heading: string
  readonly from: string
  readonly to: string
  readonly said: string
}

function read(text: string): Stanza {
  const [, heading = '', from = '', to = '', said = ''] =
    /^(#[^\n]*\n)?- ([^\n]*)\n\+ ?([^\n]*)\n?(.*)$/s.exec(text) ?? []
  return { heading, from: unescaped(from), to: unescaped(to), said: said.trim() }
}

/** Line ends and tabs stand in the text as \n and \t. */
function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\a', '\u0007')
}

function escaped(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\u0007', '\\a')
}

function write({ heading, from, to }: Stanza): string {
  return `${heading}- ${escaped(from)}\n${`+ ${escaped(to)}`.trimEnd()}\n${problemsOf(changed([from, to])).join('\n')}`
}

if (process.env['REWRITE']) writeFileSync(PATH, `${stanzas.map(write).join('\n\n')}\n`)

test('the good file is good', () => {
  expect(loadScenario(GOOD, 'good.yaml').events).toHaveLength(16)
})

for (const { from, to, said } of stanzas) {
  test.skipIf(process.env['REWRITE'])(`${escaped(from)} → ${escaped(to)}`, () => {
    expect(problemsOf(changed([from, to])).join('\n')).toBe(said)
  })
}
