import { describe, expect, test } from 'vitest'
import { loadScenario } from '../src/scenario/load.ts'
import { simulate } from '../src/simulate.ts'
import { SECOND } from '../src/time.ts'

// A FreeBSD tutorial of 2010 says: raise the master's advskew from 10 to 30, against a backup with 20, and the backup is
// master at once. With FreeBSD 9.3 that is so only where the backup may preempt, and not at once.

const LATENCY = 100
const INTERVAL_30 = SECOND + Math.floor((30 * SECOND) / 256)

function play(preempt: { skunk1: boolean; skunk2: boolean }, at: number, until: number): string[] {
  const host = (i: number) => `
  skunk${i}:
    preempt: ${i === 1 ? preempt.skunk1 : preempt.skunk2}
    interfaces: { em0: { address: 10.0.0.${i}/24, plug: lan } }
    carp: [{ vhid: 1, password: FeedLucasGelato, advskew: ${10 * i}, addresses: [10.0.0.3/24] }]`
  const scenario = loadScenario(
    `carpsim: 1
title: the tutorial
system: freebsd-8
until: ${until}us
hosts:${host(1)}${host(2)}
events:
  - { at: ${at}us, run: skunk1, command: "ifconfig carp0 advskew 30" }
`,
    'tutorial.yaml',
  )
  return simulate(scenario).records.flatMap((record) =>
    record.kind === 'transition' && record.t > at ? [`${record.t - at} ${record.host} ${record.to}`] : [],
  )
}

describe('ifconfig carp0 advskew 30 on the master, at three phases of its interval', () => {
  for (const at of [10_000_000, 10_300_000, 10_900_001]) {
    for (const skunk1 of [false, true]) {
      test(`without preempt on skunk2 nothing happens for an hour (at ${at}, skunk1 ${skunk1})`, () => {
        expect(play({ skunk1, skunk2: false }, at, at + 3_600 * SECOND)).toEqual([])
      })

      test(`with it skunk2 is MASTER one new interval and one latency later (at ${at}, skunk1 ${skunk1})`, () => {
        expect(INTERVAL_30).toBe(1_117_187)
        const handedOver = [`${INTERVAL_30 + LATENCY} skunk2 MASTER`, `${INTERVAL_30 + 2 * LATENCY} skunk1 BACKUP`]
        expect(play({ skunk1, skunk2: true }, at, at + 30 * SECOND)).toEqual(handedOver)
      })
    }
  }
})
