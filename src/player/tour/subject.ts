import { type Micros, SECOND } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { CastHost } from '../../trace/trace.ts'
import { sceneOf } from '../../views/why/scene.ts'
import { choices } from '../session/choices.ts'
import type { Choice } from '../session/offer.ts'
import { stateAt, transitionsOf } from '../session/seen.ts'
import { apply, type Branch, currentOf, type Session } from '../session/session.ts'

/** What a tour is about: a machine that is MASTER, and the one that takes over when its cable is pulled. */
export interface Subject {
  readonly master: string
  readonly backup: string
  /** What the two share. */
  readonly addresses: readonly string[]
  readonly elected: Micros
  readonly pulled: Micros
  readonly takenOver: Micros
  /** What pulls the cable. */
  readonly pull: Choice
}

/** For how long the backup may wait: people look on. */
const PATIENCE = 20 * SECOND
/** Elections that are tried. */
const MOST = 20

/**
 * The first election of a run after which a pulled cable makes another machine take over: of machines that have one
 * virtual host each, so that there is one MASTER to speak of; undefined: there is none.
 */
export function subjectOf(session: Session): Subject | undefined {
  const elections = transitionsOf(currentOf(session)).filter(isExpiry).slice(0, MOST)
  for (const election of elections) {
    const subject = pulledAfter(session, election)
    if (subject !== undefined) return subject
  }
  return undefined
}

type Change = RecordOf<'transition'>

function isExpiry({ to, rule }: Change): boolean {
  return to === 'MASTER' && rule === 'master-down timer'
}

/** On the first whole second that is at least a second later, with nothing but calm in between. */
function pulledAfter(session: Session, election: Change): Subject | undefined {
  const { host, interface: on, t: elected } = election
  const branch = currentOf(session)
  const pulled = Math.ceil(elected / SECOND + 1) * SECOND
  const isCalm = transitionsOf(branch).every(({ t }) => t <= elected || t > pulled)
  if (!isCalm || !isAlone(branch, election, pulled)) return undefined
  const there = apply(apply(session, { do: 'goto', t: pulled }), { do: 'select', what: { host } })
  const pull = choices(there).find(
    ({ action }) => action.verb === 'unplug' && 'host' in action && action.interface === on,
  )
  if (pull === undefined) return undefined
  const after = currentOf(apply(there, { do: 'act', action: pull.action }))
  const next = transitionsOf(after).find(({ t }) => t > pulled + 1)
  if (next === undefined || after === branch || !isExpiry(next) || next.t > pulled + PATIENCE) return undefined
  if (groupOf(after, next) !== groupOf(branch, election) || next.host === host) return undefined
  if (![election, next].every((change) => vhostsOf(branch, change).length === 1)) return undefined
  const addresses = vhostsOf(branch, election)[0]!.addresses
  return { master: host, backup: next.host, addresses, elected, pulled, takenOver: next.t, pull }
}

/** Whether it is the only MASTER of its group at that time. */
function isAlone(branch: Branch, change: Change, t: Micros): boolean {
  const group = stateAt(branch, t).groups.find(({ name }) => name === groupOf(branch, change))
  return group?.masters.length === 1 && group.masters[0]!.host === change.host
}

function groupOf({ trace }: Branch, { host, interface: on, vhid }: Change): string | undefined {
  return sceneOf(trace).subjects.find((one) => one.host === host && one.interface === on && one.vhid === vhid)?.group
}

function vhostsOf({ trace }: Branch, { host }: Change): CastHost['vhosts'] {
  return trace.hosts.find(({ name }) => name === host)?.vhosts ?? []
}
