import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { Failure } from './exit.ts'
import { openOutput } from './output.ts'

const EXAMPLES = `
Examples:
  $ carpsim init mine.yaml && carpsim run mine.yaml
  $ carpsim init | carpsim run -
`

/** `carpsim init [FILE]`: a scenario to begin with. */
export function addInit(program: Command): void {
  program
    .command('init')
    .summary('write a small scenario to begin with')
    .description('Writes a small scenario with comments: two machines, a shared address, a crash. Edit it, and run it.')
    .argument('[file]', 'where to; - or none is the standard output')
    .option('--force', 'replace a file that is there already')
    .addHelpText('after', EXAMPLES)
    .action(init)
}

async function init(file: string | undefined, { force }: { force?: true }): Promise<void> {
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
