import type { Micros } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import { lanesPane, timeBar } from '../../views/bar/bar.ts'
import { diff } from '../../views/diff/diff.ts'
import { shown } from '../../views/fit.ts'
import { inspect, whyNotPane, whyPane } from '../../views/inspector/inspector.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { paintScene } from '../../views/scene/paint.ts'
import { scene } from '../../views/scene/scene.ts'
import { sceneTold } from '../../views/scene/told.ts'
import { exactly } from '../../views/words.ts'
import { seenIn } from '../session/predicting.ts'
import { type Branch, branchNamed, currentOf, type Session } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'
import { eventLines } from './listing.ts'
import { scrolled } from './options.ts'
import type { Size } from './program.ts'
import type { PaneName, Player } from './state.ts'

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
      return scrolled(inspectorLines(player.session, ascii), player.tops.inspector, size.rows)
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
      return text(inspectorLines(session, true))
  }
}

/** Of words that nobody puts below each other. */
const WIDE = 1_000
const MANY = 12

/** So long on the wall a frame is seen at least while time runs: most are on their way for less than a picture. */
const GLIMPSE = 500_000

function networkLines(session: Session, size: Size, ascii: boolean): Line[] {
  const { selected, playing, speed } = session
  const name = selected && [selected.host, ...(selected.interface ? [selected.interface] : [])].join('.')
  const least = playing ? GLIMPSE * 2 ** speed : 0
  return paintScene(scene(currentOf(session).trace, session.cursor, least), size, { ascii, selected: name })
}

/** A band for each group: who is MASTER when. */
export function barLines(session: Session, columns: number, ascii: boolean): Line[] {
  return timeBar(currentOf(session).trace, session.view, columns, session.cursor, { ascii, seen: seenIn(session) })
}

/** The lanes of the branch, and of the one that it is compared with. */
function timeLines(session: Session, columns: number, ascii: boolean): Line[] {
  const { cursor, view, compared } = session
  const lanesOf = (branch: Branch) => {
    return lanesPane(branch.trace, view, columns, cursor, { ascii, seen: seenIn(session, branch) })
  }
  const current = currentOf(session)
  const other = compared === null ? undefined : branchNamed(session, compared)
  if (other === undefined) return lanesOf(current)
  const said: Line = [{ text: shown(partingWords(session, current, other), ascii), style: 'mark' }]
  return [...lanesOf(current), said, ...lanesOf(other)]
}

const partings = new WeakMap<Trace, WeakMap<Trace, { readonly t: Micros | undefined }>>()

/** Where two branches part. */
function partingOf(one: Branch, other: Branch): Micros | undefined {
  const known = partings.get(one.trace) ?? new WeakMap<Trace, { readonly t: Micros | undefined }>()
  partings.set(one.trace, known)
  const found = known.get(other.trace)
  if (found !== undefined) return found.t
  const runs = [one, other].map(({ name, trace }) => ({ name, trace }))
  const [comparison] = diff(runs).comparisons
  const t = comparison?.first?.t
  known.set(other.trace, { t })
  return t
}

/** The same in words: where one of them has not been seen so far, they are alike as far as anybody knows. */
function partingWords(session: Session, one: Branch, other: Branch): string {
  const seen = Math.min(seenIn(session, one), seenIn(session, other))
  const t = partingOf(one, other)
  if (seen < Math.min(one.trace.until, t ?? one.trace.until)) return TEXTS.predict.known(other.name)
  return t === undefined ? TEXTS.same(other.name) : TEXTS.parts(exactly(t), other.name)
}

function whyLines(session: Session, columns: number, ascii: boolean): Line[] {
  const { selected, cursor, asked } = session
  const { trace } = currentOf(session)
  // What somebody asked is about that instant.
  if (asked?.at === cursor) return whyNotPane(trace, asked, columns, { ascii, seen: seenIn(session) })
  return whyPane(trace, cursor, selected && { host: selected.host }, columns, { ascii, seen: seenIn(session) })
}

function inspectorLines(session: Session, ascii: boolean): Line[] {
  const { selected, cursor } = session
  if (selected === null) return []
  const name = selected.interface === undefined ? selected.host : `${selected.host}.${selected.interface}`
  return inspect(currentOf(session).trace, cursor, name, { ascii })
}
