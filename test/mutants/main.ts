// npm run mutants: changes the rules of all systems one by one, and writes which tests tell: reports/mutants.md.
import { existsSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { Crew, type Job } from './crew.ts'
import { allMutants, type Mutant } from './mutants.ts'
import { type Asked, type Finding, isMissed, reportOf, summaryOf } from './report.ts'

interface Options {
  readonly system?: string
  readonly only?: string
  readonly corpus: string
  readonly withoutCorpus?: true
  readonly threads: number
  readonly output: string
}

const ROOT = join(import.meta.dirname, '../..')

const program = new Command('mutants')
  .description(
    'Changes the rules of all systems one by one; exits with 1 where no test tells and nothing is said for it.',
  )
  .option('--system <name>', 'the mutants of one system; the report is not written')
  .option('--only <text>', 'those whose names have this in them; the report is not written')
  .option('--corpus <folder>', 'where recorded cases lie', join(ROOT, '../shared/conformance'))
  .option('--without-corpus', 'leave them out')
  .option('--threads <n>', 'how many at a time', wholeNumber, availableParallelism())
  .option('-o, --output <file>', 'where the report goes', join(ROOT, 'reports/mutants.md'))

await main(program.parse().opts<Options>()).catch(({ message }: Error) => {
  program.error(`mutants: ${message}`, { exitCode: 2 })
})

async function main(options: Options): Promise<void> {
  const { system, only, output } = options
  const mutants = allMutants()
  const chosen = mutants.filter(
    (mutant) =>
      (system === undefined || mutant.system === system) && (only === undefined || mutant.name.includes(only)),
  )
  if (chosen.length === 0) program.error('mutants: there is none of that name', { exitCode: 2 })
  const { findings, asked } = await tried(chosen, options)
  const whole = chosen.length === mutants.length
  if (whole) writeFileSync(output, reportOf(SYSTEMS, findings, asked))
  else for (const finding of findings) console.log(toldWords(finding, asked).join('\n'))
  console.log(summaryOf(findings, asked))
  if (whole) console.log(`written: ${relative(process.cwd(), output)}`)
  for (const { mutant } of findings.filter(isMissed)) console.log(`no test tells: ${mutant.name}`)
  if (findings.some(isMissed)) process.exitCode = 1
}

function toldWords({ mutant, by, recorded }: Finding, { cases }: Asked): string[] {
  const lines = [mutant.name, `  ${by ?? 'no test tells it'}`]
  return cases === null ? lines : [...lines, `  ${recorded ?? 'no recorded case tells it'}`]
}

async function tried(mutants: readonly Mutant[], { corpus, withoutCorpus, threads }: Options) {
  const folder = withoutCorpus || !existsSync(corpus) ? null : corpus
  if (folder === null) console.error('without recorded cases but the sample of the project')
  const crew = new Crew(folder)
  const called = await crew.called()
  const parts = folder === null ? [false] : [false, true]
  const jobs = mutants.flatMap(({ name }) => parts.map((recorded): Job => ({ mutant: name, recorded })))
  const told: (string | undefined)[] = []
  let done = 0
  await crew.all(jobs, threads, ({ by, stuck }, i) => {
    told[i] = by === null ? undefined : `${called[by]!.name}${stuck ? ' (it never ends)' : ''}`
    done += 1
    if (done % 100 === 0) console.error(`${done} of ${jobs.length}`)
  })
  await crew.end()
  const findings = mutants.map((mutant, i): Finding => {
    const at = i * parts.length
    return { mutant, by: told[at], recorded: folder === null ? undefined : told[at + 1] }
  })
  const cases = called.filter(({ recorded }) => recorded).length
  return { findings, asked: { tests: called.length - cases, cases: folder === null ? null : cases } }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('A whole number from 1 on.')
  return Number(text)
}
