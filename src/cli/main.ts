import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { addCompletion } from './completion.ts'
import { addDiff } from './diff.ts'
import { EXIT, Failure } from './exit.ts'
import { addExplain } from './explain.ts'
import { addImport } from './import.ts'
import { addInit } from './init.ts'
import { addList } from './list.ts'
import { mindTheStandardStreams } from './output.ts'
import { addPlayer, noTerminal } from './player.ts'
import { addRun } from './run.ts'
import { addSystems } from './systems.ts'
import { addTest } from './test.ts'
import { addTiming } from './timing.ts'
import { addWhy, addWhyNot } from './why.ts'
import { addWhyFrame } from './why-frame.ts'

const EXAMPLES = `
Examples:
  $ carpsim run basics/cable-pull                   see a cable pulled, and who takes over
  $ carpsim play --tour                             be shown around in the player
  $ carpsim play basics/cable-pull                  walk through it, pull another cable, ask why
  $ carpsim why basics/cable-pull --at 12.4s        why is that machine MASTER?
  $ carpsim init mine.yaml                          begin a scenario of your own
  $ carpsim run mine.yaml --event '10s crash fw1'   what if?
  $ carpsim diff mine.yaml --system openbsd         would another system do the same?
  $ carpsim test scenarios                          do all of them still do what they should?
  $ carpsim timing --jitter 5ms mine.yaml           is the better machine far enough ahead?
  $ carpsim systems freebsd-12 ucarp                in what do they differ?
  $ carpsim explain hand-over                       what is that?

Exit codes: 0 done, 1 an expectation failed, runs part, or a warning with --strict, 2 bad input,
3 bad command line, 4 fault in carpsim, 130 interrupted.
`

/**
 * The command line: reads the arguments, runs a verb, and sets the exit code of the process. Without a word, people at a
 * terminal get the library.
 *
 * @param argv - as process.argv: node, script, arguments
 */
export async function main(argv: readonly string[]): Promise<void> {
  mindTheStandardStreams()
  try {
    await program().parseAsync(argv.length === 2 && noTerminal() === undefined ? [...argv, 'play'] : argv)
  } catch (error) {
    process.exitCode = failed(error, argv)
  }
}

function program(): Command {
  const carpsim = new Command('carpsim')
    .description('Simulates networks of machines that share addresses with CARP, to the microsecond.')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .showHelpAfterError('(carpsim --help says more)')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
  carpsim.commandsGroup('Play and measure:')
  addRun(carpsim)
  addPlayer(carpsim)
  addWhy(carpsim)
  addWhyNot(carpsim)
  addWhyFrame(carpsim)
  addDiff(carpsim)
  addTest(carpsim)
  addTiming(carpsim)
  carpsim.commandsGroup('Find, begin and understand:')
  addList(carpsim)
  addSystems(carpsim)
  addInit(carpsim)
  addImport(carpsim)
  addExplain(carpsim)
  carpsim.commandsGroup('Help:')
  addCompletion(carpsim)
  carpsim.helpCommand('help [verb]', 'show help of a verb')
  return carpsim
}

/** Says what went wrong, without a stack. */
function failed(error: unknown, argv: readonly string[]): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.DONE
    const [, , first = ''] = argv
    if (error.code === 'commander.unknownCommand' && /\.(ya?ml|json)$/.test(first)) say(`Try: carpsim run ${first}`)
    return EXIT.USAGE
  }
  if (error instanceof Failure) {
    say(error.message)
    return EXIT.INPUT
  }
  say(`carpsim: a fault of its own: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env['CARPSIM_DEBUG'] && error instanceof Error) say(error.stack ?? '')
  else say('This should not happen. CARPSIM_DEBUG=1 shows where it did.')
  return EXIT.INTERNAL
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The version of the package, two folders up from here and from the built file. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
