import { exactly } from '../../views/words.ts'
import type { Session } from '../session/session.ts'
import { selectedName } from '../session/state.ts'
import { TEXTS } from '../texts/texts.ts'
import { rowsOf } from './listing.ts'
import { inWords } from './panes.ts'
import { comparedIn, partedIn } from './time-pane.ts'

const SAYS = TEXTS.telling

/** The machine or the cable that is selected now. */
export function selectionTold(before: Session, after: Session): string[] {
  const { selected } = after
  if (selected === null || selectedName(after) === selectedName(before)) return []
  const line = inWords({ session: after }, 'network').find((one) => one.startsWith(`${selected.host}:`))
  return [`${SAYS.selected(selected.interface ?? '')} ${line ?? selected.host}`]
}

/** The event or the frame that is selected now; where time went there, it is told as what happened. */
export function pickedTold(before: Session, after: Session): string[] {
  if (before.picked === after.picked || before.cursor !== after.cursor || before.current !== after.current) return []
  if (after.picked === null) return selectedName(before) === selectedName(after) ? [SAYS.left] : []
  const row = rowsOf(after).find(({ id }) => id === after.picked)
  if (row !== undefined) return [row.line.map(({ text }) => text).join('')]
  return inWords({ session: after }, 'inspector').slice(0, FRAME)
}

/** What it is, and when it was sent. */
const FRAME = 2

/** Where the branch parts from another one, when they begin to be compared. */
export function comparedTold(before: Session, after: Session): string[] {
  return before.compared === after.compared ? [] : partingTold(after)
}

/** Where each virtual host of two branches first does otherwise, as far as both have been seen. */
export function partingTold(session: Session): string[] {
  const other = comparedIn(session)
  if (other === undefined) return []
  const [here, there] = partedIn(session, other)
  return here.map(({ host, group, kind, t }, i) =>
    SAYS.parted(host, group, TEXTS.parting[kind], exactly(t), exactly(there[i]!.t)),
  )
}
