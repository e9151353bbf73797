// npm run conformance: plays recorded cases and compares what happens, entry by entry, with what real code did.
import { Command } from 'commander'
import { systemNamed } from '../../src/carp/systems/index.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { type Case, MIXED, scenarioOf } from './case.ts'
import { differenceOf } from './compare.ts'
import type { Logged } from './logs.ts'
import { readById } from './read.ts'
import type { Timeline } from './timeline.ts'

interface Options {
  readonly impl: string
  readonly inputs: string
  readonly expected?: string
  readonly logs?: string
  readonly hex: boolean
  readonly case?: string
  readonly asScenario: boolean
}

const program = new Command('conformance')
  .requiredOption(
    '--impl <system>',
    'the implementation that was recorded, such as freebsd-9.3; mixed: each host says what it runs',
  )
  .requiredOption('--inputs <path>', 'cases: a folder or file of JSON or NDJSON')
  .option('--expected <path>', 'the recorded timelines: likewise')
  .option('--logs <path>', 'what the systems logged and counted: likewise')
  .option('--hex', 'compare all 36 bytes of each advertisement', false)
  .option('--case <id>', 'this case alone')
  .option('--as-scenario', 'print the case as a scenario', false)

main(program.parse().opts<Options>())

function main(options: Options): void {
  const system = options.impl === MIXED ? MIXED : systemNamed(options.impl)?.name
  if (system === undefined) fail(`there is no system ${options.impl}`)
  const cases = [...readOrFail<Case>(options.inputs).values()].filter(({ id }) => id === (options.case ?? id))
  if (cases.length === 0) fail(`there is no case ${options.case ?? `in ${options.inputs}`}`)
  if (options.asScenario) {
    process.stdout.write(cases.map((given) => saveScenario(scenarioOf(given, system))).join('---\n'))
  } else {
    if (options.expected === undefined) fail('--expected: where are the recorded timelines?')
    play(cases, system, readOrFail(options.expected), options)
  }
}

function play(cases: readonly Case[], impl: string, timelines: Map<string, Timeline>, options: Options): void {
  const logs = options.logs === undefined ? new Map<string, Logged>() : readOrFail<Logged>(options.logs)
  let passed = 0
  let failed = 0
  for (const given of cases) {
    const expected = timelines.get(given.id)
    if (expected === undefined) continue
    const difference = tryCase(given, impl, expected, { hex: options.hex, logged: logs.get(given.id) })
    if (difference === undefined) passed += 1
    else {
      failed += 1
      console.log(`${given.id}\n${difference}`)
    }
  }
  console.log(`${passed} passed, ${failed} failed, ${cases.length - passed - failed} skipped`)
  process.exitCode = failed === 0 ? 0 : 1
}

function tryCase(...given: Parameters<typeof differenceOf>): string | undefined {
  try {
    return differenceOf(...given)
  } catch (error) {
    return `  ${(error as Error).message}`
  }
}

function readOrFail<T extends { readonly id: string }>(path: string): Map<string, T> {
  try {
    return readById<T>(path)
  } catch (error) {
    return fail(`${path}: ${(error as Error).message}`)
  }
}

function fail(message: string): never {
  console.error(`conformance: ${message}`)
  process.exit(2)
}
