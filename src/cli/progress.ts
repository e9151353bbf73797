import type { Micros } from '../time.ts'
import { roughly } from '../views/words.ts'

/** What a run tells while it goes on. */
export interface Progress {
  /** How far it has come, in virtual time. */
  at(time: Micros): void
  /** It is over: the line is wiped out. */
  end(): void
}

/** Shorter runs say nothing. */
const PATIENCE_MS = 400
const EACH_MS = 100
const WIPE = '\r\u001b[K'

/** Where progress is shown: on a terminal that somebody looks at. */
export function showsProgress(quiet: boolean): boolean {
  const { CI: ci, TERM: terminal } = process.env
  return !quiet && !ci && terminal !== 'dumb' && process.stderr.isTTY === true
}

/**
 * One line that is written again and again: how far a run has come.
 *
 * @param until - the end of the run
 * @param write - to the terminal
 * @param clock - milliseconds that pass
 */
export function progress(
  until: Micros,
  write: (text: string) => void = (text) => process.stderr.write(text),
  clock: () => number = () => performance.now(),
): Progress {
  const began = clock()
  let shown = Number.NEGATIVE_INFINITY
  return {
    at(time) {
      const now = clock()
      if (now - began < PATIENCE_MS || now - shown < EACH_MS) return
      shown = now
      write(`${WIPE}${roughly(time)} of ${roughly(until)}, ${Math.floor((100 * time) / until)}%`)
    },
    end() {
      if (shown > Number.NEGATIVE_INFINITY) write(WIPE)
    },
  }
}
