import { TEXTS } from '../texts/texts.ts'
import { seenOf } from './known.ts'
import { type Answer, judged, NOT_PREDICTING, nextDoing, outcomeOf, type Predicting, type Question } from './predict.ts'
import { currentOf, type Session, saying } from './state.ts'
import { moved } from './time.ts'

/** From now on, or no more. The score stays. */
export function predict(session: Session, on: boolean): Session {
  const { current, cursor, predicting } = session
  const { asked, right } = predicting
  const seen = new Map([[current, cursor]])
  return {
    ...session,
    predicting: { ...NOT_PREDICTING, on, seen, asked, right },
    message: on ? TEXTS.predict.on : TEXTS.predict.off,
  }
}

/**
 * What somebody sees after a command: where time went on, up to what is done next and was not seen before; there is the
 * question, a microsecond before. Otherwise all that the cursor has come by is known now.
 */
export function met(after: Session, played: boolean): Session {
  if (!after.predicting.on) return after
  const branch = currentOf(after)
  const seen = seenOf(after, branch)
  const doing = nextDoing(branch.trace, seen, after.cursor)
  if (doing === undefined) return witnessed(after)
  const question: Question = { ...doing, answers: [] }
  const predicting = { ...after.predicting, question, played, judged: [] }
  return witnessed({ ...moved(after, doing.t - 1), playing: false, message: null, predicting })
}

/** The cursor has been there. */
export function witnessed(session: Session): Session {
  const { predicting, current, cursor } = session
  if (!predicting.on) return session
  const known = seenOf(session, currentOf(session))
  if (predicting.seen.has(current) && known >= cursor) return session
  const seen = new Map(predicting.seen).set(current, Math.max(known, cursor))
  return { ...session, predicting: { ...predicting, seen } }
}

/** The question is put off: it comes again as soon as time goes on. */
export function putOff(session: Session): Session {
  const { predicting } = session
  if (predicting.question === null && predicting.judged.length === 0) return session
  return { ...session, predicting: { ...predicting, question: null, judged: [] } }
}

/** One group is answered; after the last one it is judged, and done. */
export function answer(session: Session, given: Answer): Session {
  const { question } = session.predicting
  if (question === null) return saying(session, TEXTS.predict.nothing)
  const answers = [...question.answers, given]
  const predicting = { ...session.predicting, question: { ...question, answers } }
  const answered = { ...session, predicting }
  return answers.length < question.groups.length ? answered : closed(answered)
}

/** It plays out without an answer, or with those that were given. */
export function skip(session: Session): Session {
  return session.predicting.question === null ? saying(session, TEXTS.predict.nothing) : closed(session)
}

function closed(session: Session): Session {
  const { question, asked, right, played } = session.predicting
  const { t, answers, groups, faults } = question!
  const { trace } = currentOf(session)
  const results = answers.map((given, i) => judged(given, outcomeOf(trace, t, groups[i]!)))
  const predicting: Predicting = {
    ...session.predicting,
    question: null,
    judged: results,
    asked: asked + results.length,
    right: right + results.filter((result) => result.right).length,
  }
  const done = { ...moved(session, t), predicting, message: faults.join('; ') }
  return witnessed(results.length === 0 ? { ...done, playing: played } : done)
}
