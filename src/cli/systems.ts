import { type Command, Option } from 'commander'
import type { System } from '../carp/system.ts'
import { Failure } from './exit.ts'
import { addPageOptions, type PageOptions } from './options.ts'
import { ended, openOutput } from './output.ts'
import { widthFor } from './terminal.ts'

interface SystemsOptions extends PageOptions {
  readonly format: 'text' | 'json'
  readonly differences?: true
  readonly long?: true
}

const DETAILS = `
Every answer is played: one or two machines under that system, and what their
trace says. Take-over times and modes of balancing are asked of it.

Examples:
  $ carpsim systems
  $ carpsim systems freebsd-12 ucarp                what changes if I migrate?
  $ carpsim systems --differences freebsd-12 freebsd-14
  $ carpsim systems --long freebsd-12               how far does it go?
  $ carpsim systems --format json | jq '.behaviours[] | select(.name == "tie")'
`

/** `carpsim systems [SYSTEM…]`: what real systems do, and in what they differ. */
export function addSystems(program: Command): void {
  const command = program
    .command('systems')
    .summary('which real systems there are, and in what they differ')
    .description(
      'Shows the systems that machines can run side by side: ties, preempt, take-over times, demotion, goodbyes, send errors, what running changes do.',
    )
    .argument('[system...]', 'these alone, by name or alias (default: all)')
    .option('--differences', 'only in what they differ')
    .option('--long', 'with what is modelled of each, and what is not')
    .addOption(new Option('--format <format>', 'for people, or for programs').choices(['text', 'json']).default('text'))
  addPageOptions(command).addHelpText('after', DETAILS).action(show)
}

async function show(names: readonly string[], options: SystemsOptions): Promise<void> {
  const systems = await systemsNamed(names)
  const { compareSystems, differs } = await import('../views/systems/table.ts')
  const all = compareSystems(systems)
  const behaviours = options.differences ? all.behaviours.filter(differs) : all.behaviours
  const { systemsJson, systemsText } = await import('../export/systems.ts')
  const output = await openOutput(options.output)
  const { ascii = false, long = false } = options
  if (options.format === 'json') await output.write([systemsJson({ ...all, behaviours })])
  else await output.write(ended(systemsText({ ...all, behaviours }, { width: widthFor(options), ascii, long })))
  await output.close()
}

/** Each once, in the order asked for. */
async function systemsNamed(names: readonly string[]): Promise<readonly System[]> {
  const { ALIASES, SYSTEMS, systemNamed } = await import('../carp/systems/index.ts')
  const { suggestion } = await import('../scenario/text/suggest.ts')
  if (names.length === 0) return SYSTEMS
  const known = [...SYSTEMS.map(({ name }) => name), ...Object.keys(ALIASES)]
  const found = names.map((name) => {
    const system = systemNamed(name)
    if (system !== undefined) return system
    throw new Failure(`${name}: there is no such system${suggestion(name, known, 'there are')}`)
  })
  return [...new Set(found)]
}
