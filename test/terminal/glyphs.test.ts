import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import xterm from '@xterm/headless'
import { expect, test } from 'vitest'
import { play } from '../../src/cli/play.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { text } from '../../src/export/text.ts'

// What we print is written into a real terminal emulator, and read back from its screen.

const FOLDER = join(import.meta.dirname, '../../scenarios/basics')
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))

async function printed(name: string, columns: number): Promise<string[]> {
  const { trace, groups, pings } = play(await openScenario(join(FOLDER, name), {}), { level: 'changes' })
  return [...text(trace, groups, { width: columns, ascii: false, color: true, verbose: false }, pings)]
}

/** The rows of a terminal of that many columns after these lines. */
async function screen(lines: readonly string[], columns: number): Promise<{ row: string; wide: boolean }[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows: lines.length + 1, allowProposedApi: true })
  await new Promise<void>((done) => terminal.write(lines.join('\r\n'), done))
  const { active } = terminal.buffer
  return lines.map((_, y) => {
    const line = active.getLine(y)!
    const cells = Array.from({ length: columns }, (_, x) => line.getCell(x)!)
    return { row: line.translateToString(true), wide: cells.some((cell) => cell.getWidth() !== 1) }
  })
}

const CODES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

test.each(files.flatMap((name) => [60, 100].map((columns) => [name, columns] as const)))(
  '%s in %i columns: each line is a row, each glyph a column',
  async (name, columns) => {
    const lines = await printed(name, columns)
    const rows = await screen(lines, columns)
    expect(rows.map(({ row }) => row.trimEnd())).toEqual(lines.map((line) => line.replace(CODES, '').trimEnd()))
    expect(rows.filter(({ wide }) => wide)).toEqual([])
  },
)

test('a glyph of two columns would be found', async () => {
  expect(await screen(['漢x'], 10)).toEqual([{ row: '漢x', wide: true }])
})
