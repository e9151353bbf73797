import { didYouMean } from '../../scenario/text/suggest.ts'
import type { Micros } from '../../time.ts'
import { TEXTS } from '../texts/texts.ts'
import { followedBySteps, zoomedSteps } from './scale.ts'
import { eventsOf, nextTime, transitionsOf } from './seen.ts'
import { currentOf, type Session, saying } from './state.ts'

const SAYS = TEXTS.session.time

export const FASTEST = 4
export const SLOWEST = -10
/** No view is shorter: so that a column is not less than a microsecond, more or less. */
const SHORTEST_VIEW: Micros = 50

/** `16x`, `1x`, `1/4x` */
export function speedInWords(speed: number): string {
  return speed < 0 ? `1/${2 ** -speed}x` : `${2 ** speed}x`
}

export function play(session: Session): Session {
  if (session.playing) return saying(session, SAYS.playing)
  const over = session.cursor >= endOf(session)
  const start = over ? { ...moved(session, 0), message: SAYS.beginning } : session
  return { ...start, playing: true }
}

export function pause(session: Session): Session {
  return session.playing ? { ...session, playing: false } : saying(session, SAYS.still)
}

/** The cursor follows real time, as fast as it is told to. */
export function elapse(session: Session, wall: Micros): Session {
  if (!session.playing || wall <= 0) return session
  const exact = session.cursor + session.ahead + wall * 2 ** session.speed
  const end = endOf(session)
  if (exact >= end) return { ...moved(session, end), playing: false, message: SAYS.end }
  const cursor = Math.floor(exact)
  return { ...moved(session, cursor), ahead: exact - cursor }
}

export function goTo(session: Session, t: Micros): Session {
  const end = endOf(session)
  if (t >= 0 && t <= end && Number.isSafeInteger(t)) return moved(session, t)
  return saying(session, SAYS.noTime(end))
}

export function step(session: Session, by: 'event' | 'transition', way: 1 | -1): Session {
  const branch = currentOf(session)
  const records = by === 'transition' ? transitionsOf(branch) : eventsOf(branch, session)
  const t = nextTime(records, session.cursor, way)
  if (t !== undefined) return { ...moved(session, t), playing: false }
  return saying(session, (way === 1 ? SAYS.noneAfter : SAYS.noneBefore)[by])
}

export function setSpeed(session: Session, speed: number): Session {
  if (speed > FASTEST) return saying(session, SAYS.fastest(speedInWords(FASTEST)))
  if (speed < SLOWEST) return saying(session, SAYS.slowest(speedInWords(SLOWEST)))
  return { ...session, speed, message: speedInWords(speed) }
}

/** Half as much, or twice as much, with the cursor where it was on the screen. */
export function zoom(session: Session, way: 1 | -1): Session {
  if (session.scale === 'events') return zoomedSteps(session, way)
  const { view, cursor } = session
  const end = endOf(session)
  const width = view.to - view.from
  const next = way === 1 ? Math.floor(width / 2) : Math.min(end, width * 2)
  if (way === 1 && next < SHORTEST_VIEW) return saying(session, SAYS.nearest)
  if (way === -1 && next === width) return saying(session, SAYS.whole)
  const from = cursor - Math.round(((cursor - view.from) * next) / width)
  return { ...session, view: placed(from, next, end) }
}

export function wholeView(session: Session): Session {
  return { ...session, view: { from: 0, to: endOf(session) } }
}

export function mark(session: Session, name: string): Session {
  if (name.trim() === '') return saying(session, SAYS.nameless)
  const marks = new Map(session.marks).set(name, session.cursor)
  return { ...session, marks, message: SAYS.marked(name, session.cursor) }
}

export function toMark(session: Session, name: string): Session {
  const t = session.marks.get(name)
  if (t !== undefined) return moved(session, t)
  return saying(session, SAYS.noMark(name) + didYouMean(name, [...session.marks.keys()]))
}

/** With the cursor there, and in view. */
export function moved(session: Session, cursor: Micros): Session {
  const { view } = session
  const end = endOf(session)
  const width = view.to - view.from
  const inView = cursor >= view.from && cursor <= view.to
  const next = { ...session, cursor, ahead: 0, picked: null }
  if (session.scale === 'events') return followedBySteps(next)
  return { ...next, view: inView ? view : placed(cursor - Math.floor(width / 2), width, end) }
}

function placed(from: Micros, width: Micros, end: Micros): Session['view'] {
  const start = Math.max(0, Math.min(from, end - width))
  return { from: start, to: Math.min(end, start + width) }
}

function endOf(session: Session): Micros {
  return currentOf(session).scenario.until
}
