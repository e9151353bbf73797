import { apply, type Command } from '../session/session.ts'
import { EMPTY } from './line.ts'
import { machinesOf, PANES, type Player } from './state.ts'

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

export function selected(player: Player, way: number): Player {
  const machines = machinesOf(player.session)
  const place = machines.indexOf(player.session.selected?.host ?? '')
  const next = machines[(place + way + machines.length) % machines.length]
  return next === undefined ? player : obey(player, { do: 'select', what: { host: next } })
}

export function scrolled(player: Player, by: number): Player {
  const { focus, tops } = player
  if (focus === 'why' || focus === 'inspector') {
    return { ...player, tops: { ...tops, [focus]: Math.max(0, tops[focus] + by) } }
  }
  if (focus !== 'events') return selected(player, Math.sign(by))
  const way = by > 0 ? 1 : -1
  return Array.from({ length: Math.abs(by) }).reduce<Player>((so) => obey(so, { do: 'step', by: 'event', way }), player)
}
