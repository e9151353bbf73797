import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { type Command, Option } from 'commander'
import type { Bindings } from '../player/app/bindings.ts'
import type { Config } from '../player/config/read.ts'
import { Failure, fileFailure } from './exit.ts'
import { shortest } from './library.ts'
import { openOutput } from './output.ts'

/** What a command line says of how the player is to be; what it does not say, a file may. */
export interface LookOptions {
  readonly config?: string
  readonly ascii?: boolean
  readonly color?: 'auto' | 'always' | 'never'
  readonly mouse?: boolean
  readonly hints?: boolean
  readonly predict?: boolean
  readonly screenReader?: boolean
  readonly printConfigTemplate?: true
  readonly printKeys?: true
}

export interface Looks {
  readonly keys: Bindings
  readonly ascii: boolean
  readonly color: boolean
  readonly mouse: boolean
  readonly hints: boolean
  readonly predict: boolean
  readonly screenReader: boolean
}

/** What can be said can be taken back, for those who say something else in their file. */
export function addLookOptions(command: Command): Command {
  return command
    .option('--ascii', 'use no character beyond ASCII')
    .addOption(new Option('--no-ascii').hideHelp())
    .addOption(
      new Option('--color <when>', 'when to use colours; auto heeds NO_COLOR').choices(['auto', 'always', 'never']),
    )
    .addOption(new Option('--mouse').hideHelp())
    .option('--no-mouse', 'leave the mouse to the terminal; else it selects text only with shift')
    .addOption(new Option('--hints').hideHelp())
    .option('--no-hints', 'no hints in the first minute')
    .option('--predict', 'before something is done, be asked who will be MASTER, and when')
    .addOption(new Option('--no-predict').hideHelp())
    .option('--screen-reader', 'tell in lines what changes, and draw nothing; INK_SCREEN_READER=true does that, too')
    .addOption(new Option('--no-screen-reader').hideHelp())
    .option('--config <file>', 'how all this is usually (default: $CARPSIM_CONFIG, .carpsim.yaml, or the one of XDG)')
    .option('--print-config-template', 'write such a file to begin with, and end')
    .option('--print-keys', 'write which keys do what, and end')
}

/** How the player is to be: as the command line says, then as a file does, then as usual. */
export async function looksFor(options: LookOptions): Promise<Looks> {
  const config = await configFor(options)
  const { NO_COLOR, INK_SCREEN_READER } = process.env
  const color = options.color ?? config.color ?? 'auto'
  return {
    keys: config.keys,
    ascii: options.ascii ?? config.ascii ?? false,
    color: color === 'auto' ? !NO_COLOR : color === 'always',
    mouse: options.mouse ?? config.mouse ?? true,
    hints: options.hints ?? config.hints ?? true,
    predict: options.predict ?? config.predict ?? false,
    screenReader: options.screenReader ?? config['screen-reader'] ?? INK_SCREEN_READER === 'true',
  }
}

/** Writes what somebody only wants to read; false: nobody does. */
export async function printed(options: LookOptions): Promise<boolean> {
  if (!options.printConfigTemplate && !options.printKeys) return false
  const { configTemplate } = await import('../player/config/template.ts')
  const output = await openOutput(undefined)
  await output.write([options.printKeys ? await keyTable(options) : configTemplate()])
  return true
}

async function keyTable(options: LookOptions): Promise<string> {
  const { keyTable: tableOf } = await import('../player/app/keys.ts')
  const { padded, columnsOf } = await import('../views/wrap.ts')
  const { keys, ascii } = await looksFor(options)
  const table = tableOf(ascii, keys)
  const width = Math.max(...table.map(({ keys: names }) => columnsOf(names)))
  return table.map(({ keys: names, says }) => `${padded(names, width)}  ${says}\n`).join('')
}

/** @throws Failure: what is wrong with the file */
async function configFor({ config }: LookOptions): Promise<Config> {
  const path = config ?? configFile()
  if (path === undefined) return { keys: (await import('../player/app/bindings.ts')).USUAL }
  const { readConfig } = await import('../player/config/read.ts')
  const { ScenarioError } = await import('../scenario/error.ts')
  try {
    return readConfig(readFileSync(path, 'utf8'), shortest(path))
  } catch (error) {
    throw error instanceof ScenarioError ? new Failure(error.message) : fileFailure(path, error)
  }
}

const NAME = '.carpsim.yaml'

/** The file that a variable names, empty for none; else one in this folder or above it; else one's own. */
function configFile(): string | undefined {
  const { CARPSIM_CONFIG: named, XDG_CONFIG_HOME: xdg = '', HOME: home = homedir() } = process.env
  if (named !== undefined) return named === '' ? undefined : named
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const path = join(folder, NAME)
    if (existsSync(path)) return path
    if (folder === dirname(folder)) break
  }
  // As the standard says: a path that is not absolute is no answer.
  const own = join(isAbsolute(xdg) ? xdg : join(home, '.config'), 'carpsim/config.yaml')
  return existsSync(own) ? own : undefined
}
