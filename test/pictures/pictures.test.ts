import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../cli/command.ts'
import { Terminal } from '../player/terminal.ts'
import { type Cell, Screen, textOf } from './cells.ts'
import { MOMENTS, SIZE, shownMoments } from './moments.ts'
import { picturesOf, strays, writePictures } from './pictures.ts'
import { PALETTES, svgOf } from './svg.ts'

const moments = await shownMoments()

test('the README and its pictures show the player as it is (REWRITE=1 takes it over)', async () => {
  if (process.env['REWRITE']) await writePictures()
  const files = await picturesOf()
  expect([...files.keys()]).toHaveLength(MOMENTS.length + 1)
  for (const [path, text] of files) {
    expect(existsSync(join(ROOT, path)) && readFileSync(join(ROOT, path), 'utf8') === text, `${path} is stale`).toBe(
      true,
    )
  }
  expect(strays(files)).toEqual([])
})

test('each moment shows what is said of it', () => {
  const claims: Readonly<Record<string, readonly RegExp[]>> = {
    library: [/The library/, /▸ basics\/cable-pull/, /1 skunk1 {2}skew 10 .*█/, /Two machines share/],
    menu: [/ 5s of 40s/, /▸ skunk1 {2}MASTER/, /what to do to skunk1/, /p {2}pull the cable/],
    silence: [/branch 2 of 2/, /skunk1 {2}INIT/, /▸ skunk2 {2}BACKUP/, /master down in \d.* ms █░░░░/, /✗ no answer/],
    'take-over': [/▸ skunk2 {2}MASTER/, /master-down timer ran out/, /5\.000001 cable of skunk1 em0 pulled/],
    compare: [
      /branch 3 of 3 \(cut: skunk1 -> skunk2/,
      /first difference at/,
      /who is MASTER.*1!/,
      /who is MASTER.*2111/,
    ],
  }
  expect(Object.keys(claims)).toEqual(moments.map(({ name }) => name))
  for (const { name, rows } of moments) for (const claim of claims[name]!) expect(textOf(rows)).toMatch(claim)
})

test('the terminal shows the same, cell by cell', { timeout: 120_000 }, async () => {
  const terminal = Terminal.carpsim(['play', '--no-hints'], SIZE)
  await terminal.shows(/▸ basics\/cable-pull/)
  terminal.press('\r')
  await terminal.shows(/ 0s of 40s/)
  terminal.press(':goto 5s\r')
  await terminal.shows(/ 5s of 40s/)
  terminal.press('f')
  await terminal.shows('pull the cable')
  terminal.press('pnw')
  await terminal.shows(/▸ skunk2 +BACKUP/)
  terminal.press('L')
  await terminal.shows(/7\.156349s of 40s/)
  const screen = new Screen(SIZE)
  await screen.write(terminal.output)
  terminal.press('q')
  await terminal.ended()
  const looks = (rows: readonly (readonly Cell[])[]) =>
    // A blank has no colour.
    rows.map((row) => row.map((cell) => (cell.text === ' ' ? ' ' : Object.values(cell).join())))
  const takeOver = moments.find(({ name }) => name === 'take-over')!
  expect(looks(screen.rows.slice(0, -1))).toEqual(looks(takeOver.rows))
})

/** The elements that are open at the end of an XML text, or what is wrong with it. */
function openIn(xml: string): string[] {
  const open: string[] = []
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<&]*")*)(\/?)>/g, (_, closes, name, __, empty) => {
    if (closes !== '' && open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    if (closes === '' && empty === '') open.push(name as string)
    return ''
  })
  if (/[<>]|&(?!amp;|lt;|gt;)/.test(rest)) throw new Error(`no XML: ${/.{0,40}[<>&].{0,40}/.exec(rest)?.[0]}`)
  return open
}

test('the pictures are whole, and need nothing else', () => {
  for (const moment of moments) {
    const svg = svgOf(moment.rows, moment)
    expect(openIn(svg)).toEqual([])
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import|url\(|@font-face|<script/)
    expect(svg).toMatch(
      /<svg [^>]*role="img" aria-labelledby="title desc">\n<title id="title">.+<\/title>\n<desc id="desc">.+<\/desc>/,
    )
    // Every word of the screen is in the picture.
    const words = new Set(
      svg
        .replace(/<[^>]+>/g, ' ')
        .replaceAll('&gt;', '>')
        .split(/\s+/),
    )
    const shown = textOf(moment.rows).match(/[a-z][\w.:/]{2,}/gi) ?? []
    expect(shown.length).toBeGreaterThan(50)
    expect(shown.filter((word) => ![...words].some((other) => other.includes(word)))).toEqual([])
  }
  expect(() => openIn('<svg><text>a < b</text></svg>')).toThrow('no XML')
  expect(() => openIn('<svg></text></svg>')).toThrow('closes nothing')
  expect(openIn('<svg><g></g>')).toEqual(['svg'])
})

/** WCAG 2: how far a colour stands out from another one. */
function contrast(one: string, other: string): number {
  const luminance = (color: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i]!, 0)
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

test.each(['light', 'dark'] as const)('%s: every colour can be read on its background', (name) => {
  const { back, edge: _, ...paints } = PALETTES[name]
  for (const paint of Object.values(paints)) expect(contrast(paint, back)).toBeGreaterThanOrEqual(4.5)
})
