import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TEXTS } from '../../src/player/texts/texts.ts'
import { CABLE_PULL, carpsim, folder } from '../cli/command.ts'
import { type Cast, castOf, replayed } from './cast.ts'
import { Terminal } from './terminal.ts'

// Recordings are played in a terminal emulator, as asciinema would play them.

const SLOW = 120_000
const LEAVES = '\u001b[?1049l'

/** The screen at the end of a step. */
async function atEndOf(cast: Cast, title: string) {
  const parts = cast.events.filter(({ code }) => code === 'm')
  const next = parts[parts.findIndex(({ data }) => data === title) + 1]
  return await replayed(cast, (event) => event === next)
}

test('a tour is recorded without a terminal, each time the same', { timeout: SLOW }, async () => {
  const path = folder()
  const args = ['play', '--tour', '--record', path('a.cast')]
  const first = await carpsim(args, { env: { CI: 'true' } })
  expect(first).toEqual({
    code: 0,
    stdout: '',
    stderr: `${path('a.cast')} is written. Try: asciinema play ${path('a.cast')}\n`,
  })
  const text = readFileSync(path('a.cast'), 'utf8')
  const again = await carpsim(args)
  expect(again.stderr).toContain('is written, in place of the one that was there')
  expect(readFileSync(path('a.cast'), 'utf8')).toBe(text)
  expect((await carpsim(['play', '--tour', '--record', '-', '--size', '100x30'])).stdout).toBe(text)

  const cast = castOf(text)
  expect(cast.head).toEqual({ version: 3, term: { cols: 100, rows: 30, type: 'xterm-256color' }, title: 'Cable pull' })
  const titles = Object.values(TEXTS.tour.steps).map(({ title }) => title)
  expect(cast.events.filter(({ code }) => code === 'm').map(({ data }) => data)).toEqual(titles)
  expect(cast.events.at(-1)).toMatchObject({ code: 'x', data: '0' })
  // Long enough to be read, and no frame sooner than a fifteenth of a second after the one before.
  const frames = cast.events.filter(({ code }) => code === 'o').slice(1)
  expect(Math.min(...frames.slice(1).map(({ t }, i) => t - frames[i]!.t))).toBeGreaterThan(1 / 15 - 0.001)
  expect(cast.events.at(-1)!.t).toBeGreaterThan(60)

  const silence = await atEndOf(cast, 'Silence')
  expect(silence.text).toMatch(/▸ skunk2 {2}BACKUP[\s\S]*master down in \d/)
  const { rows } = await atEndOf(cast, 'The take-over')
  const row = rows.findIndex((cells) =>
    cells
      .map(({ text }) => text)
      .join('')
      .includes('skunk2  MASTER'),
  )
  const line = rows[row]!.map(({ text }) => text).join('')
  expect(line).toMatch(/skunk1 {2}INIT/)
  expect(rows[row]![line.indexOf('MASTER')]).toMatchObject({ text: 'M', color: 2 })
  expect(rows[row]![line.indexOf('INIT')]).toMatchObject({ text: 'I', color: 3 })
})

test('in any window, without colours, in ASCII', { timeout: SLOW }, async () => {
  const args = ['play', '--tour', 'basics/three-hosts', '--ascii', '--record', '-', '--size', '80x24']
  const { stdout, code } = await carpsim(args, { env: { NO_COLOR: '1' } })
  expect(code).toBe(0)
  const cast = castOf(stdout)
  expect(cast.head.term).toMatchObject({ cols: 80, rows: 24 })
  const screen = await atEndOf(cast, 'Why?')
  expect(screen.text).toMatch(/^[\n -~]*$/)
  expect(screen.text).toContain('master-down timer ran out')
  expect(screen.rows.flat().some(({ color }) => color !== undefined)).toBe(false)
})

test.each([
  [['--record', 'x.cast', '--size', '100x30'], 3, /--size is for the recording of a tour: add --tour/],
  [['--tour', '--record', 'x.cast', '--size', '10x30'], 3, /columns x rows: 100x30; from 60x24 to 500x200/],
  [['--tour', '--record', 'no/such/x.cast'], 2, /no such directory to write to/],
  [['--tour', '--record', 'x.cast', 'basics/two-vhids'], 2, /pulls the cable of a machine with one virtual host/],
  [['--tour', CABLE_PULL], 3, /needs a terminal/],
  [['--record', 'x.cast', CABLE_PULL], 3, /needs a terminal/],
] as const)('%j is refused', async (args, code, message) => {
  const outcome = await carpsim(['play', ...args])
  expect(outcome).toMatchObject({ code, stdout: '' })
  expect(outcome.stderr).toMatch(message)
  expect(existsSync('x.cast')).toBe(false)
})

test('a session is recorded: what was shown, when, and in which window', { timeout: SLOW }, async () => {
  const path = folder({ 'mine.cast': 'older' })
  const size = { columns: 100, rows: 30 }
  const terminal = Terminal.carpsim(['play', '--record', path('mine.cast'), CABLE_PULL], size)
  await terminal.shows(/Cable pull .*0s of 40s/)
  expect(readFileSync(path('mine.cast'), 'utf8')).toBe('older')
  terminal.press('LL')
  await terminal.shows(/10s of 40s/)
  terminal.resize(120, 40)
  await terminal.shows(() => terminal.rows[0]!.length === 120)
  terminal.press('f')
  const last = await terminal.shows('what to do to skunk1')
  terminal.press('\u0003')
  expect(await terminal.ended()).toMatchObject({ exitCode: 130 })
  expect(terminal.text).toContain('is written, in place of the one that was there')

  const cast = castOf(readFileSync(path('mine.cast'), 'utf8'))
  expect(cast.head).toMatchObject({ version: 3, term: { cols: 100, rows: 30 }, title: 'Cable pull' })
  expect(cast.events.filter(({ code }) => code === 'r').map(({ data }) => data)).toEqual(['120x40'])
  const screen = await replayed(cast, ({ code, data }) => code === 'o' && data.includes(LEAVES))
  expect(screen.text.split('\n')).toEqual(last)
  const written = cast.events.flatMap(({ code, data }) => (code === 'o' ? [data] : [])).join('')
  const plain = (text: string) => text.replace(/\r+\n/g, '\n')
  expect(plain(terminal.output).startsWith(plain(written))).toBe(true)
  expect(readdirSync(path('.'))).toEqual(['mine.cast'])
})

test('a recording is whole or not there, however it ends', { timeout: SLOW }, async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const path = folder()
    const terminal = Terminal.carpsim(['play', '--record', path('x.cast'), CABLE_PULL])
    await terminal.shows(/Cable pull .*0s of 40s/)
    expect(existsSync(path('x.cast'))).toBe(false)
    terminal.press('L')
    await terminal.shows('3.039062s of 40s')
    terminal.kill(signal)
    await terminal.ended()
    if (signal === 'SIGKILL') {
      expect(existsSync(path('x.cast'))).toBe(false)
      continue
    }
    const cast = castOf(readFileSync(path('x.cast'), 'utf8'))
    const screen = await replayed(cast, ({ code, data }) => code === 'o' && data.includes(LEAVES))
    expect(screen.text).toContain('3.039062s of 40s')
    expect(readdirSync(path('.'))).toEqual(['x.cast'])
  }
})

test('where it cannot be recorded, nothing is shown', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', '--record', '/no/such/folder/x.cast', CABLE_PULL])
  expect(await terminal.ended()).toMatchObject({ exitCode: 2 })
  expect(terminal.text).toContain('/no/such/folder/x.cast: there is no such directory to write to')
  expect(terminal.output).not.toContain('\u001b[?1049h')
})

test('the tour in a terminal: on, back, and on by hand from there', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', '--tour'], { columns: 80, rows: 24 })
  await terminal.shows('tour 1 of 12: Two machines, one address')
  terminal.press('\u001b[C\u001b[C')
  await terminal.shows('tour 2 of 12: Time plays')
  terminal.press('\u001b[D')
  await terminal.shows('tour 1 of 12')
  // Each step first comes to its end, then the next one begins.
  terminal.press(' '.repeat(15))
  await terminal.shows((text) => text.includes('tour 8 of 12: The take-over') && /▸ skunk2 +MASTER/.test(text))
  terminal.press('q')
  await terminal.shows((text) => !text.includes('tour 8') && /7\.156349s of 40s/.test(text))
  terminal.press('w')
  await terminal.shows('cable of skunk1 em0 pulled')
  terminal.press('\u001b')
  await terminal.shows('The library')
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})
