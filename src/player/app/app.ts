import { shownAt } from '../../views/fit.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { choicesByNow, choicesSoon } from '../session/choices.ts'
import { apply } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'
import { type Bindings, doesOf, USUAL } from './bindings.ts'
import { keyOf } from './keys.ts'
import { keyFor, type Library, libraryTold, type Preview, paintLibrary, pressLibrary, searchOf } from './library.ts'
import { isRead, readOn } from './listing.ts'
import { confronted } from './obey.ts'
import { pointed } from './pointing.ts'
import { press } from './press.ts'
import type { Pointed, Program, Size, Told } from './program.ts'
import { LEAST, paintPlayer } from './screen.ts'
import { HINTS, type Player } from './state.ts'
import { promptOf, told } from './telling.ts'

/** Either is looked at: the library, or a scenario. */
export interface App {
  /** Where scenarios come from; absent: one was opened by its name. */
  readonly library: Library | null
  readonly player: Player | null
  /** Players that were left for the library, by the paths of their scenarios: nothing is lost. */
  readonly path: string
  readonly left: ReadonlyMap<string, Player>
}

export interface Looks {
  readonly ascii: boolean
  readonly preview: (path: string) => Preview
}

/** How often moving pictures change, and hints. */
const FRAME = 1_000_000 / 15
const NEXT_HINT = 15_000_000
/** How often a part is done of what takes long: nothing is painted that stays as it is. */
const PART = 1_000_000 / 60

/** The player as a program. */
export function appOf({ ascii, preview }: Looks): Program<App> {
  return {
    press: pressApp,
    point: (app, pointing, size) => pointApp(app, pointing, size, { ascii, preview }),
    tell: tellApp,
    prompt: ({ player, library }) => (player !== null ? promptOf(player) : library === null ? '' : searchOf(library)),
    elapse: (app, wall) => (app.player === null ? app : { ...app, player: elapsed(app.player, wall) }),
    next: ({ player }) => {
      if (player === null) return null
      if (isWaiting(player)) return PART
      if (player.session.playing) return FRAME
      return player.age >= HINTS ? null : NEXT_HINT - (player.age % NEXT_HINT)
    },
    paint: ({ player, library }, size) => {
      if (size.columns < LEAST.columns || size.rows < LEAST.rows) return tooSmall((player ?? library)?.keys)
      if (player !== null) return paintPlayer(player, size, ascii)
      return library === null ? [] : paintLibrary(library, size, ascii, preview)
    },
  }
}

function pressApp(app: App, key: string, size: Size): Told<App> {
  const { player, library } = app
  if (player !== null) {
    if (doesOf(key, player.keys) === 'leave' && library !== null && isIdle(player))
      return { state: backToLibrary(app, player) }
    const { state, ...told } = press(player, key, size)
    return { state: { ...app, player: state }, ...told }
  }
  if (library === null) return { state: app, want: { do: 'quit' } }
  const { state, want } = pressLibrary(library, key)
  const known = want?.do === 'open' ? app.left.get(want.path) : undefined
  if (want?.do === 'open' && known !== undefined) return { state: opened(app, want.path, known) }
  return { state: { ...app, library: state }, ...(want !== undefined && { want }) }
}

function pointApp(app: App, pointing: Pointed, size: Size, { ascii, preview }: Looks): Told<App> {
  const { player, library } = app
  if (player !== null) {
    const { state, ...told } = pointed(player, pointing, size, ascii)
    return { state: { ...app, player: state }, ...told }
  }
  if (library === null) return { state: app }
  const line = paintLibrary(library, size, ascii, preview)[pointing.at.y]
  const key = keyFor(library, pointing, line && shownAt(line, pointing.at.x)?.item)
  return typeof key === 'string' ? pressApp(app, key, size) : { state: { ...app, library: { ...library, at: key } } }
}

function tellApp(before: App | null, { player, library, path }: App, key: string | null): readonly string[] {
  if (player !== null) return told(before?.path === path ? before.player : null, player, key)
  if (library === null) return []
  return libraryTold(before?.player === null ? before.library : null, library)
}

/** A scenario is looked at. */
export function opened(app: App, path: string, player: Player): App {
  return { ...app, path, player }
}

/** Nothing is left to leave but the scenario. */
function isIdle({ over, asking, waits, session }: Player): boolean {
  const { filter, compared, picked } = session
  const isPlain = filter === '' && compared === null && picked === null
  return over === null && asking === null && waits === null && isPlain
}

function backToLibrary(app: App, player: Player): App {
  const { session } = player
  const left = new Map(app.left).set(app.path, { ...player, session: { ...session, playing: false } })
  return { ...app, player: null, left }
}

/** A long run is done in parts, so that each frame comes in time: its events are told, its machines asked. */
function isWaiting(player: Player): boolean {
  return !isRead(player.session) || isAsking(player)
}

/** Whether machines are asked what can be done to them. */
function isAsking({ session, over }: Player): boolean {
  return over?.is === 'menu' && choicesByNow(session) === undefined
}

function elapsed(player: Player, wall: number): Player {
  const { session } = player
  if (isAsking(player)) choicesSoon(session)
  else readOn(session)
  const older = { ...player, age: player.age + wall }
  return session.playing ? confronted({ ...older, session: apply(session, { do: 'elapse', wall }) }) : older
}

function tooSmall(keys: Bindings = USUAL): Line[] {
  return [[{ text: TEXTS.small(keyOf('quit', keys, true)) }]]
}
