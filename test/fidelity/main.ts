// npm run fidelity -- CORPUS: plays the recorded cases of every system and writes how many are reproduced.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { type Family, familiesIn, playFamily } from '../conformance/corpus.ts'
import type { Claim } from './claims.ts'
import { reportOf } from './report.ts'

interface Options {
  readonly output: string
}

const program = new Command('fidelity')
  .argument('<corpus>', 'the folder of recorded cases: inputs, expected, logs')
  .option('-o, --output <file>', 'where the report goes', join(import.meta.dirname, '../../reports/fidelity.md'))

program.parse()
main(program.args[0]!, program.opts<Options>())

function main(corpus: string, { output }: Options): void {
  const families = existsSync(corpus) ? familiesIn(corpus) : []
  if (families.length === 0) {
    console.error(`fidelity: ${corpus}: no recorded cases there; the report stays as it is`)
    process.exit(2)
  }
  const claims = families.map((family) => claimOf(corpus, family)).filter(({ figures }) => figures.recorded > 0)
  writeFileSync(output, reportOf(SYSTEMS, claims))
  const sum = (of: 'recorded' | 'reproduced') => claims.reduce((total, { figures }) => total + figures[of], 0)
  console.log(`${sum('reproduced')} of ${sum('recorded')} recorded cases are reproduced: ${output}`)
}

function claimOf(corpus: string, family: Family): Claim {
  const { recorded, withBytes, withLogs, differences } = playFamily(corpus, family)
  const figures = { recorded, reproduced: recorded - differences.length, withBytes, withLogs }
  return { system: family.system, name: family.name, figures }
}
