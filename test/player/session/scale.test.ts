import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantsOf } from '../../../src/player/session/scale.ts'
import { apply, type Command, currentOf, type Session } from '../../../src/player/session/session.ts'
import { completions, typed } from '../../../src/player/session/typed.ts'
import { SECOND } from '../../../src/time.ts'
import { Grid } from '../../../src/views/lanes/grid.ts'
import { sessionOf } from './library.ts'

const start = sessionOf('basics/cable-pull.yaml')

function after(...commands: Command[]): Session {
  return commands.reduce(apply, start)
}

/** How many steps are in view. */
function stepsIn(session: Session): number {
  return new Grid({ ...session.view, columns: 1, steps: instantsOf(session) }).steps!.count
}

test('one step an event: all of the run where it fits, else what is around the cursor; and back', () => {
  const few = after({ do: 'scale' })
  expect(few).toMatchObject({ scale: 'events', view: start.view, message: 'one step an event' })
  expect(stepsIn(few)).toBe(instantsOf(few).filter((t) => t > 0).length + 1)
  const many = after({ do: 'verbose' }, { do: 'goto', t: 12_351_659 }, { do: 'scale', to: 'events', room: 50 })
  expect(stepsIn(many)).toBe(50)
  expect(many.view.from).toBeLessThan(12_351_659)
  expect(many.view.to).toBeGreaterThan(12_351_659)
  expect(apply(many, { do: 'scale' })).toMatchObject({ scale: 'linear', view: many.view })
  expect(apply(few, { do: 'scale', to: 'events' })).toMatchObject({ scale: 'events', view: few.view })
})

test('zoom goes by steps, from all of the run to a few, and the cursor keeps its place', () => {
  const there = after({ do: 'verbose' }, { do: 'goto', t: 12_351_659 }, { do: 'scale' }, { do: 'fit' })
  expect(there.view).toEqual({ from: 0, to: 40 * SECOND })
  let now = there
  for (let steps = stepsIn(there); steps >= 8; steps = Math.floor(steps / 2)) {
    now = apply(now, { do: 'zoom', way: 1 })
    expect(stepsIn(now)).toBe(Math.floor(steps / 2))
    expect(now.view.from).toBeLessThanOrEqual(now.cursor)
    expect(now.view.to).toBeGreaterThan(now.cursor)
  }
  expect(now.view.to - now.view.from).toBeLessThan(SECOND)
  expect(apply(now, { do: 'zoom', way: 1 }).message).toBe('this is as near as it gets')
  const out = Array.from({ length: 20 }).reduce<Session>((so) => apply(so, { do: 'zoom', way: -1 }), now)
  expect(out).toMatchObject({ view: there.view, message: 'this is the whole run' })
})

test('whatever is done, the cursor is in view, and each step has a column', () => {
  const commands = fc.constantFrom<Command>(
    { do: 'step', by: 'event', way: 1 },
    { do: 'step', by: 'event', way: -1 },
    { do: 'step', by: 'transition', way: 1 },
    { do: 'goto', t: 10_000_100 },
    { do: 'goto', t: 0 },
    { do: 'verbose' },
    { do: 'filter', text: 'skunk2 becomes MASTER' },
    { do: 'filter', text: '' },
    { do: 'zoom', way: 1 },
    { do: 'scale' },
    { do: 'act', action: { verb: 'crash', host: 'skunk1' } },
    { do: 'undo' },
  )
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 15 }), (list) => {
      const session = list.reduce(apply, after({ do: 'scale', room: 46 }))
      const { view, cursor } = session
      expect(view.from).toBeGreaterThanOrEqual(0)
      expect(view.to).toBeLessThanOrEqual(40 * SECOND)
      expect(cursor >= view.from && cursor <= view.to).toBe(true)
      if (session.scale === 'events') expect(stepsIn(session)).toBeLessThanOrEqual(46)
    }),
    { numRuns: 60 },
  )
})

test('what a filter or all that is told changes is undone when it is taken back', () => {
  const events = after({ do: 'goto', t: 10 * SECOND }, { do: 'scale' })
  const filtered = apply(events, { do: 'filter', text: 'skunk2 becomes MASTER' })
  expect(stepsIn(filtered)).toBe(2)
  expect(apply(filtered, { do: 'filter', text: '' }).view).toEqual(events.view)
  const all = apply(events, { do: 'verbose' })
  expect(stepsIn(all)).toBe(40)
  expect(apply(all, { do: 'verbose' }).view).toEqual(events.view)
})

test('two branches that are compared have the same steps', () => {
  const forked = after({ do: 'goto', t: 5 * SECOND }, { do: 'act', action: { verb: 'crash', host: 'skunk1' } })
  const compared = apply(forked, { do: 'compare', id: 0 })
  const both = instantsOf(compared)
  expect(both).toContain(12_351_659)
  expect(both).toContain(currentOf(forked).trace.records.find(({ kind, t }) => kind === 'fault' && t > 0)!.t)
  expect(instantsOf(apply(compared, { do: 'branch', id: 0 }))).not.toContain(5 * SECOND + 1)
})

test('it can be typed', () => {
  expect(typed(start, 'scale events')).toEqual({ do: 'scale', to: 'events' })
  expect(typed(start, 'scale')).toEqual({ do: 'scale' })
  expect(typed(start, 'scale log')).toEqual({ error: 'write scale linear, or scale events' })
  expect(completions(start, 'scale ')).toEqual(['scale linear', 'scale events'])
})
