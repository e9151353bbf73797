import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { CABLE_PULL, carpsim, folder } from '../cli/command.ts'
import { command } from '../player/terminal.ts'

// The player inside tmux, a terminal of its own kind that many people work in: text at named cells of its panes.

const absent = spawnSync('tmux', ['-V']).error !== undefined
if (absent) console.log('no tmux here: its test skips')

const PATIENCE = 60_000
const servers: string[] = []

afterEach(() => {
  for (const socket of servers.splice(0)) spawnSync('tmux', ['-S', socket, 'kill-server'])
})

/** A server of its own, which reads nobody's configuration, with one pane. */
class Tmux {
  readonly #socket: string

  constructor(socket: string, line: string, columns: number, rows: number) {
    this.#socket = socket
    servers.push(socket)
    this.#tell('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), '/bin/sh', '-c', line)
    this.#tell('set-option', '-g', 'status', 'off')
    this.#tell('resize-window', '-x', String(columns), '-y', String(rows))
  }

  #tell(...args: string[]): string {
    const { PATH = '' } = process.env
    // Without CI, under which the player says what to use instead.
    const env = { PATH, LANG: 'C.UTF-8', TERM: 'xterm-256color' }
    return execFileSync('tmux', ['-S', this.#socket, ...args], { encoding: 'utf8', env })
  }

  get rows(): string[] {
    return this.#tell('capture-pane', '-p').split('\n').slice(0, -1)
  }

  press(...keys: string[]): void {
    this.#tell('send-keys', ...keys)
  }

  type(text: string): void {
    this.#tell('send-keys', '-l', text)
  }

  resize(columns: number, rows: number): void {
    this.#tell('resize-window', '-x', String(columns), '-y', String(rows))
  }

  async shows(what: RegExp): Promise<string[]> {
    const late = performance.now() + PATIENCE
    for (;;) {
      const { rows } = this
      if (what.test(rows.join('\n'))) return rows
      if (performance.now() > late) throw new Error(`tmux never showed ${what}:\n${rows.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function transitionsOf({ records }: Trace): string[] {
  return records.flatMap((record) =>
    record.kind === 'transition' ? [`${record.t} ${record.host} ${record.from} ${record.to}`] : [],
  )
}

/** Whether a frame takes the whole window, but for its last row. */
function fills(rows: readonly string[], columns: number, high: number): boolean {
  const framed = rows.slice(0, high - 1)
  return framed.every((row) => row.length === columns) && /^┌.*┐$/.test(framed[0]!) && /^└.*┘$/.test(framed.at(-1)!)
}

async function opensAndPlays(tmux: Tmux): Promise<void> {
  await tmux.shows(/┌─ The library/)
  tmux.type('/cable-pull')
  await tmux.shows(/▸ basics\/cable-pull/)
  tmux.press('Enter')
  const opened = await tmux.shows(/0s of 40s/)
  expect(fills(opened, 80, 24)).toBe(true)
  expect(opened[0]!.slice(0, 14)).toBe('┌─ Cable pull ')
  expect(opened[0]!.slice(-25)).toBe(' 0s of 40s ─ ×1 paused ─┐')
  tmux.press('Space')
  await tmux.shows(/×1 ▶/)
  await tmux.shows(/ [1-9][\d.]*s of 40s/)
  tmux.press('Space')
  await tmux.shows(/×1 paused/)
}

async function pullsInThePast(tmux: Tmux): Promise<void> {
  tmux.type('gLL')
  await tmux.shows(/ 10s of 40s/)
  tmux.press('S-Left')
  await tmux.shows(/3\.039062s of 40s/)
  tmux.type(':goto 5s')
  tmux.press('Enter')
  await tmux.shows(/ 5s of 40s/)
  tmux.type('f')
  await tmux.shows(/what to do to skunk1[\s\S]*p {2}pull the cable/)
  tmux.type('p')
  await tmux.shows(/branch 2 of 2/)
  tmux.type('1')
  await tmux.shows(/▸ skunk1 {2}INIT[\s\S]*no carrier/)
}

async function asksWhy(tmux: Tmux): Promise<void> {
  tmux.type('L')
  await tmux.shows(/▸ skunk2 {2}MASTER/)
  tmux.type('w')
  const why = await tmux.shows(/4 why\][\s\S]*cable of skunk1 em0 pulled/)
  const corner = why.findIndex((row) => row.includes('[4 why]'))
  const column = why[corner]!.indexOf('[4 why]') - 1
  const told = why.slice(corner + 1, -3).map((row) => row.slice(column, -1).trimEnd())
  expect(told[0]).toBe('skunk2 has been MASTER of lan/1 since 7.156349')
  // The cable is the last line: the root cause.
  expect(told.filter((line) => line !== '').at(-1)).toBe('5.000001 cable of skunk1 em0 pulled')
}

async function savesAndQuits(tmux: Tmux): Promise<void> {
  tmux.type('s')
  await tmux.shows(/save as: /)
  tmux.press('C-u')
  tmux.type('mine.yaml')
  tmux.press('Enter')
  await tmux.shows(/saved: carpsim run mine\.yaml/)
  tmux.type('q')
  const after = await tmux.shows(/code 0/)
  expect(after.join('\n')).not.toMatch(/[┌└]/)
}

test.skipIf(absent)(
  'the whole story in tmux, at 80 x 24 and in a window that changes',
  { timeout: 240_000 },
  async () => {
    const path = folder()
    const shell = `cd '${path('.')}'; stty -a > before; ${command([])}; echo "code $?"; stty -a > after; cat`
    const tmux = new Tmux(path('socket'), shell, 80, 24)
    await opensAndPlays(tmux)
    await pullsInThePast(tmux)
    tmux.resize(120, 40)
    expect(fills(await tmux.shows(/branch 2 of 2 \(cable of skunk1 em0 pulled at 5s\)/), 120, 40)).toBe(true)
    await asksWhy(tmux)
    tmux.resize(80, 24)
    expect(fills(await tmux.shows(/\[4 why\] 5 inspector/), 80, 24)).toBe(true)
    await savesAndQuits(tmux)
    const after = () => existsSync(path('after')) && readFileSync(path('after'), 'utf8')
    await expect.poll(after, { timeout: PATIENCE }).toBe(readFileSync(path('before'), 'utf8'))

    const patches = [{ event: '5.000001s unplug skunk1.em0' }]
    const pulled = loadScenario(readFileSync(CABLE_PULL, 'utf8'), 'file', { patches })
    const expected = simulate({ ...pulled, events: pulled.events.map((event) => ({ ...event, evenIfInert: true })) })
    const saved = loadScenario(readFileSync(path('mine.yaml'), 'utf8'), 'mine.yaml')
    expect(transitionsOf(simulate(saved))).toEqual(transitionsOf(expected))
    expect(await carpsim(['run', path('mine.yaml')])).toMatchObject({ code: 0, stderr: '' })
  },
)
