import './stand-in.ts'
import '../setup.ts'
import { parentPort, workerData } from 'node:worker_threads'
import fc from 'fast-check'
import type { Answer, Given, Job } from './crew.ts'
import { allMutants, type Mutant } from './mutants.ts'

// A thread that knows all witnesses, and asks them about one mutant after the other. Who they are is read when the
// stand-in for their vitest is in its place.

const { witnessesIn, readBy } = await import('./witnesses.ts')
const { corpus, clock } = workerData as Given
const witnesses = await witnessesIn(corpus)
const reads: (ReadonlySet<string> | undefined)[] = []
const now = new Int32Array(clock)
const mutants = new Map(allMutants().map((mutant) => [mutant.name, mutant]))
const port = parentPort!

// What fails is not made smaller: it is enough that it fails.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })

port.on('message', ({ mutant, recorded }: Job) => {
  firstAgainst(mutants.get(mutant)!, recorded).then(
    (by) => port.postMessage({ by } satisfies Answer),
    // It ends the thread, and is said there.
    (error: unknown) => {
      queueMicrotask(() => {
        throw error
      })
    },
  )
})
port.postMessage(witnesses.map(({ name, recorded }) => ({ name, recorded })))

/** The first that tells a mutant, by its place among all. */
async function firstAgainst(mutant: Mutant, recorded: boolean): Promise<number | null> {
  for (const [i, witness] of witnesses.entries()) {
    if (witness.recorded !== recorded) continue
    begin(i)
    reads[i] ??= await readBy(witness)
    const read = reads[i]
    if (mutant.reads.some((place) => read.has(place)) && (await tells(i, mutant))) return i
  }
  return null
}

async function tells(i: number, mutant: Mutant): Promise<boolean> {
  const undo = mutant.apply()
  try {
    await witnesses[i]!.run()
    return false
  } catch {
    return true
  } finally {
    undo()
  }
}

/** Whoever waits for this thread sees what it is at, and that it goes on. */
function begin(witness: number): void {
  Atomics.store(now, 0, witness)
  Atomics.add(now, 1, 1)
}
