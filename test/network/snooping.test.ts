import { describe, expect, test } from 'vitest'
import { SECOND } from '../../src/time.ts'
import { explain } from '../../src/views/why/explain.ts'
import { tellWhy } from '../../src/views/why/words.ts'
import { mastersAt, of, playedPair } from './pair.ts'

const PRUNING = 'sw: { snooping: { link-local: prune } }'

test('a machine reports at once that it listens, and once more within a second', () => {
  const reports = of(playedPair({ switches: PRUNING }), 'report').filter(({ host }) => host === 'fw1')
  expect(reports.map(({ group }) => group)).toEqual(['224.0.0.18', '224.0.0.18'])
  expect(reports[0]!.t).toBe(0)
  expect(reports[1]!.t).toBeLessThan(SECOND)
})

test('nobody reports anything where no switch snoops', () => {
  const { counts } = playedPair({ switches: 'sw: {}' })
  expect([counts.report, counts.query, counts.member]).toEqual([0, 0, 0])
})

describe('a switch that prunes 224.0.0.18', () => {
  test('without a querier two MASTERs come of it after 260 s, and why says that nobody asked', () => {
    const trace = playedPair({ switches: PRUNING, until: '300s' })
    expect([mastersAt(trace, 260), mastersAt(trace, 290)]).toEqual([['fw1'], ['fw1', 'fw2']])
    const lost = of(trace, 'lost')
    expect(new Set(lost.map(({ why, at }) => `${why} ${at}`))).toEqual(
      new Set(['not joined sw:fw1.em0', 'not joined sw:fw2.em0']),
    )
    const { sentences } = tellWhy(trace, explain(trace, { at: 290 * SECOND, host: 'fw2' }))
    expect(sentences.map(({ text }) => text)).toContain(
      'sw group left membership of fw2.em0 in 224.0.0.18 aged out: nobody asked who listens (no querier)',
    )
  })

  test('with a querier it stays well: each query is answered within ten seconds', () => {
    const trace = playedPair({ switches: 'sw: { snooping: { link-local: prune, querier: true } }', until: '20m' })
    expect(mastersAt(trace, 1199)).toEqual(['fw1'])
    const queries = of(trace, 'query').map(({ t }) => t / SECOND)
    expect(queries.slice(0, 4)).toEqual([0, 31.25, 156.25, 281.25])
    for (const report of of(trace, 'report').filter(({ t }) => t > 2 * SECOND)) {
      const query = trace.records.find(({ id }) => id === report.cause)!
      expect(query.kind).toBe('query')
      expect(report.t - query.t).toBeLessThan(10 * SECOND)
    }
  })

  test('a querier that is switched off is the cause', () => {
    const trace = playedPair({
      switches: 'sw: { snooping: { link-local: prune, querier: true } }',
      events: '{ at: 60s, configure: sw, querier: false }',
      until: '400s',
    })
    expect(mastersAt(trace, 399)).toEqual(['fw1', 'fw2'])
    const { sentences } = tellWhy(trace, explain(trace, { at: 399 * SECOND, host: 'fw2' }))
    expect(sentences.at(-1)!.text).toBe('sw: querier false')
  })

  test('a static entry needs no report', () => {
    const entry = 'static: { 224.0.0.18: [fw1.em0, fw2.em0] }'
    const trace = playedPair({ switches: `sw: { snooping: { link-local: prune, ${entry} } }`, until: '300s' })
    expect(mastersAt(trace, 299)).toEqual(['fw1'])
  })

  test.each(['openbsd', 'netbsd'])('%s reports no local group: two MASTERs from the start', (system) => {
    const trace = playedPair({ switches: PRUNING, system, until: '20s' })
    expect(mastersAt(trace, 19)).toEqual(['fw1', 'fw2'])
  })

  test('a cable that is put back is no member until somebody asks', () => {
    const trace = playedPair({ switches: PRUNING, events: '{ at: 10s, unplug: fw2, for: 5s }', until: '40s' })
    expect(mastersAt(trace, 39)).toEqual(['fw1', 'fw2'])
  })

  test('another switch gets a copy as long as a member is behind it', () => {
    const switches = `x: { snooping: { link-local: prune } }, y: { snooping: { link-local: prune, age: 30s } }`
    const trace = playedPair({ switches, cables: 'up: x - y', plugs: ['x', 'y'] })
    expect([mastersAt(trace, 29), mastersAt(trace, 50)]).toEqual([['fw1'], ['fw1', 'fw2']])
    expect(of(trace, 'lost').map(({ at }) => at)).toContain('y:fw2.em0')
  })
})

test('what RFC 4541 asks for: 224.0.0.18 goes to all', () => {
  expect(mastersAt(playedPair({ switches: 'sw: { snooping: {} }', until: '300s' }), 299)).toEqual(['fw1'])
})

test('MLD snooping prunes ff02::12 alone: IPv4 keeps the election', () => {
  const pair = { switches: 'sw: { snooping: { mld: true } }', addresses: '10.0.0.3, 2001:db8::3', until: '300s' }
  const lost = of(playedPair(pair), 'lost')
  expect(lost.length).toBeGreaterThan(0)
  expect(new Set(lost.map(({ why }) => why))).toEqual(new Set(['not joined']))
  const reported = of(playedPair({ ...pair, system: 'openbsd' }), 'report').map(({ group }) => group)
  expect(new Set(reported)).toEqual(new Set(['ff02::12']))
})

test('snooping that somebody switches on knows no member yet', () => {
  const trace = playedPair({
    switches: 'sw: { snooping: { on: false, link-local: prune } }',
    events: '{ at: 10s, configure: sw, snooping: true, for: 20s }',
  })
  expect([mastersAt(trace, 9), mastersAt(trace, 25), mastersAt(trace, 40)]).toEqual([['fw1'], ['fw1', 'fw2'], ['fw1']])
})
