import { choices } from '../session/choices.ts'
import { answering } from './answering.ts'
import { doesOf } from './bindings.ts'
import { watchingPressed } from './console.ts'
import { helpOf } from './keys.ts'
import { typed, typing } from './line.ts'
import { stepOf, within } from './lists.ts'
import { obey } from './obey.ts'
import type { Player } from './state.ts'
import { branchRows } from './tree.ts'

/** What a key makes of what stands over the panes. */
export function overPressed(player: Player, over: NonNullable<Player['over']>, key: string): Player {
  if (over.is === 'predict') return answering(player, over, key)
  if (over.is === 'console') return watchingPressed(player)
  if (key === 'escape' || (Array.from(key).length > 1 && doesOf(key, player.keys) === 'leave')) {
    return { ...player, over: null }
  }
  if (over.is === 'help') return helpPressed(player, over, key)
  return over.is === 'menu' ? menuPressed(player, over.at, key) : branchesPressed(player, over.at, key)
}

/** What can be done has a key each, which does it. */
function menuPressed(player: Player, at: number, key: string): Player {
  const list = choices(player.session)
  const by = stepOf(key, player, false)
  if (by !== undefined) return { ...player, over: { is: 'menu', at: within(at + by, list.length) } }
  const choice = key === 'enter' ? list[at] : list.find((one) => one.key === key)
  return choice === undefined ? player : obey({ ...player, over: null }, { do: 'act', action: choice.action })
}

function branchesPressed(player: Player, at: number, key: string): Player {
  const rows = branchRows(player.session)
  const by = stepOf(key, player, true)
  if (by !== undefined) return { ...player, over: { is: 'branches', at: within(at + by, rows.length) } }
  const away = { ...player, over: null }
  const { id } = rows[at]!
  if (key === 'enter') return obey(away, { do: 'branch', id })
  if (key === 'c') return obey(away, { do: 'compare', id })
  const does = doesOf(key, player.keys)
  return does === 'branches' || does === 'quit' || does === 'leave' ? away : player
}

type Help = Extract<NonNullable<Player['over']>, { is: 'help' }>

function helpPressed(player: Player, over: Help, key: string): Player {
  const step = stepOf(key, player, false)
  if (step !== undefined) {
    return {
      ...player,
      over: { ...over, top: within(over.top + step, helpOf(over.search, false, player.keys).length) },
    }
  }
  if (key === 'enter' || doesOf(key, player.keys) === 'help') return { ...player, over: null }
  const line = typed(typing(over.search), key)
  return line === undefined ? player : { ...player, over: { is: 'help', search: line.text, top: 0 } }
}
