import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bash } from '../../../src/shell/dialects/bash.ts'
import { dash } from '../../../src/shell/dialects/dash.ts'
import { differences, shrunk, told } from './compare.ts'
import { present } from './real.ts'
import { SCRIPT } from './scripts.ts'
import { SEED } from './seed.ts'

// Scripts of a grammar, run by a real shell and by ours.

const COUNT = 2000
const SHOWN = 3
/** Thousands of processes of a shell, on a machine that may have other things to do. */
const PATIENCE = 300_000

/**
 * How many in a thousand may differ: bash has habits that nobody relies on. It tells of some here-documents by another
 * line, and lists traps in the background.
 */
const TOLERATED = new Map([
  [dash, 0.5],
  [bash, 3],
])

for (const [dialect, tolerated] of TOLERATED) {
  const { name } = dialect
  if (!present(name)) console.log(`no ${name} here: scripts are not compared with what it does`)

  test.skipIf(!present(name))(
    `${COUNT} scripts come to the same in ${name} and here (seed ${SEED})`,
    async () => {
      const scripts = fc.sample(SCRIPT, { numRuns: COUNT, seed: SEED })
      const found = await differences(name, dialect, scripts)
      if (found.length <= (COUNT * tolerated) / 1000) return
      const small = await Promise.all(found.slice(0, SHOWN).map((each) => shrunk(name, dialect, each)))
      expect(small.map(told), `${found.length} of ${COUNT} differ`).toEqual([])
    },
    PATIENCE,
  )
}
