import { type Command, Option } from 'commander'
import type { Scenario } from '../scenario/scenario.ts'
import type { Micros } from '../time.ts'
import type { Timing } from '../views/timing/timing.ts'
import { EXIT, Failure } from './exit.ts'
import { nameOf } from './input.ts'
import { addPageOptions, addScenarioOptions, type PageOptions, type ScenarioOptions, time } from './options.ts'
import { ended, openOutput } from './output.ts'
import { widthFor } from './terminal.ts'

interface TimingOptions extends PageOptions, ScenarioOptions {
  readonly format: 'text' | 'json'
  readonly latency?: Micros
  readonly jitter?: Micros
  readonly strict?: true
}

const DETAILS = `
What events do is not looked at. Warnings do not change the exit code, unless
--strict is given.

Examples:
  $ carpsim timing basics/cable-pull
  $ carpsim timing --jitter 300ms mine.yaml          which advskew gap survives that?
  $ carpsim timing --set 'hosts.fw2.carp[0].advskew=77' --strict mine.yaml
  $ carpsim timing --format json mine.yaml | jq '.groups[].pairs[].takeOver'
`

/** `carpsim timing FILE…`: what the settings of scenarios come to, without playing them. */
export function addTiming(program: Command): void {
  const command = program
    .command('timing')
    .summary('how long each machine waits, who takes over when, and unsafe margins')
    .description(
      'Tells without a simulation what the settings of scenarios come to: how long each machine waits, who takes over and when, how far one is ahead of another, and where a margin is too small. Each figure stands with what it is made of.',
    )
    .argument('<file...>', 'scenario files, or names of the library; - is the standard input')
    .addOption(new Option('--format <format>', 'for people, or for programs').choices(['text', 'json']).default('text'))
    .option('--latency <time>', 'of all networks, instead of theirs: 5ms', time)
    .option('--jitter <time>', 'of all networks, instead of theirs: 300ms', time)
    .option('--strict', 'exit with 1 where there are warnings')
  addScenarioOptions(addPageOptions(command)).addHelpText('after', DETAILS).action(tell)
}

async function tell(files: readonly string[], options: TimingOptions): Promise<void> {
  const told: { file: string; timing: Timing }[] = []
  for (const file of files) {
    const timing = await tried(file, options)
    if (timing !== undefined) told.push({ file, timing })
  }
  const output = await openOutput(options.output)
  await output.write(await documents(told, files.length > 1, options))
  await output.close()
  const warned = told.some(({ timing }) => [timing, ...timing.groups].some(({ warnings }) => warnings.length > 0))
  if (options.strict && warned) process.exitCode ??= EXIT.FAILED
}

/** What is wrong with a file is said, and the next one gets its turn. */
async function tried(file: string, options: TimingOptions): Promise<Timing | undefined> {
  try {
    const { openScenario } = await import('./scenario.ts')
    const { scenario } = await openScenario(file, options)
    const { timing } = await import('../views/timing/timing.ts')
    return timing(onNetworks(scenario, options))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = EXIT.INPUT
    return undefined
  }
}

function onNetworks(scenario: Scenario, { latency, jitter }: TimingOptions): Scenario {
  const other = { ...(latency !== undefined && { latency }), ...(jitter !== undefined && { jitter }) }
  return { ...scenario, networks: scenario.networks.map((network) => ({ ...network, ...other })) }
}

async function documents(
  told: readonly { file: string; timing: Timing }[],
  several: boolean,
  options: TimingOptions,
): Promise<string[]> {
  const { timingJson, timingText } = await import('../export/timing.ts')
  if (options.format === 'json') {
    const all = told.map(({ timing }) => timingJson(timing))
    return several ? ['[', all.join(','), ']\n'] : all
  }
  return told.flatMap(({ file, timing }, i) => [
    ...(several ? [`${i === 0 ? '' : '\n'}==> ${nameOf(file)} <==\n`] : []),
    ...ended(timingText(timing, widthFor(options), options.ascii ?? false)),
  ])
}
