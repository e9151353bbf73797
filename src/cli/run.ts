import { type Command, InvalidArgumentError, Option } from 'commander'
import { EXIT, Failure } from './exit.ts'
import { nameOf } from './input.ts'
import { addScenarioOptions, amount, type ScenarioOptions } from './options.ts'
import { openOutput } from './output.ts'
import type { Played, PlayOptions } from './play.ts'

interface RunOptions extends PlayOptions, ScenarioOptions {
  readonly format: 'text' | 'json'
  readonly output?: string
  readonly ascii?: true
  readonly width?: number
  readonly color: 'auto' | 'always' | 'never'
  readonly verbose?: true
}

/** The narrowest picture that can be read. */
const LEAST_WIDTH = 60
const MOST_WIDTH = 1_000
const DEFAULT_WIDTH = 80

const EXAMPLES = `
Examples:
  $ carpsim run scenarios/basics/cable-pull.yaml
  $ carpsim run --event '30s crash skunk1 for 5s' scenarios/basics/cable-pull.yaml
  $ carpsim run --verbose --until 15s mine.yaml | less
  $ carpsim run --format json mine.yaml | jq '.records[] | select(.kind == "transition")'
  $ generate-scenario | carpsim run -
`

/** `carpsim run FILE…`: plays scenarios and shows what happened. */
export function addRun(program: Command): void {
  addScenarioOptions(program.command('run'))
    .summary('play a scenario: the picture, what happened, and why')
    .description('Plays scenarios and shows of each the picture, what happened, and why.')
    .argument('<file...>', 'scenario files; - is the standard input')
    .addOption(new Option('--format <format>', 'for people, or for programs').choices(['text', 'json']).default('text'))
    .option('-o, --output <file>', 'write to a file instead of the standard output')
    .addOption(new Option('--level <level>', 'how much is recorded').choices(['all', 'changes', 'metrics']))
    .option('--verbose', 'tell of frames, timers, log lines and device events, too')
    .option('--ascii', 'use no character beyond ASCII')
    .option(
      '--width <columns>',
      `of the text, at least ${LEAST_WIDTH} (default: the terminal's, or ${DEFAULT_WIDTH})`,
      width,
    )
    .addOption(
      new Option('--color <when>', 'when to use colours; NO_COLOR is heeded')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option('--budget <events>', 'give up after so many events (default: 50 million)', amount)
    .option('--records <records>', 'give up after so many records (default: 2 million)', amount)
    .addHelpText('after', EXAMPLES)
    .action(run)
}

async function run(files: readonly string[], options: RunOptions): Promise<void> {
  const show = await showing(options)
  const output = await openOutput(options.output)
  const several = files.length > 1
  let shown = 0
  for (const file of files) {
    const played = await tried(file, options)
    if (played === undefined) continue
    if (several) await output.write([show.before(nameOf(file), shown)])
    await output.write(show.document(played))
    shown += 1
  }
  if (several && shown > 0) await output.write([show.after])
  await output.close()
}

/** Plays one file. What is wrong with it is said, and the next one gets its turn. */
async function tried(file: string, options: RunOptions): Promise<Played | undefined> {
  try {
    const { openScenario } = await import('./scenario.ts')
    const source = await openScenario(file, options)
    const { play } = await import('./play.ts')
    return play(source, options)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = EXIT.INPUT
    return undefined
  }
}

/** How documents are shown, and what stands around them where there are several. */
interface Showing {
  document(played: Played): Iterable<string>
  before(name: string, shown: number): string
  readonly after: string
}

async function showing(options: RunOptions): Promise<Showing> {
  if (options.format === 'json') {
    const { json } = await import('../export/json.ts')
    return {
      document: ({ trace, groups }) => json(trace, groups),
      before: (_, shown) => (shown === 0 ? '[' : ','),
      after: ']\n',
    }
  }
  const { text } = await import('../export/text.ts')
  const { verbose = false, ascii = false } = options
  const how = { width: widthFor(options), ascii, color: colorFor(options), verbose }
  return {
    document: ({ trace, groups }) => ended(text(trace, groups, how)),
    before: (name, shown) => `${shown === 0 ? '' : '\n'}==> ${name} <==\n`,
    after: '',
  }
}

function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}

function widthFor({ width: asked, output }: RunOptions): number {
  if (asked !== undefined) return asked
  const { isTTY, columns } = process.stdout
  return isTTY && output === undefined ? Math.max(LEAST_WIDTH, columns || DEFAULT_WIDTH) : DEFAULT_WIDTH
}

function colorFor({ color, output }: RunOptions): boolean {
  if (color !== 'auto') return color === 'always'
  const { NO_COLOR: no, TERM: terminal } = process.env
  return process.stdout.isTTY && output === undefined && !no && terminal !== 'dumb'
}

function width(value: string): number {
  const columns = amount(value)
  if (columns < LEAST_WIDTH || columns > MOST_WIDTH) {
    throw new InvalidArgumentError(`It is ${LEAST_WIDTH} to ${MOST_WIDTH} columns.`)
  }
  return columns
}
