import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { read } from '../house/source.ts'

/** The packages that a file loads before anything is asked for, by itself and by what it imports. */
function loadedBy(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  if (!file.startsWith('/')) return seen
  const { code, quoted } = read(readFileSync(file, 'utf8'))
  for (const [, what = '', number] of code.matchAll(/\b(?:import|export)\b([^'()]*?)(?:\bfrom\s*)?'(\d+)'/g)) {
    if (/^\s*type\b/.test(what)) continue
    const name = quoted[Number(number)]!
    loadedBy(name.startsWith('.') ? join(dirname(file), name) : name, seen)
  }
  return seen
}

const SRC = join(import.meta.dirname, '../../src')

test('ink and react are loaded when the player is, not before', () => {
  const atStart = loadedBy(join(SRC, 'cli/main.ts'))
  expect(atStart).toContain('commander')
  expect(atStart).toContain(join(SRC, 'cli/player.ts'))
  expect(
    [...atStart].filter((name) => name === 'ink' || name === 'react' || name.startsWith(join(SRC, 'player/'))),
  ).toEqual([])
  expect(loadedBy(join(SRC, 'player/app/ink.ts'))).toContain('ink')
})
