import type { ShellError } from '../dialect.ts'

/**
 * Leaves what a shell is about, as an error does: the line that was typed or read; the shell, up to the subshell that
 * it is; the script with all that it started.
 */
export class Stop {
  readonly of: 'line' | 'shell' | 'script'
  readonly status: number
  /** What is still to be said about it. */
  readonly error: ShellError | null

  constructor(of: Stop['of'], status: number, error: ShellError | null = null) {
    this.of = of
    this.status = status
    this.error = error
  }
}

/** An error in the midst of an expansion, before anything was said about it. */
export class Fault {
  readonly error: ShellError

  constructor(error: ShellError) {
    this.error = error
  }
}
