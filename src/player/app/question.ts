import type { Micros } from '../../time.ts'
import type { GroupHistory } from '../../trace/folds/history.ts'
import { symbolOf } from '../../views/lanes/lanes.ts'
import { groupBefore, nextOf, type Question, type When, type Who, whensOf, whoOf, whosOf } from '../session/predict.ts'
import { currentOf, type Session } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'

// What is asked, and what can be answered, with a key each.

/** A question that is open, with the group that it is about now. */
export interface Asks {
  readonly question: Question
  readonly name: string
  readonly group: GroupHistory
}

export interface Option<Value> {
  readonly key: string
  readonly words: string
  readonly value: Value
}

export function asksIn(session: Session): Asks | undefined {
  const { question } = session.predicting
  if (question === null) return undefined
  const name = question.groups[question.answers.length]!
  return { question, name, group: groupBefore(currentOf(session).trace, question.t, name) }
}

/** Who is MASTER as long as nothing has been done. */
function present({ group }: Asks): { readonly who: Who; readonly masters: readonly number[] } {
  const { masters } = group.tenures.at(-1)!
  return { who: whoOf(masters), masters }
}

/** The names of virtual hosts of a group: of their machines, and of their interfaces where a machine has several. */
export function namesIn({ vhosts }: GroupHistory): string[] {
  const isTwice = new Set(vhosts.map(({ host }) => host)).size < vhosts.length
  return vhosts.map(({ host, interface: on }) => (isTwice ? `${host}.${on}` : host))
}

/** By the numbers that lanes have; `!` is what split-brain looks like there. */
export function whoOptions(asks: Asks): readonly Option<Who>[] {
  const { who: now } = present(asks)
  const { predict } = TEXTS
  const names = namesIn(asks.group)
  return whosOf(asks.group.vhosts).map((who) => {
    if (who === 'nobody') return { key: '0', words: now === who ? predict.stillNobody : predict.nobody, value: who }
    if (who === 'several') return { key: '!', words: now === who ? predict.stillSeveral : predict.several, value: who }
    return { key: symbolOf(who), words: now === who ? predict.still(names[who]!) : names[who]!, value: who }
  })
}

/** Who is to be MASTER that is so already may be it all the time. */
export function whenOptions(asks: Asks, who: Who): readonly Option<When | null>[] {
  const whens = whensOf(asks.group.vhosts).map((when, i, { length }): Option<When> => {
    return { key: String.fromCharCode('a'.charCodeAt(0) + i), words: whenWords(when, i, length), value: when }
  })
  return present(asks).who === who ? [{ key: '=', words: TEXTS.predict.stays, value: null }, ...whens] : whens
}

function whenWords({ from, to }: When, place: number, length: number): string {
  const { atOnce, within, between, later } = TEXTS.predict
  if (place === 0) return atOnce(to)
  if (place === 1) return within(to)
  return place === length - 1 ? later(from) : between(from, to)
}

/** Up to when it is asked; what sets itself off with what is asked about is not told. */
function spanWords(session: Session, t: Micros): string {
  const { trace } = currentOf(session)
  const { span } = TEXTS.predict
  const next = nextOf(trace, t)
  if (next === undefined) return span.end(trace.until)
  const cause = trace.records.find(({ id }) => id === next.cause)
  return cause === undefined || cause.kind === 'fault' ? span.next(next.t) : span.open
}

/** What can be answered now: who, and then when. */
export function optionsOf(asks: Asks, who: Who | null): readonly Option<Who | When | null>[] {
  return who === null ? whoOptions(asks) : whenOptions(asks, who)
}

export function titleOf({ question, name }: Asks, who: Who | null): string {
  const { predict } = TEXTS
  const title = who === null ? predict.who(name) : predict.when(name)
  const all = question.groups.length
  return all === 1 ? title : predict.oneOf(title, question.answers.length + 1, all)
}

/** What is done, and up to when it is asked; then who it is to be. */
export function leadOf(session: Session, who: Who | null, asks: Asks): string {
  const { predict } = TEXTS
  const { question, group } = asks
  const { masters } = present(asks)
  const names = namesIn(group)
  const doing = predict.doing(question.t, question.faults)
  if (who !== null) return `${doing} ${predict.you(whoOptions(asks).find(({ value }) => value === who)!.words)}`
  const now = masters.length === 0 ? predict.nobodyIs : predict.isMaster(masters.map((place) => names[place]!))
  return `${doing} ${predict.now(now)} ${spanWords(session, question.t)}`
}
