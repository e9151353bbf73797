import { apply, type Command } from '../session/session.ts'
import { EMPTY } from './line.ts'
import { PANES, type Player } from './state.ts'

/** What a page key moves by, at most. */
export const PAGE = 10

/** The player after a command; whoever was scrolled is at the top again. */
export function obey(player: Player, command: Command): Player {
  return confronted({ ...player, session: apply(player.session, command), tops: { why: 0, inspector: 0 } })
}

/** A question stands over the panes as soon as it comes, and what came of it until it is read. */
export function confronted(player: Player): Player {
  const { question, judged } = player.session.predicting
  const stands = player.over?.is === 'predict'
  if (question === null && judged.length === 0) return stands ? { ...player, over: null } : player
  return stands ? player : { ...player, over: { is: 'predict', who: null, at: 0, line: EMPTY, top: 0 } }
}

export function focused(player: Player, place: number): Player {
  const focus = PANES[place]
  if (focus === undefined) return player
  return { ...player, focus, ...((focus === 'why' || focus === 'inspector') && { beside: focus }) }
}
