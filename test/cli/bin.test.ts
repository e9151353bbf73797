import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, ROOT } from './command.ts'

// What lies in bin, beside a carpsim that only tells of itself.

const OLD = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' })`

/** A carpsim with a Node of its own beside it, and a main that is that text. */
function installed(main: string): (name: string) => string {
  const path = folder({ 'old.cjs': OLD, 'package.json': '{"type":"module"}' })
  for (const name of ['bin/x', 'dist/bin/x', 'node_modules/node/bin/x'])
    mkdirSync(dirname(path(name)), { recursive: true })
  for (const name of ['carpsim.cjs', 'start.cjs']) copyFileSync(join(ROOT, 'bin', name), path(`bin/${name}`))
  symlinkSync(process.execPath, path('node_modules/node/bin/node'))
  writeFileSync(path('dist/bin/main.js'), main)
  return path
}

interface End {
  readonly code: number | null
  readonly signal: string | null
  readonly output: string
}

function run(
  path: (name: string) => string,
  how: { readonly old?: true; readonly env?: Record<string, string> },
  whenReady: (child: ChildProcess) => void = () => undefined,
): Promise<End> {
  const args = [...(how.old ? ['-r', path('old.cjs')] : []), path('bin/carpsim.cjs'), 'a word', 'x']
  const { PATH } = process.env
  const child = spawn(process.execPath, args, { env: { PATH, XDG_CACHE_HOME: path('cache'), ...how.env } })
  let output = ''
  const said = (text: string) => {
    output += text
    if (text.includes('ready')) whenReady(child)
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', said)
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, output })))
}

const SAYS_ARGUMENTS = `export const main = (argv) => { console.log(argv.slice(2).join('|')); process.exitCode = 7 }`

test('a Node that is too old runs the one beside carpsim, with the same arguments and the same end', async () => {
  const path = installed(SAYS_ARGUMENTS)
  expect(await run(path, { old: true })).toEqual({ code: 7, signal: null, output: 'a word|x\n' })
})

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

test.each(SIGNALS)('%s reaches the Node that runs carpsim, which ends as it likes', async (signal) => {
  const path = installed(`export const main = () => {
    process.on('${signal}', () => { console.log('restored'); process.exit(9) })
    console.log('ready')
    setInterval(() => undefined, 1000)
  }`)
  const end = await run(path, { old: true }, (child) => child.kill(signal))
  expect(end).toEqual({ code: 9, signal: null, output: 'ready\nrestored\n' })
})

test.each([...SIGNALS, 'SIGKILL'])('%s ends what was started as it ended what runs', async (signal) => {
  const path = installed(`export const main = () => process.kill(process.pid, '${signal}')`)
  expect(await run(path, { old: true })).toEqual({ code: null, signal, output: '' })
})

test('what was compiled is kept in a folder of the user, where there may be one', async () => {
  const path = installed(SAYS_ARGUMENTS)
  const end = { code: 7, signal: null, output: 'a word|x\n' }
  expect(await run(path, {})).toEqual(end)
  expect(readdirSync(path('cache/carpsim')).length).toBe(1)
  expect(await run(path, { env: { XDG_CACHE_HOME: '/dev/null/nowhere' } })).toEqual(end)
  expect(await run(path, { env: { XDG_CACHE_HOME: '', HOME: path('home') } })).toEqual(end)
  expect(readdirSync(path('home/.cache/carpsim')).length).toBe(1)
})
