import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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
  /** Reads that many characters of the output, and closes the pipe. */
  readonly head?: number
}

/** Runs carpsim, in the project's folder unless in another, without a terminal. */
export function carpsim(
  args: readonly string[],
  { cwd = ROOT, env = {}, input = '', head }: Surroundings = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'carpsim.ts'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE, ...env },
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
