import type { Micros } from '../../time.ts'
import { TEXTS } from '../texts/texts.ts'
import { type Act, type Branch, branchOf } from './branch.ts'
import { branchNamed, currentOf, type Session, saying } from './state.ts'
import { moved } from './time.ts'

const SAYS = TEXTS.session.branches

/** Something is done at the cursor: what comes of it is a branch of its own. */
export function act(session: Session, what: Act): Session {
  const parent = currentOf(session)
  const id = session.branches.length
  const branch = branchOf(parent, id, SAYS.fork(id), session.cursor, what)
  if (typeof branch === 'string') return saying(session, branch)
  return { ...moved(added(session, branch), session.cursor + 1), message: branch.act }
}

/** A branch that is as the present one. */
export function fork(session: Session, name: string | undefined): Session {
  const { id: parent, scenario, trace } = currentOf(session)
  const id = session.branches.length
  const called = name ?? SAYS.fork(id)
  if (session.branches.some((branch) => branch.name === called)) {
    return saying(session, SAYS.taken(called))
  }
  const branch: Branch = { id, name: called, scenario, trace, parent, from: session.cursor, act: null }
  return { ...added(session, branch), message: SAYS.begins(called) }
}

export function undo(session: Session): Session {
  const { parent, from, act: what } = currentOf(session)
  if (parent === null) return saying(session, SAYS.nothingDone)
  return { ...moved(entered(session, parent), from), message: SAYS.undone(what ?? SAYS.theFork) }
}

export function redo(session: Session): Session {
  const child = branchNamed(session, session.left.get(session.current) ?? -1)
  if (child === undefined) return saying(session, SAYS.nothingUndone)
  const { act: what, from } = child
  const cursor: Micros = what === null ? from : from + 1
  return { ...moved(entered(session, child.id), cursor), message: what ?? SAYS.begins(child.name) }
}

export function goToBranch(session: Session, id: number): Session {
  const branch = branchNamed(session, id)
  if (branch === undefined) return saying(session, SAYS.unknown(id))
  if (id === session.current) return saying(session, SAYS.here(branch.name))
  return { ...entered(session, id), message: branch.name }
}

export function compare(session: Session, id: number | null): Session {
  if (id === null) return { ...session, compared: null, message: null }
  const branch = branchNamed(session, id)
  if (branch === undefined) return saying(session, SAYS.unknown(id))
  if (id === session.current) return saying(session, SAYS.itself)
  return { ...session, compared: id, message: SAYS.compared(branch.name) }
}

function added(session: Session, branch: Branch): Session {
  return entered({ ...session, branches: [...session.branches, branch] }, branch.id)
}

/** Another branch is looked at; the one that is left is where redo leads from its parent. */
function entered(session: Session, id: number): Session {
  const { id: left, parent } = currentOf(session)
  return {
    ...session,
    current: id,
    picked: null,
    compared: session.compared === id ? null : session.compared,
    left: parent === null ? session.left : new Map(session.left).set(parent, left),
  }
}
