import type { Micros } from '../../time.ts'
import type { Branch } from './branch.ts'
import { branchNamed, currentOf, type Session } from './state.ts'

/** Up to when it may be shown what happens in a branch. */
export function seenIn(session: Session, branch: Branch = currentOf(session)): Micros {
  return session.predicting.on ? seenOf(session, branch) : branch.scenario.until
}

/** A branch that nobody has looked at is known as far as it is the same as its parent. */
export function seenOf(session: Session, { id, parent, from, act }: Branch): Micros {
  const seen = session.predicting.seen.get(id)
  const before = parent === null ? undefined : branchNamed(session, parent)
  if (seen !== undefined || before === undefined) return seen ?? 0
  return act === null ? seenOf(session, before) : Math.min(from, seenOf(session, before))
}
