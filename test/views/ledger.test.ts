import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { parseTime } from '../../src/time.ts'
import { burdensOf, burdenWords } from '../../src/views/inspector/ledger.ts'

// What demotes a machine: kernels take it back under another name.

function burdens(system: string, at: string): string[] {
  const trace = simulate(
    loadScenario(
      `carpsim: 1
system: ${system}
hosts:
  fw1:
    track: { em2: 100 }
    interfaces:
      em0: { address: 10.0.0.1/24, plug: lan }
      em1: { address: 10.0.1.1/24, plug: dmz }
      em2: { address: 10.0.2.1/24, plug: wan }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.3] }, { vhid: 2, interface: em1, addresses: [10.0.1.3] }]
events:
  - { at: 10s, unplug: fw1.em0, for: 20s }
  - { at: 12s, unplug: fw1.em1, for: 30s }
  - { at: 14s, unplug: fw1.em2, for: 30s }
  - { at: 50s, send-error: fw1.em1, errno: ENOBUFS, times: 3 }
`,
      'ledger.yaml',
    ),
  )
  const { records } = trace
  const before = records.find(({ t }) => t > parseTime(at)!)?.id ?? records.length
  return burdensOf(trace, 'fw1', before).map(burdenWords)
}

test.each([
  ['11s', ['+240 interface down, since 10.000000']],
  ['13s', ['+480 interface down, since 10.000000']],
  ['20s', ['+480 interface down, since 10.000000', '+100 tracked em2, since 14.000000']],
  ['35s', ['+240 interface down, since 10.000000', '+100 tracked em2, since 14.000000']],
  ['43s', ['+100 tracked em2, since 14.000000']],
  ['46s', []],
])('FreeBSD, at %s', (at, expected) => {
  expect(burdens('freebsd-14', at)).toEqual(expected)
})

test('the third failed send demotes FreeBSD, and the third good one takes that back', () => {
  expect(burdens('freebsd-14', '54s').join()).toMatch(/^\+240 send error 55 on em1, since 5\d\.\d+$/)
  expect(burdens('freebsd-14', '60s')).toEqual([])
})
