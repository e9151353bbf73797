import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'

// A network that is set up anew takes the address away that ucarp's up script had brought.

const FILE = (events: string, system = 'ucarp') => `carpsim: 1
until: 60s
system: ${system}
hosts:
  web1:
    preempt: true
    interfaces: { eth0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3], password: secret }]
  web2:
    interfaces: { eth0: { address: 10.0.0.2/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3], password: secret, advskew: 100 }]
  laptop:
    system: client
    interfaces: { eth0: { address: 10.0.0.9/24, plug: lan } }
    ping: { 10.0.0.3: 1s, 10.0.0.1: 1s }
events: [${events}]
`

/** Who answered pings to an address in a time, each once. */
function answering(events: string, address: string, from: number, to: number): string[] {
  const { records } = simulate(loadScenario(FILE(events), 'flush.yaml'))
  const found = records.flatMap((record) =>
    record.kind === 'answer' && record.address === address && record.t >= from && record.t <= to ? [record.by] : [],
  )
  return [...new Set(found)]
}

const FLUSH = '{ at: 20s, flush-addresses: web1 }'

test('the virtual address is gone, its own is there, and the state is what it was', () => {
  expect(answering(FLUSH, '10.0.0.3', 10 * SECOND, 19 * SECOND)).toEqual(['web1'])
  expect(answering(FLUSH, '10.0.0.3', 21 * SECOND, 60 * SECOND)).toEqual([])
  expect(answering(FLUSH, '10.0.0.1', 21 * SECOND, 60 * SECOND)).toEqual(['web1'])
  const { records } = simulate(loadScenario(FILE(FLUSH), 'flush.yaml'))
  expect(records.filter(({ kind, t }) => kind === 'transition' && t > 10 * SECOND)).toEqual([])
})

test('the next time that it becomes MASTER, it is there again', () => {
  const again = `${FLUSH}, { at: 30s, signal: web1, name: USR2 }`
  expect(answering(again, '10.0.0.3', 45 * SECOND, 60 * SECOND)).toEqual(['web1'])
})

test('what is lost is blamed on it as long as the address is away', () => {
  const lost = (events: string) =>
    simulate(loadScenario(FILE(events), 'flush.yaml')).records.flatMap((record) =>
      record.kind === 'lost' && record.why === 'not forwarded' ? [record] : [],
    )
  const flushed = lost(FLUSH)
  expect(flushed.length).toBeGreaterThan(30)
  expect(flushed.every(({ because }) => because !== undefined)).toBe(true)
  const back = lost(`${FLUSH}, { at: 30s, signal: web1, name: USR2 }, { at: 45s, crash: web1, for: 1s }`)
  expect(back.filter(({ t, because }) => t > 40 * SECOND && because !== undefined)).toEqual([])
})

test('who holds nothing has nothing to lose, and a kernel keeps its addresses itself', () => {
  expect(() => simulate(loadScenario(FILE('{ at: 20s, flush-addresses: web2 }'), 'x.yaml'))).toThrow(
    'web2.eth0 has no address but its own',
  )
  expect(() => loadScenario(FILE(FLUSH, 'freebsd-14'), 'x.yaml')).toThrow('write remove-address')
})
