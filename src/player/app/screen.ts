import { formatSeconds, formatTime, type Micros } from '../../time.ts'
import { shown } from '../../views/fit.ts'
import type { Line, Piece } from '../../views/lanes/paint.ts'
import { currentOf, type Session } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'
import { linesFor } from './complete.ts'
import { type Frame, innerColumns, type Pane, paintFrame, type Shelf, shelfRows } from './frame.ts'
import { bottomLine, keyOf, keysIn } from './keys.ts'
import { after } from './line.ts'
import { overPane } from './over-pane.ts'
import { paintPane } from './panes.ts'
import type { Size } from './program.ts'
import { promptBefore } from './prompts.ts'
import { PANES, type PaneName, type Player } from './state.ts'
import { barLines } from './time-pane.ts'

/** The least that a screen can be read in. */
export const LEAST: Size = { columns: 40, rows: 11 }
/** From here on there is room for panes beside each other, and for all of them. */
const USUAL: Size = { columns: 100, rows: 26 }
/** So many rows below the time bar are enough for the machines and another pane. */
const ROOM_FOR_BOTH = 16
const LARGE: Size = { columns: 160, rows: 44 }
/** How long each hint stands; all of them are for the first minute. */
const HINT = 15_000_000

/** The player as it looks. */
export function paintPlayer(player: Player, size: Size, ascii: boolean): Line[] {
  return paintFrame(frameOf(player, size, ascii), size.columns, ascii)
}

/** What is on the screen, and where: to be painted, or to be pointed at. */
export function frameOf(player: Player, size: Size, ascii: boolean): Frame {
  const { columns } = size
  return {
    title: shown(titleOf(player), ascii),
    state: shown(stateOf(player, ascii), ascii),
    shelves: shelvesOf(player, size, ascii),
    said: saidBy(player, ascii),
    keys: keysOf(player, columns - 5, ascii),
  }
}

function titleOf({ session }: Player): string {
  const { branches } = session
  const { act, from, id, scenario } = currentOf(session)
  if (branches.length === 1) return scenario.title
  const name = act === null ? TEXTS.original : TEXTS.acted(act, formatTime(from))
  return `${scenario.title} ─ ${TEXTS.branch(id + 1, branches.length, name)}`
}

function stateOf({ session }: Player, ascii: boolean): string {
  const { speed, playing, cursor } = session
  const times = speed >= 0 ? `${2 ** speed}` : `1/${2 ** -speed}`
  const plays = playing ? (ascii ? '>' : TEXTS.playing) : TEXTS.paused
  return `${scoreOf(session)}${TEXTS.time(clock(cursor), formatTime(currentOf(session).scenario.until))} ─ ×${times} ${plays}`
}

/** How somebody does who predicts. */
function scoreOf({ predicting: { on, asked, right } }: Session): string {
  if (!on) return ''
  return `${asked === 0 ? TEXTS.predict.none : TEXTS.predict.score(right, asked)} ─ `
}

/** In seconds whatever the time is, so that a running clock does not change its unit. */
function clock(t: Micros): string {
  return `${formatSeconds(t).replace(/\.?0+$/, '')}s`
}

function keysOf({ asking, over, keys, session }: Player, columns: number, ascii: boolean): string {
  if (asking !== null) return keysIn(asking.is === 'console' ? 'console' : 'line', ascii, keys)
  if (over === null) return bottomLine(columns, ascii, keys)
  if (over.is === 'console') return keysIn('watched', ascii, keys)
  if (over.is !== 'predict') return keysIn(over.is, ascii, keys)
  return keysIn(session.predicting.question === null ? 'verdict' : 'question', ascii, keys)
}

/** What is typed, asked or told: one line. */
function saidBy(player: Player, ascii: boolean): Line {
  const { asking, waits, notice, session } = player
  if (asking !== null) return askingLine(player, asking, ascii)
  const say = (text: string, style?: Piece['style']): Line => [{ text: ` ${shown(text, ascii)}`, style }]
  if (waits !== null) {
    if (waits.for === 'replace') return say(TEXTS.taken(waits.file), 'trouble')
    return say(waits.for === 'mark' ? TEXTS.markWhich : TEXTS.toMarkWhich, 'mark')
  }
  if (notice !== null) return say(notice, 'strong')
  if (session.message !== null) return say(session.message, 'strong')
  if (session.filter !== '') return say(TEXTS.filtered(session.filter), 'mark')
  return hintOf(player, ascii)
}

function hintOf({ session, age, keys }: Player, ascii: boolean): Line {
  const hint = TEXTS.hints(session.selected?.host ?? '')[Math.floor(age / HINT)]
  const named: string[] = []
  const words = hint?.((does) => {
    const name = keyOf(does, keys, ascii)
    named.push(name)
    return name
  })
  return words === undefined || named.includes('') ? [] : [{ text: ` ${shown(words, ascii)}`, style: 'faint' }]
}

/** With a cursor of its own: the terminal's is hidden. */
function askingLine({ session }: Player, asking: NonNullable<Player['asking']>, ascii: boolean): Line {
  const { text, at } = asking
  const [before, under, rest] = [text.slice(0, at), text.slice(at, after(text, at)), text.slice(after(text, at))]
  const found = linesFor(session, asking).map((line) => line.slice(line.trimEnd().lastIndexOf(' ') + 1))
  return [
    { text: ` ${shown(promptBefore({ session }, asking), ascii)}`, style: 'mark' },
    { text: shown(before, ascii) },
    { text: ascii || under === '' ? `_${shown(under, ascii)}` : `▏${shown(under, ascii)}`, style: 'mark' },
    { text: `${shown(rest, ascii)}  ` },
    { text: shown(found.join(' '), ascii), style: 'faint' },
  ]
}

function shelvesOf(player: Player, size: Size, ascii: boolean): Shelf[] {
  const { columns } = size
  const rows = shelfRows(size.rows)
  if (player.over?.is === 'help') return [{ rows, panes: [overPane(player, rows, columns - 2, ascii)!] }]
  if (columns < USUAL.columns || size.rows < USUAL.rows) return folded(player, rows, columns, ascii)
  const large = columns >= LARGE.columns && size.rows >= LARGE.rows
  const lanes = paintPane(player, 'time', { columns: columns - 2, rows }, ascii)
  const comparing = player.session.compared !== null
  const time = Math.min(lanes.length + 1, Math.floor(rows * (comparing ? 0.7 : 0.4)))
  // Two runs below each other are what a comparison is about; what came of a prediction takes room to tell.
  const network = !large && (comparing || isTold(player)) ? 0 : Math.ceil((rows - time) * (large ? 0.4 : 0.5))
  const beside: readonly PaneName[] = large ? ['events', 'why', 'inspector'] : ['events', player.beside]
  const low = rows - time - network
  const over = overPane(player, low, columns - 2, ascii)
  return [
    ...(network === 0 ? [] : [shelf(player, network, ['network'], columns, ascii)]),
    { rows: time, panes: [pane(player, 'time', columns - 2, lanes)] },
    over === undefined ? shelf(player, low, beside, columns, ascii) : { rows: low, panes: [over] },
  ]
}

function isTold({ session }: Player): boolean {
  return session.predicting.judged.length > 0
}

/** The time bar, the machines where there is room for them, and one pane at a time below, the others as tabs. */
function folded(player: Player, rows: number, columns: number, ascii: boolean): Shelf[] {
  const inner = columns - 2
  const { focus, session } = player
  const bar = barLines(session, inner, ascii)
  const time = Math.min(bar.length + 1, Math.floor(rows / 2))
  const alone = focus === 'network' || isTold(player) || session.compared !== null
  const network = alone || rows - time < ROOM_FOR_BOTH ? 0 : Math.floor((rows - time) / 2)
  const low = rows - time - network
  const over = overPane(player, low, inner, ascii)
  const lines = paintPane(player, focus, { columns: inner, rows: low - 1 }, ascii)
  const title = PANES.flatMap((name, i): Line => {
    const tab = `${i + 1} ${TEXTS.panes[name]}`
    const piece: Piece = { text: name === focus ? `[${tab}]` : tab, style: 'strong', of: { pane: name } }
    return i === 0 ? [piece] : [{ text: ' ' }, piece]
  })
  const tabbed: Pane = { name: focus, title, focused: false, columns: inner, lines }
  return [
    { rows: time, panes: [{ name: 'time', title: '', focused: false, columns: inner, lines: bar }] },
    ...(network === 0 ? [] : [shelf(player, network, ['network'], columns, ascii)]),
    { rows: low, panes: [over ?? tabbed] },
  ]
}

function shelf(player: Player, rows: number, names: readonly PaneName[], columns: number, ascii: boolean): Shelf {
  const inner = innerColumns(columns, names.length)
  const share = Math.floor(inner / names.length)
  const panes = names.map((name, i) => {
    const width = i === names.length - 1 ? inner - share * (names.length - 1) : share
    return pane(player, name, width, paintPane(player, name, { columns: width, rows: rows - 1 }, ascii))
  })
  return { rows, panes }
}

function pane({ focus }: Player, name: PaneName, columns: number, lines: readonly Line[]): Pane {
  return { name, title: `${PANES.indexOf(name) + 1} ${TEXTS.panes[name]}`, focused: focus === name, columns, lines }
}
