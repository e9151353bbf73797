import { spawnSync } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AWK } from './awk-cases.ts'
import { type Case, type Lot, ours, theirs } from './gnu.ts'
import { ACT, GREP, SED, TEXT, text, WORDS, XARGS } from './gnu-cases.ts'

// Our programs of Debian against those of this machine, where they are GNU's.
const version = spawnSync('ls', ['--version'], { encoding: 'utf8' })
const absent = !(version.stdout ?? '').includes('GNU coreutils')
const RUNS = Number(process.env['CARPSIM_PEER_RUNS'] ?? 150)
const FOLDER: Case = { words: ['mkdir', 'd'] }

const SEED = fc.readConfigureGlobal().seed ?? Date.now()

/** Draws lots, and has all of them done there at once; one of which something else comes is made as small as it can be. */
function compared(lots: fc.Arbitrary<Lot>): void {
  const drawn = fc.sample(lots, { numRuns: RUNS, seed: SEED })
  const there = theirs(drawn)
  const differing = drawn.filter((lot, i) => !isDeepStrictEqual(ours(lot), there[i]))
  if (differing.length > 0) fc.assert(fc.property(lots, differs), { numRuns: RUNS, seed: SEED })
  expect(differing).toEqual([])
}

function differs(lot: Lot): void {
  expect(ours(lot)).toEqual(theirs([lot])[0])
}

for (const [name, of] of Object.entries({ ...TEXT, grep: GREP, sed: SED }))
  test.skipIf(absent)(`${name} does what GNU's does`, () => {
    compared(
      fc.tuple(of, text, text, text).map(([words, f, g, input]) => ({
        cases: [FOLDER, { words, input }],
        files: { f, g },
      })),
    )
  })

// Each awk has errors of its own.
const mawk = spawnSync('awk', ['-W', 'version'], { encoding: 'utf8' })
test.skipIf(!(mawk.stdout ?? '').includes('mawk'))('awk does what mawk does', () => {
  compared(fc.tuple(AWK, text, text).map(([words, f, g]) => ({ cases: [{ words }], files: { f, g } })))
})

test.skipIf(absent)('files come to what they come to with GNU’s programs', () => {
  const before: Case[] = [
    ['mkdir', '-p', 'd/e'],
    ['ln', '-s', 'd', 'l'],
    ['touch', 'd/e/x'],
  ].map((words) => ({ words }))
  const acts = fc.array(ACT, { minLength: 1, maxLength: 4 })
  compared(
    acts.map((all) => ({
      cases: [...before, ...all.map((words) => ({ words })), { words: ['ls', '-R'] }],
      files: { a: 'one\n', b: 'two\n' },
    })),
  )
})

test.skipIf(absent)('xargs calls what GNU’s calls', () => {
  compared(fc.tuple(XARGS, WORDS).map(([words, input]) => ({ cases: [{ words, input }], files: {} })))
})
