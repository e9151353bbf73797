/** What a command printed and how it ended. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exit: number
}

/** All went well. */
export function printed(stdout: string): Outcome {
  return { stdout, stderr: '', exit: 0 }
}

/** It complained in one line, as errx(3) does, and ended. */
export function failed(complaint: string, exit = 1): Outcome {
  return { stdout: '', stderr: `${complaint}\n`, exit }
}

/** What was done for each of several words, one after the other: it fails with the last complaint. */
export function each<T>(words: readonly T[], act: (word: T) => Outcome): Outcome {
  const all = words.map(act)
  return {
    stdout: all.map(({ stdout }) => stdout).join(''),
    stderr: all.map(({ stderr }) => stderr).join(''),
    exit: all.findLast(({ exit }) => exit !== 0)?.exit ?? 0,
  }
}
