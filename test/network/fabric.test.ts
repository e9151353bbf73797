import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CableOptions } from '../../src/network/fabric/options.ts'
import { Naive } from './naive.ts'
import { ALL, Wires } from './wires.ts'

function cable(name: string, a: string, b: string, more: Partial<CableOptions> = {}): CableOptions {
  return { name, ends: [a, b], latency: 5, ...more }
}

describe('one switch', () => {
  const one = () => new Wires([{ name: 'sw' }], [], { a: 'sw', b: 'sw', c: 'sw' })

  test('a MAC that it does not know is looked for everywhere; then it is known', () => {
    const wires = one()
    const asked = wires.send('a', 'b')
    wires.settle()
    const answered = wires.send('b', 'a')
    wires.settle()
    expect(wires.of('hop', asked)).toMatchObject([
      { switch: 'sw', in: 'a.em0', out: ['b.em0', 'c.em0'], how: 'unknown' },
    ])
    expect(wires.of('hop', answered)).toMatchObject([{ in: 'b.em0', out: ['a.em0'], how: 'known' }])
    expect([wires.heard.get(asked), wires.heard.get(answered)]).toEqual([['b'], ['a']])
  })

  test('a frame for a MAC that moved without a word goes to where it was, and the record says so', () => {
    const wires = one()
    wires.send('b', ALL, 'c')
    wires.settle()
    const sent = wires.send('a', 'c')
    wires.settle()
    expect(wires.heard.get(sent)).toEqual([])
    const learned = wires.trace.records().find((record) => record.kind === 'mac' && record.mac === 'c')!
    expect(wires.of('lost', sent)).toMatchObject([
      { host: 'c', why: 'wrong port', at: 'sw:b.em0', because: learned.id },
    ])
    expect(wires.station('a').unclaimedFrames).toBe(0)
    wires.send('c', ALL)
    wires.settle()
    const again = wires.send('a', 'c')
    wires.settle()
    expect(wires.heard.get(again)).toEqual(['c'])
  })

  test('what nobody takes in comes back as that', () => {
    const wires = one()
    wires.send('a', 'nobody')
    wires.settle()
    expect(wires.station('a').unclaimedFrames).toBe(1)
  })
})

describe('a switch', () => {
  const one = () => new Wires([{ name: 'sw' }], [], { a: 'sw', b: 'sw', c: 'sw' })

  test('an entry is forgotten that was not seen for the ageing time, and one that was is not', () => {
    const wires = new Wires([{ name: 'sw', ageing: 1_000 }], [], { a: 'sw', b: 'sw', c: 'sw' })
    wires.send('b')
    wires.settle(600)
    wires.send('b')
    wires.settle(900)
    const known = wires.send('a', 'b')
    wires.settle(300)
    const flooded = wires.send('a', 'b')
    wires.settle()
    expect(wires.of('hop', known)).toMatchObject([{ how: 'known' }])
    expect(
      wires.trace
        .records()
        .filter((record) => record.kind === 'mac')
        .at(-1),
    ).toMatchObject({
      mac: 'b',
      port: null,
      from: 'b.em0',
      how: 'aged',
    })
    expect(wires.of('hop', flooded)).toMatchObject([{ how: 'unknown' }])
  })

  test('a port that goes down is forgotten', () => {
    const wires = one()
    wires.send('b')
    wires.settle()
    wires.socket('b').linked(false)
    expect(wires.trace.records().at(-1)).toMatchObject({ kind: 'mac', mac: 'b', port: null, how: 'flushed' })
  })

  test('without power it carries nothing, and its stations have no signal', () => {
    const wires = one()
    const sent = wires.send('a')
    wires.fabric.setPower(wires.fabric.switches.get('sw')!, false)
    wires.settle()
    expect(wires.of('lost', sent)).toMatchObject([
      { host: 'b', why: 'switch off', at: 'sw:a.em0' },
      { host: 'c', why: 'switch off' },
    ])
    expect([...'abc'].map((name) => wires.station(name).lit)).toEqual([false, false, false])
    wires.fabric.setPower(wires.fabric.switches.get('sw')!, true)
    expect([...'abc'].map((name) => wires.station(name).lit)).toEqual([true, true, true])
  })
})

test('of copies that come one by one the first tells where a MAC is', () => {
  const wires = new Wires([{ name: 'sw' }], [], { a: 'sw', b: 'sw', c: 'sw', d: 'sw' }, { jitter: 50_000 })
  wires.send('a', ALL, 'virtual')
  wires.settle(1)
  wires.send('b', ALL, 'virtual')
  wires.settle(200_000)
  const moves = wires.trace.records().filter((record) => record.kind === 'mac' && record.mac === 'virtual')
  expect(moves.length).toBeLessThanOrEqual(2)
})

describe('several switches', () => {
  const two = (cables: CableOptions[], spanningTree = true) =>
    new Wires(
      [
        { name: 'x', spanningTree },
        { name: 'y', spanningTree },
      ],
      cables,
      { a: 'x', b: 'y', c: 'y' },
    )

  test('a cable that is pulled between them leaves no way, and names itself', () => {
    const wires = two([cable('up', 'x', 'y')])
    const fault = wires.trace.note({ kind: 'fault', verb: 'unplug', target: 'up', text: 'cable up pulled' })
    wires.engine.cause = fault
    wires.fabric.setCable(wires.fabric.cables.get('up')!, false)
    const sent = wires.send('a')
    wires.settle()
    const because = fault!.record.id
    expect(wires.of('lost', sent)).toMatchObject([
      { host: 'b', why: 'no path', at: 'x:up', because },
      { host: 'c', why: 'no path', at: 'x:up', because },
    ])
  })

  test('of two cables the second is blocked, and takes over', () => {
    const wires = two([cable('one', 'x', 'y'), cable('two', 'x', 'y')])
    const first = wires.send('a')
    wires.settle()
    wires.fabric.setCable(wires.fabric.cables.get('one')!, false)
    const second = wires.send('a')
    wires.settle()
    expect(wires.of('hop', first)).toMatchObject([{ out: ['one'] }, { in: 'one', out: ['b.em0', 'c.em0'] }])
    expect(wires.of('hop', second)).toMatchObject([{ out: ['two'] }, { in: 'two', out: ['b.em0', 'c.em0'] }])
  })

  test('without a spanning tree two cables are a loop: each hears it again and again, until it is ended', () => {
    const wires = two([cable('one', 'x', 'y'), cable('two', 'x', 'y')], false)
    const sent = wires.send('a')
    wires.settle(1_000_000)
    const counts = [...'abc'].map((name) => wires.heard.get(sent)!.filter((heard) => heard === name).length)
    expect(Math.min(...counts)).toBeGreaterThan(100)
    expect(wires.of('hop', sent).length).toBeLessThanOrEqual(501)
    expect(wires.of('lost', sent)).toEqual([])
  })

  test('a cable carries the VLANs that it is told to', () => {
    const wires = two([cable('up', 'x', 'y', { vlans: [2] })])
    const sent = wires.send('a')
    wires.settle()
    expect(wires.of('lost', sent).map(({ host, why }) => `${host} ${why}`)).toEqual(['b no path', 'c no path'])
  })
})

const SWITCHES = ['s0', 's1', 's2', 's3']
const STATIONS = { a: 's0', b: 's0', c: 's1', d: 's2', e: 's3', f: 's3' }
const NAMES = Object.keys(STATIONS)
/** All switches are cabled together, and perhaps more than that. */
const CABLES = fc
  .tuple(fc.nat(0), fc.nat(1), fc.nat(2), fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 3 }))
  .map(([one, two, three, more]): [number, number][] => [[one, 1], [two, 2], [three, 3], ...more])
  .chain((pairs) => fc.shuffledSubarray(pairs, { minLength: pairs.length }))
  .map((pairs) => pairs.filter(([a, b]) => a !== b).map(([a, b], i) => cable(`up${i}`, `s${a}`, `s${b}`)))
const DEED = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      from: fc.constantFrom(...NAMES),
      to: fc.option(fc.constantFrom(...NAMES)),
      roaming: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cable' as const), which: fc.nat(5), plugged: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('flush' as const), station: fc.constantFrom(...NAMES) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), time: fc.nat(2_000_000) }) },
)

test('tables and who hears what are those of a naive model; every copy is delivered or lost for a reason', () => {
  fc.assert(
    fc.property(CABLES, fc.array(DEED, { maxLength: 40 }), (cables, deeds) => {
      const ageing = 1_000_000
      const wires = new Wires(
        SWITCHES.map((name) => ({ name, ageing })),
        cables,
        STATIONS,
      )
      const reachable = new Set(wires.hub.stations.map(({ host }) => host))
      const naive = new Naive(ageing, cables, STATIONS)
      for (const deed of deeds) {
        if (deed.do === 'wait') wires.settle(deed.time)
        else if (deed.do === 'flush') {
          wires.socket(deed.station).linked(false)
          wires.socket(deed.station).linked(true)
          naive.flush(`${deed.station}.em0`)
          naive.flush(deed.station)
        } else if (deed.do === 'cable') {
          const one = [...wires.fabric.cables.values()][deed.which]
          if (one === undefined || one.in === deed.plugged) continue
          wires.fabric.setCable(one, deed.plugged)
          if (deed.plugged) naive.plug(one.name)
          else naive.unplug(one.name)
        } else if (deed.from !== deed.to) {
          const source = deed.roaming ? 'roaming' : deed.from
          const at = wires.engine.now
          const frame = wires.send(deed.from, deed.to ?? ALL, source)
          wires.settle(1_000)
          const heard = naive.send(at, deed.from, deed.to ?? undefined, source)
          expect(wires.heard.get(frame)!.toSorted()).toEqual(heard.toSorted())
          const due = deed.to === null ? [...reachable].filter((name) => name !== deed.from) : [deed.to]
          const lost = wires.of('lost', frame).map(({ host }) => host)
          expect([...heard, ...lost].toSorted()).toEqual(due.toSorted())
          for (const hop of wires.of('hop', frame)) expect(hop.out).not.toContain(hop.in)
        }
      }
      const { now } = wires.engine
      expect(tablesOf(wires)).toEqual(naive.known(now).toSorted())
    }),
    { numRuns: 300 },
  )
})

function tablesOf({ vlan }: Wires): string[] {
  return vlan.bridges
    .flatMap(({ on, table }) =>
      table.entries.map(({ mac, port }) => `${on.name} ${mac} at ${port.name.replace('.em0', '')}`),
    )
    .toSorted()
}
