import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AWK } from './awk-cases.ts'
import { type Case, type Files, ours, theirs } from './gnu.ts'
import { ACT, GREP, SED, TEXT, text, WORDS, XARGS } from './gnu-cases.ts'

// Our programs of Debian against those of this machine, where they are GNU's.
const version = spawnSync('ls', ['--version'], { encoding: 'utf8' })
const absent = !(version.stdout ?? '').includes('GNU coreutils')
const RUNS = Number(process.env['CARPSIM_PEER_RUNS'] ?? 150)
const FOLDER: Case = { words: ['mkdir', 'd'] }

function compared(cases: readonly Case[], given: Files): void {
  expect(ours(cases, given)).toEqual(theirs(cases, given))
}

for (const [name, of] of Object.entries({ ...TEXT, grep: GREP, sed: SED }))
  test.skipIf(absent)(`${name} does what GNU's does`, () => {
    fc.assert(
      fc.property(of, text, text, text, (words, f, g, input) => compared([FOLDER, { words, input }], { f, g })),
      { numRuns: RUNS },
    )
  })

// Each awk has errors of its own.
const mawk = spawnSync('awk', ['-W', 'version'], { encoding: 'utf8' })
test.skipIf(!(mawk.stdout ?? '').includes('mawk'))('awk does what mawk does', () => {
  fc.assert(
    fc.property(AWK, text, text, (words, f, g) => compared([{ words }], { f, g })),
    { numRuns: RUNS },
  )
})

test.skipIf(absent)('files come to what they come to with GNU’s programs', () => {
  const before: Case[] = [
    ['mkdir', '-p', 'd/e'],
    ['ln', '-s', 'd', 'l'],
    ['touch', 'd/e/x'],
  ].map((words) => ({ words }))
  fc.assert(
    fc.property(fc.array(ACT, { minLength: 1, maxLength: 4 }), (acts) =>
      compared([...before, ...acts.map((words) => ({ words })), { words: ['ls', '-R'] }], { a: 'one\n', b: 'two\n' }),
    ),
    { numRuns: RUNS },
  )
})

test.skipIf(absent)('xargs calls what GNU’s calls', () => {
  fc.assert(
    fc.property(XARGS, WORDS, (words, input) => compared([{ words, input }], {})),
    { numRuns: RUNS },
  )
})
