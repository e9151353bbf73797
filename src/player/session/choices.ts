import { Simulator } from '../../simulate.ts'
import type { Trace } from '../../trace/trace.ts'
import { offersOf, withKeys } from './menu.ts'
import type { Choice } from './offer.ts'
import { currentOf, type Session } from './state.ts'

/**
 * What can be done at the cursor to what is selected.
 *
 * The machines themselves are asked what can act: the scenario is played up to the cursor, once for each cursor and
 * selection. Ask when a menu opens.
 */
export function choices(session: Session): readonly Choice[] {
  return answerOf(session, Number.POSITIVE_INFINITY)!
}

/** The same, of which a part is done each time that it is asked for; undefined: there is more to do. */
export function choicesSoon(session: Session): readonly Choice[] | undefined {
  return answerOf(session, AT_ONCE)
}

/** What has come of that; undefined: there is more to do. */
export function choicesByNow(session: Session): readonly Choice[] | undefined {
  return isOver(session) ? [] : askingOf(session)?.choices
}

/** So many events are played at once: that is done while nobody notices. */
const AT_ONCE = 1_500

/** What a trace was asked last. */
const asked = new WeakMap<Trace, Asking>()

function answerOf(session: Session, events: number): readonly Choice[] | undefined {
  if (isOver(session)) return []
  const asking = askingOf(session) ?? new Asking(aboutOf(session), session)
  asked.set(currentOf(session).trace, asking)
  return asking.goOn(events)
}

/** At the end of a run nothing can be done any more. */
function isOver(session: Session): boolean {
  return session.cursor >= currentOf(session).scenario.until
}

/** What is asked already of what is selected, at the cursor. */
function askingOf(session: Session): Asking | undefined {
  const last = asked.get(currentOf(session).trace)
  return last?.about === aboutOf(session) ? last : undefined
}

function aboutOf({ cursor, selected }: Session): string {
  return `${cursor} ${selected?.host ?? ''} ${selected?.interface ?? ''}`
}

/** A question to the machines, and the answer once they have come to the cursor. */
class Asking {
  readonly about: string
  readonly #offers: readonly Choice[]
  readonly #obstacles: Generator<number, (string | null)[]>
  /** undefined: not all of them have answered. */
  choices: readonly Choice[] | undefined

  constructor(about: string, session: Session) {
    this.about = about
    this.#offers = offersOf(session)
    const actions = this.#offers.map(({ action }) => action)
    this.#obstacles = new Simulator(currentOf(session).scenario).obstaclesByAndBy(actions, session.cursor)
  }

  goOn(events: number): readonly Choice[] | undefined {
    let first: number | undefined
    while (this.choices === undefined) {
      const { done, value } = this.#obstacles.next()
      if (done) {
        this.choices = withKeys(this.#offers.filter((_, i) => value[i] === null))
      } else {
        first ??= value
        if (value - first >= events) return undefined
      }
    }
    return this.choices
  }
}
