import { type Command, Option } from 'commander'
import { EXIT, Failure } from './exit.ts'
import { nameOf } from './input.ts'
import { addScenarioOptions, addShowOptions, amount, type ScenarioOptions, type ShowOptions, seeds } from './options.ts'
import { openOutput } from './output.ts'
import type { PlayOptions } from './play.ts'
import { type Showing, showing } from './showing.ts'

type Digest = import('../export/digests.ts').Digest

interface RunOptions extends PlayOptions, ScenarioOptions, ShowOptions {
  readonly seeds?: readonly string[]
}

const EXAMPLES = `
Examples:
  $ carpsim run basics/cable-pull
  $ carpsim run --event '30s crash skunk1 for 5s' basics/cable-pull
  $ carpsim run --from 12s --to 13s --verbose mine.yaml | less
  $ carpsim run --seeds 1-100 mine.yaml
  $ carpsim run --format json mine.yaml | jq '.records[] | select(.kind == "transition")'
  $ generate-scenario | carpsim run -
`

/** `carpsim run FILE…`: plays scenarios and shows what happened. */
export function addRun(program: Command): void {
  const command = program
    .command('run')
    .summary('play a scenario: the picture, what happened, and why')
    .description('Plays scenarios and shows of each the picture, what happened, and why.')
    .argument('<file...>', 'scenario files, or names of the library; - is the standard input')
  addShowOptions(addScenarioOptions(command))
    .addOption(
      new Option('--seeds <seeds>', 'play once for each, and show how the figures are spread: 1-100')
        .argParser(seeds)
        .conflicts(['seed', 'from', 'to', 'verbose', 'filter', 'level']),
    )
    .addOption(new Option('--level <level>', 'how much is recorded').choices(['all', 'changes', 'metrics']))
    .option('--budget <events>', 'give up after so many events (default: 50 million)', amount)
    .option('--records <records>', 'give up after so many records (default: 2 million)', amount)
    .option('--triggers <events>', 'give up after so many events that sentences set off (default: 20,000)', amount)
    .option('-q, --quiet', 'on a terminal, too, no word of how far a long run has come')
    .addHelpText('after', EXAMPLES)
    .action(run)
}

async function run(files: readonly string[], options: RunOptions): Promise<void> {
  if (options.from !== undefined && options.to !== undefined && options.from >= options.to) {
    throw new Failure('--from must be before --to')
  }
  const show = await showing(options)
  const output = await openOutput(options.output)
  const several = files.length > 1
  const digests: Digest[] = []
  let shown = 0
  for (const file of files) {
    const { document, digest } = await tried(file, options, show)
    digests.push(digest)
    if (document === undefined) continue
    if (several) await output.write([show.before(nameOf(file), shown)])
    await output.write(document)
    shown += 1
  }
  if (several && shown > 0) await output.write(show.after(digests))
  await output.close()
}

/** What is shown of one file, and what it comes to. */
interface Shown {
  /** Absent: it could not be played. */
  readonly document?: Iterable<string>
  readonly digest: Digest
}

/** Plays one file. What is wrong with it is said, and the next one gets its turn. */
async function tried(file: string, options: RunOptions, show: Showing): Promise<Shown> {
  try {
    return await played(file, options, show)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = EXIT.INPUT
    return { digest: { name: nameOf(file), failing: null, cells: [] } }
  }
}

async function played(file: string, options: RunOptions, show: Showing): Promise<Shown> {
  const { openScenario } = await import('./scenario.ts')
  const { digestOf } = await import('../export/digests.ts')
  const source = await openScenario(file, options)
  const { play, playSeeds } = await import('./play.ts')
  if (options.seeds !== undefined) {
    const { jointVerdicts } = await import('../export/seeds.ts')
    const runs = playSeeds(source, options.seeds, options)
    const digest = digestOf(source.name, jointVerdicts(source.scenario, runs))
    failsIf(digest)
    return { document: show.seeds(runs, source), digest }
  }
  const run = play(source, options)
  const verdicts = run.judgements.map(({ verdict }) => verdict)
  const digest = digestOf(source.name, verdicts, run)
  failsIf(digest)
  return { document: show.run(run, source), digest }
}

/** What cannot be read counts for more. */
function failsIf({ failing }: Digest): void {
  if (failing !== null && failing > 0) process.exitCode ??= EXIT.FAILED
}
