import type { Kernel } from '../kernel/kernel.ts'

/** What a command printed and how it ended. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exit: number
}

/** A program of a machine: what it does happens at once, and takes no time. */
export type Program = (kernel: Kernel, args: readonly string[]) => Outcome

/** All went well. */
export function printed(stdout: string): Outcome {
  return { stdout, stderr: '', exit: 0 }
}

/** It complained in one line, as errx(3) does, and ended. */
export function failed(complaint: string, exit = 1): Outcome {
  return { stdout: '', stderr: `${complaint}\n`, exit }
}
