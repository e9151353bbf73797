import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choices } from '../../../src/player/session/choices.ts'
import { seenIn } from '../../../src/player/session/known.ts'
import { stateAt } from '../../../src/player/session/now.ts'
import {
  type Answer,
  doingAt,
  groupBefore,
  judged,
  nextDoing,
  nextOf,
  outcomeOf,
  type Who,
  whensOf,
  whenTyped,
  whosOf,
} from '../../../src/player/session/predict.ts'
import { decisive, overlooked } from '../../../src/player/session/reasons.ts'
import { apply, type Command, currentOf, open, type Session } from '../../../src/player/session/session.ts'
import { formatTime, SECOND } from '../../../src/time.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { explain } from '../../../src/views/why/explain.ts'
import { whyNot } from '../../../src/views/why/why-not.ts'
import { NAMES, scenarioOf, sessionOf } from './library.ts'

const CABLE = 'basics/cable-pull.yaml'

function after(session: Session, ...commands: readonly Command[]): Session {
  return commands.reduce(apply, session)
}

const asking = (name: string): Session => apply(sessionOf(name), { do: 'predict' })
const STEP: Command = { do: 'step', by: 'transition', way: 1 }
const says = (who: Who, when: Answer['when']): Command => ({ do: 'answer', answer: { who, when } })

/** All that is done in a run, and each group that it may be about. */
function questionsOf(trace: Trace): { t: number; group: string }[] {
  const times = new Set(trace.records.flatMap(({ kind, t }) => (kind === 'fault' ? [t] : [])))
  return [...times].flatMap((t) => doingAt(trace, t).groups.map((group) => ({ t, group })))
}

/** Everything that can be chosen as an answer. */
function answersTo(trace: Trace, t: number, group: string): Answer[] {
  const { vhosts } = groupBefore(trace, t, group)
  return whosOf(vhosts).flatMap((who) => [null, ...whensOf(vhosts)].map((when) => ({ who, when })))
}

describe.each(NAMES)('%s', (name) => {
  const [branch] = sessionOf(name).branches
  const { trace } = branch!

  test('what came of it is what the trace says who was MASTER, when the next thing was done or at the end', () => {
    for (const { t, group } of questionsOf(trace)) {
      const outcome = outcomeOf(trace, t, group)
      const next = nextOf(trace, t)
      // What sets off the next thing happens in its instant, but before it.
      if (next !== undefined && outcome.since === next.t) continue
      const mastersAt = (at: number) => {
        const { vhosts, masters } = stateAt(branch!, at).groups.find((one) => one.name === group)!
        return masters.map((master) => vhosts.indexOf(master))
      }
      const last = next === undefined ? trace.until : next.t - 1
      expect(mastersAt(last)).toEqual(outcome.masters)
      const [master] = outcome.masters
      const then = mastersAt(outcome.since ?? t)
      if (master === undefined) expect(then).toEqual([])
      else expect(then).toContainEqual(master)
    }
  })

  test('of all that can be answered one answer is right, and what is typed to the microsecond is', () => {
    for (const { t, group } of questionsOf(trace)) {
      const outcome = outcomeOf(trace, t, group)
      const right = answersTo(trace, t, group).filter((answer) => judged(answer, outcome).right)
      const { who, since } = outcome
      expect(right.map((answer) => answer.who)).toEqual([who])
      expect(right[0]!.when === null).toBe(since === null)
      if (since === null) continue
      const exactly = whenTyped(formatTime(since - t), t)
      expect(judged({ who, when: exactly! }, outcome)).toMatchObject({ right: true, off: 0 })
      const late = whenTyped(`@${formatTime(since + 2 * SECOND)}`, t)
      expect(judged({ who, when: late! }, outcome)).toMatchObject({ who: true, right: false, off: -2 * SECOND })
    }
  })

  test('what happened is explained, and what a wrong answer overlooked', () => {
    for (const { t, group } of questionsOf(trace)) {
      for (const answer of answersTo(trace, t, group)) {
        const judgement = judged(answer, outcomeOf(trace, t, group))
        const { masters, since, at } = judgement.outcome
        const made = decisive(trace, judgement)
        if (since !== null) expect(explain(trace, { record: made!.id }).steps.length).toBeGreaterThan(0)
        const question = overlooked(trace, judgement)
        if (typeof answer.who === 'number' && !masters.includes(answer.who)) expect(question).toBeDefined()
        if (question !== undefined) expect(whyNot(trace, question).at).toBeLessThanOrEqual(at)
      }
    }
  })
})

test('a fault of the file is asked about a microsecond before it happens, and then again never', () => {
  const stopped = after(asking(CABLE), { do: 'goto', t: 9 * SECOND }, STEP)
  const { question } = stopped.predicting
  expect(question).toMatchObject({ t: 10 * SECOND, faults: ['cable of skunk1 em0 pulled'], groups: ['lan/1'] })
  expect(stopped.cursor).toBe(10 * SECOND - 1)
  const { vhosts } = groupBefore(currentOf(stopped).trace, question!.t, 'lan/1')
  expect(vhosts.map(({ host }) => host)).toEqual(['skunk1', 'skunk2'])
  const [, , , third] = whensOf(vhosts)
  const answered = after(stopped, says(1, third!))
  expect(answered.predicting).toMatchObject({ question: null, asked: 1, right: 1 })
  expect(answered.cursor).toBe(10 * SECOND)
  const again = after(answered, { do: 'goto', t: 9 * SECOND }, STEP)
  expect(again.predicting.question).toBeNull()
  expect(again.cursor).toBe(10 * SECOND)
})

test('what befalls a switch, a cable between two, or a power supply may concern every group', () => {
  const behind = scenarioOf('networks/cable-behind-the-switch.yaml')
  const asked = (what: Command) =>
    apply(apply(apply(open(behind), { do: 'predict', on: true }), { do: 'goto', t: 5 * SECOND }), what).predicting
      .question
  expect(asked({ do: 'act', action: { verb: 'unplug', cable: 'up' } })).toMatchObject({ groups: ['lan/1'] })
  expect(asked({ do: 'act', action: { verb: 'crash', switch: 'sw1' } })).toMatchObject({ groups: ['lan/1'] })
  expect(asked({ do: 'act', action: { verb: 'unplug', host: 'laptop', interface: 'em0' } })).toBe(null)
})

test('who is right and when is not, is told by how much', () => {
  const stopped = after(asking(CABLE), { do: 'goto', t: 9 * SECOND }, STEP)
  const { t } = stopped.predicting.question!
  const { since } = outcomeOf(currentOf(stopped).trace, t, 'lan/1')
  const near = after(stopped, says(1, whenTyped('3.4s', t)!))
  expect(near.predicting.judged[0]).toMatchObject({ who: true, right: false, off: since! - t - 3_400_000 })
  expect(near.predicting).toMatchObject({ asked: 1, right: 0 })
  expect(after(stopped, says(0, null)).predicting.judged[0]).toMatchObject({ who: false, right: false, off: null })
})

test('a time is as exact as it is said', () => {
  expect(whenTyped('3.4s', 0)).toEqual({ from: 3_350_000, to: 3_450_001, said: 3_400_000 })
  expect(whenTyped('3', 0)).toEqual({ from: 2_500_000, to: 3_500_001, said: 3_000_000 })
  expect(whenTyped('120ms', 0)).toEqual({ from: 119_500, to: 120_501, said: 120_000 })
  expect(whenTyped('100us', 0)).toEqual({ from: 100, to: 101, said: 100 })
  expect(whenTyped('@13.4s', 10 * SECOND)).toEqual(whenTyped('3.4s', 0))
  for (const wrong of ['', 'soon', '-1s', '@9s', '1.2345678s', '1.5us'])
    expect(whenTyped(wrong, 10 * SECOND)).toBeUndefined()
})

test('what somebody does is asked about in its branch, before it happens', () => {
  const at5 = after(asking(CABLE), { do: 'goto', t: 5 * SECOND })
  const crashed = after(at5, { do: 'act', action: { verb: 'crash', host: 'skunk1' } })
  expect(crashed).toMatchObject({ current: 1, cursor: 5 * SECOND })
  expect(crashed.predicting.question).toMatchObject({ t: 5 * SECOND + 1, groups: ['lan/1'] })
  expect(seenIn(crashed)).toBe(5 * SECOND)
  const skipped = after(crashed, { do: 'skip' })
  expect(skipped).toMatchObject({ cursor: 5 * SECOND + 1, message: expect.stringContaining('skunk1') })
  expect(skipped.predicting).toMatchObject({ question: null, asked: 0, judged: [] })
  expect(seenIn(after(skipped, { do: 'undo' }))).toBe(5 * SECOND)
})

test('whoever wants to look around first is asked again when time goes on; who jumps over it is not', () => {
  const stopped = after(asking(CABLE), { do: 'goto', t: 9 * SECOND }, STEP)
  const looking = after(stopped, { do: 'select', what: { host: 'skunk2' } })
  expect(looking.predicting.question).toBeNull()
  expect(looking.cursor).toBe(stopped.cursor)
  expect(after(looking, STEP).predicting.question).toEqual(stopped.predicting.question)
  const jumped = after(looking, { do: 'goto', t: 12 * SECOND }, { do: 'goto', t: 9 * SECOND }, STEP)
  expect(jumped).toMatchObject({ cursor: 10 * SECOND, predicting: { question: null } })
})

test('time that runs is stopped by a question, and goes on after it', () => {
  const running = after(asking(CABLE), { do: 'goto', t: 9 * SECOND }, { do: 'play' })
  const stopped = after(running, { do: 'elapse', wall: 3 * SECOND })
  expect(stopped).toMatchObject({ cursor: 10 * SECOND - 1, playing: false })
  expect(after(stopped, { do: 'elapse', wall: SECOND })).toBe(stopped)
  expect(after(stopped, { do: 'skip' })).toMatchObject({ cursor: 10 * SECOND, playing: true })
})

test('nobody is asked unless he wants to be, and all is known then', () => {
  const quiet = after(sessionOf(CABLE), { do: 'goto', t: 9 * SECOND }, STEP)
  expect(quiet).toMatchObject({ cursor: 10 * SECOND, predicting: { question: null } })
  expect(seenIn(quiet)).toBe(40 * SECOND)
  const on = after(quiet, { do: 'predict', on: true })
  expect(seenIn(on)).toBe(10 * SECOND)
  expect(seenIn(after(on, { do: 'predict', on: false }))).toBe(40 * SECOND)
})

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const drawn = fc.array(
  fc.oneof(
    fc.constantFrom<Command>(STEP, { do: 'step', by: 'event', way: 1 }, { do: 'step', by: 'event', way: -1 }),
    fc.constantFrom<Command>({ do: 'play' }, { do: 'undo' }, { do: 'redo' }, { do: 'fork' }, { do: 'skip' }),
    fc.record({ do: fc.constant('elapse' as const), wall: fc.nat({ max: 5 * SECOND }) }),
    fc.record({ do: fc.constant('goto' as const), t: fc.nat({ max: 20 * SECOND }) }),
    share,
  ),
  { maxLength: 25 },
)

test.each([CABLE, 'basics/one-way-cut.yaml', 'basics/two-vhids.yaml'])(
  '%s: nothing is shown that time has not reached, and whatever is done is asked about first',
  (name) => {
    fc.assert(
      fc.property(drawn, (steps) => {
        let session = asking(name)
        for (const step of steps) {
          const before = session
          if (typeof step !== 'number') session = apply(session, step)
          else if (session.predicting.question !== null) {
            const { trace } = currentOf(session)
            const { t, groups, answers } = session.predicting.question
            const all = answersTo(trace, t, groups[answers.length]!)
            session = apply(session, { do: 'answer', answer: all[Math.floor(step * all.length)]! })
          } else {
            const { hosts } = currentOf(session).scenario
            const { host } = { host: hosts[Math.floor(step * hosts.length)]!.name }
            const list = choices({ ...session, selected: { host } })
            const choice = list[Math.floor(step * 997) % list.length]
            if (choice !== undefined) session = apply(session, { do: 'act', action: choice.action })
          }
          const { question, asked, right } = session.predicting
          expect(session.cursor).toBeLessThanOrEqual(seenIn(session))
          expect(right).toBeLessThanOrEqual(asked)
          if (question !== null) {
            expect([session.cursor, seenIn(session), session.playing]).toEqual([question.t - 1, question.t - 1, false])
            continue
          }
          // What was passed without a question was jumped over, was seen before, or was asked.
          const moves = typeof step === 'number' || step.do === 'step' || step.do === 'elapse'
          if (!moves || before.predicting.question !== null || session.current !== before.current) continue
          expect(nextDoing(currentOf(session).trace, seenIn(before), session.cursor)).toBeUndefined()
        }
      }),
      { numRuns: 40 },
    )
  },
)
