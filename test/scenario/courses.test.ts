import { expect, test } from 'vitest'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'

// Faults that go on by themselves: cables that flap, brown-outs.

function scenario(events: string, more = '') {
  return loadScenario(
    `carpsim: 1
until: 10m
power: { pdu1: [fw1, fw2] }
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.0.1.1/24, plug: dmz } } }
  fw2: { ${more}interfaces: { em0: { address: 10.0.0.2/24, plug: lan } } }
events:
${events}
`,
    'courses.yaml',
  )
}

function carriers(records: readonly TraceRecord[], on = 'em0'): RecordOf<'link'>[] {
  return records.filter((record) => record.kind === 'link').filter((link) => link.interface === on)
}

const FLAP = '  - { at: 10s, flap: fw1.em0, down: 1s..3s, up: 5s..20s, for: 2m }'

test('a cable that flaps is out and in for times within their ranges, and in at last', () => {
  const seen = new Set<number>()
  for (let seed = 1; seed <= 50; seed++) {
    const links = carriers(simulate(scenario(FLAP), { seed: String(seed) }).records)
    expect(links.map(({ carrier }) => carrier)).toEqual(links.map((_, i) => i % 2 === 1))
    expect(links[0]!.t).toBe(10 * SECOND)
    expect(links.at(-1)!.carrier).toBe(true)
    expect(links.at(-1)!.t).toBeLessThanOrEqual(130 * SECOND)
    for (const [i, { t, carrier }] of links.entries()) {
      const lasted = (links[i + 1]?.t ?? t) - t
      const [least, most] = carrier ? [5, 20] : [1, 3]
      if (i >= links.length - 2) continue
      expect(lasted).toBeGreaterThanOrEqual(least! * SECOND)
      expect(lasted).toBeLessThan(most! * SECOND)
      seen.add(lasted)
    }
  }
  expect(seen.size).toBeGreaterThan(100)
})

test('where another one flaps, too, the first does as before', () => {
  const alone = carriers(simulate(scenario(FLAP)).records)
  const both = carriers(simulate(scenario(`  - { at: 9s, flap: fw1.em1, down: 1s..3s, up: 5s..20s }\n${FLAP}`)).records)
  expect(both.map(({ t }) => t)).toEqual(alone.map(({ t }) => t))
})

test('each pull is a fault of its own, caused by the first, and counted where it can do nothing', () => {
  const { records, counts } = simulate(
    scenario(`${FLAP}\n  - { at: 15s, flap: fw1.em0, down: 2m, up: 1s, even-if-inert: true }`),
  )
  const faults = records.filter((record) => record.kind === 'fault')
  const first = faults.find(({ verb }) => verb === 'flap')!
  const steps = faults.filter(({ cause }) => cause === first.id)
  expect(new Set(steps.map(({ verb }) => verb))).toEqual(new Set(['unplug', 'plug']))
  expect(steps.every(({ line }) => line === first.line)).toBe(true)
  expect(counts.inert).toBeGreaterThan(0)
})

test('a brown-out restarts one machine after the other; who is off stays off, which is counted', () => {
  const brownOut = '  - { at: 10s, brown-out: pdu1, gap: 2s, off: 500ms }'
  const power = (more: string) =>
    simulate(scenario(brownOut, more)).records.flatMap((record) =>
      record.kind === 'power' && record.t > 0 ? [`${record.t} ${record.host} ${record.power}`] : [],
    )
  expect(power('')).toEqual(['10000000 fw1 off', '10500000 fw1 on', '12000000 fw2 off', '12500000 fw2 on'])
  expect(power('boot: never, ')).toEqual(['10000000 fw1 off', '10500000 fw1 on'])
  expect(simulate(scenario(brownOut, 'boot: never, ')).counts.inert).toBe(1)
})

test('of a power supply, those come back that were on', () => {
  const events =
    '  - { at: 10s, crash: pdu1, for: 5s }\n  - { at: 30s, boot: pdu1, for: 1s }\n  - { at: 40s, reboot: pdu1, for: 1s }'
  const { records } = simulate(scenario(events, 'boot: never, '))
  const power = records.flatMap((record) =>
    record.kind === 'power' && record.t > 0 ? [`${record.t / SECOND} ${record.host} ${record.power}`] : [],
  )
  expect(power).toEqual(['10 fw1 off', '15 fw1 on', '30 fw2 on', '31 fw2 off', '40 fw1 off', '41 fw1 on'])
})

test.each([
  ['flap: fw1.em0, down: 1s, up: 1s', 'the cable of fw1.em0 is out already'],
  ['brown-out: pdu1, gap: 1s', 'fw1 is off, fw2 is off'],
  ['crash: pdu1', 'fw1 is off already, fw2 is off already'],
])('that %s can do nothing is an error with its line', (fault, reason) => {
  const before = '  - { at: 1s, crash: fw1 }\n  - { at: 1s, crash: fw2 }\n  - { at: 1s, unplug: fw1.em0 }\n'
  expect(() => simulate(scenario(`${before}  - { at: 2s, ${fault} }`))).toThrowError(
    expect.objectContaining({ reason, event: expect.objectContaining({ line: 11 }) }),
  )
})

test('nothing of it is lost when it is saved', () => {
  const all = scenario(`${FLAP}
  - { at: 5m, flap: fw1.em0, down: 1s, up: 2s..3s }
  - { at: 3m, brown-out: pdu1, gap: 2s, off: 500ms }
  - { at: 4m, impair: fw1 <-> fw2, network: lan, jitter: 5ms, duplicate: 1%, for: 1s }
  - { at: 5m, impair: any -> fw2.em0, loss: 5% }
  - { at: 6m, impair: fw1 -> lan, jitter: 5ms, for: 1s }
  - { when: fw1 is off, shutdown: pdu1, for: 1s }`)
  const saved = saveScenario(all)
  const lineless = ({ events, ...rest }: typeof all) => ({ ...rest, events: events.map(({ line, ...event }) => event) })
  expect(lineless(loadScenario(saved, 'saved.yaml'))).toEqual(lineless(all))
})

test('a name that is neither a machine nor a power supply', () => {
  expect(() => scenario('  - { at: 1s, crash: pdu2 }')).toThrowError(ScenarioError)
  expect(() => scenario('  - { at: 1s, crash: pdu2 }')).toThrowError(
    'there is no host or power supply pdu2; did you mean pdu1?',
  )
})

function switched(events: string) {
  return loadScenario(
    `carpsim: 1
switches: { sw1: {}, sw2: {} }
cables: { up: sw1 - sw2 }
power: { pdu1: [sw1, fw1] }
hosts:
  fw1: { interfaces: { em0: { address: 10.0.0.1/24, plug: sw1 } } }
  fw2: { interfaces: { em0: { address: 10.0.0.2/24, plug: sw2 } } }
events:
${events}
`,
    'switched.yaml',
  )
}

test('switches hang on a power supply, too', () => {
  const { records } = simulate(
    switched(`  - { at: 10s, crash: pdu1, for: 5s }
  - { at: 20s, reboot: pdu1 }
  - { at: 30s, brown-out: pdu1, gap: 2s, off: 500ms }
  - { at: 40s, shutdown: pdu1 }
  - { at: 41s, boot: pdu1 }`),
  )
  const told = records.flatMap((record) => {
    if (record.t === 0) return []
    if (record.kind === 'switch') return [`${record.t / SECOND} ${record.switch} ${record.power}`]
    return record.kind === 'power' ? [`${record.t / SECOND} ${record.host} ${record.power}`] : []
  })
  const both = (t: number, how: string) => [`${t} sw1 ${how}`, `${t} fw1 ${how}`]
  expect(told).toEqual([
    ...both(10, 'off'),
    ...both(15, 'on'),
    ...['20 sw1 off', '20 sw1 on', '20 fw1 off', '20 fw1 on'],
    ...['30 sw1 off', '30.5 sw1 on', '32 fw1 off', '32.5 fw1 on'],
    ...both(40, 'off'),
    ...both(41, 'on'),
  ])
})

test('a cable between switches flaps, and no machine loses its carrier', () => {
  const { records } = simulate(switched('  - { at: 10s, flap: up, down: 1s, up: 2s, for: 7s }'))
  expect(records.filter(({ kind }) => kind === 'link')).toEqual([])
  const faults = records.flatMap((record) => (record.kind === 'fault' ? [`${record.t / SECOND} ${record.text}`] : []))
  expect(faults).toEqual([
    '10 cable up flaps: out 1s, in 2s',
    ...[10, 13, 16].flatMap((t) => [`${t} cable up pulled`, ...(t < 16 ? [`${t + 1} cable up back`] : [])]),
    '17 cable up back',
  ])
})

test('a power supply has a name of its own, and feeds what there is', () => {
  expect(() => switched('  - { at: 1s, crash: pdu3 }')).toThrowError('there is no host, switch or power supply pdu3')
})
