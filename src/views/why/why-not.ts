import { systemNamed } from '../../carp/systems/index.ts'
import type { Micros } from '../../time.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import type { RecordOf, State, TimerName } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { waitsFor } from '../story/waiting.ts'
import { Chain } from './chain.ts'
import { missedBy } from './missed.ts'
import { byDemotion, type Compared, deadlineOf, isShorter, ownInterval, preempts, saidIn } from './own.ts'
import { onlyOne, type Question, timeOf } from './question.ts'
import { isOf, type Scene, type Standing, type Subject, sceneOf } from './scene.ts'
import { inOrder, type Step } from './step.ts'

type Advert = RecordOf<'advert'>
type Armed = RecordOf<'armed'>

const MASTER_DOWNS: readonly TimerName[] = ['master-down', 'master-down-inet6']

/** Why a virtual host should have been in another state at that time. */
export interface WhyNotQuestion extends Question {
  readonly host: string
  readonly at: Micros
  readonly state: State
}

/** One way to the other state, and what was in the way; `ids` are the records that show it. */
export type Obstacle = { readonly ids: readonly number[] } & (
  | { readonly what: 'timer'; readonly remaining: Micros; readonly armed: RecordOf<'armed'>; readonly heard?: Advert }
  | { readonly what: 'no timer' }
  | {
      readonly what: 'preemption'
      readonly preempt: boolean
      readonly mine: Compared
      /** The last advertisement that it heard while it waited; none: it heard nobody. */
      readonly heard?: Advert
      readonly isShorter: boolean
      /** What the demotion in his advertisement lets it do, or keeps it from, whatever the intervals are. */
      readonly demotion?: 'takes over' | 'is kept'
    }
  | { readonly what: 'not better'; readonly mine: Compared; readonly heard?: Advert; readonly missed: number }
  | { readonly what: 'runs' | 'no carrier' | 'interface down' | 'not allowed' | 'paused' | 'off' | 'never on' }
  /** INIT for another reason: the rule that made it so. */
  | { readonly what: 'INIT'; readonly rule: string }
)

/** Why a virtual host was not in a state: what it was instead, and what stood in each way to the other. */
export interface WhyNot {
  readonly subject: Subject
  readonly at: Micros
  readonly is: VhostState
  readonly asked: State
  readonly obstacles: readonly Obstacle[]
  /** What made the obstacles, from near to far; where it was in that state, what made that. */
  readonly steps: readonly Step[]
}

/**
 * Why a virtual host was not in a state at a time: a pure function of the trace and the question.
 *
 * @param trace - of level `all`: what is not kept cannot be told
 * @throws QuestionError where the question names what is not there
 */
export function whyNot(trace: Trace, question: WhyNotQuestion): WhyNot {
  const scene = sceneOf(trace)
  const at = timeOf(scene, question)
  const subject = onlyOne(scene, question)
  return new Case(scene, subject, at, question.state).answer()
}

/** One virtual host at one time. */
class Case {
  readonly #scene: Scene
  readonly #subject: Subject
  readonly #at: Micros
  readonly #asked: State
  readonly #before: number
  readonly #standing: Standing
  readonly #chain: Chain

  constructor(scene: Scene, subject: Subject, at: Micros, asked: State) {
    this.#scene = scene
    this.#subject = subject
    this.#at = at
    this.#asked = asked
    this.#before = scene.causes.endOf(at)
    this.#standing = scene.standing(subject, this.#before)
    this.#chain = new Chain(scene)
  }

  answer(): WhyNot {
    const { state: is, record, paused } = this.#standing
    const told = { subject: this.#subject, at: this.#at, is, asked: this.#asked }
    if (is === this.#asked) return { ...told, obstacles: [], steps: inOrder(this.#chain.of(record)) }
    const still: Obstacle[] = paused === undefined ? [] : [{ what: 'paused', ids: [paused.id] }]
    const { obstacles, steps } = this.#inTheWay()
    return { ...told, obstacles: [...still, ...obstacles], steps: inOrder([...this.#chain.of(paused), ...steps]) }
  }

  #inTheWay(): { obstacles: Obstacle[]; steps: Step[] } {
    const { state, record } = this.#standing
    if (state === 'off') {
      const what = record === undefined ? 'never on' : 'off'
      return { obstacles: [{ what, ids: record === undefined ? [] : [record.id] }], steps: this.#chain.of(record) }
    }
    if (state === 'INIT') return { obstacles: this.#unfit(), steps: this.#chain.of(record) }
    if (this.#asked === 'INIT') return { obstacles: [{ what: 'runs', ids: [] }], steps: [] }
    return state === 'BACKUP' ? this.#asBackup() : this.#asMaster()
  }

  /** What a virtual host lacks that it needs to run. */
  #unfit(): Obstacle[] {
    const { host, interface: on } = this.#subject
    const before = this.#before
    const link = this.#scene.last('link', before, (record) => record.host === host && record.interface === on)
    const card = this.#scene.last('interface', before, (record) => record.host === host && record.interface === on)
    const allow = this.#scene.setting(host, 'net.inet.carp.allow', before)
    const system = systemNamed(this.#subject.system)
    const found: Obstacle[] = []
    if (link?.carrier === false) found.push({ what: 'no carrier', ids: [link.id] })
    if (card?.up === false && this.#isOfThisLife(card.id)) found.push({ what: 'interface down', ids: [card.id] })
    if (allow?.value === '0' && system?.runs === 'kernel' && system.allowIsLink) {
      found.push({ what: 'not allowed', ids: [allow.id] })
    }
    const { record } = this.#standing
    const rule = record?.kind === 'transition' ? record.rule : ''
    return found.length > 0 ? found : [{ what: 'INIT', rule, ids: record === undefined ? [] : [record.id] }]
  }

  /** A boot takes all interfaces up. */
  #isOfThisLife(id: number): boolean {
    const { host } = this.#subject
    const off = this.#scene.last('power', this.#before, (record) => record.host === host && record.power === 'off')
    return off === undefined || off.id < id
  }

  #asBackup(): { obstacles: Obstacle[]; steps: Step[] } {
    const scene = this.#scene
    const { record } = this.#standing
    const armed = this.#nextExpiry(record?.id ?? 0)
    if (armed === undefined) return this.#asleep()
    const remaining = this.#deadline(armed) - this.#at
    const origin = scene.causes.origin(armed)
    const heard = origin && scene.causes.advertOf(origin)
    const told = heard === undefined ? {} : { heard }
    const timer: Obstacle = { what: 'timer', remaining, armed, ...told, ids: [armed.id] }
    const since = heard?.id ?? armed.id
    const missed = missedBy(scene, this.#subject, since, this.#before).filter(({ advert }) => waitsFor(armed, advert))
    const steps = this.#chain.ofMissed(this.#subject, missed)
    return { obstacles: [timer, this.#preemption(heard)], steps }
  }

  /** Which of its master-down timers runs out first, of those that were set since it is a backup. */
  #nextExpiry(since: number): Armed | undefined {
    const running = MASTER_DOWNS.flatMap((name) => {
      const armed = this.#scene.last('armed', this.#before, (one) => one.timer === name && isOf(one, this.#subject))
      return armed === undefined || armed.id < since ? [] : [armed]
    })
    return running.sort((a, b) => this.#deadline(a) - this.#deadline(b))[0]
  }

  #deadline(armed: Armed): Micros {
    return deadlineOf(this.#scene, armed, this.#before, this.#at)
  }

  /** ucarp, deaf for a while: no timer of it runs. */
  #asleep(): { obstacles: Obstacle[]; steps: Step[] } {
    const { record } = this.#standing
    return {
      obstacles: [{ what: 'no timer', ids: record === undefined ? [] : [record.id] }],
      steps: this.#chain.of(record),
    }
  }

  #preemption(heard: Advert | undefined): Obstacle {
    const mine = ownInterval(this.#scene, this.#subject, this.#before)
    const { on: preempt, set } = preempts(this.#scene, this.#subject, this.#before)
    const ids = [...(heard === undefined ? [] : [heard.id]), ...(set === undefined ? [] : [set.id])]
    if (heard === undefined) return { what: 'preemption', preempt, mine, isShorter: false, ids }
    const demotion = byDemotion(this.#subject, mine, saidIn(heard))
    return { what: 'preemption', preempt, mine, heard, isShorter: isShorter(mine, heard), ...demotion, ids }
  }

  /** A MASTER gives way to what it hears, and only to that. */
  #asMaster(): { obstacles: Obstacle[]; steps: Step[] } {
    const scene = this.#scene
    const subject = this.#subject
    const since = this.#standing.record?.id ?? 0
    const missed = missedBy(scene, subject, since, this.#before)
    const refused = new Set(missed.map(({ advert }) => advert.id))
    const heard = scene.last('advert', this.#before, (advert) => {
      return (
        advert.id > since &&
        advert.host !== subject.host &&
        scene.areTogether(advert, subject) &&
        !refused.has(advert.id)
      )
    })
    const mine = scene.last('advert', this.#before, (advert) => isOf(advert, subject))
    const obstacle: Obstacle = {
      what: 'not better',
      mine: mine === undefined ? ownInterval(scene, subject, this.#before) : saidIn(mine),
      ...(heard === undefined ? {} : { heard }),
      missed: missed.length,
      ids: heard === undefined ? [] : [heard.id],
    }
    const steps = this.#chain.ofMissed(subject, missed)
    return { obstacles: [obstacle], steps }
  }
}
