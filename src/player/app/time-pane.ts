import type { Micros } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import { type BarOptions, lanesPane, timeBar, timeColumns } from '../../views/bar/bar.ts'
import type { Pair } from '../../views/diff/compare.ts'
import { firstDifferences } from '../../views/diff/firsts.ts'
import { cutLine, shown } from '../../views/fit.ts'
import type { Extent } from '../../views/lanes/grid.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { PARTS, type Parted } from '../../views/lanes/parted.ts'
import { exactly } from '../../views/words.ts'
import { seenIn } from '../session/known.ts'
import { instantsOf } from '../session/scale.ts'
import { type Branch, branchNamed, currentOf, type Session } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'

/** For how many steps of time there is room. */
export function stepRoom(session: Session, columns: number): number {
  return timeColumns(currentOf(session).trace, columns)
}

/** A band for each group: who is MASTER when. */
export function barLines(session: Session, columns: number, ascii: boolean): Line[] {
  const extent = extentOf(session)
  return comparing(session, columns, ascii, (trace, options) =>
    timeBar(trace, extent, columns, session.cursor, options),
  )
}

/** The lanes of all virtual hosts. */
export function timeLines(session: Session, columns: number, ascii: boolean): Line[] {
  const extent = extentOf(session)
  return comparing(session, columns, ascii, (trace, options) =>
    lanesPane(trace, extent, columns, session.cursor, options),
  )
}

/** The time that is shown, in columns that are even, or in steps. */
export function extentOf(session: Session): Extent {
  return session.scale === 'linear' ? session.view : { ...session.view, steps: instantsOf(session) }
}

type Paint = (trace: Trace, options: BarOptions) => Line[]

/** The branch, and below it the one that it is compared with; in each is pointed to where it parts from the other. */
function comparing(session: Session, columns: number, ascii: boolean, paint: Paint): Line[] {
  const { marks } = session
  const current = currentOf(session)
  const painted = ({ trace, ...branch }: Branch, parted?: readonly Parted[]) =>
    paint(trace, { ascii, marks, seen: seenIn(session, { trace, ...branch }), ...(parted && { parted }) })
  const other = comparedIn(session)
  if (other === undefined) return painted(current)
  const [here, there] = partedIn(session, other)
  const said: Line = [{ text: shown(partingWords(session, other), ascii), style: 'mark' }]
  return [...painted(current, here), cutLine(said, columns), ...painted(other, there)]
}

/** The branch that this one is compared with. */
export function comparedIn(session: Session): Branch | undefined {
  return session.compared === null ? undefined : branchNamed(session, session.compared)
}

interface Known {
  readonly seen: Micros
  readonly parted: Pair<readonly Parted[]>
}

const known = new WeakMap<Trace, WeakMap<Trace, Known>>()

/** Where both branches part, as far as both have been seen. */
export function partedIn(session: Session, other: Branch): Pair<readonly Parted[]> {
  const current = currentOf(session)
  const seen = seenOfBoth(session, other)
  const of = known.get(current.trace) ?? new WeakMap<Trace, Known>()
  known.set(current.trace, of)
  const last = of.get(other.trace)
  const parted = last?.seen === seen ? last.parted : firstDifferences([current.trace, other.trace], seen)
  of.set(other.trace, { seen, parted })
  return parted
}

function seenOfBoth(session: Session, other: Branch): Micros {
  return Math.min(seenIn(session), seenIn(session, other))
}

/** Where two branches part, in words, and what the glyphs mean; what has not been seen is alike as far as anybody knows. */
function partingWords(session: Session, other: Branch): string {
  const [parted, there] = partedIn(session, other)
  if (parted.length === 0) {
    const isKnown = seenOfBoth(session, other) >= Math.min(currentOf(session).trace.until, other.trace.until)
    return isKnown ? TEXTS.same(other.name) : TEXTS.predict.known(other.name)
  }
  const first = Math.min(...[...parted, ...there].map(({ t }) => t))
  const kinds = (['time', 'course'] as const).filter((kind) => parted.some((one) => one.kind === kind))
  const legend = kinds.map((kind) => `${PARTS[kind]} ${TEXTS.parting[kind]}`)
  return [TEXTS.parts(exactly(first), other.name), ...legend].join('  ')
}
