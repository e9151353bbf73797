import { INTERRUPTED_AFTER } from '../../host/commands/endless.ts'
import { completions } from '../../host/commands/vocabulary.ts'
import { formatTime } from '../../time.ts'
import { endOf, transcript } from '../../views/console/transcript.ts'
import { shown } from '../../views/fit.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { type Command, currentOf, type Session } from '../session/session.ts'
import { historyOf, vocabularyAt } from '../session/vocabulary.ts'
import { TEXTS } from '../texts/texts.ts'
import { EMPTY, typed, typing } from './line.ts'
import { obey, PAGE } from './obey.ts'
import type { Asking, Player } from './state.ts'

const SAYS = TEXTS.console
/** What is typed to leave, as one leaves a shell. */
const LEAVES = ['exit', 'logout']

/** The prompt of root on the selected machine opens; time stands still meanwhile. */
export function consoleOpened(player: Player): Player {
  const host = machineOf(player.session)
  if (host === undefined) return { ...player, notice: TEXTS.noMachine }
  const still = player.session.playing ? obey(player, { do: 'pause' }) : player
  return { ...still, asking: { is: 'console', ...EMPTY }, over: { is: 'console', up: 0 } }
}

/** The machine whose console it is. */
export function machineOf({ selected }: Session): string | undefined {
  return selected?.host
}

export function promptFor(session: Session): string {
  return `${machineOf(session) ?? ''}# `
}

/** What a key makes of a line on the console. */
export function consolePressed(player: Player, asking: Asking, key: string): Player {
  switch (key) {
    case 'escape':
      return left(player)
    case 'enter':
      return entered(player, asking.text.trim())
    case 'up':
    case 'down':
      return { ...player, asking: recalled(player.session, asking, key === 'up' ? 1 : -1) }
    case 'page-up':
    case 'page-down':
      return scrolled(player, key === 'page-up' ? PAGE : -PAGE)
    default: {
      const line = typed(asking, key)
      return line === undefined ? player : { ...player, asking: { is: 'console', ...line } }
    }
  }
}

function left(player: Player): Player {
  return { ...player, asking: null, over: null }
}

/** A command is an event; when all that it does is done, the prompt is there again. What goes on for ever is watched. */
function entered(player: Player, line: string): Player {
  const host = machineOf(player.session)
  if (line === '' || host === undefined) return player
  if (LEAVES.includes(line)) return left(player)
  const before = player.session.current
  const fresh: Player = { ...player, asking: { is: 'console', ...EMPTY }, over: { is: 'console', up: 0 } }
  const after = obey(fresh, { do: 'act', action: { verb: 'run', host, command: line } })
  const { session } = after
  if (session.current === before) return { ...after, notice: session.message }
  // Somebody who predicts is asked first.
  if (after.over?.is !== 'console') return { ...after, asking: null }
  const { trace, scenario } = currentOf(session)
  const end = endOf(trace, host, session.cursor)
  if (end === session.cursor) return after
  if (end === null) return watched(after)
  if (end - session.cursor !== INTERRUPTED_AFTER) return obey(after, { do: 'goto', t: end })
  // Nobody was there who would have said when it is enough.
  const attended: Command = { do: 'act', action: { verb: 'run', host, command: line }, for: scenario.until }
  return watched(obey(fresh, attended))
}

/** Time goes on, and what is printed comes with it. */
function watched(player: Player): Player {
  return obey({ ...player, asking: null }, { do: 'play' })
}

/** Whether somebody sits before a command that runs. */
export function isWatching({ over, asking }: Player): boolean {
  return over?.is === 'console' && asking === null
}

/** A key is ^C for the command that is watched; then the prompt is there again. */
export function watchingPressed(player: Player): Player {
  const { session } = player
  const host = machineOf(session)
  const prompt: Pick<Player, 'asking'> = { asking: { is: 'console', ...EMPTY } }
  const still = session.playing ? obey(player, { do: 'pause' }) : player
  if (host === undefined) return { ...still, ...prompt }
  const after = obey(still, { do: 'act', action: { verb: 'interrupt', host } })
  // It has ended by itself, or time has.
  return after.session.current === session.current ? { ...still, ...prompt } : { ...after, ...prompt }
}

/** An earlier line again, or a later one; after the last one an empty line. */
function recalled(session: Session, { back = 0 }: Asking, by: 1 | -1): Asking {
  const lines = historyOf(session, machineOf(session) ?? '')
  const next = Math.min(lines.length, Math.max(0, back + by))
  return { is: 'console', ...typing(next === 0 ? '' : lines[lines.length - next]!), back: next }
}

function scrolled(player: Player, by: number): Player {
  if (player.over?.is !== 'console') return player
  const most = Math.max(0, consoleLines(player.session, false).length - 1)
  return { ...player, over: { is: 'console', up: Math.min(most, Math.max(0, player.over.up + by)) } }
}

/** How the line can go on, as whole lines. */
export function consoleCompletions(session: Session, text: string): readonly string[] {
  const host = machineOf(session)
  return host === undefined ? [] : completions(vocabularyAt(session, host), text)
}

/** What the console shows above the prompt. */
function consoleLines(session: Session, ascii: boolean): Line[] {
  const host = machineOf(session) ?? ''
  const all = transcript(currentOf(session).trace, host, session.cursor)
  return all.flatMap(({ t, command, printed, end }): Line[] => [
    ...command.split('\n').map(
      (line, i): Line => [
        { text: ` ${i === 0 ? promptFor(session) : '> '}`, style: 'mark' },
        { text: shown(line, ascii), style: 'strong' },
        { text: i === 0 ? `  ${formatTime(t)}` : '', style: 'faint' },
      ],
    ),
    ...printed.flatMap(({ lines }) => lines).map((line): Line => [{ text: ` ${shown(line, ascii)}` }]),
    ...(end === null ? [[{ text: ` ${SAYS.runs}`, style: 'faint' } as const]] : []),
  ])
}

/** The part of it that there is room for, the last lines unless somebody has gone up. */
export function consolePart(player: Player, up: number, room: number, ascii: boolean): Line[] {
  const lines = consoleLines(player.session, ascii)
  if (lines.length === 0) lines.push([{ text: ` ${SAYS.hint}`, style: 'faint' }])
  if (player.notice !== null) lines.push([{ text: ` ${shown(player.notice, ascii)}`, style: 'trouble' }])
  const start = Math.max(0, lines.length - room - up)
  return lines.slice(start, start + room)
}

/** For those who do not see it: what has come since. */
export function consoleTold(before: Player, after: Player): string[] {
  const textOf = (session: Session) => consoleLines(session, true).map((line) => line.map(({ text }) => text).join(''))
  const now = textOf(after.session)
  if (before.over?.is !== 'console') return [SAYS.title(machineOf(after.session) ?? ''), ...now]
  return before.session === after.session ? [] : now.slice(textOf(before.session).length)
}
