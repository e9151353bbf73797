import { formatTime } from '../../time.ts'
import { showing, shown } from '../../views/fit.ts'
import type { Line, Piece } from '../../views/lanes/paint.ts'
import { columnsOf, padded } from '../../views/wrap.ts'
import { choices } from '../session/menu.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Pane } from './frame.ts'
import { helpOf } from './keys.ts'
import { scrolled } from './panes.ts'
import type { Size } from './program.ts'
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
  if (over.is === 'menu') {
    const title = shown(TEXTS.menu(session.selected?.host ?? ''), ascii)
    return { title, focused: true, columns, lines: menuLines(player, over.at, { columns, rows: room }, ascii) }
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

/** What can be done, in as many columns as it takes and there is room for. */
function menuLines({ session }: Player, at: number, { columns, rows }: Size, ascii: boolean): Line[] {
  const items = choices(session).map(({ key, words }) => ({ key, words: shown(words, ascii) }))
  const width = Math.max(...items.map(({ words }) => columnsOf(words))) + 7
  const abreast = Math.max(1, Math.min(Math.floor(columns / width), Math.ceil(items.length / rows)))
  const high = Math.ceil(items.length / abreast)
  const lines = Array.from({ length: high }, (_, y) =>
    items.flatMap(({ key, words }, i): Line => {
      if (i % high !== y) return []
      const mark = i === at ? (ascii ? '> ' : '▸ ') : '  '
      return [
        { text: `${mark}${key.padEnd(2)} `, style: 'mark', of: { item: i } },
        { text: padded(words, width - 5), style: i === at ? 'strong' : undefined, of: { item: i } },
      ]
    }),
  )
  return scrolled(lines, Math.max(0, (at % high) - Math.floor(rows / 2)), rows)
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
