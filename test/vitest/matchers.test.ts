import { describe, expect, test } from 'vitest'
import { play } from '../../src/vitest/index.ts'

const CABLE_PULL = 'basics/cable-pull'

/** What somebody is told whose assertion does not hold. */
function toldBy(assert: () => void): string {
  try {
    assert()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it holds')
}

describe('ten lines of a test', () => {
  const run = play(CABLE_PULL)

  test('the better machine is MASTER, before and after', () => {
    expect(run).toElect('skunk1', { at: '9s' })
    expect(run).toElect('skunk1')
  })

  test('the other one takes over in time', () => {
    expect(run).toFailOverWithin('2.4s')
    expect(run).toSatisfy('skunk2 is MASTER from 10s within 2.4 s')
    expect(run).toHaveAtMostOneMaster()
    expect(run).toKeep('no-flap 2s')
    expect(run).toHoldWhatItExpects()
  })
})

test('what does not hold is told as on the command line: the lanes, the cause, and how to look', () => {
  const told = toldBy(() => expect(play(CABLE_PULL)).toFailOverWithin('2s'))
  expect(told).toContain('longest nobody is MASTER of lan/1: at most 2s: it was 2.351659 s, 351.659 ms too much')
  expect(told).toContain('skunk2  skew 20')
  expect(told).toMatch(/cable of skunk1 em0 pulled/)
  expect(told).toMatch(/look: {2}carpsim play .*cable-pull\.yaml --at /)
})

test('a run under another system, seed and with other events', () => {
  const lossy = play('basics/lossy-link', { seed: 7, until: '60s' })
  expect(lossy.trace).toMatchObject({ seed: '7', until: 60_000_000 })
  const crashed = play('basics/main-and-backup', { event: ['8s crash main'], system: 'openbsd', until: '12s' })
  expect(crashed).toElect('backup')
  expect(crashed).not.toElect('main')
})

test('what cannot be asked is told as such', () => {
  const run = play(CABLE_PULL)
  expect(() => expect(run).toSatisfy('skunk3 is MASTER at 9s')).toThrow(
    /there is no host skunk3; did you mean skunk1\?/,
  )
  expect(() => expect(run).toKeep('no-flip')).toThrow(/did you mean no-flap\?/)
  expect(() => expect(run).toFailOverWithin('soon')).toThrow(/a time is like 3\.5s, not soon/)
  expect(() => play('basics/cable-pul')).toThrow(/did you mean/)
  expect(toldBy(() => expect(play('basics/two-vhids')).toFailOverWithin('1s'))).toMatch(/nobody failed over|at most/)
})

test('toSatisfy takes a function of any value, as it does in vitest itself', () => {
  expect(4).toSatisfy((value: number) => value % 2 === 0)
  expect(() => expect(3).toSatisfy((value: number) => value % 2 === 0)).toThrow()
})
