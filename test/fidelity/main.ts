// npm run fidelity -- CORPUS: plays the recorded cases of every system and writes how many are reproduced.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { type Family, familiesIn, type Played, playFamily, playRecordings, REAL } from '../conformance/corpus.ts'
import type { Claim } from './claims.ts'
import { reportOf } from './report.ts'

interface Options {
  readonly output: string
}

const program = new Command('fidelity')
  .argument('<corpus>', 'the folder of recorded cases: inputs, expected, logs, ucarp-real')
  .option('-o, --output <file>', 'where the report goes', join(import.meta.dirname, '../../reports/fidelity.md'))

program.parse()
main(program.args[0]!, program.opts<Options>())

function main(corpus: string, { output }: Options): void {
  const families = existsSync(corpus) ? familiesIn(corpus) : []
  if (families.length === 0) {
    console.error(`fidelity: ${corpus}: no recorded cases there; the report stays as it is`)
    process.exit(2)
  }
  const played = families.map((family) => claimOf(family, playFamily(corpus, family)))
  const claims = [...played, claimOf(REAL, playRecordings(corpus))].filter(({ figures }) => figures.recorded > 0)
  writeFileSync(output, reportOf(SYSTEMS, claims))
  const sum = (of: 'recorded' | 'reproduced') => claims.reduce((total, { figures }) => total + figures[of], 0)
  console.log(`${sum('reproduced')} of ${sum('recorded')} recorded cases are reproduced: ${output}`)
}

function claimOf({ system, name }: Family, { recorded, withBytes, withLogs, differences }: Played): Claim {
  return { system, name, figures: { recorded, reproduced: recorded - differences.length, withBytes, withLogs } }
}
