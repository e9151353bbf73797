import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIBRARY } from '../../src/cli/library.ts'
import { openScenario } from '../../src/cli/scenario.ts'
import { KEYS } from '../../src/player/app/bindings.ts'
import { press } from '../../src/player/app/press.ts'
import { type Player, playerOf } from '../../src/player/app/state.ts'
import { told } from '../../src/player/app/telling.ts'
import { open } from '../../src/player/session/session.ts'
import { CABLE_PULL, folder } from '../cli/command.ts'
import { command, isShort, Terminal } from './terminal.ts'

// For those who do not see a screen: words that say what changed, and nothing that is drawn.

const SIZE = { columns: 80, rows: 24 }

async function playerFor(name: string): Promise<Player> {
  return playerOf(open((await openScenario(join(LIBRARY, `${name}.yaml`), {})).scenario))
}

/** What is told of the last of some keys. */
function after(player: Player, ...keys: string[]): string[] {
  let lines: string[] = []
  keys.reduce((before, key) => {
    const { state } = press(before, key, SIZE)
    lines = told(before, state, key)
    return state
  }, player)
  return lines
}

test('it begins with what it is about, and how everything is', async () => {
  const lines = told(null, await playerFor('basics/cable-pull'), null)
  expect(lines[0]).toBe('Cable pull. It lasts 40s.')
  expect(lines).toContain('skunk1: BACKUP, advskew 10, master down in 3.04 s; em0 10.0.0.1/24 on lan; preempt on')
  expect(lines.at(-1)).toBe('? lists all keys.')
})

test('a step tells the time, what happened, and who is MASTER now', async () => {
  const player = await playerFor('basics/cable-pull')
  const lines = after(player, 'L', 'L')
  expect(lines[0]).toBe('At 10s of 40s.')
  expect(lines).toContain('10.000000 A cable of skunk1 em0 pulled')
  expect(lines.at(-1)).toBe('lan/1: nobody is MASTER.')
  expect(after(player, 'L', 'L', 'H')[0]).toBe('Back to 3.039062s.')
  expect(after(player, 'G').slice(0, 3).join()).toMatch(/^At 40s of 40s\.,\d+ events since then, these the last:/)
})

test('answers are told when they are asked for, again too', async () => {
  const player = await playerFor('basics/cable-pull')
  for (const keys of [
    ['L', 'L', 'L', 'w'],
    ['L', 'L', 'L', 'w', 'w'],
  ]) {
    const lines = after(player, ...keys)
    expect(lines[0]).toBe('why:')
    expect(lines.join('\n')).toContain('cable of skunk1 em0 pulled')
  }
  expect(after(player, '2')).toContain('12.351659s lan/1: skunk2 is MASTER.')
})

test('what is selected is told: a cable, an event among others of its instant, a frame on its way', async () => {
  const player = await playerFor('basics/cable-pull')
  const goto = (time: string) => [':', ...`goto ${time}`, 'enter']
  expect(after(player, 'e')[0]).toMatch(/^Selected em0 skunk1: BACKUP/)
  expect(after(player, ...goto('10s'), 'up')).toEqual(['10.000000 skunk1 demotion 1 was 0: interface down'])
  expect(after(player, ...goto('10s'), 'up', 'escape')).toEqual(['Left.'])
  const opened = after(player, ...goto('10s'), 'up', 'enter')
  expect(opened[0]).toBe('inspector:')
  expect(opened[1]).toMatch(/^record #\d+: demotion/)
  const frame = after(player, ...goto('9.273475s'), '1', 'd')
  expect(frame[1]).toMatch(/^advertisement #\d+ of skunk1 on em0/)
  expect(after(player, ...goto('9.273475s'), '1', 'd', 'd')[0]).toBe('inspector:')
})

test('who steps to another machine is told which; the scale, too, and where two branches part', async () => {
  const player = await playerFor('basics/cable-pull')
  expect(after(player, 'L', 'L', 'L').join('\n')).toMatch(/Selected skunk2: MASTER/)
  expect(after(player, 't')).toEqual(['one step an event'])
  const compared = after(player, ':', ...'goto 5s', 'enter', 'f', 'p', 'c')
  expect(compared).toContain('lan/1, skunk1: at another time, 5.000001 s and there 10 s.')
  expect(compared.at(-1)).toBe('compared with as written')
})

test('menus are numbered lists, in which keys do what they always do', async () => {
  const player = await playerFor('basics/cable-pull')
  const lines = after(player, 'L', 'f')
  expect(lines.slice(0, 3)).toEqual([
    'what to do to skunk1',
    expect.stringMatching(/^\d+ items, enter does one/),
    '1. c: crash it: power off',
  ])
  expect(after(player, 'L', 'f', 'down')).toEqual([expect.stringMatching(/^2 of \d+\. s: shut it down$/)])
  expect(after(player, 'L', 'f', 'p')[0]).toBe('Branch 2 of 2: cable of skunk1 em0 pulled.')
  expect(after(player, 'L', 'f', 'p', 'b')).toContain('1. as written')
  expect(after(player, 'L', 'f', 'escape')).toEqual(['Left.'])
})

test.each(['basics/cable-pull', 'systems/freebsd-beside-ucarp'])(
  '%s: whatever is pressed, lines are words: nothing of them is drawn',
  async (name) => {
    const start = await playerFor(name)
    const keys = fc.array(fc.constantFrom(...KEYS.flatMap(([, all]) => all), 'enter', 'c', 'a'), { maxLength: 10 })
    fc.assert(
      fc.property(keys, (pressed) => {
        for (const line of after(start, ...pressed)) {
          expect(line).not.toMatch(/[\u2500-\u259f▸→←]| {2}|^ | $|\n/)
          expect(line).toMatch(/[\p{L}\p{N}]/u)
        }
      }),
      { numRuns: 60 },
    )
  },
)

test.skipIf(isShort)('in a terminal: no alternate screen, no frame, the same keys', { timeout: 120_000 }, async () => {
  const path = folder()
  const line = (args: string) =>
    `stty -a > '${path('before')}'; ${command(['play', ...args.split(' '), CABLE_PULL])}; echo "code $?"; stty -a > '${path('after')}'`
  for (const [args, env] of [
    ['--screen-reader', {}],
    ['--no-ascii', { INK_SCREEN_READER: 'true' }],
  ] as const) {
    const terminal = Terminal.shell(line(args), { columns: 80, rows: 50, env })
    await terminal.shows('? lists all keys.')
    terminal.press('L')
    await terminal.shows('lan/1: skunk1 is MASTER.')
    terminal.press(':goto 10s')
    await terminal.shows(/^:goto 10s$/m)
    terminal.press('\r')
    await terminal.shows('At 10s of 40s.')
    terminal.press('w')
    await terminal.shows(/^why:$/m)
    terminal.press('q')
    await terminal.shows('code 0')
    await terminal.ended()
    expect(terminal.output).not.toContain('[?1049h')
    expect(terminal.output).not.toContain('[?1000h')
    expect(terminal.output).not.toMatch(/[\u2500-\u259f]/)
    // Each line is told once.
    expect(terminal.text.split('At 10s of 40s.').length).toBe(2)
    expect(readFileSync(path('after'), 'utf8')).toBe(readFileSync(path('before'), 'utf8'))
  }
})

test.skipIf(isShort)('in a terminal: the library', { timeout: 120_000 }, async () => {
  const terminal = Terminal.carpsim(['play', '--screen-reader'])
  await terminal.shows(/1 of \d+|\d+ of \d+\. basics\/cable-pull/)
  terminal.press('/cable-pull')
  await terminal.shows(/^\/cable-pull$/m)
  terminal.press('\r')
  await terminal.shows('Cable pull. It lasts 40s.')
  terminal.press('\u0003')
  expect(await terminal.ended()).toMatchObject({ exitCode: 130 })
})
