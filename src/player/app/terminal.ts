import { shownWhile } from './first.ts'
import { type Ending, type Show, screenOf } from './program.ts'

/**
 * Runs a program on the whole terminal, until it quits.
 *
 * Its first screen is there before ink is, which takes longer to load than all else.
 *
 * @throws what the program throws
 */
export async function runInTerminal<S>(show: Show<S>): Promise<Ending> {
  const first = show.tells ? null : screenOf(show.program, show.start, process.stdout)
  const running = await shownWhile(first, show, async () => {
    const { Running } = await import('./ink.ts')
    return new Running(show)
  })
  return await running.ended()
}
