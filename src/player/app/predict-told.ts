import { TEXTS } from '../texts/texts.ts'
import { asksIn, leadOf, optionsOf, titleOf } from './question.ts'
import type { Player, Predicted } from './state.ts'
import { verdictLines } from './verdict.ts'

/** No line of words is longer. */
const WIDE = 1_000

/** A question in lines of words, when it comes, and what is chosen of it; then what came of it. */
export function predictTold(before: Player, after: Player, over: Predicted): string[] {
  const { session } = after
  const asks = asksIn(session)
  const was = before.over?.is === 'predict' ? before.over : undefined
  const isSame = was !== undefined && before.session.predicting === session.predicting && was.who === over.who
  if (asks === undefined) {
    return isSame ? [] : verdictLines(session, WIDE, true).map((line) => line.map(({ text }) => text).join(''))
  }
  const items = optionsOf(asks, over.who).map(({ key, words }) => `${key}: ${words}`)
  const { of, choose, item } = TEXTS.telling
  if (isSame) return was.at === over.at ? [] : [of(over.at + 1, items.length, items[over.at]!)]
  return [
    titleOf(asks, over.who),
    leadOf(session, over.who, asks),
    choose(items.length),
    ...items.map((words, i) => item(i + 1, words)),
    ...(over.who === null ? [] : [TEXTS.predict.typed]),
  ]
}
