import { parentPort } from 'node:worker_threads'
import type { Job } from './job.ts'
import { judged } from './judged.ts'

// A thread that tests one file after the other: a job comes in, its result goes out.

const port = parentPort!
port.on('message', (job: Job) => {
  judged(job).then(
    (result) => port.postMessage(result),
    // What is thrown here is a fault of our own: it ends the thread, and is said there.
    (error: unknown) => {
      queueMicrotask(() => {
        throw error
      })
    },
  )
})
