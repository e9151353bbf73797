import { type Command, Option } from 'commander'
import type { Micros } from '../time.ts'
import type { Contestant } from './contestants.ts'
import { EXIT, Failure } from './exit.ts'
import {
  addScenarioOptions,
  addTextualOptions,
  amount,
  type ScenarioOptions,
  type TextualOptions,
  time,
} from './options.ts'
import { ended, openOutput } from './output.ts'
import type { PlayOptions } from './play.ts'

type Diff = import('../views/diff/diff.ts').Diff

interface DiffOptions extends ScenarioOptions, TextualOptions, PlayOptions {
  readonly format: 'text' | 'json'
  readonly from?: Micros
  readonly to?: Micros
  readonly tolerance?: Micros
}

const DETAILS = `
Each run is compared with the first one: who was in which state when, and the figures.
Exit code 1 where one of them parts from it, 0 where none does.

Examples:
  $ carpsim diff basics/simultaneous-boot-equal --system freebsd-12,ucarp
  $ carpsim diff mine.yaml --set preempt=true       as it is written, and with that change
  $ carpsim diff mine.yaml --event '10s crash fw1'
  $ carpsim diff before.yaml after.yaml
  $ carpsim run --format json -o before.json mine.yaml
  $ carpsim diff before.json mine.yaml              is it still so?
  $ carpsim diff --tolerance 10us mine.yaml --system freebsd-9.3,freebsd-14
  $ carpsim diff --format json a.yaml b.yaml | jq '.comparisons[].course'
`

/** `carpsim diff FILE… --system A,B`: where runs part, and why. */
export function addDiff(program: Command): void {
  const command = program
    .command('diff')
    .summary('compare runs: systems, scenarios, stored runs; where they part, and why')
    .description(
      'Plays a scenario under several systems, or as it is written and as it is changed, or several scenarios, or takes runs that were stored, and compares them: lanes one above the other, where they part, the two rules and the numbers that differ there, and the figures side by side.',
    )
    .argument('<file...>', 'scenario files, names of the library, or runs stored with run --format json')
    .addOption(new Option('--format <format>', 'for people, or for programs').choices(['text', 'json']).default('text'))
    .option('--tolerance <time>', 'changes that are no further apart are at the same time (default: 0s)', time)
    .option('--from <time>', 'show the picture from that time on', time)
    .option('--to <time>', 'and up to that time', time)
  addScenarioOptions(addTextualOptions(command), [
    '--system <names>',
    'play under each of these systems: freebsd-12,ucarp; clients stay clients',
  ])
    .option('--budget <events>', 'give up after so many events (default: 50 million)', amount)
    .option('--records <records>', 'give up after so many records (default: 2 million)', amount)
    .option('--triggers <events>', 'give up after so many events that sentences set off (default: 20,000)', amount)
    .option('-q, --quiet', 'on a terminal, too, no word of how far a long run has come')
    .addHelpText('after', DETAILS)
    .action(compare)
}

async function compare(files: readonly string[], options: DiffOptions): Promise<void> {
  if (options.from !== undefined && options.to !== undefined && options.from >= options.to) {
    throw new Failure('--from must be before --to')
  }
  const { contestantsOf } = await import('./contestants.ts')
  const contestants = await contestantsOf(files, options)
  const { diff } = await import('../views/diff/diff.ts')
  const { tolerance = 0 } = options
  const found = diff(contestants, tolerance)
  if (found.comparisons.some(({ common }) => common === 0)) {
    throw new Failure('these runs have no virtual host in common: the same machine, network and vhid')
  }
  const output = await openOutput(options.output)
  await output.write(await document(found, contestants, options))
  await output.close()
  if (found.parts) process.exitCode ??= EXIT.FAILED
}

async function document(
  found: Diff,
  contestants: readonly Contestant[],
  options: DiffOptions,
): Promise<Iterable<string>> {
  const { tolerance = 0, ascii = false } = options
  if (options.format === 'json') {
    const { diffJson } = await import('../export/diff.ts')
    return [diffJson(found, tolerance)]
  }
  const { diffText } = await import('../export/diff.ts')
  const { colorFor, widthFor } = await import('./terminal.ts')
  const how = { width: widthFor(options), ascii, color: colorFor(options), tolerance }
  const window = windowOf(options, found.end)
  return ended(diffText(found, { ...how, window, ask: (run, side) => contestants[run]!.ask?.(side) }))
}

function windowOf({ from = 0, to }: DiffOptions, end: Micros): { from: Micros; to: Micros } {
  if (from >= end) throw new Failure('--from is after the end of the runs')
  return { from, to: Math.min(to ?? end, end) }
}
