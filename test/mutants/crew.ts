import { Worker } from 'node:worker_threads'

/** What a thread begins with. */
export interface Given {
  /** The folder of recorded cases that are not part of the project, where it is there. */
  readonly corpus: string | null
  /** The witness that is being asked, and how many were. */
  readonly clock: SharedArrayBuffer
}

/** Who tells a mutant: tests, or recorded cases. */
export interface Job {
  readonly mutant: string
  readonly recorded: boolean
}

export interface Answer {
  /** The first witness that tells it. */
  readonly by: number | null
  /** It did not end in time, or took all memory. */
  readonly stuck?: true
}

/** What a thread says first: all witnesses, in the order in which they are asked. */
export type Called = readonly { readonly name: string; readonly recorded: boolean }[]

/** So long may one witness take, in milliseconds: the longest needs two seconds. */
const PATIENCE = 60_000

/** Threads, each with one job at a time. One that is stuck is put away, and another begins. */
export class Crew {
  readonly #corpus: string | null
  readonly #idle: Member[] = []

  constructor(corpus: string | null) {
    this.#corpus = corpus
  }

  async called(): Promise<Called> {
    const member = new Member(this.#corpus)
    this.#idle.push(member)
    return await member.called
  }

  /** All jobs, so many at a time; `done` is told of each answer. */
  async all(jobs: readonly Job[], threads: number, done: (answer: Answer, i: number) => void): Promise<void> {
    let next = 0
    const line = async () => {
      for (let i = next++; i < jobs.length; i = next++) done(await this.#do(jobs[i]!), i)
    }
    await Promise.all(Array.from({ length: threads }, line))
  }

  async #do(job: Job): Promise<Answer> {
    const member = this.#idle.pop() ?? new Member(this.#corpus)
    const answer = await member.do(job)
    if (answer.stuck) await member.end()
    else this.#idle.push(member)
    return answer
  }

  async end(): Promise<void> {
    await Promise.all(this.#idle.map((member) => member.end()))
  }
}

class Member {
  readonly #clock = new SharedArrayBuffer(8)
  readonly #worker: Worker
  readonly called: Promise<Called>

  constructor(corpus: string | null) {
    const workerData: Given = { corpus, clock: this.#clock }
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), { workerData })
    this.called = this.#said<Called>(() => undefined)
  }

  async do(job: Job): Promise<Answer> {
    await this.called
    const now = new Int32Array(this.#clock)
    const answer = this.#said<Answer>(() => ({ by: Atomics.load(now, 0), stuck: true }))
    this.#worker.postMessage(job)
    return await answer
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  /**
   * The next thing that it says.
   *
   * @param stuck - what is said for it when it is at one witness for too long, or ran out of memory there
   */
  #said<T>(stuck: () => T | undefined): Promise<T> {
    const now = new Int32Array(this.#clock)
    return new Promise((resolve, reject) => {
      let seen = -1
      const timer = setInterval(() => {
        const asked = Atomics.load(now, 1)
        if (asked === seen) given(stuck())
        seen = asked
      }, PATIENCE)
      const settled = () => {
        clearInterval(timer)
        this.#worker.off('message', told).off('error', failed)
      }
      const given = (instead: T | undefined) => {
        if (instead === undefined) return
        settled()
        resolve(instead)
      }
      const told = (said: T) => {
        settled()
        resolve(said)
      }
      const failed = (error: Error & { code?: string }) => {
        settled()
        const instead = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? stuck() : undefined
        if (instead === undefined) reject(error)
        else resolve(instead)
      }
      this.#worker.on('message', told).on('error', failed)
    })
  }
}
