import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Result } from '../test-runner/result.ts'
import { EXIT, Failure } from './exit.ts'
import { addTextualOptions, amount, seeds } from './options.ts'
import type { Shard } from './test/found.ts'
import type { TestOptions } from './test/options.ts'

const EXAMPLES = `
Judged are the expectations of each file, the invariants that it names or --invariants does, and its golden: the text
beside it (cable-pull.expected.txt beside cable-pull.yaml) that carpsim run has to show.

Examples:
  $ carpsim test scenarios
  $ carpsim test --update scenarios                 write goldens anew, to be reviewed
  $ carpsim test --seeds 1-100 --bail mine.yaml
  $ carpsim test --system openbsd,ucarp scenarios   would other systems do what is expected?
  $ carpsim test --invariants all scenarios
  $ carpsim test --invariants 'at-most-one-MASTER, no-flap 2s' scenarios
  $ carpsim test --reporter junit -o results.xml scenarios
`

/** `carpsim test PATH…`: scenarios as a test suite. */
export function addTest(program: Command): void {
  const command = program
    .command('test')
    .summary('run scenarios as a test suite: expectations, invariants, goldens')
    .description('Plays all scenarios below some paths, and judges what they expect.')
    .argument('[path...]', 'scenario files, folders of them, or names of the library (default: this folder)')
    .addOption(
      new Option('--reporter <reporter>', 'how results are written down')
        .choices(['pretty', 'junit', 'tap', 'json', 'github'])
        .default('pretty'),
    )
    .option('--filter <text>', 'only files with that in their name or title')
    .option('--seeds <seeds>', 'play each file once for each seed: 1-100; sometimes is judged over all', seeds)
    .option('--system <names>', 'under these systems instead of their own: openbsd,ucarp; goldens aside', names)
    .option('--invariants <names>', 'judge these, too; all: every one')
    .option('--update', 'write the goldens anew that differ or are not there')
    .option('--watch', 'stay, and test again what a change of a file touches')
    .option('--bail [failures]', 'stop after so many files that fail (default: 1)', amount)
    .option('--shard <i/n>', 'only a share of the files: 1/3, 2/3, 3/3', shard)
    .option('--strict', 'fail where an expectation was never put to the test, too')
    .option('-j, --jobs <n>', 'how many threads (default: one for each processor)', amount)
  addTextualOptions(command).addHelpText('after', EXAMPLES).action(test)
}

async function test(paths: readonly string[], options: TestOptions): Promise<void> {
  const { CI: ci } = process.env
  if (options.update && ci) {
    process.stderr.write('--update writes goldens for people to review: it is refused where CI is set\n')
    process.exitCode = EXIT.USAGE
    return
  }
  const { testFiles, filtered, sharded } = await import('./test/found.ts')
  const { Suite } = await import('./test/suite.ts')
  const where = paths.length === 0 ? ['.'] : paths
  const find = () => {
    const all = testFiles(where)
    const kept = options.filter === undefined ? all : filtered(all, options.filter)
    return options.shard === undefined ? kept : sharded(kept, options.shard)
  }
  const files = find()
  if (files.length === 0) throw new Failure(`${where.join(', ')}: there are no scenarios to test`)
  const suite = await Suite.of(options)
  try {
    const results = await suite.run(files)
    process.exitCode = exitCodeOf(results, options)
    if (options.watch) await (await import('./test/watch.ts')).watch({ where, find, suite, results })
  } finally {
    await suite.close()
  }
}

/** What cannot be read or played counts for more; a suite that expects nothing tests nothing. */
function exitCodeOf(results: readonly Result[], { strict }: TestOptions): number {
  const verdicts = results.flatMap(({ checks }) => checks.map(({ verdict }) => verdict))
  if (results.some(({ problem }) => problem !== undefined)) return EXIT.INPUT
  if (verdicts.includes('failed') || (strict && verdicts.includes('open'))) return EXIT.FAILED
  if (verdicts.length > 0) return EXIT.DONE
  process.stderr.write('nothing was judged: these scenarios expect nothing, and no invariant was asked for\n')
  return EXIT.INPUT
}

function names(value: string): string[] {
  return value.split(',').map((name) => name.trim())
}

const MOST_SHARDS = 10_000

function shard(value: string): Shard {
  const [, place = '', of = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(value) ?? []
  const found = { place: Number(place), of: Number(of) }
  if (of === '' || found.place < 1 || found.place > found.of || found.of > MOST_SHARDS) {
    throw new InvalidArgumentError('It is a share of all, such as 1/3.')
  }
  return found
}
