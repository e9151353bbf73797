import type { Scenario } from '../../scenario/scenario.ts'
import { didYouMean } from '../../scenario/text/suggest.ts'
import { QuestionError } from '../../views/why/question.ts'
import { whyNot } from '../../views/why/why-not.ts'
import { TEXTS } from '../texts/texts.ts'
import { rootOf } from './branch.ts'
import { act, compare, fork, goToBranch, redo, undo } from './branches.ts'
import { seenIn } from './known.ts'
import { NOT_PREDICTING } from './predict.ts'
import { answer, met, predict, putOff, skip, witnessed } from './predicting.ts'
import { scaled, withOtherSteps } from './scale.ts'
import { readFilter } from './seen.ts'
import { type Asked, type Command, currentOf, type Selection, type Session, saying } from './state.ts'
import { elapse, goTo, mark, pause, play, setSpeed, step, toMark, wholeView, zoom } from './time.ts'
import { turned } from './turning.ts'

export { type Branch, trouble } from './branch.ts'
export { type Asked, branchNamed, type Command, currentOf, type Selection, type Session } from './state.ts'

/**
 * Begins to look at a scenario.
 *
 * @throws as simulate does; `trouble` has words for it
 */
export function open(scenario: Scenario): Session {
  return {
    branches: [rootOf(scenario)],
    current: 0,
    compared: null,
    cursor: 0,
    ahead: 0,
    speed: 0,
    playing: false,
    view: { from: 0, to: scenario.until },
    scale: 'linear',
    room: ROOM,
    selected: null,
    picked: null,
    marks: new Map(),
    filter: '',
    verbose: false,
    asked: null,
    predicting: NOT_PREDICTING,
    left: new Map(),
    message: null,
  }
}

/** Does what a command says: a pure function. What cannot be done leaves a message, and nothing else. */
export function apply(session: Session, command: Command): Session {
  const after = done(session, command)
  if (session.scale === 'linear' || after.scale === 'linear') return after
  // Who predicts gets to know of more as time goes on.
  const tellsOther = TELLING.has(command.do) || seenIn(session) !== seenIn(after)
  return tellsOther ? withOtherSteps(session, after) : after
}

/** What changes which events are told, and so which steps there are. */
const TELLING: ReadonlySet<Command['do']> = new Set([
  ...(['filter', 'verbose', 'compare', 'act', 'undo', 'redo', 'branch'] as const),
])

/** So many steps are seen well in a window of 80 columns. */
const ROOM = 40

function done(session: Session, command: Command): Session {
  if (command.do === 'elapse') return session.playing ? met(elapse(session, command.wall), true) : session
  const silent = { ...session, message: null }
  switch (command.do) {
    case 'predict':
      return predict(silent, command.on ?? !session.predicting.on)
    case 'answer':
      return answer(silent, command.answer)
    case 'skip':
      return skip(silent)
    // Time goes on, step by step or with a fault; who goes to a time has jumped over what is done by then.
    case 'step':
      return turned(session, met(obeyed(putOff(silent), command), false), command.by)
    case 'act':
      return met(obeyed(putOff(silent), command), false)
    default:
      return witnessed(obeyed(putOff(silent), command))
  }
}

type Other = Exclude<Command, { do: 'elapse' | 'predict' | 'answer' | 'skip' }>

function obeyed(session: Session, command: Other): Session {
  switch (command.do) {
    case 'play':
      return play(session)
    case 'pause':
      return pause(session)
    case 'toggle':
      return session.playing ? pause(session) : play(session)
    case 'goto':
      return goTo(session, command.t)
    case 'step':
      return step(session, command.by, command.way)
    case 'speed':
      return setSpeed(session, session.speed + command.by)
    case 'set speed':
      return setSpeed(session, command.speed)
    case 'zoom':
      return zoom(session, command.way)
    case 'fit':
      return wholeView(session)
    case 'scale':
      return scaled(session, command.to, command.room)
    case 'mark':
      return mark(session, command.name)
    case 'to mark':
      return toMark(session, command.name)
    case 'select':
      return select(session, command.what)
    case 'pick':
      return pick(session, command.id)
    case 'act':
      return act(session, { action: command.action, ...(command.for !== undefined && { for: command.for }) })
    case 'fork':
      return fork(session, command.name)
    case 'undo':
      return undo(session)
    case 'redo':
      return redo(session)
    case 'branch':
      return goToBranch(session, command.id)
    case 'compare':
      return compare(session, command.id)
    case 'filter':
      return filter(session, command.text.trim())
    case 'verbose':
      return { ...session, verbose: !session.verbose }
    case 'why-not':
      return ask(session, { ...withoutDo(command), at: session.cursor })
    case 'say':
      return { ...session, message: command.text }
  }
}

function select(session: Session, what: Selection | null): Session {
  if (what === null) return { ...session, selected: null, picked: null }
  const { hosts } = currentOf(session).scenario
  const host = hosts.find(({ name }) => name === what.host)
  if (host === undefined) {
    const names = hosts.map(({ name }) => name)
    return saying(session, TEXTS.session.select.noHost(what.host) + didYouMean(what.host, names))
  }
  if (what.interface === undefined || host.interfaces.some(({ name }) => name === what.interface)) {
    return { ...session, selected: what, picked: null }
  }
  const cards = host.interfaces.map(({ name }) => name)
  return saying(session, TEXTS.session.select.noCard(host.name, what.interface) + didYouMean(what.interface, cards))
}

/** What was asked before is answered no more: the answer is about this now. */
function pick(session: Session, id: number | null): Session {
  if (id === null) return { ...session, picked: null }
  const { records } = currentOf(session).trace
  const isThere = records[id - 1]?.id === id || records.some((record) => record.id === id)
  return isThere ? { ...session, picked: id, asked: null } : saying(session, TEXTS.session.select.noRecord(id))
}

function filter(session: Session, text: string): Session {
  if (text === '') return { ...session, filter: '' }
  const { wrong } = readFilter(currentOf(session), text)
  return wrong === undefined ? { ...session, filter: text } : saying(session, wrong)
}

/** Why something was not so: the answer is read from the trace by whoever shows it. */
function ask(session: Session, asked: Asked): Session {
  try {
    whyNot(currentOf(session).trace, asked)
    return { ...session, asked, picked: null }
  } catch (error) {
    if (error instanceof QuestionError) return saying(session, error.message)
    throw error
  }
}

function withoutDo({ host, group, state }: Extract<Command, { do: 'why-not' }>): Omit<Asked, 'at'> {
  return { host, state, ...(group !== undefined && { group }) }
}
