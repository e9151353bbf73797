import { frame, type Problem } from './text/frame.ts'
import type { Source } from './text/source.ts'

export type { Problem } from './text/frame.ts'

/** How many frames a message holds; the problems beyond are counted. */
const MOST_SHOWN = 100

/** All that is wrong in a scenario, in file order. It is the user's error, never ours. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
  readonly problems: readonly Problem[]

  /** @param sources - the texts that they are in, by the names of their files */
  constructor(problems: readonly Problem[], sources: ReadonlyMap<string, Source>) {
    super(render(problems, sources))
    this.problems = problems
  }
}

function render(problems: readonly Problem[], sources: ReadonlyMap<string, Source>): string {
  const frames = problems.slice(0, MOST_SHOWN).map((problem) => frame(problem, sources.get(problem.file)!.lines))
  const more = problems.length - frames.length
  return [...frames, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n')
}
