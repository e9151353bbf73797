import type { Chapter } from '../export/guide.ts'
import { FIXED, isTwin } from '../learn/symptoms.ts'
import type { Answered } from '../views/why/asked.ts'
import { LIBRARY, scenariosIn } from './library.ts'
import { type Played, play } from './play.ts'
import { openScenario, type Source } from './scenario.ts'

const FOLDER = 'field/'

/** The stories of the field guide, by name, their twins left out. */
export function storyNames(): string[] {
  const names = scenariosIn(LIBRARY).map(({ name }) => name)
  return names.filter((name) => name.startsWith(FOLDER) && !isTwin(name, names))
}

/**
 * A story of the field guide, played, with its twin; undefined: there is none of that name.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export async function storyNamed(word: string): Promise<Chapter | undefined> {
  const wanted = word.endsWith(FIXED) ? word.slice(0, -FIXED.length) : word
  const name = storyNames().find((one) => one === wanted || one === FOLDER + wanted)
  if (name === undefined) return undefined
  const source = await openScenario(name, {})
  const played = play(source, { quiet: true })
  const names = scenariosIn(LIBRARY).map((one) => one.name)
  const twin = names.includes(name + FIXED) ? play(await openScenario(name + FIXED, {}), { quiet: true }) : undefined
  const answer = await answerOf(source, played)
  return { ...played, name, file: source.name, ...(answer && { answer }), ...(twin && { twin }) }
}

async function answerOf({ scenario: { why } }: Source, { trace }: Played): Promise<Answered | undefined> {
  const { whySo } = await import('../views/why/asked.ts')
  return why && whySo(trace, why.at, why.that.says)
}
