import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { InertEvent } from '../../src/scenario/play/play.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'

// A packet filter that is loaded anew.

function play(event: string, firewall = 'keep-state: true') {
  return simulate(
    loadScenario(
      `carpsim: 1
until: 20s
hosts:
  fw:
    forward: true
    ${firewall}
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.1.0.1/24, plug: dmz } }
  server: { system: client, gateway: 10.1.0.1, interfaces: { em0: { address: 10.1.0.9/24, plug: dmz } } }
  laptop:
    system: client
    gateway: 10.0.0.1
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    connect: { 10.1.0.9:22: 100ms }
    ping: { 10.1.0.9: 100ms }
events:
  - { at: 10s, ${event} }
`,
      'reload.yaml',
    ),
  )
}

function lost(records: readonly TraceRecord[], why: string) {
  return records.flatMap((record) => (record.kind === 'lost' && record.why === why ? [record] : []))
}

test('what it let pass before, it does not know any more', () => {
  const { records } = play('reload-filter: fw')
  const unknown = lost(records, 'no state')
  expect(unknown.length).toBeGreaterThan(0)
  expect(unknown.every(({ t, host }) => t >= 10 * SECOND && host === 'fw')).toBe(true)
})

test('meanwhile nothing passes, and the fault is why', () => {
  const { records } = play('reload-filter: fw, takes: 1s', 'preempt: true')
  const fault = records.find((record) => record.kind === 'fault')!
  const blocked = lost(records, 'blocked')
  expect(blocked.length).toBeGreaterThan(5)
  expect(blocked.every(({ t, because }) => t >= 10 * SECOND && t < 11 * SECOND && because === fault.id)).toBe(true)
  const after = records.filter((record) => record.kind === 'answer' && record.t > 11 * SECOND)
  expect(after.length).toBeGreaterThan(80)
})

test('a filter without states that is there at once changes nothing', () => {
  expect(() => play('reload-filter: fw', 'preempt: true')).toThrow(InertEvent)
})
