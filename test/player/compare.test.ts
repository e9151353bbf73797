import { expect, test } from 'vitest'
import { after, appFor, screen } from './program.ts'

// c compares a branch with the one that it left: where each virtual host parts is pointed to in both.

const FORKED = [':', ...'goto 5s', 'enter', 'f', 'p']

test('c points to where two branches part, in lanes and in the bar; esc leaves', async () => {
  const compared = after(await appFor('basics/cable-pull'), [...FORKED, 'c'])
  const shown = screen(compared, { columns: 100, rows: 34 })
  expect(shown).toContain('first difference at 5.000001 s; below: as written  ~ at another time')
  for (const host of ['skunk1', 'skunk2']) {
    const lanes = shown.split('\n').filter((line) => new RegExp(`${host} +skew`).test(line))
    expect(lanes.map((line) => line.split('~').length - 1)).toEqual([1, 1])
  }
  const bars = screen(compared, { columns: 80, rows: 23 })
  const bands = bars.split('\n').filter((line) => line.includes('lan/1  10.0.0.3'))
  expect(bands.map((line) => line.split('~').length - 1)).toEqual([2, 2])
  const left = after(compared, ['escape'])
  expect(left.player!.session.compared).toBe(null)
  expect(screen(left, { columns: 100, rows: 34 })).not.toContain('first difference')
})

test('from a branch that was left c compares with the one that was made of it; alone, it says so', async () => {
  const alone = after(await appFor('basics/cable-pull'), ['c'])
  expect(screen(alone)).toContain('there is one branch only')
  const back = after(alone, [...FORKED, 'u', 'c'])
  expect(back.player!.session).toMatchObject({ current: 0, compared: 1 })
  // Where the other one changes first, that is the first difference.
  expect(screen(back, { columns: 100, rows: 34 })).toContain('first difference at 5.000001 s; below: fork 1')
  expect(after(back, ['c']).player!.session.compared).toBe(null)
})

test('compared on the scale of events, both runs have the same steps', async () => {
  const compared = after(await appFor('basics/cable-pull'), [...FORKED, 'c', 't'])
  const axes = screen(compared, { columns: 100, rows: 34 })
    .split('\n')
    .filter((line) => line.includes('by event'))
  expect(axes.length).toBe(2)
  expect(axes[0]).toBe(axes[1])
})
