import { type When, type Who, whenTyped } from '../session/predict.ts'
import { TEXTS } from '../texts/texts.ts'
import { EMPTY, typed } from './line.ts'
import { stepOf, within } from './lists.ts'
import { obey } from './obey.ts'
import { type Asks, asksIn, type Option, whenOptions, whoOptions } from './question.ts'
import type { Player, Predicted } from './state.ts'

/** A key while it is asked who will be MASTER, and when; or told what came of it. */
export function answering(player: Player, over: Predicted, key: string): Player {
  const asks = asksIn(player.session)
  if (asks === undefined) return reading(player, over, key)
  if (over.line.text === '') {
    if (key === 'escape') return { ...obey(player, { do: 'say', text: null }), notice: TEXTS.predict.again }
    if (key === 'space') return obey(player, { do: 'skip' })
  }
  return over.who === null ? sayingWho(player, over, asks, key) : sayingWhen(player, over, asks, key)
}

function sayingWho(player: Player, over: Predicted, asks: Asks, key: string): Player {
  const options = whoOptions(asks)
  const moved = movedIn(player, over, options, key)
  const chosen = chosenOf(options, over, key)
  return chosen === undefined ? moved : { ...player, over: { ...over, who: chosen.value, at: 0 } }
}

function sayingWhen(player: Player, over: Predicted, asks: Asks, key: string): Player {
  const { who, line } = over
  if (line.text !== '' || /^[\d@]$/.test(key)) return typing(player, over, asks, key)
  if (key === 'backspace' || key === 'left') return { ...player, over: { ...over, who: null, at: 0 } }
  const options = whenOptions(asks, who!)
  const chosen = chosenOf(options, over, key)
  return chosen === undefined ? movedIn(player, over, options, key) : answered(player, over, chosen.value)
}

function typing(player: Player, over: Predicted, { question }: Asks, key: string): Player {
  if (key === 'escape') return { ...player, over: { ...over, line: EMPTY } }
  if (key === 'enter') {
    const when = whenTyped(over.line.text, question.t)
    return when === undefined ? { ...player, notice: TEXTS.predict.noTime } : answered(player, over, when)
  }
  return { ...player, over: { ...over, line: typed(over.line, key) ?? over.line } }
}

function answered(player: Player, over: Predicted, when: When | null): Player {
  const next = { ...player, over: { ...over, who: null, at: 0, line: EMPTY } }
  return obey(next, { do: 'answer', answer: { who: over.who!, when } })
}

function chosenOf<Value>(options: readonly Option<Value>[], { at }: Predicted, key: string): Option<Value> | undefined {
  return key === 'enter' ? options[at] : options.find((option) => option.key === key)
}

function movedIn(player: Player, over: Predicted, options: readonly Option<Who | When | null>[], key: string): Player {
  const by = stepOf(key, player, false)
  return by === undefined ? player : { ...player, over: { ...over, at: within(over.at + by, options.length) } }
}

/** Time goes on afterwards, if it did before. */
function reading(player: Player, over: Predicted, key: string): Player {
  const by = stepOf(key, player, false)
  if (by !== undefined) return { ...player, over: { ...over, top: Math.max(0, over.top + by) } }
  if (!['enter', 'space', 'escape'].includes(key)) return player
  return obey(player, player.session.predicting.played ? { do: 'play' } : { do: 'say', text: player.session.message })
}
