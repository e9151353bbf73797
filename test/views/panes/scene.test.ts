import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulate } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import type { RecordOf } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { historiesOf } from '../../../src/views/lanes/lanes.ts'
import { paintScene } from '../../../src/views/scene/paint.ts'
import { type Scene, scene } from '../../../src/views/scene/scene.ts'
import { scenarios } from '../../properties/scenarios.ts'
import { LIBRARY, textOf, traceOf } from './library.ts'

function machine(picture: Scene, host: string) {
  return picture.machines.find(({ name }) => name === host)!
}

test('states are those of the histories, at any time of any run', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 0, max: 40 * SECOND - 1 }), (scenario, t) => {
      const trace = simulate(scenario)
      const picture = scene(trace, t)
      for (const { name, vhosts } of historiesOf(trace)) {
        for (const { host, interface: on, spans } of vhosts) {
          const span = spans.find(({ from, to }) => from <= t && t < to)!
          const shown = machine(picture, host).vhosts.find((vhost) => vhost.group === name && vhost.interface === on)
          expect([host, name, shown?.state ?? 'off']).toEqual([host, name, span.state])
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('a timer that fires was shown to run out just then', () => {
  let seen = 0
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const trace = simulate(scenario)
      for (const fired of trace.records.filter((record): record is RecordOf<'fired'> => record.kind === 'fired')) {
        const armed = trace.records.find(({ id }) => id === fired.cause)
        if (armed?.kind !== 'armed' || armed.t >= fired.t - 1 || armed.deadline !== fired.t) continue
        const vhost = machine(scene(trace, fired.t - 1), fired.host).vhosts.find(({ vhid }) => vhid === fired.vhid)!
        // A kernel may leave a timer of another state to run out in vain.
        if (vhost.state !== (fired.timer === 'advertise' ? 'MASTER' : 'BACKUP')) continue
        seen += 1
        expect(vhost.timers).toContainEqual(expect.objectContaining({ name: fired.timer, left: 1, deadline: fired.t }))
      }
    }),
    { numRuns: 40 },
  )
  expect(seen).toBeGreaterThan(1_000)
})

test.each(LIBRARY)('%s: what is shown as cut is what frames are lost by', async (name) => {
  const trace = traceOf(name)
  const byId = new Map(trace.records.map((record) => [record.id, record]))
  const lost = trace.records.filter((record) => record.kind === 'lost' && record.why === 'cut')
  for (const record of lost as RecordOf<'lost'>[]) {
    const frame = byId.get(record.cause!)!
    if (!('interface' in frame) || frame.t !== record.t) continue
    const card = machine(scene(trace, record.t), record.host).cards.find((one) => one.name === record.interface)!
    const cut = card.cuts.find(({ way, other }) => way === 'in' && (other === 'any' || other === frame.host))
    // What happens later in the same instant may have healed it.
    const healed = trace.records.some(({ kind, t, id }) => kind === 'fault' && t === record.t && id > record.id)
    if (!healed) expect([record.id, cut?.way]).toEqual([record.id, 'in'])
  }
})

function flightsAt(trace: Trace, t: number) {
  return scene(trace, t).frames
}

test('a frame is on its way from the one to the other, and arrives', async () => {
  const trace = traceOf('basics/cable-pull')
  const advert = trace.records.find(({ kind, t }) => kind === 'advert' && t > 9 * SECOND)!
  const from = { host: 'skunk1', interface: 'em0' }
  const to = { host: 'skunk2', interface: 'em0' }
  for (const [after, progress] of [
    [0, 0],
    [25, 0.25],
    [75, 0.75],
  ] as const) {
    const flight = { id: advert.id, kind: 'advert', from, progress, ends: 1 }
    const ends = trace.records.filter(({ kind, cause }) => kind === 'delivered' && cause === advert.id)
    expect(flightsAt(trace, advert.t + after)).toEqual([
      { ...flight, end: ends[0]!.id, to },
      { ...flight, end: ends[1]!.id, to: { host: 'laptop', interface: 'em0' } },
    ])
  }
  expect(flightsAt(trace, advert.t + 100)).toEqual([])
})

test('a frame dies where it dies: in the middle at a cut, and on the network where no machine takes it', async () => {
  const cut = traceOf('basics/one-way-cut')
  const lost = cut.records.find(({ kind }) => kind === 'lost') as RecordOf<'lost'>
  const [flight] = flightsAt(cut, lost.t + 25)
  expect(flight).toMatchObject({ to: { host: 'fw2' }, progress: 0.25, lost: { why: 'cut', because: lost.because } })
  expect(flightsAt(cut, lost.t + 50)).toEqual([])

  const pulled = traceOf('basics/cable-pull')
  const ping = pulled.records.find(({ kind, t }) => kind === 'unclaimed' && t > 10 * SECOND)!
  const [unclaimed] = scene(pulled, ping.t - 1).frames
  expect(unclaimed).toMatchObject({ to: null, progress: 0.495, lost: { why: 'nobody takes it' } })
})

test('for who looks but now and then, a frame takes a second', async () => {
  const trace = traceOf('basics/one-way-cut')
  const advert = trace.records.find(({ kind }) => kind === 'advert')!
  const lost = trace.records.find(({ kind }) => kind === 'lost')!
  const seen = (t: number) => scene(trace, t, SECOND).frames.map(({ to, progress }) => [to?.host, progress])
  expect(seen(advert.t + 250_000)[0]).toEqual(['fw2', 0.25])
  expect(seen(advert.t + 999_999)[0]![0]).toBe('fw2')
  // It dies in the middle, so it is seen for half as long.
  expect(seen(lost.t + 250_000)).toContainEqual(['fw2', 0.25])
  const dead = scene(trace, lost.t + 500_000, SECOND).frames.filter(({ id }) => id === lost.cause)
  expect(dead.filter(({ to }) => to?.host === 'fw2')).toEqual([])
})

function crowd(count: number): Trace {
  const hosts = Array.from({ length: count }, (_, i) => ({
    name: `fw${i + 1}`,
    system: 'freebsd-9.3',
    systemTitle: 'FreeBSD 9.3',
    preempt: false,
    interfaces: [{ name: 'em0', network: 'lan', address: `10.0.0.${i + 1}/24` }],
    vhosts: [{ interface: 'em0', vhid: 1, advbase: 1, advskew: i, addresses: ['10.0.0.100'] }],
    pings: [],
  }))
  const records = hosts.flatMap(({ name }, i) => [
    { id: 2 * i + 1, t: 0, cause: null, kind: 'power', host: name, power: 'on' } as const,
    {
      id: 2 * i + 2,
      t: 0,
      cause: null,
      kind: 'transition',
      host: name,
      interface: 'em0',
      vhid: 1,
      from: 'INIT',
      to: i === 40 ? 'MASTER' : 'BACKUP',
      rule: 'by hand',
    } as const,
  ])
  const head = { carpsim: 1, title: '漢字 крест', story: '', seed: '1', until: SECOND, level: 'all' } as const
  return { ...head, networks: [{ name: 'lan', loss: 0 }], hosts, records, counts: {} as Trace['counts'], counters: {} }
}

test('64 machines are a list; where it is too long, who is MASTER stays', () => {
  const picture = scene(crowd(64), 1)
  const shown = (columns: number, rows: number) =>
    textOf(paintScene(picture, { columns, rows }, { ascii: false, selected: 'fw3' }))
  expect(shown(80, 24)).toMatchInlineSnapshot(`
    [
      "lan  1 MASTER, 63 BACKUP",
      "  fw1  BACKUP         fw17  BACKUP        fw33  BACKUP        fw49  BACKUP    ",
      "  fw2  BACKUP         fw18  BACKUP        fw34  BACKUP        fw50  BACKUP    ",
      "▸ fw3  BACKUP         fw19  BACKUP        fw35  BACKUP        fw51  BACKUP    ",
      "  fw4  BACKUP         fw20  BACKUP        fw36  BACKUP        fw52  BACKUP    ",
      "  fw5  BACKUP         fw21  BACKUP        fw37  BACKUP        fw53  BACKUP    ",
      "  fw6  BACKUP         fw22  BACKUP        fw38  BACKUP        fw54  BACKUP    ",
      "  fw7  BACKUP         fw23  BACKUP        fw39  BACKUP        fw55  BACKUP    ",
      "  fw8  BACKUP         fw24  BACKUP        fw40  BACKUP        fw56  BACKUP    ",
      "  fw9  BACKUP         fw25  BACKUP        fw41  MASTER        fw57  BACKUP    ",
      "  fw10  BACKUP        fw26  BACKUP        fw42  BACKUP        fw58  BACKUP    ",
      "  fw11  BACKUP        fw27  BACKUP        fw43  BACKUP        fw59  BACKUP    ",
      "  fw12  BACKUP        fw28  BACKUP        fw44  BACKUP        fw60  BACKUP    ",
      "  fw13  BACKUP        fw29  BACKUP        fw45  BACKUP        fw61  BACKUP    ",
      "  fw14  BACKUP        fw30  BACKUP        fw46  BACKUP        fw62  BACKUP    ",
      "  fw15  BACKUP        fw31  BACKUP        fw47  BACKUP        fw63  BACKUP    ",
      "  fw16  BACKUP        fw32  BACKUP        fw48  BACKUP        fw64  BACKUP    ",
    ]
  `)
  const few = shown(80, 8)
  expect(few.join('\n')).toMatch(/fw41 {2}MASTER/)
  expect(few.join('\n')).toMatch(/▸ fw3 {2}BACKUP/)
  expect(few.join('\n')).toMatch(/more machines/)
})
