/** Why nobody can tell some mutants from the system that they were made of. */
export interface Argument {
  /** By name. */
  readonly mutants: readonly string[]
  /** In Markdown. */
  readonly why: string
}

export const ARGUMENTS: readonly Argument[] = []

export function argumentFor(mutant: string): string | undefined {
  return ARGUMENTS.find(({ mutants }) => mutants.includes(mutant))?.why
}
