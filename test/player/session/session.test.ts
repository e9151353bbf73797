import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventsOf, nextTime, stateAt } from '../../../src/player/session/seen.ts'
import { apply, type Command, currentOf, type Session } from '../../../src/player/session/session.ts'
import { SECOND } from '../../../src/time.ts'
import { sessionOf } from './library.ts'

const start = sessionOf('basics/cable-pull.yaml')
const PULL: Command = { do: 'act', action: { verb: 'unplug', host: 'skunk1', interface: 'em0' } }
const CRASH: Command = { do: 'act', action: { verb: 'crash', host: 'skunk2' } }

function after(...commands: Command[]): Session {
  return commands.reduce(apply, start)
}

function mastersAt(session: Session): string[] {
  return stateAt(currentOf(session), session.cursor).groups.flatMap(({ masters }) => masters.map(({ host }) => host))
}

test('time passes as fast as it is told to, and stops at the end', () => {
  const playing = after({ do: 'play' }, { do: 'elapse', wall: SECOND })
  expect(playing).toMatchObject({ cursor: SECOND, playing: true })
  const faster = apply(apply(playing, { do: 'set speed', speed: 4 }), { do: 'elapse', wall: SECOND })
  expect(faster).toMatchObject({ cursor: 17 * SECOND, playing: true })
  const over = apply(faster, { do: 'elapse', wall: 2 * SECOND })
  expect(over).toMatchObject({ cursor: 40 * SECOND, playing: false, message: 'the end' })
  expect(apply(over, { do: 'toggle' })).toMatchObject({ cursor: 0, playing: true })
})

test('no part of a microsecond is lost, however slow it goes', () => {
  const slow = after({ do: 'play' }, { do: 'set speed', speed: -10 })
  const later = Array.from({ length: 1024 }).reduce<Session>(
    (session) => apply(session, { do: 'elapse', wall: 500 }),
    slow,
  )
  expect(later.cursor).toBe(500)
})

test('time that passes while it stands still moves nothing', () => {
  expect(after({ do: 'elapse', wall: SECOND })).toBe(start)
})

test('steps go from change to change, and from event to event without routine advertisements', () => {
  const first = after({ do: 'step', by: 'transition', way: 1 })
  const changes = currentOf(start).trace.records.filter(({ kind }) => kind === 'transition')
  expect(first.cursor).toBe(changes.find(({ t }) => t > 0)!.t)
  const told = after({ do: 'goto', t: 5 * SECOND }, { do: 'step', by: 'event', way: 1 })
  expect(told.cursor).toBe(10 * SECOND)
  const all = after({ do: 'verbose' }, { do: 'goto', t: 5 * SECOND }, { do: 'step', by: 'event', way: 1 })
  expect(all.cursor).toBeLessThan(6 * SECOND)
  const back = apply(told, { do: 'step', by: 'event', way: -1 })
  expect(back.cursor).toBeLessThan(5 * SECOND)
  expect(eventsOf(currentOf(start), start).map(({ kind }) => kind)).not.toContain('advert')
})

test('a filter narrows what is stepped through', () => {
  const pulled = after({ do: 'filter', text: 'skunk2 becomes MASTER' }, { do: 'step', by: 'event', way: 1 })
  expect(pulled.cursor).toBe(12_351_659)
  expect(apply(pulled, { do: 'step', by: 'event', way: 1 }).message).toBe('there is no event after this')
})

test('zoom keeps the cursor in its place, down to microseconds; what leaves the view moves it', () => {
  const near = after({ do: 'goto', t: 10 * SECOND }, { do: 'zoom', way: 1 })
  expect(near.view).toEqual({ from: 5 * SECOND, to: 25 * SECOND })
  const nearest = Array.from({ length: 60 }).reduce<Session>((session) => apply(session, { do: 'zoom', way: 1 }), near)
  const { view, message } = nearest
  expect([view.to - view.from < 100, message]).toEqual([true, 'this is as near as it gets'])
  expect(apply(near, { do: 'goto', t: 30 * SECOND }).view).toEqual({ from: 20 * SECOND, to: 40 * SECOND })
  expect(apply(near, { do: 'zoom', way: -1 }).view).toEqual({ from: 0, to: 40 * SECOND })
  expect(apply(nearest, { do: 'fit' }).view).toEqual({ from: 0, to: 40 * SECOND })
})

test('a cable pulled in the past: the other machine takes over in a branch, and the first branch stays as it was', () => {
  const pulled = after({ do: 'goto', t: 5 * SECOND }, PULL)
  expect(pulled).toMatchObject({ current: 1, cursor: 5 * SECOND + 1, message: 'cable of skunk1 em0 pulled' })
  expect(mastersAt(pulled)).toEqual([])
  expect(mastersAt(apply(pulled, { do: 'goto', t: 9 * SECOND }))).toEqual(['skunk2'])
  const undone = apply(pulled, { do: 'undo' })
  expect(undone).toMatchObject({ current: 0, cursor: 5 * SECOND })
  expect(mastersAt(apply(undone, { do: 'goto', t: 9 * SECOND }))).toEqual(['skunk1'])
  expect(apply(undone, { do: 'redo' })).toMatchObject({ current: 1, cursor: 5 * SECOND + 1 })
})

test('redo leads to the branch that was left last, and undone ones are not lost', () => {
  const both = after({ do: 'goto', t: SECOND * 5 }, PULL, { do: 'undo' }, CRASH, { do: 'undo' })
  expect(both.branches.map(({ act, parent }) => [act, parent])).toEqual([
    [null, null],
    ['cable of skunk1 em0 pulled', 0],
    ['skunk2 loses power', 0],
  ])
  expect(apply(both, { do: 'redo' }).current).toBe(2)
  const again = [{ do: 'branch', id: 1 }, { do: 'undo' }, { do: 'redo' }] as const
  expect(again.reduce<Session>(apply, both).current).toBe(1)
})

test('acts at one cursor follow each other, and a later event that has nothing left to do is no error', () => {
  const twice = after({ do: 'goto', t: 5 * SECOND }, PULL, CRASH)
  expect(twice).toMatchObject({ current: 2, cursor: 5 * SECOND + 2 })
  const { events } = currentOf(twice).scenario
  expect(events.map(({ at, evenIfInert }) => [at, evenIfInert])).toEqual([
    [5 * SECOND + 1, false],
    [5 * SECOND + 2, false],
    [10 * SECOND, true],
    [20 * SECOND, false],
  ])
})

test('an act can last for a while', () => {
  const { scenario } = currentOf(after({ ...PULL, for: 3 * SECOND } as Command))
  expect(scenario.events[0]).toMatchObject({ at: 1, for: 3 * SECOND })
})

const AT_END: Command = { do: 'goto', t: 40 * SECOND }

test.each<[string, Command[], Command]>([
  [
    'skunk1 boots: this can do nothing: skunk1 is on already',
    [{ do: 'goto', t: SECOND }],
    { do: 'act', action: { verb: 'boot', host: 'skunk1' } },
  ],
  ['the run ends at 40s: go back in time to act', [AT_END], PULL],
  ['there is no such time: the run goes from 0s to 40s', [], { do: 'goto', t: 41 * SECOND }],
  ['there is no such time: the run goes from 0s to 40s', [], { do: 'goto', t: Number.NaN }],
  ['nothing was done that could be undone', [], { do: 'undo' }],
  ['nothing was undone here', [], { do: 'redo' }],
  ['there is no branch 7', [], { do: 'branch', id: 7 }],
  ['there is no branch 7', [], { do: 'compare', id: 7 }],
  ['a branch is not compared with itself', [], { do: 'compare', id: 0 }],
  ['there is no mark bam', [], { do: 'to mark', name: 'bam' }],
  ['a mark needs a name', [], { do: 'mark', name: ' ' }],
  ['there is no host skunk; did you mean skunk1?', [], { do: 'select', what: { host: 'skunk' } }],
  ['skunk1 has no interface em1; did you mean em0?', [], { do: 'select', what: { host: 'skunk1', interface: 'em1' } }],
  ['16x is as fast as it goes', [{ do: 'set speed', speed: 4 }], { do: 'speed', by: 1 }],
  ['1/1024x is as slow as it goes', [{ do: 'set speed', speed: -10 }], { do: 'speed', by: -1 }],
  ['this is the whole run', [], { do: 'zoom', way: -1 }],
  ['there is no event after this', [AT_END], { do: 'step', by: 'event', way: 1 }],
  ['there is no change of state before this', [], { do: 'step', by: 'transition', way: -1 }],
  ['laptop runs no CARP', [], { do: 'why-not', host: 'laptop', state: 'MASTER' }],
  ['it stands still already', [], { do: 'pause' }],
])('cannot be done, and changes nothing: %s', (message, before, command) => {
  const session = after(...before)
  expect(apply(session, command)).toEqual({ ...session, message })
})

test('a filter that is no sentence says what is wrong', () => {
  const session = after({ do: 'filter', text: 'skunk1 becomes KING' })
  expect(session).toEqual({ ...start, message: 'here comes INIT, BACKUP or MASTER, not KING' })
})

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { do: 'toggle' },
    { do: 'undo' },
    { do: 'redo' },
    { do: 'fork' },
    { do: 'fit' },
    { do: 'verbose' },
    PULL,
    CRASH,
  ),
  fc.integer({ min: 0, max: 45 * SECOND }).map((t): Command => ({ do: 'goto', t })),
  fc.integer({ min: 0, max: 5 * SECOND }).map((wall): Command => ({ do: 'elapse', wall })),
  fc.constantFrom(1 as const, -1 as const).map((way): Command => ({ do: 'zoom', way })),
  fc.constantFrom(1 as const, -1 as const).map((by): Command => ({ do: 'speed', by })),
  fc
    .record({
      by: fc.constantFrom('event' as const, 'transition' as const),
      way: fc.constantFrom(1 as const, -1 as const),
    })
    .map((step): Command => ({ do: 'step', ...step })),
  fc.nat({ max: 5 }).map((id): Command => ({ do: 'branch', id })),
  fc.nat({ max: 5 }).map((id): Command => ({ do: 'compare', id })),
)

test('whatever is done, the cursor is in the run and in view, and no branch is ever lost or changed', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
      let session = start
      for (const one of commands) {
        const next = apply(session, one)
        for (const [i, branch] of session.branches.entries()) expect(next.branches[i]).toBe(branch)
        const { cursor, view, ahead, compared, current } = next
        expect([view.from >= 0, view.from <= cursor, cursor <= view.to, view.to <= 40 * SECOND]).not.toContain(false)
        expect([Number.isInteger(cursor), ahead >= 0, ahead < 1, compared !== current]).not.toContain(false)
        session = next
      }
    }),
    { numRuns: 60 },
  )
})

test('the next and the last time are found as by looking at all', () => {
  const { records } = currentOf(start).trace
  fc.assert(
    fc.property(fc.nat({ max: records.length - 1 }), fc.constantFrom(-1, 0, 1), (i, off) => {
      const t = records[i]!.t + off
      expect(nextTime(records, t, 1)).toBe(records.find((record) => record.t > t)?.t)
      expect(nextTime(records, t, -1)).toBe(records.findLast((record) => record.t < t)?.t)
    }),
  )
})
