import type { Trace } from '../../trace/trace.ts'
import { shown } from '../../views/fit.ts'
import { paintTold } from '../../views/inspector/why.ts'
import type { Line, Style } from '../../views/lanes/paint.ts'
import { explain } from '../../views/why/explain.ts'
import { tellWhyNot } from '../../views/why/not-words.ts'
import { whyNot } from '../../views/why/why-not.ts'
import { tellWhy } from '../../views/why/words.ts'
import { wrapped } from '../../views/wrap.ts'
import { groupIn, type Judgement, nextOf, patienceOf, whoOf } from '../session/predict.ts'
import { decisive, overlooked } from '../session/reasons.ts'
import { currentOf, type Session } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'
import { namesIn } from './question.ts'

/** What came of it: whether the answers were right, what really happens and why, what was overlooked. */
export function verdictLines(session: Session, columns: number, ascii: boolean): Line[] {
  const { trace } = currentOf(session)
  return session.predicting.judged.flatMap((judgement) => judgementLines(trace, judgement, columns, ascii))
}

function judgementLines(trace: Trace, judgement: Judgement, columns: number, ascii: boolean): Line[] {
  const style: Style | undefined = judgement.right ? 'master' : judgement.who ? 'mark' : 'trouble'
  const verdict = wrapped(shown(verdictOf(trace, judgement), ascii), columns)
  return [
    ...verdict.map((text): Line => [{ text, style }]),
    ...paintTold(reasonsOf(trace, judgement), columns, { ascii }),
    ...objections(trace, judgement, columns, ascii),
  ]
}

function verdictOf(trace: Trace, { answer, outcome, who, right, off }: Judgement): string {
  const { predict } = TEXTS
  if (right) return predict.right
  if (!who) {
    const names = namesIn(groupIn(trace, outcome))
    return predict.wrong(typeof answer.who === 'number' ? names[answer.who]! : predict[answer.who])
  }
  if (off === null) return answer.when === null ? predict.changesAfterAll : predict.changesNot
  return off > 0 ? predict.late(off) : predict.early(-off)
}

/** What happened, and why. */
function reasonsOf(trace: Trace, judgement: Judgement) {
  const { predict } = TEXTS
  const { group, masters, since, t, changes } = judgement.outcome
  const now = groupIn(trace, judgement.outcome)
  const names = namesIn(now)
  const is = whoOf(masters) === 'nobody' ? predict.nobodyIs : predict.isMaster(masters.map((place) => names[place]!))
  const headline = since === null ? predict.stay(group, is) : predict.becomes(group, is, since, since - t)
  const next = nextOf(trace, t)
  // Had there been more time, it might have come out otherwise.
  const patience = patienceOf(now.vhosts)
  const besides = [
    ...(since === null ? [] : [predict.changes(group, changes)]),
    ...(next !== undefined && next.t - (since ?? t) < patience ? [predict.cutShort(next.t, next.text)] : []),
  ].filter((text) => text !== '')
  const made = decisive(trace, judgement)
  const sentences = made === undefined ? [] : tellWhy(trace, explain(trace, { record: made.id })).sentences
  return { headline, besides, sentences }
}

/** Why another one was not MASTER. */
function objections(trace: Trace, judgement: Judgement, columns: number, ascii: boolean): Line[] {
  const question = overlooked(trace, judgement)
  if (question === undefined) return []
  const { headline, besides } = tellWhyNot(trace, whyNot(trace, question))
  return paintTold({ headline, besides: besides.map(({ text }) => text), sentences: [] }, columns, { ascii })
}
