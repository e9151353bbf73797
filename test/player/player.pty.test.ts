import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { CABLE_PULL, carpsim, folder } from '../cli/command.ts'
import { command, Terminal } from './terminal.ts'

// The player in a real pseudo-terminal, its screen read from a terminal emulator. It is waited for what is to be seen,
// never for a time.

const SLOW = 120_000
const UP = '\u001b[A'
const DOWN = '\u001b[B'
const LEFT = '\u001b[D'
const ENTER = '\r'
const ESCAPE = '\u001b'
const SHOW_CURSOR = '\u001b[?25h'
const HIDE_CURSOR = '\u001b[?25l'

function transitionsOf({ records }: Trace): string[] {
  return records.flatMap((record) =>
    record.kind === 'transition' ? [`${record.t} ${record.host} ${record.from} ${record.to}`] : [],
  )
}

/** A shell that keeps what the terminal is like before and after. */
function between(args: readonly string[], path: (name: string) => string, script?: string): string {
  return `stty -a > '${path('before')}'; ${command(args, script)}; echo "code $?"; stty -a > '${path('after')}'`
}

function isRestored(terminal: Terminal, path: (name: string) => string): void {
  expect(readFileSync(path('after'), 'utf8')).toBe(readFileSync(path('before'), 'utf8'))
  expect(terminal.isAlternate).toBe(false)
  expect(terminal.isMouseOn).toBe(false)
  expect(terminal.output.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(terminal.output.lastIndexOf(HIDE_CURSOR))
}

test('a beginner: opens, plays, pauses, goes back, pulls a cable, asks why, saves, quits', {
  timeout: SLOW,
}, async () => {
  const path = folder()
  const terminal = Terminal.shell(between([], path), { columns: 120, rows: 40, cwd: path('.') })
  await terminal.shows(/The library/)
  terminal.press('/cable-pull')
  await terminal.shows(/▸ basics\/cable-pull/)
  terminal.press(ENTER)
  await terminal.shows(/Cable pull .*0s of 40s/)
  terminal.press(' ')
  await terminal.shows('▶')
  await terminal.shows(/ [1-9][\d.]*s of 40s/)
  terminal.press(' ')
  await terminal.shows('paused')

  terminal.press('gLL')
  await terminal.shows(/10s of 40s/)
  terminal.press('H')
  await terminal.shows(/3\.039062s of 40s/)
  terminal.press(':goto 5s\r')
  await terminal.shows(/ 5s of 40s/)
  await terminal.shows(/▸ skunk1 +MASTER/)
  terminal.press('f')
  await terminal.shows(/p +pull the cable/)
  terminal.press('p')
  await terminal.shows(/branch 2 of 2 \(cable of skunk1 em0 pulled/)
  await terminal.shows(/▸ skunk1 +INIT/)

  terminal.press('L')
  await terminal.shows(/▸ skunk2 +MASTER/)
  terminal.press('w')
  await terminal.shows((text) => /4 why\][\s\S]*cable of skunk1 em0 pulled/.test(text))

  terminal.press('s')
  await terminal.shows('save as: ')
  terminal.press('\u0015mine.yaml\r')
  await terminal.shows('saved: carpsim run mine.yaml')
  terminal.press('q')
  await terminal.shows('code 0')
  await terminal.ended()
  isRestored(terminal, path)

  const written = readFileSync(CABLE_PULL, 'utf8')
  const pulled = loadScenario(written, 'file', { patches: [{ event: '5.000001s unplug skunk1.em0' }] })
  const expected = simulate({ ...pulled, events: pulled.events.map((event) => ({ ...event, evenIfInert: true })) })
  const saved = loadScenario(readFileSync(path('mine.yaml'), 'utf8'), 'mine.yaml')
  expect(transitionsOf(simulate(saved))).toEqual(transitionsOf(expected))
  const run = await carpsim(['run', path('mine.yaml')])
  expect(run).toMatchObject({ code: 0, stderr: '' })
})

/** Whether a frame takes the whole window, but for its last row. */
function fills(rows: readonly string[], columns: number): boolean {
  const framed = rows.slice(0, -1)
  const closed = framed[0]?.startsWith('┌') === true && framed.at(-1)?.startsWith('└') === true
  return closed && rows.at(-1) === '' && framed.every((row) => row.length === columns)
}

test.each([
  [80, 24],
  [120, 40],
  [200, 60],
])('%i x %i: the whole window but for its last row, and the same story', { timeout: SLOW }, async (columns, rows) => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL], { columns, rows })
  const first = await terminal.shows(() => fills(terminal.rows, columns))
  expect(first[0]).toMatch(/Cable pull .*0s of 40s/)
  terminal.press('LL')
  await terminal.shows(/10s of 40s/)
  await terminal.shows('cable of skunk1 em0 pulled')
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})

test.each([
  ['the library', [], {}],
  ['a scenario', [CABLE_PULL], {}],
  ['a scenario without colours', [CABLE_PULL], { NO_COLOR: '1' }],
])(
  '%s: the first screen, there before ink is, is as ink paints it, and keys wait',
  { timeout: SLOW },
  async (...args) => {
    const [, files, env] = args
    const terminal = Terminal.carpsim(['play', ...files], { columns: 120, rows: 40, env })
    await terminal.shows(() => terminal.frames > 0)
    terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
    const first = await terminal.cellsAfter(1)
    expect(first.join('')).toContain('┌')
    expect(await terminal.cellsAfter(2)).toEqual(first)
  },
)

test('a window that changes its size', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL], { columns: 80, rows: 24 })
  await terminal.shows('1 network 2 time [3 events] 4 why 5 inspector')
  for (const [columns, rows] of [
    [120, 40],
    [60, 16],
    [100, 30],
  ] as const) {
    terminal.resize(columns, rows)
    await terminal.shows(() => fills(terminal.rows, columns))
  }
  terminal.resize(30, 8)
  await terminal.shows(/too small/)
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})

test('colours, none with NO_COLOR, and nothing beyond ASCII with --ascii', { timeout: SLOW }, async () => {
  const looks = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const terminal = Terminal.carpsim(['play', ...args, CABLE_PULL], { env })
    await terminal.shows(/Cable pull .*0s of 40s/)
    terminal.press('LL')
    await terminal.shows(/10s of 40s/)
    const { text, isColored } = terminal
    terminal.press('q')
    await terminal.ended()
    return { text, isColored }
  }
  const usual = await looks([], {})
  expect(usual.isColored).toBe(true)
  const plain = await looks([], { NO_COLOR: '1' })
  expect(plain.isColored).toBe(false)
  expect(plain.text).toBe(usual.text)
  const ascii = await looks(['--ascii'], {})
  expect(ascii.text).toMatch(/^[\n -~]*$/)
})

/** The process that a shell waits for. */
function childOf(pid: number): number {
  return Number(
    execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')[0],
  )
}

test.each([
  ['SIGTERM', 'code 143'],
  ['SIGHUP', 'code 129'],
  ['SIGINT', 'code 130'],
] as const)('%s: the terminal is as it was', { timeout: SLOW }, async (signal, code) => {
  const path = folder()
  const terminal = Terminal.shell(between(['play', CABLE_PULL], path))
  await terminal.shows(/Cable pull .*0s of 40s/)
  process.kill(childOf(terminal.pid), signal)
  await terminal.shows(code)
  await terminal.ended()
  isRestored(terminal, path)
})

test.each(['at once', 'later'])(
  'an error that is thrown %s: the terminal is as it was',
  { timeout: SLOW },
  async (when) => {
    const path = folder()
    const script = new URL('broken.ts', import.meta.url).pathname
    const terminal = Terminal.shell(between([when], path, script))
    await terminal.shows('press any key')
    terminal.press('x')
    await terminal.shows('code 4')
    await terminal.ended()
    expect(terminal.text).toContain('thrown: something broke')
    isRestored(terminal, path)
  },
)

function isStopped(pid: number): boolean {
  return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T')
}

test('stopped by the shell, and going on', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL])
  await terminal.shows(/Cable pull .*0s of 40s/)
  for (const stop of [() => process.kill(terminal.pid, 'SIGTSTP'), () => terminal.press('\u001a')]) {
    stop()
    await terminal.shows(() => !terminal.isAlternate)
    expect(terminal.isMouseOn).toBe(false)
    // A shell lets it go on only once it stands still.
    await vi.waitUntil(() => isStopped(terminal.pid), { timeout: SLOW })
    process.kill(terminal.pid, 'SIGCONT')
    await terminal.shows(() => terminal.isAlternate && terminal.text.includes('Cable pull'))
    expect(terminal.isMouseOn).toBe(true)
    terminal.press('L')
    await terminal.shows('3.039062s of 40s')
    terminal.press('g')
    await terminal.shows(/ 0s of 40s/)
  }
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})

test('a file is never replaced unless that is said', { timeout: SLOW }, async () => {
  const path = folder({ 'mine.yaml': 'precious' })
  const terminal = Terminal.carpsim(['play', 'basics/cable-pull'], { cwd: path('.') })
  await terminal.shows(/Cable pull .*0s of 40s/)
  const saving = async () => {
    terminal.press('s')
    await terminal.shows('save as: ')
    terminal.press('\u0015mine.yaml\r')
    await terminal.shows('mine.yaml is there already')
  }
  await saving()
  terminal.press('x')
  await terminal.shows('not saved')
  expect(readFileSync(path('mine.yaml'), 'utf8')).toBe('precious')
  await saving()
  terminal.press('s')
  await terminal.shows('saved: carpsim run mine.yaml')
  expect(readFileSync(path('mine.yaml'), 'utf8')).toMatch(/^carpsim: 1/)
  terminal.press('s')
  await terminal.shows('save as: ')
  terminal.press('\u0015no/such/folder.yaml\r')
  await terminal.shows(/no\/such\/folder.yaml: no such/)
  expect(existsSync(path('no'))).toBe(false)
  terminal.press('q')
  await terminal.ended()
})

test('at most fifteen frames a second', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL])
  await terminal.shows(/Cable pull .*0s of 40s/)
  const from = performance.now()
  const before = terminal.frames
  terminal.press('[[ ')
  await terminal.shows(/ [1-9][\d.]*s of 40s/)
  const seconds = (performance.now() - from) / 1_000
  expect(terminal.frames - before).toBeGreaterThan(5)
  expect((terminal.frames - before) / seconds).toBeLessThanOrEqual(16)
  terminal.press('q')
  await terminal.ended()
})

test('branches: nothing is lost', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL], { columns: 120, rows: 40 })
  await terminal.shows(/Cable pull .*0s of 40s/)
  terminal.press('L')
  await terminal.shows('3.039062s of 40s')
  terminal.press('fp')
  await terminal.shows('branch 2 of 2')
  terminal.press('u')
  await terminal.shows('branch 1 of 2 (as the file says)')
  terminal.press('U')
  await terminal.shows('branch 2 of 2')
  terminal.press(`b${UP}`)
  await terminal.shows('▸   as written')
  terminal.press('c')
  await terminal.shows('first difference at 3.039063 s; below: as written')
  terminal.press(ESCAPE)
  await terminal.shows((text) => !text.includes('first difference'))
  terminal.press(`b${UP}${ENTER}`)
  await terminal.shows('branch 1 of 2')
  terminal.press(`b${DOWN}${ENTER}`)
  await terminal.shows('branch 2 of 2')
  terminal.press(`${LEFT}q`)
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})

test('without a terminal it says what to use instead', async () => {
  const outcome = await carpsim(['play', CABLE_PULL])
  const stderr = `carpsim play needs a terminal, and this is no terminal; use instead: carpsim run ${CABLE_PULL}\n`
  expect(outcome).toEqual({ code: 3, stdout: '', stderr })
  expect(await carpsim([])).toMatchObject({ code: 3, stdout: '' })
})

test('under CI it says what to use instead', { timeout: SLOW }, async () => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL], { env: { CI: 'true' } })
  expect(await terminal.ended()).toMatchObject({ exitCode: 3 })
  expect(terminal.text.replaceAll('\n', '')).toContain(`use instead: carpsim run ${CABLE_PULL}`)
})

test('the console of a machine: a command at the cursor forks, its output and the goodbye are seen', {
  timeout: SLOW,
}, async () => {
  const terminal = Terminal.carpsim(['play', CABLE_PULL], { columns: 120, rows: 60 })
  await terminal.shows(/Cable pull .*0s of 40s/)
  terminal.press(':goto 5s\r')
  await terminal.shows(/ 5s of 40s/)
  terminal.press('C')
  await terminal.shows('console of skunk1')
  terminal.press('ifc\tcarp0 d')
  await terminal.shows('skunk1# ifconfig carp0 d')
  terminal.press('own && ifconfig carp0 up\r')
  await terminal.shows(/branch 2 of 2 \(skunk1# ifconfig carp0 down/)
  await terminal.shows(/skunk1# ifconfig carp0 up +5\.000001s/)
  terminal.press('\u001b')
  await terminal.shows((text) => !text.includes('console of skunk1'))
  terminal.press('v')
  await terminal.shows(/skunk1 +says goodbye/)
  terminal.press('C')
  await terminal.shows(/skunk1# ifconfig carp0 up +5\.000001s/)
  terminal.press('ifconfig carp0\r')
  await terminal.shows(/carp0: flags=49<UP,LOOPBACK,RUNNING>[\s\S]*carp: BACKUP vhid 1/)
  terminal.press('\u001b')
  await terminal.shows((text) => !text.includes('console of skunk1'))
  terminal.press('L')
  await terminal.shows(/▸ skunk2 +MASTER/)
  terminal.press('q')
  expect(await terminal.ended()).toMatchObject({ exitCode: 0 })
})
