import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { carpsim, folder, ROOT } from './command.ts'

// The suite to begin with: as it comes from carpsim init, with this carpsim and its vitest as what npm would install.

const run = promisify(execFile)

test('a suite that carpsim init wrote passes, by carpsim test and by vitest', { timeout: 120_000 }, async () => {
  const path = folder()
  const written = await carpsim(['init', '--suite', path('mine')])
  expect([written.code, written.stderr]).toEqual([
    0,
    `${path('mine')} is written. Try: cd ${path('mine')} && npm install && npm test\n`,
  ])
  const again = await carpsim(['init', '--suite', path('mine')])
  expect([again.code, again.stderr]).toEqual([2, `${path('mine')}: there is something in it already\n`])

  mkdirSync(path('mine/node_modules'))
  symlinkSync(ROOT, path('mine/node_modules/carpsim'))
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== 'carpsim' && !name.startsWith('.'))
      symlinkSync(join(ROOT, 'node_modules', name), path(`mine/node_modules/${name}`))
  }
  const cwd = path('mine')
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' }
  const tested = await run(process.execPath, [join(ROOT, 'bin/carpsim.cjs'), 'test', 'scenarios'], { cwd, env })
  expect(tested.stdout).toMatch(/1 file: 1 passed; 8 checks: 8 passed/)
  const vitest = await run(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run'], { cwd, env })
  expect(vitest.stdout).toMatch(/Tests {2}9 passed \(9\)/)
})
