import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Result } from '../../test-runner/result.ts'
import type { Job } from './job.ts'

/** A thread takes longer to start than a file or two to be tested. */
const FEW = 2
/** More threads than that only heat a machine. */
const MOST = 16

/** How jobs are done. */
export interface Pool {
  /** Does all of them; each result is given in the order of the jobs. `stop` is asked after each. */
  run(jobs: readonly Job[], each: (result: Result) => void, stop: () => boolean): Promise<void>
  close(): Promise<void>
}

/** @param asked - how many threads; unless said, as many as there are processors */
export function poolOf(asked: number | undefined): Pool {
  const threads: Worker[] = []
  return {
    run: async (jobs, each, stop) => {
      const most = Math.min(asked ?? availableParallelism(), MOST, jobs.length)
      if (most < 2 || jobs.length <= FEW) return await oneByOne(jobs, each, stop)
      // What runs from its sources has no built file.
      while (threads.length < most) threads.push(new Worker(new URL(`./worker${extension()}`, import.meta.url)))
      await together(threads.slice(0, most), jobs, each, stop)
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}

function extension(): string {
  return import.meta.url.endsWith('.ts') ? '.ts' : '.js'
}

async function oneByOne(jobs: readonly Job[], each: (result: Result) => void, stop: () => boolean): Promise<void> {
  const { judged } = await import('./judged.ts')
  for (const job of jobs) {
    if (stop()) return
    each(await judged(job))
  }
}

/** Each thread takes the next job when it has done one; results wait until those before them are there. */
async function together(
  threads: readonly Worker[],
  jobs: readonly Job[],
  each: (result: Result) => void,
  stop: () => boolean,
): Promise<void> {
  const done = new Map<number, Result>()
  let next = 0
  let told = 0
  const tell = () => {
    for (let result = done.get(told); result !== undefined && !stop(); result = done.get(told)) {
      told += 1
      each(result)
    }
  }
  await Promise.all(
    threads.map(async (thread) => {
      while (next < jobs.length && !stop()) {
        const place = next
        next += 1
        done.set(place, await resultOf(thread, jobs[place]!))
        tell()
      }
    }),
  )
}

function resultOf(thread: Worker, job: Job): Promise<Result> {
  return new Promise((resolve, reject) => {
    const over = (act: () => void) => () => {
      thread.removeAllListeners('message').removeAllListeners('error')
      act()
    }
    thread.once('message', (result: Result) => over(() => resolve(result))())
    thread.once('error', (error: Error) => over(() => reject(error))())
    thread.postMessage(job)
  })
}
