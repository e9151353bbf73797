import { choicesSoon } from '../session/choices.ts'
import { saved } from '../session/saved.ts'
import { type Command, currentOf, type Session } from '../session/session.ts'
import { typed as understood } from '../session/typed.ts'
import { type Does, TEXTS } from '../texts/texts.ts'
import { ALWAYS_QUITS, doesOf } from './bindings.ts'
import { completed } from './complete.ts'
import { consoleOpened, consolePressed, isWatching } from './console.ts'
import { EMPTY, typed, typing } from './line.ts'
import { focused, obey, PAGE } from './obey.ts'
import { overPressed } from './over-press.ts'
import type { Size, Told } from './program.ts'
import { cableSelected, detailsShown, machineSelected, scrolled } from './selecting.ts'
import { PANES, type Player } from './state.ts'
import { stepRoom } from './time-pane.ts'
import { branchRows } from './tree.ts'

type Pressed = Told<Player>

/** What a key makes of the player. */
export function press(player: Player, key: string, size: Size): Pressed {
  if (key === ALWAYS_QUITS && !isWatching(player)) return { state: player, want: { do: 'quit' } }
  const quiet = { ...player, notice: null }
  if (player.waits !== null) return waited({ ...quiet, waits: null }, player.waits, key)
  if (player.asking !== null) return asked(quiet, player.asking, key)
  if (player.over !== null) return { state: overPressed(quiet, player.over, key) }
  const does = doesOf(key, player.keys)
  return does === undefined ? { state: quiet } : done(quiet, does, key, size)
}

function done(player: Player, does: Does, key: string, size: Size): Pressed {
  const command = COMMANDS[does]
  if (command !== undefined) return { state: obey(player, command) }
  switch (does) {
    case 'quit':
    case 'suspend':
      return { state: player, want: { do: does } }
    case 'save':
      return { state: { ...player, asking: { is: 'save', ...typing(fileFor(player.session)) } } }
    default:
      return { state: moved(player, does, key, size) }
  }
}

/** Keys that are commands of the session. */
const COMMANDS: Partial<Record<Does, Command>> = {
  toggle: { do: 'toggle' },
  'next event': { do: 'step', by: 'event', way: 1 },
  'previous event': { do: 'step', by: 'event', way: -1 },
  'next transition': { do: 'step', by: 'transition', way: 1 },
  'previous transition': { do: 'step', by: 'transition', way: -1 },
  slower: { do: 'speed', by: -1 },
  faster: { do: 'speed', by: 1 },
  'zoom in': { do: 'zoom', way: 1 },
  'zoom out': { do: 'zoom', way: -1 },
  start: { do: 'goto', t: 0 },
  fit: { do: 'fit' },
  undo: { do: 'undo' },
  redo: { do: 'redo' },
  verbose: { do: 'verbose' },
  predict: { do: 'predict' },
}

/** What changes the player alone. */
function moved(player: Player, does: Does, key: string, { columns, rows }: Size): Player {
  const { session, focus } = player
  switch (does) {
    case 'end':
      return obey(player, { do: 'goto', t: currentOf(session).scenario.until })
    case 'scale':
      return obey(player, { do: 'scale', room: stepRoom(session, columns - 2) })
    case 'mark':
    case 'to mark':
      return { ...player, waits: { for: does } }
    case 'fault':
      return choicesSoon(session)?.length === 0 ? { ...player, notice: TEXTS.noMachine } : menuOpened(player)
    case 'console':
      return consoleOpened(player)
    case 'compare':
      return compared(player)
    case 'branches':
      return { ...player, over: { is: 'branches', at: placeOf(session) } }
    case 'help':
      return { ...player, over: { is: 'help', search: '', top: 0 } }
    case 'command':
    case 'filter':
      return { ...player, asking: { is: does, ...(does === 'filter' ? typing(session.filter) : EMPTY) } }
    case 'why':
      return { ...player, focus: does, beside: does }
    case 'inspector':
      return { ...obey(player, { do: 'pick', id: null }), focus: does, beside: does }
    case 'details':
      return detailsShown(player)
    case 'pane':
      return focused(player, player.keys.keys.get(does)!.indexOf(key))
    case 'next pane':
    case 'previous pane':
      return focused(player, (PANES.indexOf(focus) + (does === 'next pane' ? 1 : PANES.length - 1)) % PANES.length)
    case 'next machine':
    case 'previous machine':
      return machineSelected(player, does === 'next machine' ? 1 : -1)
    case 'next cable':
    case 'previous cable':
      return cableSelected(player, does === 'next cable' ? 1 : -1)
    case 'up':
    case 'down':
      return scrolled(player, does === 'down' ? 1 : -1)
    case 'page up':
    case 'page down':
      return scrolled(player, (does === 'page down' ? 1 : -1) * Math.max(1, Math.min(PAGE, Math.floor(rows / 4))))
    case 'leave':
      return left(player)
    default:
      return player
  }
}

/** With the branch that this one left, or the one that was left last; or no more. */
function compared(player: Player): Player {
  const { session } = player
  const id = currentOf(session).parent ?? session.left.get(session.current)
  if (session.compared !== null) return obey(player, { do: 'compare', id: null })
  return id === undefined ? { ...player, notice: TEXTS.alone } : obey(player, { do: 'compare', id })
}

/** What is looked at, a comparison, then a filter. */
function left(player: Player): Player {
  const { session } = player
  if (session.picked !== null) return obey(player, { do: 'pick', id: null })
  if (session.compared !== null) return obey(player, { do: 'compare', id: null })
  return session.filter === '' ? player : obey(player, { do: 'filter', text: '' })
}

function waited(player: Player, waits: NonNullable<Player['waits']>, key: string): Pressed {
  if (waits.for !== 'replace') {
    return { state: /^[a-z0-9]$/i.test(key) ? obey(player, { do: waits.for, name: key }) : player }
  }
  if (key !== 's') return { state: { ...player, notice: TEXTS.notSaved } }
  return { state: player, want: saving(player, waits.file, true) }
}

function saving({ session }: Player, file: string, replace: boolean) {
  return { do: 'save' as const, file, replace, text: (base?: string) => saved(session, base) }
}

/** A key of a line that is being typed. */
function asked(player: Player, asking: NonNullable<Player['asking']>, key: string): Pressed {
  if (key === 'tab' && asking.is !== 'save') return { state: { ...player, asking: completed(player.session, asking) } }
  if (asking.is === 'console') return { state: consolePressed(player, asking, key) }
  if (key === 'escape') return { state: { ...player, asking: null } }
  if (key === 'enter') return answered({ ...player, asking: null }, asking)
  if (key === 'backspace' && asking.text === '') return { state: { ...player, asking: null } }
  const line = typed(asking, key)
  return { state: line === undefined ? player : { ...player, asking: { ...asking, ...line } } }
}

function answered(player: Player, { is, text }: NonNullable<Player['asking']>): Pressed {
  const line = text.trim()
  if (is === 'filter') return { state: obey(player, { do: 'filter', text: line }) }
  if (line === '') return { state: player }
  if (is === 'save') return { state: player, want: saving(player, line, false) }
  if (/^q(uit)?$/.test(line)) return { state: player, want: { do: 'quit' } }
  const said = understood(player.session, line)
  if ('error' in said) return { state: { ...player, notice: said.error } }
  const obeyed = obey(player, said)
  // Its answer stands there.
  return { state: said.do === 'why-not' ? focused(obeyed, PANES.indexOf('why')) : obeyed }
}

/** Time stands still meanwhile: what can be done is asked of the machines, and at each other time anew. */
function menuOpened(player: Player): Player {
  const still = player.session.playing ? obey(player, { do: 'pause' }) : player
  return { ...still, over: { is: 'menu', at: 0 } }
}

function placeOf(session: Session): number {
  return branchRows(session).findIndex(({ id }) => id === session.current)
}

/** A name for a file that is made of the scenario's title. */
function fileFor({ branches }: Session): string {
  const name = branches[0]!.scenario.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${name || 'scenario'}-${branches.length}.yaml`
}
