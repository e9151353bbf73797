import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import type { Dialect } from '../../../src/shell/dialect.ts'
import { bash } from '../../../src/shell/dialects/bash.ts'
import { dash } from '../../../src/shell/dialects/dash.ts'
import { check } from '../../../src/shell/syntax/parse.ts'
import { mutationOf } from './mutations.ts'
import { NAME, present, runReal } from './real.ts'
import { SCRIPT } from './scripts.ts'
import { SEED } from './seed.ts'

// What real shells read and what they refuse, where, and in which words: `sh -n`.

const SAMPLES = join(import.meta.dirname, '../samples')
const COUNT = 600

/** Of `((` that turns out to be two subshells bash tells other lines than there are: it reads them twice. */
function mistaken(scripts: readonly string[]): Arbitrary<string> {
  return mutationOf(scripts).filter((script) => !/(?<!\$)\(\(/.test(script))
}

/** What a shell says of a script, and its exit code. */
function verdict(script: string, dialect: Dialect): string {
  const faults = check(script, dialect)
  const said = faults.map((fault) => dialect.syntaxError(fault, { name: NAME, line: fault.line }))
  return [...said.map(alike), faults.length === 0 ? 0 : 2].join('\n')
}

/** bash prints a command substitution that it does not want anew; here it is shown as it stands. */
function alike(said: string): string {
  return said.replace(/(unexpected token `)[^\n]*\$\([\s\S]*?(?='$|'\n)/, '$1$(…)')
}

for (const dialect of [dash, bash]) {
  const { name } = dialect
  if (!present(name)) console.log(`no ${name} here: what it refuses is not compared`)

  test.skipIf(!present(name))(`${COUNT} scripts with mistakes are refused as by ${name} (seed ${SEED})`, async () => {
    const samples = readdirSync(SAMPLES).map((file) => readFileSync(join(SAMPLES, file), 'utf8'))
    const drawn = fc.sample(SCRIPT, { numRuns: 20, seed: SEED })
    const scripts = fc.sample(mistaken([...samples, ...samples, ...samples, ...drawn]), { numRuns: COUNT, seed: SEED })
    const real = await runReal(name, scripts, '-n')
    const wrong = scripts.flatMap((script, index) => {
      const { stderr, status } = real[index]!
      const lines = stderr.split('\n').filter((line) => line !== '' && !line.includes('warning: here-document'))
      const there = alike(lines.join('\n'))
      const expected = [...(there === '' ? [] : [there]), status].join('\n')
      const here = verdict(script, dialect)
      return here === expected ? [] : [{ script, expected, here }]
    })
    expect(wrong.slice(0, 3), `${wrong.length} of ${COUNT}`).toEqual([])
    const refused = real.filter(({ status }) => status !== 0).length
    expect(refused).toBeGreaterThan(COUNT / 4)
    expect(refused).toBeLessThan((COUNT * 9) / 10)
  })
}
