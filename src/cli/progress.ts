/** What is told of something that takes a while. */
export interface Progress {
  /** How far it has come. */
  at(done: number): void
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
 * One line that is written again and again: how far something has come.
 *
 * @param total - how much there is to do
 * @param say - in words, how far it is when so much is done
 * @param write - to the terminal
 * @param clock - milliseconds that pass
 */
export function progress(
  total: number,
  say: (done: number) => string,
  write: (text: string) => void = (text) => process.stderr.write(text),
  clock: () => number = () => performance.now(),
): Progress {
  const began = clock()
  let shown = Number.NEGATIVE_INFINITY
  return {
    at(done) {
      const now = clock()
      if (now - began < PATIENCE_MS || now - shown < EACH_MS) return
      shown = now
      write(`${WIPE}${say(done)}, ${Math.floor((100 * done) / total)}%`)
    },
    end() {
      if (shown > Number.NEGATIVE_INFINITY) write(WIPE)
    },
  }
}
