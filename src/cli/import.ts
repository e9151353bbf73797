import { realpathSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import type { DraftHost } from '../scenario/draft/draft.ts'
import { ScenarioError } from '../scenario/error.ts'
import { RUNS } from '../scenario/runs.ts'
import { didYouMean, listed } from '../scenario/text/suggest.ts'
import { count } from '../views/words.ts'
import { Failure, fileFailure } from './exit.ts'
import { treeOf } from './folders.ts'
import { readText } from './input.ts'
import { openOutput } from './output.ts'

const EXAMPLES = `
Examples:
  $ carpsim import fw1/ fw2/ -o mine.yaml && carpsim run --findings mine.yaml
  $ carpsim import --ifconfig fw1.txt fw2.txt | carpsim run -
`

interface ImportOptions {
  readonly ifconfig?: true
  readonly system?: string
  readonly output?: string
}

/** `carpsim import DIR…`: a scenario from machines as they are. */
export function addImport(program: Command): void {
  program
    .command('import')
    .summary('make a scenario of machines as they are: of their files, or of what ifconfig prints')
    .description(
      'Makes a scenario of machines as they are: of folders with their files (etc/rc.conf, etc/hostname.em0 …), or of what their ifconfig prints.',
    )
    .argument('<machine...>', 'a folder for each machine, the root of its files; with --ifconfig, a text file for each')
    .option('--ifconfig', 'they are what ifconfig printed, pasted into files')
    .option('--system <name>', 'what all of them run, where their files do not show it')
    .option('-o, --output <file>', 'write to a file instead of the standard output')
    .addHelpText('after', EXAMPLES)
    .action(importMachines)
}

async function importMachines(machines: readonly string[], options: ImportOptions): Promise<void> {
  const { system } = options
  if (system !== undefined && !RUNS.includes(system))
    throw new Failure(`--system: there is no system ${system}${didYouMean(system, RUNS) || `; known: ${listed(RUNS)}`}`)
  const text = await drafted(machines, options)
  const output = await openOutput(options.output)
  await output.write([text])
  await output.close()
  if (options.output !== undefined && options.output !== '-')
    process.stderr.write(`${options.output} is written. Try: carpsim run --findings ${options.output}\n`)
}

/** The scenario, or what is wrong with the machines, in a message. */
async function drafted(machines: readonly string[], options: ImportOptions): Promise<string> {
  const { draftScenario } = await import('../scenario/draft/draft.ts')
  const { NoMachine } = await import('../scenario/draft/from-files.ts')
  try {
    const hosts = options.ifconfig ? await pasted(machines, options.system) : await fromTrees(machines, options.system)
    const title = listed(
      hosts.map(({ name }) => name),
      ' and ',
    )
    const what = options.ifconfig ? PASTED : 'Made of the files of these machines.'
    return draftScenario(hosts, title, what)
  } catch (error) {
    if (error instanceof NoMachine || error instanceof ScenarioError) throw new Failure(error.message)
    throw error
  }
}

const PASTED =
  'Made of what ifconfig printed. Passwords stand there under -k alone, and whether a machine preempts stands nowhere: add them.'

async function fromTrees(folders: readonly string[], system: string | undefined): Promise<DraftHost[]> {
  const { HostNames } = await import('../scenario/draft/draft.ts')
  const { CONFIGURATION, fromFiles } = await import('../scenario/draft/from-files.ts')
  const names = new HostNames()
  return folders.map((folder) => {
    const files = opened(folder, (path) => CONFIGURATION.test(path))
    if (files.length === 0)
      throw new Failure(`${folder}: there is no file of a machine in it, such as etc/rc.conf or etc/hostname.em0`)
    const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]))
    return fromFiles({ name: basename(resolve(folder)), files: texts, modes: {} }, system, names)
  })
}

function opened(folder: string, wanted: (path: string) => boolean) {
  try {
    return treeOf(folder, { top: realpathSync(folder), wanted })
  } catch (error) {
    throw fileFailure(folder, error)
  }
}

async function pasted(files: readonly string[], system: string | undefined): Promise<DraftHost[]> {
  const { HostNames } = await import('../scenario/draft/draft.ts')
  const { fromIfconfig } = await import('../scenario/draft/from-ifconfig.ts')
  const names = new HostNames()
  const hosts: DraftHost[] = []
  for (const file of files) {
    const text = await readText(file)
    const { host, findings } = fromIfconfig({ name: basename(file), text }, system, names)
    hosts.push(host)
    const lines = listed([...new Set(findings.map(({ place }) => `${place.line}`))])
    if (findings.length > 0)
      process.stderr.write(`${file}: nothing is made of ${count(findings.length, 'line')}: ${lines}\n`)
  }
  return hosts
}
