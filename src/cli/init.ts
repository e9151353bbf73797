import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { Failure, fileFailure } from './exit.ts'
import { LIBRARY } from './library.ts'
import { openOutput } from './output.ts'

const EXAMPLES = `
Examples:
  $ carpsim init mine.yaml && carpsim run mine.yaml
  $ carpsim init | carpsim run -
  $ carpsim init --suite my-tests && cd my-tests && npm install && npm test
`

/** `carpsim init [FILE]`: a scenario to begin with. */
export function addInit(program: Command): void {
  program
    .command('init')
    .summary('write a small scenario to begin with')
    .description('Writes a small scenario with comments: two machines, a shared address, a crash. Edit it, and run it.')
    .argument('[file]', 'where to; - or none is the standard output')
    .option('--suite', 'a folder instead: scenarios with their tests, and files for GitHub and GitLab')
    .option('--force', 'replace a file that is there already')
    .addHelpText('after', EXAMPLES)
    .action(init)
}

interface InitOptions {
  readonly force?: true
  readonly suite?: true
}

async function init(file: string | undefined, { force, suite }: InitOptions): Promise<void> {
  if (suite) return initSuite(file)
  const { STARTER } = await import('./starter.ts')
  if (file === undefined || file === '-') {
    const output = await openOutput(undefined)
    await output.write([STARTER])
    return
  }
  if (!force && existsSync(file)) throw new Failure(`${file}: there is such a file already; --force replaces it`)
  const output = await openOutput(file)
  await output.write([STARTER])
  await output.close()
  process.stderr.write(`${file} is written. Try: carpsim run ${file}\n`)
}

/** A project of scenarios and tests. */
const SUITE: string = join(LIBRARY, 'templates/suite')

/** Nothing that is there already is touched. */
function initSuite(folder: string | undefined): void {
  if (folder === undefined || folder === '-')
    throw new Failure('--suite needs the name of a folder: carpsim init --suite my-tests')
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new Failure(`${folder}: there is something in it already`)
    cpSync(SUITE, folder, { recursive: true })
  } catch (error) {
    throw fileFailure(folder, error)
  }
  process.stderr.write(`${folder} is written. Try: cd ${folder} && npm install && npm test\n`)
}
