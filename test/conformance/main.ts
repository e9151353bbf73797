// npm run conformance: plays recorded cases and compares what happens with what real code did: entry by entry with code
// that ran under virtual time, as near as a wall clock allows with the real daemon.
import { Command } from 'commander'
import { systemNamed } from '../../src/carp/systems/index.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { disagreementOf } from './agreement.ts'
import { type Case, MIXED, scenarioOf } from './case.ts'
import { differenceOf } from './compare.ts'
import type { Logged } from './logs.ts'
import { readById } from './read.ts'
import { hasReplays, type Recording, readRecording, recordingsIn, scenarioOfRecording } from './recording.ts'
import type { Timeline } from './timeline.ts'

interface Options {
  readonly impl: string
  readonly inputs?: string
  readonly expected?: string
  readonly logs?: string
  readonly recordings?: string
  readonly hex: boolean
  readonly case?: string
  readonly asScenario: boolean
}

/** The real daemon, by the wall clock. */
const REAL = 'ucarp-real'

/** One case, as it is played. */
interface Trial {
  readonly id: string
  scenario(): Scenario
  /** Undefined: all is equal; null: there is nothing to compare it with, or it cannot be played. */
  difference(): string | undefined | null
}

const program = new Command('conformance')
  .requiredOption(
    '--impl <system>',
    `the implementation that was recorded, such as freebsd-9.3; mixed: each host says what it runs; ${REAL}`,
  )
  .option('--inputs <path>', 'cases: a folder or file of JSON or NDJSON')
  .option('--expected <path>', 'the recorded timelines: likewise')
  .option('--logs <path>', 'what the systems logged and counted: likewise')
  .option('--recordings <folder>', `recordings of the real daemon, for ${REAL}`)
  .option('--hex', 'compare all 36 bytes of each advertisement', false)
  .option('--case <id>', 'this case alone')
  .option('--as-scenario', 'print the case as a scenario', false)

main(program.parse().opts<Options>())

function main(options: Options): void {
  const all = options.impl === REAL ? recordedTrials(options) : timedTrials(options)
  const trials = all.filter(({ id }) => id === (options.case ?? id))
  if (trials.length === 0) fail(`there is no case ${options.case ?? `in ${options.recordings ?? options.inputs}`}`)
  if (options.asScenario) process.stdout.write(trials.map((trial) => saveScenario(trial.scenario())).join('---\n'))
  else play(trials)
}

function play(trials: readonly Trial[]): void {
  let passed = 0
  let failed = 0
  for (const trial of trials) {
    const difference = tried(trial)
    if (difference === null) continue
    if (difference === undefined) passed += 1
    else {
      failed += 1
      console.log(`${trial.id}\n${difference}`)
    }
  }
  console.log(`${passed} passed, ${failed} failed, ${trials.length - passed - failed} skipped`)
  process.exitCode = failed === 0 ? 0 : 1
}

function tried(trial: Trial): string | undefined | null {
  try {
    return trial.difference()
  } catch (error) {
    return `  ${(error as Error).message}`
  }
}

function timedTrials({ impl, inputs, expected, logs, hex, asScenario }: Options): Trial[] {
  const system = impl === MIXED ? MIXED : systemNamed(impl)?.name
  if (system === undefined) return fail(`there is no system ${impl}`)
  if (inputs === undefined) return fail('--inputs: where are the cases?')
  if (expected === undefined && !asScenario) return fail('--expected: where are the recorded timelines?')
  const timelines = expected === undefined ? new Map<string, Timeline>() : readOrFail<Timeline>(expected)
  const logged = logs === undefined ? new Map<string, Logged>() : readOrFail<Logged>(logs)
  return [...readOrFail<Case>(inputs).values()].map((given) => {
    const timeline = timelines.get(given.id)
    const how = { hex, logged: logged.get(given.id) }
    return {
      id: given.id,
      scenario: () => scenarioOf(given, system),
      difference: () => (timeline === undefined ? null : differenceOf(given, system, timeline, how)),
    }
  })
}

function recordedTrials({ recordings: folder }: Options): Trial[] {
  if (folder === undefined) return fail('--recordings: where are the recordings?')
  return orFail(folder, () => recordingsIn(folder)).map((name) => {
    const read = (): Recording => orFail(name, () => readRecording(folder, name))
    return {
      id: name,
      scenario: () => scenarioOfRecording(read()),
      difference: () => recordedDifference(read()),
    }
  })
}

function recordedDifference(recording: Recording): string | undefined | null {
  if (!hasReplays(recording)) return disagreementOf(recording)
  console.log(`${recording.name}\n  skipped: it replays frames that were captured while it ran`)
  return null
}

function readOrFail<T extends { readonly id: string }>(path: string): Map<string, T> {
  return orFail(path, () => readById<T>(path))
}

function orFail<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    return fail(`${what}: ${(error as Error).message}`)
  }
}

function fail(message: string): never {
  console.error(`conformance: ${message}`)
  process.exit(2)
}
