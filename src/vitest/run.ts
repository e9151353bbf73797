import { readFileSync } from 'node:fs'
import { fileFailure } from '../cli/exit.ts'
import { located } from '../cli/library.ts'
import type { ScenarioOptions } from '../cli/options.ts'
import { type Played, play as played } from '../cli/play.ts'
import { type Source, sourceOf } from '../cli/scenario.ts'
import type { Run as CheckedRun } from '../cli/test/checks.ts'
import type { Job } from '../cli/test/job.ts'
import { parseTime } from '../time.ts'

/** What a run changes in its file: as the command line does. */
export interface PlayOptions {
  readonly seed?: string | number
  /** `15s` */
  readonly until?: string
  /** That system on all hosts but clients. */
  readonly system?: string
  /** `hosts.fw1.carp[0].advskew=30` */
  readonly set?: readonly string[]
  /** `10s unplug fw1.em0 for 5s` */
  readonly event?: readonly string[]
}

/** A scenario that was played: its trace, and what is measured of it. */
export interface Run extends Played {
  readonly file: string
  /** The same file, with more expectations in it. */
  expecting(sentences: readonly string[]): CheckedRun
}

/** How wide a failure is told. */
const WIDTH = 90

/**
 * Plays a scenario file.
 *
 * @param file - its path from the current folder, or a name of the library
 * @returns the run, synchronously: the same each time
 * @throws Failure with what is wrong in the file: its line, and what to write instead
 */
export function play(file: string, options: PlayOptions = {}): Run {
  const path = located(file)
  const text = readText(path)
  const told = asOnCommandLine(options)
  const source = sourceOf(path, text, told)
  const result = played(source, { quiet: true })
  const job: Job = { file: path, invariants: [], update: false, width: WIDTH, ascii: false, color: false }
  const seed = options.seed === undefined ? {} : { seed: String(options.seed) }
  const system = options.system === undefined ? {} : { system: options.system }
  return {
    ...result,
    file: path,
    expecting: (expect) => {
      const asked: Source = expect.length === 0 ? source : sourceOf(path, text, { ...told, expect })
      return { source: asked, job: { ...job, ...system }, played: result, ...seed }
    },
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw fileFailure(path, error)
  }
}

function asOnCommandLine({ seed, until, ...others }: PlayOptions): ScenarioOptions {
  const end = until === undefined ? undefined : parseTime(until)
  if (until !== undefined && end === undefined) throw new TypeError(`until is a time such as 15s, not ${until}`)
  return { ...others, ...(seed !== undefined && { seed: String(seed) }), ...(end !== undefined && { until: end }) }
}
