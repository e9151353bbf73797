/** Why nobody can tell some mutants from the system that they were made of. */
export interface Argument {
  /** By name. */
  readonly mutants: readonly string[]
  /** In Markdown. */
  readonly why: string
}

export const ARGUMENTS: readonly Argument[] = [
  {
    mutants: [
      'freebsd-9.3: demotion changed: in INIT, too',
      'openbsd-2008: demotion changed: not in INIT',
      'openbsd-7.7: demotion changed: not in INIT',
      'openbsd-2025: demotion changed: not in INIT',
    ],
    why: `The rule asks whether the interface is up and running, and in INIT it never is: what makes it run (carp_setrun) makes a
backup of it in the same call, and what leads back to INIT takes RUNNING or UP away, or starts it anew before anybody is
told of a demotion. So the condition holds in INIT neither with the rule nor without it.`,
  },
]

export function argumentFor(mutant: string): string | undefined {
  return ARGUMENTS.find(({ mutants }) => mutants.includes(mutant))?.why
}
