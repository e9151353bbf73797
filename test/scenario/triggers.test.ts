import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { TriggerLoop } from '../../src/scenario/play/triggers.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { type SimulateOptions, simulate } from '../../src/simulate.ts'
import { mastership } from '../../src/trace/folds/mastership.ts'
import type { RecordOf } from '../../src/trace/record.ts'
import { withoutLines } from './file.ts'

/** Two machines, and events. */
function withEvents(...events: string[]) {
  const host = (i: number) => `
  fw${i}:
    interfaces: { em0: { address: 10.0.0.${i}/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], advskew: ${100 * (i - 1)} }]`
  const lines = events.map((event) => `  - ${event}\n`).join('')
  const text = `carpsim: 1\nuntil: 20s\nsystem: freebsd-14\npreempt: true\nhosts:${host(1)}${host(2)}\nevents:\n${lines}`
  return loadScenario(text, 'mine.yaml')
}

/** Faults, inert ones too: when, what, and the kind of record that caused each. */
function faults(events: readonly string[], options: SimulateOptions = {}): string[] {
  const { records } = simulate(withEvents(...events), options)
  return records
    .filter((record): record is RecordOf<'fault' | 'inert'> => record.kind === 'fault' || record.kind === 'inert')
    .map(({ t, kind, text, cause }) => {
      const why = records.find(({ id }) => id === cause)
      return `${t} ${kind}: ${text}, because of ${why === undefined ? 'nothing' : why.kind}`
    })
}

const TOLD: readonly [string, readonly string[], readonly string[]][] = [
  ['once', ['{ when: fw1 becomes MASTER, crash: fw1 }'], ['3000000 fault: fw1 loses power, because of transition']],
  [
    'each time, and a delay',
    ['{ whenever: fw1 becomes MASTER, delay: 2s, crash: fw1, for: 1s }'],
    [
      '5000000 fault: fw1 loses power, because of transition',
      '6000000 fault: fw1 boots, because of fault',
      '9390825 fault: fw1 loses power, because of transition',
      '10390825 fault: fw1 boots, because of fault',
      '13781650 fault: fw1 loses power, because of transition',
      '14781650 fault: fw1 boots, because of fault',
      '18172475 fault: fw1 loses power, because of transition',
      '19172475 fault: fw1 boots, because of fault',
    ],
  ],
  [
    'what is so from the beginning does not come to be so',
    ['{ when: fw1 is off, unplug: fw2 }', '{ when: nobody is MASTER, unplug: fw2 }'],
    [],
  ],
  [
    'what can do nothing is recorded, and no error',
    ['{ when: fw1 becomes MASTER, plug: fw1 }'],
    ['3000000 inert: cable of fw1 em0 back, because of transition'],
  ],
  [
    'a fault triggers another',
    ['{ at: 5s, crash: fw2 }', '{ when: a fault happens, delay: 1s, boot: fw2 }'],
    ['5000000 fault: fw2 loses power, because of nothing', '6000000 fault: fw2 boots, because of fault'],
  ],
  ['not after the end', ['{ when: fw1 becomes MASTER, delay: 18s, crash: fw1 }'], []],
  [
    'a frame and a log line are kept as causes',
    ['{ when: fw1 advertises, delay: 1us, crash: fw1 }', '{ when: log of fw2 matches /timed out/, crash: fw2 }'],
    ['3000001 fault: fw1 loses power, because of advert', '6390725 fault: fw2 loses power, because of log'],
  ],
  [
    'a delay of impair is that of frames',
    ['{ when: fw1 becomes MASTER, impair: fw1 -> lan, delay: 20ms }'],
    ['3000000 fault: fw1 -> lan: 0% lost, 20ms late, because of transition'],
  ],
]

describe('when an event is triggered', () => {
  test.each(TOLD)('%s', (_, events, told) => {
    expect(faults(events)).toEqual(told)
    expect(faults(events, { level: 'changes' })).toEqual(told)
  })

  test('it is so at level metrics, where nobody else asks for records', () => {
    const scenario = withEvents('{ whenever: fw1 advertises, delay: 100ms, run: fw2, command: netstat }')
    const play = (level: 'all' | 'metrics') => {
      const { hosts, until } = simulate(scenario)
      const fold = mastership(hosts)
      const { counts } = simulate(scenario, { level, folds: [fold] })
      return { faults: counts.fault, groups: fold.end(until) }
    }
    expect(play('metrics')).toEqual(play('all'))
    expect(play('all').faults).toBeGreaterThan(10)
  })

  test('a scenario with sentences is saved, and loads to the same', () => {
    const scenario = withEvents(
      '{ when: fw1 becomes MASTER, send-error: fw1, errno: ENOBUFS, times: 3 }',
      '{ whenever: "log of fw1 matches /a, b/", delay: 1ms, crash: fw1, for: 2s }',
      '{ whenever: two MASTERs, impair: fw1 -> lan, delay: 20ms }',
    )
    expect(withoutLines(loadScenario(saveScenario(scenario), 'saved.yaml'))).toEqual(withoutLines(scenario))
  })
})

describe('events that set each other off', () => {
  const loopOf = (events: readonly string[], options: SimulateOptions = {}): TriggerLoop => {
    const started = performance.now()
    try {
      simulate(withEvents(...events), options)
    } catch (error) {
      expect(performance.now() - started).toBeLessThan(2_000)
      if (error instanceof TriggerLoop) return error
      throw error
    }
    throw new Error('they came to an end')
  }

  test('at one instant: the error names them', () => {
    const { kind, at, events } = loopOf([
      '{ at: 4s, crash: fw1 }',
      '{ whenever: fw1 is off, boot: fw1 }',
      '{ whenever: fw1 is on, crash: fw1 }',
    ])
    expect([kind, at, events.map(({ line }) => line)]).toEqual(['instant', 0, [14, 15]])
  })

  test('over time: so many and no more, and the error names those that did it', () => {
    const events = [
      '{ when: fw1 becomes MASTER, crash: fw2 }',
      '{ whenever: a fault happens, delay: 1us, demote: fw1, by: 1 }',
    ]
    const { kind, limit, events: named } = loopOf(events)
    expect([kind, limit, named.map(({ action }) => action.verb)]).toEqual(['run', 20_000, ['demote']])
    expect(loopOf(events, { triggers: 10 }).limit).toBe(10)
  })
})
