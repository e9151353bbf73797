import { instantAt } from '../../views/bar/bar.ts'
import { shownAt } from '../../views/fit.ts'
import type { Shows } from '../../views/lanes/paint.ts'
import { currentOf } from '../session/session.ts'
import { paintFrame, paneAt } from './frame.ts'
import { focused, obey } from './obey.ts'
import { overPressed } from './over-press.ts'
import type { Pointed, Size, Told } from './program.ts'
import { frameOf } from './screen.ts'
import { scrolled } from './selecting.ts'
import { PANES, type PaneName, type Player } from './state.ts'
import { extentOf } from './time-pane.ts'

/** A turn of the wheel. */
const NOTCH = 3

/**
 * What a click or the wheel makes of the player: all of it can be done by keys, too. What is under the mouse is what was
 * painted there.
 */
export function pointed(player: Player, { at, what, ctrl }: Pointed, size: Size, ascii: boolean): Told<Player> {
  // Somebody types, or is asked something.
  if (player.asking !== null || player.waits !== null) return { state: player }
  const frame = frameOf(player, size, ascii)
  const place = paneAt(frame.shelves, at)
  const line = paintFrame(frame, size.columns, ascii)[at.y]
  const of = line && shownAt(line, at.x)
  const quiet = { ...player, notice: null }
  if (player.over !== null) return { state: overPointed(quiet, player.over, what, of) }
  const name = PANES.find((one) => one === (of?.pane ?? place?.pane.name))
  if (what !== 'click') return { state: turned(quiet, name, what === 'wheel up' ? -1 : 1, ctrl) }
  if (name === undefined) return { state: quiet }
  return { state: clicked(focused(quiet, PANES.indexOf(name)), name, of, place?.cell.x, place?.pane.columns) }
}

/** A click goes to the pane, and to what is shown there. */
function clicked(player: Player, name: PaneName, of: Shows | undefined, column?: number, columns?: number): Player {
  const { session } = player
  if (of?.t !== undefined || of?.record !== undefined) return happened(player, of)
  if (of?.host !== undefined) {
    const { host, interface: on } = of
    return obey(player, { do: 'select', what: { host, ...(on !== undefined && { interface: on }) } })
  }
  if (name !== 'time' || of?.pane !== undefined || column === undefined || columns === undefined) return player
  const t = instantAt(currentOf(session).trace, extentOf(session), columns, column)
  return t === undefined ? player : obey(player, { do: 'goto', t: Math.min(t, currentOf(session).scenario.until) })
}

/** What happened is selected, a frame on its way too; time goes to where it is. */
function happened(player: Player, { t, record }: Shows): Player {
  const there = t === undefined ? player : obey(player, { do: 'goto', t })
  return record === undefined ? there : obey(there, { do: 'pick', id: record })
}

/** The wheel scrolls what is under it; over time, and with ctrl, it zooms. */
function turned(player: Player, name: PaneName | undefined, way: 1 | -1, ctrl: boolean): Player {
  if (ctrl || name === 'time') return obey(player, { do: 'zoom', way: way === -1 ? 1 : -1 })
  if (name === undefined || name === 'network') return player
  return { ...scrolled({ ...player, focus: name }, way * NOTCH), focus: player.focus }
}

/** In a list a click chooses, and a click on what is chosen does it; one beside it leaves. */
function overPointed(player: Player, over: NonNullable<Player['over']>, what: Pointed['what'], of?: Shows): Player {
  if (what !== 'click') {
    const key = what === 'wheel up' ? 'up' : 'down'
    const turns = Array.from({ length: over.is === 'help' ? NOTCH : 1 })
    return turns.reduce<Player>((so) => (so.over === null ? so : overPressed(so, so.over, key)), player)
  }
  if (of?.item === undefined || over.is === 'help' || over.is === 'console')
    return of?.pane === undefined ? player : overPressed(player, over, 'escape')
  return over.at === of.item ? overPressed(player, over, 'enter') : { ...player, over: { ...over, at: of.item } }
}
