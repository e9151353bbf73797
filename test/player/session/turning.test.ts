import { expect, test } from 'vitest'
import { apply, type Command, type Session } from '../../../src/player/session/session.ts'
import { SECOND } from '../../../src/time.ts'
import { sessionOf } from './library.ts'

// Who steps to what another machine does looks at that machine: why is asked of it.

const start: Session = { ...sessionOf('basics/cable-pull.yaml'), selected: { host: 'skunk1' } }
const NEXT: Command = { do: 'step', by: 'transition', way: 1 }
const BACK: Command = { do: 'step', by: 'transition', way: -1 }

const after = (session: Session, ...commands: Command[]) => commands.reduce(apply, session)

test('a step to a change of another machine selects it, and back', () => {
  const there = after(start, { do: 'goto', t: 11 * SECOND }, NEXT)
  expect(there).toMatchObject({ cursor: 12_351_659, selected: { host: 'skunk2' } })
  expect(after(there, BACK)).toMatchObject({ cursor: 10 * SECOND, selected: { host: 'skunk1' } })
})

test('a step by events does so, too; what only a client sees selects nobody', () => {
  const there = after(start, { do: 'goto', t: 12 * SECOND }, { do: 'step', by: 'event', way: 1 })
  expect(there).toMatchObject({ cursor: 12_351_659, selected: { host: 'skunk2' } })
  const pings = after(start, { do: 'goto', t: 3_039_062 }, { do: 'step', by: 'event', way: 1 })
  expect(pings).toMatchObject({ cursor: 3_039_562, selected: { host: 'skunk1' } })
})

test('the selected machine stays where something happens to it, too, and its cable with it; so does none', () => {
  const cable = { host: 'skunk2', interface: 'em0' }
  const booted = { do: 'goto', t: 20 * SECOND } as const
  expect(after({ ...start, selected: cable }, { do: 'goto', t: 11 * SECOND }, NEXT).selected).toEqual(cable)
  expect(after({ ...start, selected: null }, { do: 'goto', t: 11 * SECOND }, NEXT).selected).toBe(null)
  expect(after({ ...start, selected: { host: 'skunk2' } }, booted).selected).toEqual({ host: 'skunk2' })
})

test('a step that finds nothing selects nobody', () => {
  const end = after({ ...start, selected: { host: 'skunk2' } }, { do: 'goto', t: 40 * SECOND }, NEXT)
  expect(end).toMatchObject({ selected: { host: 'skunk2' }, cursor: 40 * SECOND })
})

test('before a question is answered nothing tells whose change comes next', () => {
  const asked = after(
    start,
    { do: 'goto', t: 9 * SECOND },
    { do: 'select', what: { host: 'skunk2' } },
    { do: 'predict' },
    NEXT,
  )
  expect(asked.predicting.question).not.toBe(null)
  expect(asked.selected).toEqual({ host: 'skunk2' })
})
