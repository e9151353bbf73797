import type { Scenario } from '../../scenario/scenario.ts'
import { judgeSeeds } from '../../sweep/judged.ts'
import type { Check, Result } from '../../test-runner/result.ts'
import { jointVerdict } from '../../trace/expectation.ts'
import { measure } from '../../trace/fold.ts'
import { nameOf } from '../../views/verdict/names.ts'
import { Failure } from '../exit.ts'
import { explained, play } from '../play.ts'
import { openScenario, type Source } from '../scenario.ts'
import { type Asked, askedOf } from './asked.ts'
import { expectationCheck, type Run, violationCheck } from './checks.ts'
import { judgedGolden } from './golden.ts'
import type { Job } from './job.ts'

/** Tests one scenario file under one system. What is wrong with the file is its result, too. */
export async function judged(job: Job): Promise<Result> {
  const began = performance.now()
  const { file, system, seeds } = job
  const result = { file, ...(system !== undefined && { system }) }
  try {
    const source = await openScenario(file, system === undefined ? {} : { system })
    const { title } = source.scenario
    const { checks, run } = seeds === undefined ? ofOneRun(source, job) : ofSeeds(source, job, seeds)
    const golden = run === undefined ? { checks: [], updated: undefined } : await judgedGolden(run)
    return {
      ...result,
      title,
      reads: [...source.sources.keys()],
      checks: [...checks, ...golden.checks],
      ...(seeds !== undefined && { seeds: seeds.length }),
      ...(golden.updated && { updated: golden.updated }),
      wall: performance.now() - began,
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const wall = performance.now() - began
    return { ...result, title: '', reads: [file], checks: [], problem: error.message, wall }
  }
}

/** What one run came to; the run itself where it is the one that the file describes. */
interface Judged {
  readonly checks: readonly Check[]
  readonly run?: Run
}

function ofOneRun(source: Source, job: Job): Judged {
  const run: Run = { source, job, played: play(source, {}) }
  const { trace, judgements } = run.played
  const { until } = source.scenario
  const invariants = askedOf(source.scenario, job.invariants).map((asked) =>
    violationCheck(run, asked, measure(trace.records, until, asked.fold())),
  )
  const checks = [...judgements.map((judgement) => expectationCheck(run, judgement)), ...invariants]
  return { checks, ...(job.system === undefined && { run }) }
}

/** Of many runs the first one that fails is played again, to be shown. */
function ofSeeds(source: Source, job: Job, seeds: readonly string[]): Judged {
  const asked = askedOf(source.scenario, job.invariants)
  const runs = judgedSeeds(source, seeds, asked)
  const again = replays(source, job)
  const failing = (seed: string | undefined, count: number) =>
    `${count} of ${seeds.length} seeds fail, the first of them seed ${seed}: `
  const expectations = source.scenario.expect.map((expectation, i): Check => {
    const verdicts = runs.map((run) => run.verdicts[i]!)
    const verdict = jointVerdict(expectation, verdicts)
    const check = { of: 'expectation', name: nameOf(expectation) } as const
    if (verdict === 'holds') return { ...check, verdict: 'passed' }
    if (expectation.wrapper === 'sometimes') {
      return { ...check, verdict: 'failed', message: `none of ${seeds.length} seeds shows it` }
    }
    if (verdict === 'open') return expectationCheck(again(seeds[0]!), again(seeds[0]!).played.judgements[i]!)
    const bad = runs.filter((run) => run.verdicts[i] === 'fails')
    const run = again(bad[0]!.seed)
    return expectationCheck(run, run.played.judgements[i]!, failing(bad[0]!.seed, bad.length))
  })
  const invariants = asked.map((one, i) => {
    const bad = runs.filter(({ found }) => found[i]!.length > 0)
    const [first] = bad
    if (first === undefined) return violationCheck(undefined, one, [])
    return violationCheck(again(first.seed), one, first.found[i]!, failing(first.seed, bad.length))
  })
  return { checks: [...expectations, ...invariants] }
}

function judgedSeeds(source: Source, seeds: readonly string[], asked: readonly Asked[]) {
  try {
    return [...judgeSeeds(source.scenario, seeds, () => asked.map(({ fold }) => fold()))]
  } catch (error) {
    throw explained(error, source)
  }
}

/** Plays a seed again, all of it recorded; each once. */
function replays(source: Source, job: Job): (seed: string) => Run {
  const played = new Map<string, Run>()
  return (seed) => {
    const scenario: Scenario = { ...source.scenario, seed }
    const run = played.get(seed) ?? {
      source: { ...source, scenario },
      job,
      seed,
      played: play({ ...source, scenario }, {}),
    }
    played.set(seed, run)
    return run
  }
}
