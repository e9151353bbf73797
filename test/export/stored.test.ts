import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { json, ndjson } from '../../src/export/json.ts'
import { placeIn } from '../../src/export/stored/places.ts'
import { isStored, readStored } from '../../src/export/stored/read.ts'
import { SHAPES } from '../../src/export/stored/shapes.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { KINDS } from '../../src/trace/kinds.ts'
import type { Kind, Level } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { historiesOf } from '../../src/views/lanes/lanes.ts'
import { expectEqual } from '../equal.ts'
import { NAMES, STORIES, traceNamed } from '../library.ts'
import { scenarios } from '../properties/scenarios.ts'
import { crashing } from '../services/data/crashing.ts'
import { pairOf, SET_UP } from '../services/hast/pair.ts'
import { PAIR, played } from '../views/diff/play.ts'

const stored = (trace: Trace) => [...json(trace, historiesOf(trace))].join('')
const asLines = (trace: Trace) => [...ndjson(trace, historiesOf(trace))].join('')

test('what was stored is read back as it was, at every level that keeps records', () => {
  fc.assert(
    fc.property(scenarios(), fc.constantFrom<Level>('all', 'changes'), (scenario, level) => {
      const trace = simulate(scenario, { level })
      for (const text of [stored(trace), asLines(trace), JSON.stringify(JSON.parse(stored(trace)), null, 2)]) {
        expect(isStored(text)).toBe(true)
        const read = readStored(text, 'run.json')
        expect(stored(read)).toBe(stored(trace))
        expect(read.records.length).toBe(trace.records.length)
      }
    }),
    { numRuns: 40 },
  )
})

/** Records of kinds that no scenario of the library has. */
const SELDOM = `
carpsim: 1
title: Seldom
until: 10s
switches: { sw: {} }
hosts:
  a:
    system: openbsd-7.7
    interfaces: { em0: { address: 10.0.0.1/24, plug: sw } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, balancing: ip }]
  c:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: sw } }
    services: { apache2: {} }
    files: { /etc/up.sh: ifconfig em0:0 10.0.0.8 }
events:
  - { at: 3s, crash: sw, for: 10ms }
  - { at: 4s, port-down: "sw:c.em0", for: 10ms }
  - { at: 4500ms, burst: c, frames: 3, over: 1ms }
  - { at: 5s, probe: 10.0.0.3, client: 10.0.0.9 }
  - { at: 6s, interface-down: a.em0 }
  - { at: 7s, plug: a.em0, even-if-inert: true }
  - { at: 8s, run: c, command: sh /etc/up.sh }
`

/** Each kind of record is in the library, and in CI all of that is read back. */
const isAll = process.env['CARPSIM_ALL'] !== undefined

test('all that a record says is read back, but for a secret', () => {
  const traces = [
    played(SELDOM),
    simulate(pairOf({ events: SET_UP })),
    simulate(crashing([500], 0, '1')),
    ...(isAll ? NAMES : STORIES).map(traceNamed),
  ]
  const told = (record: Trace['records'][number]) =>
    record.kind === 'advert'
      ? { ...record, demotion: undefined, counter: undefined, packet: { ...record.packet, seal: 0 } }
      : record
  const seen = new Set<Kind>()
  for (const trace of traces) {
    expectEqual(readStored(stored(trace), 'run.json').records.map(told), trace.records.map(told))
    for (const { kind } of trace.records) seen.add(kind)
  }
  if (isAll) expect(KINDS.filter((kind) => !seen.has(kind))).toEqual([])
})

test('a run that was stored before a kind of record was known', () => {
  const text = stored(played(PAIR, { until: 5_000_000 }))
  const older = text.replace(/,"claim":0/, '')
  expect(older).not.toBe(text)
  expect(stored(readStored(older, 'run.json'))).toBe(text)
})

test('a scenario is no stored run, in JSON neither', () => {
  expect(isStored(PAIR)).toBe(false)
  expect(isStored('{"carpsim": 1, "title": "records", "hosts": {}}')).toBe(false)
  expect(loadScenario(PAIR, 'pair.yaml').title).toBe('Pair')
})

describe('what is wrong is shown in the file', () => {
  const run = stored(played(PAIR, { until: 5_000_000 }))
  const lines = asLines(played(PAIR, { until: 5_000_000 }))

  test.each([
    [
      'a wrong value',
      run.replace('"rule":"master-down timer"', '"rule":7'),
      /^run\.json:\d+:\d+ {2}records\[\d+\]\.rule\n[\s\S]*\^ expected string, received number; store the run anew/,
    ],
    [
      'a kind that is not known',
      run.replace('"kind":"fired"', '"kind":"burnt"'),
      /records\[\d+\]\.kind\n[\s\S]*this kind of record is not known/,
    ],
    [
      'the same in lines',
      lines.replace('"kind":"fired"', '"kind":"burnt"'),
      /records\[\d+\]\.kind\n[\s\S]*\^{7} this kind/,
    ],
    ['another version', run.replace('"version":1', '"version":2'), /^run\.json:1:12 {2}version\n/],
    ['records in another order', run.replace('"id":3,', '"id":1,'), /records\[2\]\n[\s\S]*not in the order of time/],
    ['a file that is cut off', run.slice(0, 3_000), /here the file is cut off/],
    ['lines that are cut off', lines.slice(0, lines.lastIndexOf('{"verdict"')), /here the file is cut off/],
    ['several runs', `[${run},${run}]`, /^run\.json:1:1\n[\s\S]*these are several runs/],
    ['figures of many seeds', '{"version":1,"runs":[]}', /^run\.json:1:21 {2}runs\n[\s\S]*figures of several runs/],
    ['no run at all', '{"version":1}\n', /this is no run|cut off/],
  ])('%s', (_, text, message) => {
    expect(isStored(text)).toBe(true)
    expect(() => readStored(text, 'run.json')).toThrow(message)
  })

  test('a part of a run', () => {
    const trace = played(PAIR, { until: 5_000_000 })
    const part = { ...trace, records: trace.records.filter(({ t }) => t > 0) }
    expect(() => readStored(stored(part), 'run.json')).toThrow(
      'store all of the run, without --from, --to and --filter',
    )
    expect(() => readStored(stored({ ...trace, level: 'metrics', records: [] }), 'run.json')).toThrow(
      'level metrics keeps no records',
    )
  })
})

test('the place of every value of any JSON is found', () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), fc.nat(), (text, spaced, pick) => {
      const value = JSON.parse(text)
      const written = JSON.stringify(value, null, spaced ? 2 : 0)
      const all = pathsIn(value)
      const path = all[pick % all.length]!
      const { start, end } = placeIn(written, path)
      expect(JSON.parse(written.slice(start, end))).toEqual(at(value, path))
    }),
  )
})

function pathsIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [[], ...inner.flatMap(([step, part]) => pathsIn(part).map((path) => [step as string | number, ...path]))]
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((part, step) => (part as Record<string | number, unknown>)[step], value)
}

test('each kind of record says whom it is about: a machine or a switch', () => {
  const others = Object.entries(SHAPES).filter(
    ([kind, shape]) => kind !== 'fault' && kind !== 'inert' && !('host' in shape || 'switch' in shape),
  )
  expect(others).toEqual([])
})
