import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What came of a script. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly status: number
}

/** What a script is called, in whose folder it runs: that is empty. */
export const NAME = '../s'
const ENV = { PATH: '/usr/bin:/bin', HOME: '/nowhere', LC_ALL: 'C.UTF-8' }

export function present(shell: string): boolean {
  return spawnSync(shell, ['-c', ':']).error === undefined
}

/**
 * Runs scripts by a real shell, one after another, each in an empty folder: one process is spawned from here for all,
 * and it starts a shell a script.
 *
 * @param flags - for the shell: `-n`
 */
export async function runReal(shell: string, scripts: readonly string[], flags = ''): Promise<Outcome[]> {
  const root = mkdtempSync(join(tmpdir(), 'shell-peers-'))
  try {
    scripts.forEach((script, index) => {
      mkdirSync(join(root, String(index), 'd'), { recursive: true })
      writeFileSync(join(root, String(index), 's'), script)
    })
    await drive(shell, root, scripts.length, flags)
    const read = (index: number, name: string) => readFileSync(join(root, String(index), name), 'utf8')
    return scripts.map((_, index) => ({
      stdout: read(index, 'o'),
      stderr: read(index, 'e'),
      status: Number(read(index, 'r')),
    }))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function drive(shell: string, root: string, count: number, flags: string): Promise<void> {
  const loop = `i=0; while [ $i -lt ${count} ]; do cd "${root}/$i/d"
    (ulimit -t 2; exec ${shell} ${flags} ${NAME}) >../o 2>../e </dev/null; echo $? >../r; i=$((i+1)); done`
  return new Promise((resolve, reject) => {
    const driver = spawn('/bin/sh', ['-c', loop], { env: ENV, stdio: 'ignore' })
    driver.on('error', reject)
    driver.on('close', () => resolve())
  })
}
