import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { castOf as castOfScenario } from '../../src/scenario/play/compile.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { SentenceNames } from '../../src/scenario/sentences/names.ts'
import { readSentence } from '../../src/scenario/sentences/read.ts'
import { judge, simulate } from '../../src/simulate.ts'
import { parseTime, SECOND } from '../../src/time.ts'
import { type Expectation, type Judgement, jointVerdict } from '../../src/trace/expectation.ts'
import { measure } from '../../src/trace/fold.ts'
import { expectationFold, expectationsFold } from '../../src/trace/folds/expectations.ts'
import type { Body } from '../../src/trace/record.ts'
import type { OfSort, Sentence, Truth } from '../../src/trace/sentence.ts'
import { insteadOf } from '../../src/views/verdict/judgements.ts'
import { scenarios } from '../properties/scenarios.ts'
import { sentence } from './expected.ts'
import { becomes, castOf, type Happening, power, recordsOf } from './records.ts'

const UNTIL = 40

const BOOTS: readonly Happening[] = ['a', 'b'].flatMap((name): Happening[] => [
  [0, power(name, 'on')],
  [0, becomes(name, 'INIT', 'BACKUP')],
])

/** a is MASTER from 3 s to 10 s; b from 12 s on; a is back at 20 s, takes over at 21 s, and b gives way 0.1 ms later. */
const STORY: readonly Happening[] = [
  ...BOOTS,
  [3, becomes('a', 'BACKUP', 'MASTER')],
  [3, advert('a')],
  [4, advert('a')],
  [10, fault('crash', 'a')],
  [10, power('a', 'off')],
  [12, becomes('b', 'BACKUP', 'MASTER')],
  [12, { kind: 'log', host: 'b', line: 'carp0: BACKUP -> MASTER (master timed out)' }],
  [20, power('a', 'on')],
  [20, becomes('a', 'INIT', 'BACKUP')],
  [20, { kind: 'demotion', host: 'a', delta: 240, total: 240, reason: 'by hand' }],
  [21, becomes('a', 'BACKUP', 'MASTER')],
  [21.0001, becomes('b', 'MASTER', 'BACKUP')],
  [30, becomes('b', 'BACKUP', 'MASTER')],
  [30.5, becomes('b', 'MASTER', 'BACKUP')],
]

function advert(host: string): Body {
  return {
    kind: 'advert',
    host,
    interface: 'em0',
    vhid: 1,
    family: 'inet',
    advbase: 1,
    advskew: 0,
    packet: {} as never,
  }
}

function fault(verb: string, target: string): Body {
  return { kind: 'fault', verb, target, text: `${target}: ${verb}` }
}

function judged(expectation: Expectation, happenings = STORY): Judgement {
  return measure(recordsOf(happenings), UNTIL * SECOND, expectationFold(expectation, castOf('a', 'b')))
}

/** When a sentence is true, as a table writes it: windows in seconds. */
function truth(text: string): string {
  const that = sentence(text) as Truth
  const { spans } = judged({ wrapper: 'never', that, from: 0, to: UNTIL * SECOND })
  return spans.map(({ from, to }) => `${from / SECOND}-${to / SECOND}`).join(' ')
}

/** The last instant lasts a microsecond longer than the run. */
const END = '40.000001'

describe('when a condition holds', () => {
  test.each([
    ['a is MASTER', `3-10 21-${END}`],
    ['a is not MASTER', '0-3 10-21'],
    ['a is MASTER of lan/1', `3-10 21-${END}`],
    ['a.em0/1 is MASTER', `3-10 21-${END}`],
    ['a/1 is off', '10-20'],
    ['a is off', '10-20'],
    ['a is on', `0-10 20-${END}`],
    ['b is BACKUP', `0-12 21.0001-30 30.5-${END}`],
    ['nobody is MASTER', '0-3 10-12'],
    ['somebody is MASTER', `3-10 12-${END}`],
    ['any is MASTER', `3-10 12-${END}`],
    ['two MASTERs', '30-30.5'],
    ['strictly two MASTERs', '21-21.0001 30-30.5'],
    ['one MASTER', `3-10 12-30 30.5-${END}`],
    ['strictly one MASTER', `3-10 12-21 21.0001-30 30.5-${END}`],
    ['at most one MASTER', `0-30 30.5-${END}`],
    ['a owns group outside', `3-10 21-${END}`],
    ['demotion of a is 240', `20-${END}`],
    ['demotion of a is at most 0', '0-20'],
    ['demotion of a is 1..239', ''],
    ['b is MASTER and a is on', '20-21.0001 30-30.5'],
    ['a is off or b is BACKUP', `0-20 21.0001-30 30.5-${END}`],
    ['a is off or b is MASTER and a is MASTER', '10-20 21-21.0001 30-30.5'],
    ['ping a -> 10.0.0.3 fails', ''],
  ])('%s: %s', (text, windows) => {
    expect(truth(text)).toBe(windows)
  })
})

describe('when something happens', () => {
  test.each([
    ['a becomes MASTER', '3 21'],
    ['somebody becomes BACKUP', '0 20 21.0001 30.5'],
    ['a advertises', '3 4'],
    ['any advertises of lan/1', '3 4'],
    ['b advertises', ''],
    ['log of b matches /timed out/', '12'],
    ['log of a matches /timed out/', ''],
    ['a fault happens', '10'],
  ])('%s: %s', (text, instants) => {
    expect(truth(text).replace(/-\S+/g, '')).toBe(instants)
  })
})

test.each([
  ['transitions of a', 4],
  ['transitions of any', 9],
  ['transitions of lan/1', 9],
  ['adverts', 2],
  ['adverts of b', 0],
  ['faults', 1],
  ['fail-overs', 1],
  ['hand-overs of lan/1', 1],
  ['nobody is MASTER', 5 * SECOND],
  ['longest nobody is MASTER', 3 * SECOND],
  ['two MASTERs', SECOND / 2],
])('%s: %i', (text, value) => {
  const read = sentence(text)
  const that = (
    read.sort === 'condition' ? { ...read, sort: 'quantity', says: { lasts: 'in all', condition: read.says } } : read
  ) as OfSort<'quantity'>
  const whole = { wrapper: 'measure', that, from: 0, to: UNTIL * SECOND, range: {} } as const
  expect(judged(whole).measured).toBe(value)
})

test('a part of the run: both ends are part of it', () => {
  const that = sentence('transitions of a') as OfSort<'quantity'>
  const part = (from: number, to: number) =>
    judged({ wrapper: 'measure', that, from: from * SECOND, to: to * SECOND, range: {} }).measured
  expect([part(3, 20), part(3.000001, 19.999999)]).toEqual([2, 0])
})

/** An expectation in a few words. */
function wrapped(wrapper: string, text: string, times: Readonly<Record<string, string>> = {}): Expectation {
  const parsed = Object.fromEntries(Object.entries(times).map(([key, time]) => [key, parseTime(time)!]))
  const base = { from: 0, to: UNTIL * SECOND, stays: 0 }
  return { wrapper, that: sentence(text), ...base, ...parsed } as unknown as Expectation
}

const EXCEPT = { except: { lasts: 2 * SECOND, after: sentence('a fault happens') as OfSort<'happening'> } }

const VERDICTS: readonly [string, Expectation, string, string][] = [
  ['at', wrapped('at', 'a is MASTER', { at: '9s' }), 'holds at 9', ''],
  ['at the last instant', wrapped('at', 'a is MASTER', { at: '40s' }), 'holds at 40', ''],
  ['at the instant of a change', wrapped('at', 'a is MASTER', { at: '3s' }), 'holds at 3', ''],
  [
    'at, too early',
    wrapped('at', 'b is MASTER', { at: '11.5s' }),
    'fails at 11.5',
    'at 11.5s b was BACKUP, nobody was MASTER of lan/1 since 10.000000; it came to be so at 12.000000, 500 ms too late',
  ],
  [
    'at, of a happening',
    wrapped('at', 'a becomes MASTER', { at: '3.5s' }),
    'fails at 3.5',
    'it did not happen at 3.5s; it happened at 3.000000, 500 ms too early',
  ],
  [
    'after the end',
    wrapped('at', 'a is MASTER', { at: '41s' }),
    'open at 40',
    'the run ends at 40s, too early to tell',
  ],
  ['within', wrapped('within', 'b is MASTER', { from: '10s', to: '13s' }), 'holds at 12', ''],
  ['within, and is so already', wrapped('within', 'b is MASTER', { from: '15s', to: '16s' }), 'holds at 15', ''],
  ['within, and stays', wrapped('within', 'b is MASTER', { from: '10s', to: '13s', stays: '9s' }), 'holds at 21', ''],
  [
    'within, and does not stay',
    wrapped('within', 'b is MASTER', { from: '10s', to: '13s', stays: '10s' }),
    'fails at 21.0001',
    'it was so from 12.000000 for 9.0001 s only; at 21.0001s b was BACKUP, a was MASTER of lan/1',
  ],
  [
    'within, too late',
    wrapped('within', 'b is MASTER', { from: '10s', to: '11.848341s' }),
    'fails at 11.848341',
    'it came to be so at 12.000000, 151.659 ms too late; at 11.848341s b was BACKUP, nobody was MASTER of lan/1 since 10.000000',
  ],
  [
    'never so',
    wrapped('within', 'demotion of b is 240', { from: '10s', to: '11s' }),
    'fails at 11',
    'it never was so; at 11s the demotion of b was 0',
  ],
  [
    'always',
    wrapped('always', 'somebody is MASTER', { from: '3s' }),
    'fails at 10',
    'it was not so from 10.000000 for 2 s; at 10s nobody was MASTER of lan/1',
  ],
  [
    'always, except',
    { ...wrapped('always', 'somebody is MASTER', { from: '3s' }), ...EXCEPT } as Expectation,
    'holds at 40',
    '',
  ],
  ['always, no longer', wrapped('always', 'a is MASTER', { from: '3s', to: '9.999999s' }), 'holds at 9.999999', ''],
  ['never', wrapped('never', 'b is MASTER', { to: '11.999999s' }), 'holds at 11.999999', ''],
  [
    'never, at the end of it',
    wrapped('never', 'b is MASTER', { to: '12s' }),
    'fails at 12',
    'it was so from 12.000000 for 1 µs; at 12s b was MASTER, b was MASTER of lan/1',
  ],
  [
    'never, of a happening',
    wrapped('never', 'somebody becomes MASTER', { from: '4s' }),
    'fails at 12',
    'it happened at 12.000000, 21.000000, 30.000000',
  ],
  ['sometimes', wrapped('sometimes', 'two MASTERs'), 'holds at 30', ''],
  [
    'sometimes, not in this run',
    wrapped('sometimes', 'two MASTERs', { to: '29s' }),
    'open at 29',
    'this run does not show it; another seed may',
  ],
  [
    'a measure',
    { ...wrapped('measure', 'transitions of a'), range: { most: 2 } } as Expectation,
    'fails at 40',
    'it was 4, 2 too much',
  ],
  [
    'a measure of time',
    {
      ...wrapped('measure', 'longest nobody is MASTER'),
      range: { least: 3_000_000, most: 2_900_000 },
    } as Expectation,
    'fails at 40',
    'it was 3 s, 100 ms too much; it was so from 0.000000 for 3 s, from 10.000000 for 2 s',
  ],
]

describe('verdicts, and what was so instead', () => {
  for (const [name, expectation, verdict, instead] of VERDICTS) {
    test(name, () => {
      const judgement = judged(expectation)
      expect(`${judgement.verdict} at ${judgement.at / SECOND}`).toBe(verdict)
      if (judgement.verdict !== 'holds') expect(insteadOf(judgement)).toBe(instead)
    })
  }
})

test('many runs: sometimes holds if one shows it, anything else if none fails', () => {
  const sometimes = wrapped('sometimes', 'two MASTERs')
  expect(jointVerdict(sometimes, ['open', 'holds'])).toBe('holds')
  expect(jointVerdict(sometimes, ['open', 'open'])).toBe('fails')
  const at = wrapped('at', 'a is MASTER', { at: '9s' })
  expect(jointVerdict(at, ['holds', 'holds'])).toBe('holds')
  expect(jointVerdict(at, ['holds', 'fails', 'open'])).toBe('fails')
  expect(jointVerdict(at, ['holds', 'open'])).toBe('open')
})

/** Sentences about the machines of a drawn scenario. */
function sentencesOf(scenario: Scenario): Sentence[] {
  const names = SentenceNames.of(scenario)
  return [
    'h0 is MASTER of lan/10',
    'h1 is not BACKUP of lan/10',
    'h0 is off',
    'h1/10 is off',
    'nobody is MASTER of lan/10',
    'two MASTERs of lan/10',
    'strictly one MASTER of lan/10',
    'at most one MASTER of lan/10',
    'demotion of h0 is at least 1',
    'h0 is on and h1 is MASTER of lan/10 or h0 is BACKUP of lan/10',
    'h0 becomes MASTER',
    'somebody becomes BACKUP of lan/10',
    'h0 advertises',
    'log of h0 matches /MASTER|BACKUP/',
    'transitions of h0',
    'adverts of lan/10',
    'drops',
    'faults',
    'fail-overs of lan/10',
    'longest nobody is MASTER of lan/10',
  ].map((text) => readSentence(text, names).sentence!)
}

function expectationsOf(scenario: Scenario, from: number, to: number): Expectation[] {
  const period = { from, to }
  return sentencesOf(scenario).flatMap((that): Expectation[] => {
    if (that.sort === 'quantity') return [{ wrapper: 'measure', that, range: { most: 2 }, ...period }]
    if (that.sort === 'names') return []
    const both: Expectation[] = [
      { wrapper: 'at', at: to, that },
      { wrapper: 'never', that, ...period, ...EXCEPT },
      { wrapper: 'within', that, stays: 0, ...period },
      { wrapper: 'sometimes', that, ...period },
    ]
    if (that.sort === 'happening') return both
    const lasting: Expectation = {
      wrapper: 'measure',
      that: { sort: 'quantity', text: that.text, says: { lasts: 'in all', condition: that.says } },
      range: {},
      ...period,
    }
    return [
      ...both,
      lasting,
      { wrapper: 'always', that, ...period },
      { wrapper: 'within', that, stays: SECOND, ...period },
    ]
  })
}

const period = fc
  .tuple(fc.integer({ min: 0, max: 40 * SECOND }), fc.integer({ min: 1, max: 45 * SECOND }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))

test('judged live without records it is the same as over all records', () => {
  fc.assert(
    fc.property(scenarios(), period, (drawn, { from, to }) => {
      const scenario: Scenario = { ...drawn, expect: expectationsOf(drawn, from, to) }
      const live = expectationsFold(scenario.expect, castOfScenario(scenario))
      simulate(scenario, { level: 'metrics', folds: [live] })
      expect(live.end(scenario.until)).toEqual(judge(scenario, simulate(scenario)))
    }),
    { numRuns: 60 },
  )
})

test('what is not so is so at all other times; what is never so is so at no time', () => {
  fc.assert(
    fc.property(scenarios(), period, (scenario, { from, to: end }) => {
      const to = Math.min(end, scenario.until)
      if (from >= to) return
      const { records, hosts, until } = simulate(scenario)
      const judgementOf = (expectation: Expectation) => measure(records, until, expectationFold(expectation, hosts))
      const names = SentenceNames.of(scenario)
      const read = (text: string) => readSentence(text, names).sentence as OfSort<'condition'>
      const lasting = (that: OfSort<'condition'>) =>
        judgementOf({
          wrapper: 'measure',
          that: { ...that, sort: 'quantity', says: { lasts: 'in all', condition: that.says } },
          range: {},
          from,
          to,
        }).measured!
      for (const [some, others] of [
        ['h0 is MASTER of lan/10', 'h0 is not MASTER of lan/10'],
        ['h1 is on', 'h1 is not on'],
        ['nobody is MASTER of lan/10', 'somebody is MASTER of lan/10'],
        ['two MASTERs of lan/10', 'at most one MASTER of lan/10'],
        ['strictly two MASTERs of lan/10', 'strictly at most one MASTER of lan/10'],
      ].map(([a, b]) => [read(a!), read(b!)] as const)) {
        expect(lasting(some) + lasting(others)).toBe(to - from)
        const never = judgementOf({ wrapper: 'never', that: some, from, to })
        const sometimes = judgementOf({ wrapper: 'sometimes', that: some, from, to })
        const always = judgementOf({ wrapper: 'always', that: others, from, to })
        expect(never.verdict === 'holds').toBe(sometimes.verdict === 'open')
        expect([always.verdict, always.at, always.spans]).toEqual([never.verdict, never.at, never.spans])
      }
    }),
    { numRuns: 60 },
  )
})

test('the figures of a run and its expectations count alike', () => {
  fc.assert(
    fc.property(scenarios(), (drawn) => {
      const names = SentenceNames.of(drawn)
      const measured = ['adverts', 'drops', 'faults', 'transitions'].map(
        (text): Expectation => ({
          wrapper: 'measure',
          that: readSentence(text, names).sentence as OfSort<'quantity'>,
          range: {},
          from: 0,
          to: drawn.until,
        }),
      )
      const scenario = { ...drawn, expect: measured }
      const trace = simulate(scenario)
      const { advert, drop, fault, transition } = trace.counts
      expect(judge(scenario, trace).map((judgement) => judgement.measured)).toEqual([advert, drop, fault, transition])
    }),
    { numRuns: 30 },
  )
})

test('a trace that does not keep what an expectation is about is not judged', () => {
  const [scenario] = fc.sample(scenarios(), 1)
  const expecting = { ...scenario!, expect: expectationsOf(scenario!, 0, SECOND) }
  expect(() => judge(expecting, simulate(expecting, { level: 'changes' }))).toThrow('does not keep every')
})
