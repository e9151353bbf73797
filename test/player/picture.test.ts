import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../cli/command.ts'
import { Terminal } from './terminal.ts'

const README = join(ROOT, 'README.md')
const PICTURE = /(<!-- player -->\n```\n)([\s\S]*?)(```\n<!-- \/player -->)/

test('the README shows the player (REWRITE=1 takes it over)', { timeout: 120_000 }, async () => {
  const terminal = Terminal.carpsim(['play', 'basics/cable-pull'], { columns: 100, rows: 31 })
  await terminal.shows(/ 0s of 40s/)
  terminal.press(':goto 5s\r')
  await terminal.shows(/ 5s of 40s/)
  terminal.press('f')
  await terminal.shows('pull the cable')
  terminal.press('p')
  await terminal.shows('branch 2 of 2')
  terminal.press('nw:goto 7s\r')
  const rows = await terminal.shows((text) => / 7s of 40s/.test(text) && /▸ skunk2/.test(text) && /4 why\]/.test(text))
  terminal.press('q')
  await terminal.ended()
  const shown = rows
    .map((row) => `${row}\n`)
    .join('')
    .trimEnd()
  const readme = readFileSync(README, 'utf8')
  if (process.env['REWRITE'])
    writeFileSync(
      README,
      readme.replace(PICTURE, (_, head, __, tail) => `${head}${shown}\n${tail}`),
    )
  else expect(PICTURE.exec(readme)?.[2]).toBe(`${shown}\n`)
})
