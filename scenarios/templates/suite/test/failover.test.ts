import { play } from 'carpsim/vitest'
import { describe, expect, test } from 'vitest'

const FIREWALLS = 'scenarios/two-firewalls.yaml'

test.each(['10s crash fw1', '10s unplug fw1.em0', '10s shutdown fw1', '10s pause fw1 for 8s'])(
  'after %s fw2 takes over',
  (fault) => {
    const run = play(FIREWALLS, { set: ['events=[]'], event: [fault], until: '16s' })
    expect(run).toElect('fw1', { at: '9s' })
    expect(run).toSatisfy('fw2 is MASTER from 10s within 3.5s')
  },
)

describe.each(['freebsd', 'openbsd'])('on %s', (system) => {
  test('nobody waits longer than three intervals and a half', () => {
    expect(play(FIREWALLS, { system })).toFailOverWithin('3.5s')
  })

  test('each machine waits for its better: no two are MASTER', () => {
    expect(play(FIREWALLS, { system })).toHaveAtMostOneMaster()
  })
})

test('a third of all frames may be lost, and there is a MASTER nearly always', () => {
  const run = play(FIREWALLS, { set: ['networks.lan.loss=33%', 'events=[]'] })
  expect(run).toSatisfy('nobody is MASTER: at most 4s')
})
