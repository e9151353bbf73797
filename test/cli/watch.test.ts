import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { folder, ROOT } from './command.ts'

// carpsim test --watch: who changes a file is told what that does to those that read it, and to no others.

const BASICS = join(ROOT, 'scenarios/basics')
const PATIENCE = 30_000
const SUMMARY = /\d files?: .*\n/

/** A suite that is being watched, and all that it has said. */
class Watched {
  readonly #child: ChildProcess
  #said = ''

  constructor(path: string) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, 'carpsim.ts'), 'test', '--watch', path], {
      env: { PATH: process.env['PATH'] },
    })
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text
      })
    onTestFinished(() => void this.#child.kill('SIGKILL'))
  }

  /** Waits until that is said, and gives all that was said before. */
  async says(what: RegExp): Promise<string> {
    const until = Date.now() + PATIENCE
    while (!what.test(this.#said)) {
      if (Date.now() > until) throw new Error(`was not said: ${what}\n${this.#said}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const said = this.#said
    this.#said = ''
    return said
  }

  async interrupted(): Promise<number | null> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGINT')
    const [code] = await ended
    return code
  }
}

test('a change is tested where it counts: a file, what it extends, its golden', { timeout: 120_000 }, async () => {
  const path = folder()
  const copied = (name: string) => copyFileSync(join(BASICS, name), path(name))
  const edit = (name: string, from: string, to: string) => {
    const text = readFileSync(path(name), 'utf8')
    expect(text).toContain(from)
    writeFileSync(path(name), text.replace(from, to))
  }
  for (const name of ['preempt-on', 'preempt-off', 'lossy-link'])
    for (const ending of ['.yaml', '.expected.txt']) copied(name + ending)

  const watched = new Watched(path('.'))
  expect(await watched.says(/watching/)).toContain('3 files: 3 passed')

  // preempt-off.yaml extends preempt-on.yaml.
  edit('preempt-on.yaml', 'advskew: 100', 'advskew: 0')
  const extended = await watched.says(SUMMARY)
  expect(extended).toMatch(/✗ .*preempt-on\.yaml/)
  expect(extended).toMatch(/✗ .*preempt-off\.yaml/)
  expect(extended).not.toContain('lossy-link')

  edit('lossy-link.expected.txt', 'MASTER', 'MONSTER')
  const golden = await watched.says(SUMMARY)
  expect(golden).toMatch(/✗ .*lossy-link\.yaml/)
  expect(golden).toContain('1 file: 0 passed, 1 failed')

  copied('cable-pull.yaml')
  expect(await watched.says(SUMMARY)).toMatch(/✓ .*cable-pull\.yaml/)
  expect(await watched.interrupted()).toBe(0)
})
