import { type Reporter, reporterNamed } from '../../test-runner/reporters/index.ts'
import { outcomeOf, type Result } from '../../test-runner/result.ts'
import { type Output, openOutput } from '../output.ts'
import { progress, showsProgress } from '../progress.ts'
import { colorFor } from '../terminal.ts'
import type { Job } from './job.ts'
import { jobsFor } from './jobs.ts'
import type { TestOptions } from './options.ts'
import { type Pool, poolOf } from './pool.ts'

/** Runs files, and writes down what came of them as it comes. */
export class Suite {
  readonly #pool: Pool
  readonly #jobs: (file: string) => Job[]
  readonly #output: Output
  readonly #reporter: () => Reporter
  /** Stops after so many files that fail. */
  readonly #bail: number

  static async of(options: TestOptions): Promise<Suite> {
    const { paintText } = await import('../../export/ansi.ts')
    const color = colorFor(options)
    const { ascii = false } = options
    const paint: Parameters<typeof reporterNamed>[1]['paint'] = (text, style) => paintText(text, style, color)
    const reporter = () => reporterNamed(options.reporter, { ascii, paint })
    return new Suite(options, reporter, await openOutput(options.output))
  }

  private constructor(options: TestOptions, reporter: () => Reporter, output: Output) {
    this.#jobs = jobsFor(options)
    this.#pool = poolOf(options.jobs)
    this.#reporter = reporter
    this.#output = output
    const { bail = Number.POSITIVE_INFINITY } = options
    this.#bail = bail === true ? 1 : bail
  }

  async run(files: readonly string[]): Promise<Result[]> {
    const began = performance.now()
    const jobs = files.flatMap(this.#jobs)
    const reporter = this.#reporter()
    const results: Result[] = []
    const pieces: string[] = [reporter.begin?.(jobs.length) ?? '']
    let failed = 0
    const shown = showsProgress(false) ? progress(jobs.length, (done) => `${done} of ${jobs.length} files`) : undefined
    let writing = Promise.resolve()
    const write = () => {
      const text = pieces.splice(0).join('')
      if (text === '') return
      shown?.end()
      writing = writing.then(() => this.#output.write([text]))
    }
    await this.#pool.run(
      jobs,
      (result) => {
        results.push(result)
        if (outcomeOf(result) !== 'passed') failed += 1
        pieces.push(reporter.result(result))
        write()
        shown?.at(results.length)
      },
      () => failed >= this.#bail,
    )
    shown?.end()
    pieces.push(reporter.end(results, performance.now() - began))
    write()
    await writing
    return results
  }

  async close(): Promise<void> {
    await this.#pool.close()
    await this.#output.close()
  }
}
