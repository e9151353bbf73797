import { expect, test } from 'vitest'
import { lateTail, sorted } from '../../src/player/app/mouse.ts'
import { CABLE_PULL, folder } from '../cli/command.ts'
import { Terminal } from './terminal.ts'

const SLOW = 120_000

test('what a terminal sends is keys and reports of the mouse, in order', () => {
  const at = { x: 9, y: 4 }
  expect(sorted('a\u001b[<0;10;5Mbc\u001b[<0;10;5m\u001b[<65;10;5M\u001b[<80;10;5M')).toEqual({
    came: [
      'a',
      { what: 'click', ctrl: false, at },
      'bc',
      null,
      { what: 'wheel down', ctrl: false, at },
      { what: 'wheel up', ctrl: true, at },
    ],
    rest: '',
  })
  expect(sorted('\u001b[A\u001b[<2;1;1M')).toEqual({ came: ['\u001b[A', null], rest: '' })
})

test.each(['\u001b', '\u001b[', '\u001b[<', '\u001b[<6', '\u001b[<65;', '\u001b[<65;10;5'])(
  '%j waits for the rest of it',
  (begun) => {
    expect(sorted(`x${begun}`)).toEqual({ came: ['x'], rest: begun })
    const { came, rest } = sorted(begun + '\u001b[<65;10;5M'.slice(begun.length))
    expect([came.length, rest]).toEqual([1, ''])
  },
)

test('what comes too late of a report is no key either', () => {
  expect(lateTail('\u001b', '[<0;10;5Mab')).toBe('ab')
  expect(lateTail('\u001b[', '<0;10;5m')).toBe('')
  expect(lateTail('\u001b', '[A')).toBe('[A')
  expect(lateTail('', '[<0;1;1M')).toBe('[<0;1;1M')
})

/** Where a text stands on the screen. */
function placeOf(terminal: Terminal, text: string): { x: number; y: number } {
  const y = terminal.rows.findLastIndex((row) => row.includes(text))
  return { x: terminal.rows[y]!.indexOf(text), y }
}

test('a story told with the mouse alone', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim([], { columns: 120, rows: 40 })
  await terminal.shows((text) => terminal.isMouseOn && text.includes('▸ basics/cable-pull'))
  terminal.click(placeOf(terminal, 'basics/cable-pull'))
  await terminal.shows(/Cable pull .*0s of 40s/)
  terminal.click(placeOf(terminal, '10.000000'))
  await terminal.shows(/ 10(?:\.0+)?s of 40s/)
  terminal.click(placeOf(terminal, '4 why'))
  await terminal.shows('[4 why]')
  terminal.click(placeOf(terminal, '3 events'), 64)
  // In pieces, as a slow line may bring it: no part of it is a key.
  for (const part of ['\u001b', '[<0;', '5;', '3', 'M']) terminal.press(part)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(terminal.text).not.toMatch(/;5;3|mark: press/)
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
  expect(terminal.isMouseOn).toBe(false)
})

test('the mouse is left to the terminal where that is wanted', { timeout: SLOW }, async () => {
  const path = folder({ 'c.yaml': 'mouse: false\nkeys: { quit: Q }\nhints: false' })
  for (const [args, env] of [
    [['--no-mouse'], {}],
    [[], { CARPSIM_CONFIG: path('c.yaml') }],
  ] as const) {
    const terminal = Terminal.carpsim(['play', ...args, CABLE_PULL], { env })
    await terminal.shows(/Cable pull .*0s of 40s/)
    terminal.press('LL')
    await terminal.shows('cable of skunk1 em0 pulled')
    expect(terminal.output).not.toContain('[?1000h')
    const isConfigured = 'CARPSIM_CONFIG' in env
    if (isConfigured) {
      await terminal.shows(/Q quit/)
      expect(terminal.text).not.toContain('step from event to event')
    }
    terminal.press(isConfigured ? 'Q' : 'q')
    expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
  }
  const asked = Terminal.carpsim(['play', '--mouse', CABLE_PULL], { env: { CARPSIM_CONFIG: path('c.yaml') } })
  await asked.shows(() => asked.isMouseOn)
  asked.press('Q')
  await asked.ended()
})
