import type { Micros } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import { Steps } from '../../views/lanes/scale.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Branch } from './branch.ts'
import { seenIn } from './known.ts'
import { countTo, eventsOf } from './seen.ts'
import { branchNamed, currentOf, type Scale, type Session, saying } from './state.ts'

// Time may go in steps: one for each instant at which something is told, so that a burst of microseconds is as easy to
// read as a silence.

const SAYS = TEXTS.session.time

/** No view has fewer steps. */
const FEWEST = 4

interface Told {
  readonly about: string
  readonly other: Trace | undefined
  readonly instants: readonly Micros[]
}

/** What was asked of a trace last. */
const lately = new WeakMap<Trace, Told>()

/**
 * When something is told, of the branch and of the one that it is compared with: so both have the same steps. What has
 * not been seen is one step.
 */
export function instantsOf(session: Session): readonly Micros[] {
  const branch = currentOf(session)
  const other = session.compared === null ? undefined : branchNamed(session, session.compared)
  const seen = [branch, other].map((one) => one && seenIn(session, one))
  const about = `${session.verbose} ${seen.join(' ')} ${session.filter}`
  const known = lately.get(branch.trace)
  if (known !== undefined && known.about === about && known.other === other?.trace) return known.instants
  const mine = knownInstants(session, branch)
  const instants = other === undefined ? mine : merged(mine, knownInstants(session, other))
  lately.set(branch.trace, { about, other: other?.trace, instants })
  return instants
}

function knownInstants(session: Session, branch: Branch): Micros[] {
  const events = eventsOf(branch, session)
  const seen = seenIn(session, branch)
  if (seen >= branch.scenario.until) return distinct(events)
  return [...distinct(events.slice(0, countTo(events, seen))), seen + 1]
}

/** The times of records, which are in order, each once. */
function distinct(records: readonly { readonly t: Micros }[]): Micros[] {
  const times: Micros[] = []
  for (const { t } of records) if (t !== times.at(-1)) times.push(t)
  return times
}

function merged(some: readonly Micros[], others: readonly Micros[]): Micros[] {
  const times: Micros[] = []
  for (let [i, j] = [0, 0]; i < some.length || j < others.length; ) {
    const t = Math.min(some[i] ?? Number.POSITIVE_INFINITY, others[j] ?? Number.POSITIVE_INFINITY)
    if (some[i] === t) i += 1
    if (others[j] === t) j += 1
    times.push(t)
  }
  return times
}

/** The other scale, or that one; the same stretch of time as far as each step has a column. */
export function scaled(session: Session, to: Scale | undefined, room = session.room): Session {
  const scale = to ?? (session.scale === 'linear' ? 'events' : 'linear')
  if (scale === session.scale) return session
  if (scale === 'linear') return { ...session, scale, message: SAYS.even }
  const { first, count } = shownIn(session)
  const next = { ...session, scale, room: Math.max(FEWEST, room), message: SAYS.stepwise }
  if (count <= next.room) return withSteps(next, first, count)
  return withSteps(next, cursorStep(session) - (next.room >> 1), next.room)
}

/** Half as many steps, or twice as many, with the cursor where it was on the screen. */
export function zoomedSteps(session: Session, way: 1 | -1): Session {
  const { first, count } = shownIn(session)
  const all = stepsOf(session).count
  const next = way === 1 ? count >> 1 : Math.min(all, count * 2)
  if (way === 1 && next < FEWEST) return saying(session, SAYS.nearest)
  if (way === -1 && count === all) return saying(session, SAYS.whole)
  const cursor = cursorStep(session)
  return withSteps(session, cursor - Math.round(((cursor - first) * next) / count), next)
}

/** As many steps, and the one of the cursor in view: the last of them ends where the next one begins. */
export function followedBySteps(session: Session): Session {
  const { first, count } = shownIn(session)
  const cursor = cursorStep(session)
  const inView = cursor >= first && cursor < first + count
  return inView ? session : withSteps(session, cursor - (count >> 1), count)
}

/** The same stretch of time with other steps, as far as each has a column; as many as before, where there are fewer. */
export function withOtherSteps(before: Session, after: Session): Session {
  const was = shownIn(before)
  const now = shownIn(after)
  const all = stepsOf(after).count
  const count = Math.min(Math.max(after.room, was.count), Math.max(now.count, Math.min(was.count, all)))
  const cursor = cursorStep(after)
  const inView = cursor >= now.first && cursor < now.first + now.count
  if (inView && now.count === count) return withSteps(after, now.first, count)
  const left = Math.round(((cursorStep(before) - was.first) * count) / was.count)
  return withSteps(after, cursor - left, count)
}

function cursorStep(session: Session): number {
  return stepsOf(session).at(session.cursor)
}

function stepsOf(session: Session): Steps {
  return new Steps({ from: 0, to: Math.max(1, currentOf(session).scenario.until) }, instantsOf(session))
}

/** The steps that a view has a part of. */
function shownIn(session: Session): { readonly first: number; readonly count: number } {
  const { from, to } = session.view
  const steps = stepsOf(session)
  const first = steps.at(from)
  return { first, count: steps.at(Math.max(from, to - 1)) - first + 1 }
}

function withSteps(session: Session, first: number, count: number): Session {
  const steps = stepsOf(session)
  const start = Math.max(0, Math.min(first, steps.count - count))
  return { ...session, view: { from: steps.start(start), to: steps.start(start + count) } }
}
