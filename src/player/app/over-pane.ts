import { formatTime } from '../../time.ts'
import { showing, shown } from '../../views/fit.ts'
import type { Line, Piece } from '../../views/lanes/paint.ts'
import { padded } from '../../views/wrap.ts'
import { choicesByNow } from '../session/choices.ts'
import { selectedName } from '../session/state.ts'
import { TEXTS } from '../texts/texts.ts'
import { consolePart, machineOf } from './console.ts'
import type { Pane } from './frame.ts'
import { helpOf } from './keys.ts'
import { optionLines, scrolled } from './options.ts'
import { predictPane } from './predict.ts'
import type { Player } from './state.ts'
import { branchRows } from './tree.ts'

/** What stands over the panes. */
export function overPane(player: Player, rows: number, columns: number, ascii: boolean): Pane | undefined {
  const { over, session } = player
  if (over === null) return undefined
  const room = rows - 1
  if (over.is === 'help') {
    const lines = helpOf(over.search, ascii, player.keys).map(
      ({ keys, says }): Line => [{ text: `  ${padded(keys, 14)}`, style: 'mark' }, { text: shown(says, ascii) }],
    )
    const title = over.search === '' ? TEXTS.help : TEXTS.matches(shown(over.search, ascii))
    return { title, focused: true, columns, lines: scrolled(lines, over.top, room) }
  }
  if (over.is === 'console') {
    const title = shown(TEXTS.console.title(machineOf(session) ?? ''), ascii)
    return { title, focused: true, columns, lines: consolePart(player, over.up, room, ascii) }
  }
  if (over.is === 'predict') {
    return { focused: true, columns, ...predictPane(player, over, { columns, rows: room }, ascii) }
  }
  if (over.is === 'menu') {
    const title = shown(TEXTS.menu(selectedName(session) ?? ''), ascii)
    const found = choicesByNow(session)
    if (found === undefined) return { title, focused: true, columns, lines: [[{ text: ` ${TEXTS.asking}` }]] }
    const items = found.map(({ key, words }) => ({ key, words: shown(words, ascii) }))
    return { title, focused: true, columns, lines: optionLines(items, over.at, { columns, rows: room }, ascii) }
  }
  const tree = branchRows(session).map(({ id, depth, branch }): Piece[] => {
    const place = id === session.current ? '*' : id === session.compared ? 'c' : ' '
    const act = branch.act === null ? '' : `  ${formatTime(branch.from)} ${branch.act}`
    return [
      { text: `${place} ${'  '.repeat(depth)}${shown(branch.name, ascii)}` },
      { text: shown(act, ascii), style: 'faint' },
    ]
  })
  return { title: TEXTS.branches, focused: true, columns, lines: chosenOf(tree, over.at, room, ascii) }
}

/** A list with the chosen line marked, and in sight. */
export function chosenOf(rows: readonly Line[], at: number, room: number, ascii: boolean): Line[] {
  const lines = rows.map((line, i): Line => {
    const chosen = i === at
    const mark: Piece = { text: chosen ? (ascii ? '> ' : '▸ ') : '  ', style: 'mark' }
    return showing([mark, ...line.map((piece): Piece => (chosen ? { ...piece, style: 'strong' } : piece))], { item: i })
  })
  return scrolled(lines, Math.max(0, at - Math.floor(room / 2)), room)
}
