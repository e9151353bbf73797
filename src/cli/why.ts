import { type Command, InvalidArgumentError, Option } from 'commander'
import type { State } from '../trace/record.ts'
import { Failure } from './exit.ts'
import { nameOf } from './input.ts'
import {
  addScenarioOptions,
  addTextualOptions,
  amount,
  type ScenarioOptions,
  type TextualOptions,
  time,
} from './options.ts'
import { openOutput } from './output.ts'
import type { Played, PlayOptions } from './play.ts'

type Answer = import('../export/why.ts').Answer
type Trace = import('../trace/trace.ts').Trace

/** Whom a question is about. */
export interface Asking extends ScenarioOptions, TextualOptions, PlayOptions {
  readonly format: 'text' | 'json'
  readonly at?: number
  readonly host?: string
  readonly group?: string
}

interface WhyOptions extends Asking {
  readonly record?: number
}

interface WhyNotOptions extends Asking {
  readonly at: number
  readonly host: string
  readonly state: State
}

const WHY_EXAMPLES = `
Without --host: who is MASTER, or was it last. Without --at: at the end of the run.

Examples:
  $ carpsim why scenarios/basics/cable-pull.yaml --at 12.4s
  $ carpsim why --host skunk1 --at 11s scenarios/basics/cable-pull.yaml
  $ carpsim why --record 58 --format json scenarios/basics/cable-pull.yaml
`

const WHY_NOT_EXAMPLES = `
Examples:
  $ carpsim why-not scenarios/basics/cable-pull.yaml --at 11s --host skunk2 --state MASTER
  $ carpsim why-not scenarios/basics/cable-pull.yaml --at 11s --host skunk1 --state BACKUP
`

/** `carpsim why FILE`: what led to a state, or to a record. */
export function addWhy(program: Command): void {
  const command = program
    .command('why')
    .summary('say why a machine is MASTER or not: what led to it, back to the fault')
    .description('Plays a scenario and says why a virtual host is in its state, or why something happened.')
    .argument('<file>', 'a scenario file; - is the standard input')
    .option('--at <time>', 'the state after everything at that time', time)
    .option('--host <host>', 'of that machine, or why a client has no answer; host.interface where it is there twice')
    .option('--record <id>', 'why that record happened, instead of a state', amount)
  addAsking(command).addHelpText('after', WHY_EXAMPLES).action(why)
}

/** `carpsim why-not FILE`: what stood in the way of a state. */
export function addWhyNot(program: Command): void {
  const command = program
    .command('why-not')
    .summary('say why a machine is not MASTER, BACKUP or INIT, and how long its timer still has')
    .description('Plays a scenario and says why a virtual host was not in a state at a time.')
    .argument('<file>', 'a scenario file; - is the standard input')
    .requiredOption('--at <time>', 'after everything at that time', time)
    .requiredOption('--host <host>', 'that machine; host.interface where it is there twice')
    .requiredOption('--state <state>', 'MASTER, BACKUP or INIT', state)
  addAsking(command).addHelpText('after', WHY_NOT_EXAMPLES).action(whyNot)
}

export function addAsking(command: Command): Command {
  command
    .option('--group <group>', 'of that group of virtual hosts: lan/1')
    .addOption(new Option('--format <format>', 'for people, or for programs').choices(['text', 'json']).default('text'))
  return addTextualOptions(addScenarioOptions(command))
    .option('--budget <events>', 'give up after so many events (default: 50 million)', amount)
    .option('--records <records>', 'give up after so many records (default: 2 million)', amount)
}

async function why(file: string, options: WhyOptions): Promise<void> {
  const { explain } = await import('../views/why/explain.ts')
  const { tellWhy } = await import('../views/why/words.ts')
  const { whyData } = await import('../export/why.ts')
  await answer(file, options, (trace) => {
    const explanation = explain(trace, options)
    const { headline, sentences } = tellWhy(trace, explanation)
    const because = sentences.length === 0 ? '' : ' because'
    return [whyData(explanation), { headline: headline + because, sentences }]
  })
}

async function whyNot(file: string, options: WhyNotOptions): Promise<void> {
  const views = await import('../views/why/why-not.ts')
  const { tellWhyNot } = await import('../views/why/not-words.ts')
  const { whyNotData } = await import('../export/why.ts')
  await answer(file, options, (trace) => {
    const not = views.whyNot(trace, options)
    return [whyNotData(not), tellWhyNot(trace, not)]
  })
}

/** Plays the file, and shows what is answered: as data, and in words. */
export async function answer(file: string, options: Asking, ask: (trace: Trace) => [object, Answer]): Promise<void> {
  const { trace } = await played(file, options)
  const [data, told] = await asked(file, () => ask(trace))
  const { whyJson, whyText } = await import('../export/why.ts')
  const output = await openOutput(options.output)
  if (options.format === 'json') await output.write(whyJson(data, told, nameOf(file)))
  else {
    const { colorFor, widthFor } = await import('./terminal.ts')
    const { ascii = false } = options
    const how = { file: nameOf(file), width: widthFor(options), ascii, color: colorFor(options) }
    for (const line of whyText(told, how)) await output.write([`${line}\n`])
  }
  await output.close()
}

/** Every record is wanted: what is not kept cannot be told. */
async function played(file: string, options: Asking): Promise<Played> {
  const { openScenario } = await import('./scenario.ts')
  const { play } = await import('./play.ts')
  return play(await openScenario(file, options), { ...options, remedy: '--until 60s ends the run sooner' })
}

/** A question that cannot be answered is the user's to mend. */
async function asked<Result>(file: string, ask: () => Result): Promise<Result> {
  const { QuestionError } = await import('../views/why/question.ts')
  try {
    return ask()
  } catch (error) {
    throw error instanceof QuestionError ? new Failure(`${nameOf(file)}: ${error.message}`) : error
  }
}

function state(value: string): State {
  const known = ['MASTER', 'BACKUP', 'INIT'] as const
  const found = known.find((name) => name === value.toUpperCase())
  if (found === undefined) throw new InvalidArgumentError(`A state is ${known.join(', ')}.`)
  return found
}
