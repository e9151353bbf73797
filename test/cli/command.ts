import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { main } from '../../src/cli/main.ts'

export const ROOT: string = join(import.meta.dirname, '../..')
export const CABLE_PULL = 'scenarios/basics/cable-pull.yaml'

/** Spares each run the reading of the same sources. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'carpsim-compile-cache')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Surroundings {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** One after the other: a process has one standard output. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Runs carpsim, in the project's folder unless in another, without a terminal: in this process, which is put into the
 * surroundings of one of its own. It comes to what `spawned` comes to, ten times as fast.
 */
export function carpsim(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const next = last.then(() => inThisProcess(args, surroundings))
  last = next.catch(() => undefined)
  return next
}

async function inThisProcess(
  args: readonly string[],
  { cwd = ROOT, env = {}, input = '' }: Surroundings,
): Promise<Outcome> {
  const stdout = new Pipe()
  const stderr = new Pipe()
  const before = process.cwd()
  const restore = replaced({ stdout, stderr, stdin: Readable.from([Buffer.from(input)]), env: environment(env) })
  const { exitCode } = process
  process.exitCode = undefined
  try {
    if (cwd !== before) process.chdir(cwd)
    await main([process.execPath, 'carpsim', ...args])
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text, stderr: stderr.text }
  } finally {
    if (cwd !== before) process.chdir(before)
    process.exitCode = exitCode
    restore()
  }
}

function environment(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], NODE_COMPILE_CACHE, ...env }
}

/** Replaces properties of the process; gives what puts them back. */
function replaced(values: Readonly<Record<string, unknown>>): () => void {
  const before = Object.getOwnPropertyDescriptors(process) as unknown as PropertyDescriptorMap
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true })
  return () => {
    for (const name of Object.keys(values)) Object.defineProperty(process, name, before[name]!)
  }
}

/** What is written is kept; it is no terminal. */
class Pipe extends Writable {
  text = ''

  constructor() {
    super({ decodeStrings: false })
  }

  override _write(text: string, _: string, done: () => void): void {
    this.text += text
    done()
  }
}

/** Runs carpsim as a process of its own. */
export function spawned(
  args: readonly string[],
  {
    cwd = ROOT,
    env = {},
    input = '',
    head,
  }: Surroundings & { /** Reads so many characters, and closes the pipe. */ readonly head?: number } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'carpsim.ts'), ...args], {
    cwd,
    env: environment(env),
  })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
      if (name === 'stdout' && head !== undefined && texts.stdout.length >= head) child.stdout.destroy()
    })
  }
  child.stdin.on('error', () => undefined).end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, ...texts }))
  })
}

/** A new folder with these files; gives the path of one in it. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): (name: string) => string {
  const path = mkdtempSync(join(tmpdir(), 'carpsim-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return (name) => join(path, name)
}
