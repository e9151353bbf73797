import { inspect, whyNotPane, whyPane, whyRecordPane } from '../../views/inspector/inspector.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { paintScene } from '../../views/scene/paint.ts'
import { scene } from '../../views/scene/scene.ts'
import { sceneTold } from '../../views/scene/told.ts'
import { seenIn } from '../session/known.ts'
import { currentOf, type Session } from '../session/session.ts'
import { selectedName } from '../session/state.ts'
import { eventLines } from './listing.ts'
import { scrolled } from './options.ts'
import type { Size } from './program.ts'
import type { PaneName, Player } from './state.ts'
import { timeLines } from './time-pane.ts'

/** The lines of a pane; there may be more than it has rows. */
export function paintPane(player: Player, name: PaneName, size: Size, ascii: boolean): Line[] {
  switch (name) {
    case 'network':
      return networkLines(player.session, size, ascii)
    case 'time':
      return timeLines(player.session, size.columns, ascii)
    case 'events':
      return eventLines(player.session, size, ascii)
    case 'why':
      return scrolled(whyLines(player.session, size.columns, ascii), player.tops.why, size.rows)
    case 'inspector':
      return scrolled(inspectorLines(player.session, size.columns, ascii), player.tops.inspector, size.rows)
  }
}

/** A pane in lines of words, with nothing that is drawn. */
export function inWords({ session }: Pick<Player, 'session'>, name: PaneName): string[] {
  const text = (lines: readonly Line[]) => lines.map((line) => line.map(({ text }) => text).join(''))
  switch (name) {
    case 'network':
      return sceneTold(scene(currentOf(session).trace, session.cursor))
    case 'time':
      return []
    case 'events':
      return text(eventLines(session, { columns: WIDE, rows: MANY }, true))
    case 'why':
      return text(whyLines(session, WIDE, true))
    case 'inspector':
      return text(inspectorLines(session, WIDE, true))
  }
}

/** Of words that nobody puts below each other. */
const WIDE = 1_000
const MANY = 12

/** So long on the wall a frame is seen at least while time runs: most are on their way for less than a picture. */
const GLIMPSE = 500_000

function networkLines(session: Session, size: Size, ascii: boolean): Line[] {
  const { picked, playing, speed } = session
  const least = playing ? GLIMPSE * 2 ** speed : 0
  const options = { ascii, selected: selectedName(session), flight: picked }
  return paintScene(scene(currentOf(session).trace, session.cursor, least), size, options)
}

function whyLines(session: Session, columns: number, ascii: boolean): Line[] {
  const { selected, cursor, asked, picked } = session
  const { trace } = currentOf(session)
  const options = { ascii, seen: seenIn(session) }
  // What somebody asked is about that instant.
  if (asked?.at === cursor) return whyNotPane(trace, asked, columns, options)
  if (picked !== null) return whyRecordPane(trace, picked, columns, options)
  return whyPane(trace, cursor, selected, columns, options)
}

function inspectorLines(session: Session, columns: number, ascii: boolean): Line[] {
  const { picked, cursor } = session
  const name = picked === null ? selectedName(session) : `#${picked}`
  return name === null ? [] : inspect(currentOf(session).trace, cursor, name, { ascii, columns, seen: seenIn(session) })
}
