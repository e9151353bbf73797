import { describe, expect, test } from 'vitest'
import type { PortOptions } from '../../src/network/fabric/options.ts'
import type { Link } from '../../src/trace/recorder.ts'
import { ALL, Wires } from './wires.ts'

const STATIONS = { a: 'sw', b: 'sw', c: 'sw' }

function guarded(...ports: PortOptions[]): Wires {
  return new Wires([{ name: 'sw', ports }], [], STATIONS)
}

function portOf(wires: Wires, name: string) {
  return wires.fabric.switches.get('sw')!.ports.find((port) => port.name === `${name}.em0`)!
}

/** Sends, and tells who heard and what kept the rest. */
function told(wires: Wires, from: string, to?: string, source?: string): string {
  const frame = wires.send(from, to, source)
  wires.settle(1_000)
  const lost = wires.of('lost', frame).map(({ host, why, at }) => `${host}: ${why} at ${at}`)
  return [wires.heard.get(frame)!.join(''), ...lost].join(', ')
}

test('a port that takes only the MAC of its card keeps other sources in', () => {
  const wires = guarded({ name: 'a.em0', sourceMac: 'own' })
  expect(told(wires, 'a')).toBe('bc')
  expect(told(wires, 'a', ALL, 'virtual')).toBe(', b: source filtered at sw:a.em0, c: source filtered at sw:a.em0')
  expect(told(wires, 'b', ALL, 'virtual')).toBe('ac')
  expect(wires.vlan.bridges[0]!.table.find('virtual')!.port.name).toBe('b.em0')
})

test('a port that is not promiscuous lets out what is for all, and for its card', () => {
  const wires = guarded({ name: 'b.em0', promiscuous: false })
  wires.station('b').mac = 'card'
  expect(told(wires, 'a')).toBe('bc')
  expect(told(wires, 'a', 'b')).toBe(', b: not promiscuous at sw:b.em0')
  wires.fabric.setPolicy(portOf(wires, 'b'), { promiscuous: true })
  expect(told(wires, 'a', 'b')).toBe('b')
})

test('what somebody changed is the reason', () => {
  const wires = guarded()
  const fault = wires.trace.note({ kind: 'fault', verb: 'configure', target: 'sw:a.em0', text: 'own' }) as Link
  wires.engine.cause = fault
  wires.fabric.setPolicy(portOf(wires, 'a'), { sourceMac: 'own' })
  const frame = wires.send('a', ALL, 'virtual')
  wires.settle()
  expect(wires.of('lost', frame).map(({ because }) => because)).toEqual([fault.record.id, fault.record.id])
})

test('storm control counts what is for groups and for all, by whole seconds', () => {
  const wires = guarded({ name: 'a.em0', rate: 2 })
  expect([told(wires, 'a'), told(wires, 'a', 'b'), told(wires, 'a')]).toEqual(['bc', 'b', 'bc'])
  expect(told(wires, 'a')).toBe(', b: rate limit at sw:a.em0, c: rate limit at sw:a.em0')
  expect([told(wires, 'a', 'b'), told(wires, 'b')]).toEqual(['b', 'ac'])
  wires.settle(1_000_000)
  expect(told(wires, 'a')).toBe('bc')
})

test('of a frame whose copies come one by one all count as one', () => {
  const wires = new Wires([{ name: 'sw', ports: [{ name: 'a.em0', rate: 1 }] }], [], STATIONS, { jitter: 100 })
  expect(told(wires, 'a').split('').sort().join('')).toBe('bc')
  expect(told(wires, 'a')).toBe(', b: rate limit at sw:a.em0, c: rate limit at sw:a.em0')
})

describe('port security', () => {
  const secure = (violation: 'shutdown' | 'restrict', more: { sticky?: boolean; max?: number } = {}) => {
    const security = { max: 2, sticky: false, violation, ...more }
    return guarded({ name: 'a.em0', security }, { name: 'b.em0', security })
  }

  test('a MAC too many is dropped', () => {
    const wires = secure('restrict')
    expect([told(wires, 'a'), told(wires, 'a', ALL, 'x')]).toEqual(['bc', 'bc'])
    expect(told(wires, 'a', ALL, 'y')).toBe(', b: port security at sw:a.em0, c: port security at sw:a.em0')
    expect(told(wires, 'a')).toBe('bc')
  })

  test('a MAC that moves from one secured port to another shuts that, and says for which MAC', () => {
    const wires = secure('shutdown')
    expect(told(wires, 'a', ALL, 'virtual')).toBe('bc')
    const frame = wires.send('b', ALL, 'virtual')
    wires.settle()
    const shut = wires.of('port', frame)
    expect(shut).toMatchObject([{ switch: 'sw', port: 'b.em0', open: false, mac: 'virtual' }])
    expect(wires.of('lost', frame)).toMatchObject([
      { host: 'a', why: 'port security', because: shut[0]!.id },
      { host: 'c', why: 'port security' },
    ])
    expect([wires.station('b').lit, wires.station('a').lit]).toEqual([false, true])
    wires.fabric.setOpen(portOf(wires, 'b'), true)
    expect(wires.station('b').lit).toBe(true)
  })

  test('a port that goes down forgets what it secured, unless it is sticky', () => {
    for (const sticky of [false, true]) {
      const wires = secure('restrict', { sticky })
      told(wires, 'a', ALL, 'virtual')
      wires.socket('a').linked(false)
      wires.socket('a').linked(true)
      expect(told(wires, 'b', ALL, 'virtual').startsWith('ac')).toBe(!sticky)
    }
  })
})
