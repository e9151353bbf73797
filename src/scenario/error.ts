import { frame, type Problem } from './text/frame.ts'

export type { Problem } from './text/frame.ts'

/** How many frames a message holds; the problems beyond are counted. */
const MOST_SHOWN = 100

/** All that is wrong in a scenario file, in file order. It is the user's error, never ours. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
  readonly problems: readonly Problem[]

  /** @param lines - of the file, to show them */
  constructor(problems: readonly Problem[], lines: readonly string[]) {
    super(render(problems, lines))
    this.problems = problems
  }
}

function render(problems: readonly Problem[], lines: readonly string[]): string {
  const frames = problems.slice(0, MOST_SHOWN).map((problem) => frame(problem, lines))
  const more = problems.length - frames.length
  return [...frames, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n')
}
