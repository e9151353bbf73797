import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openerFor } from '../../src/cli/extended.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { HostSpec } from '../../src/scenario/scenario.ts'
import { USUAL_MYSQL } from '../../src/services/mysql/options.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { ROOT } from '../cli/command.ts'
import { of } from '../services/booted.ts'

// With other figures in the script, in hast.conf and in MySQL the times of the tutorial follow its formulas.

const SCRIPT = '/usr/local/sbin/carp-hast-switch'
const CONF = '/etc/hast.conf'
const RC = '/etc/rc.conf'
const RUNS = 20
/** When hasta says goodbye, or loses its power. */
const START = 150
/** The script sleeps half a second before it unmounts, which takes 0.3 s. */
const [SLEEP, UMOUNT] = [0.5, 0.3]
/** hastd makes a device, and connects; of a peer that is primary it asks again each second. */
const CONNECT = 0.2
const AGAIN = 1
/** mount; fsck of what was left in order, and of what was not. */
const MOUNT = 0.2
const [CLEAN, FULL] = [0.1, 1.1]
/** What commands, processes and the network take in all. */
const SLACK = 0.3

/** Longer ones would still wait for the device at boot when somebody makes it. */
const DELAY = fc.integer({ min: 1, max: 4 })

interface Figures {
  readonly edits: readonly (readonly [path: string, from: string, to: string])[]
  /** In seconds. */
  readonly stop?: number
  readonly release?: number
}

/** A tutorial with other figures. */
function played(name: string, { edits, stop = 3, release = 9.3 }: Figures): readonly TraceRecord[] {
  const file = join(ROOT, `scenarios/tutorials/${name}.yaml`)
  const scenario = loadScenario(readFileSync(file, 'utf8'), file, { open: openerFor(file) })
  const mysql = { ...USUAL_MYSQL, name: 'mysql' as const, stop: stop * SECOND }
  const edited = (host: HostSpec): HostSpec => {
    if (host.files === undefined) return host
    const files = { ...host.files }
    for (const [path, from, to] of edits) files[path] = files[path]!.replaceAll(from, to)
    return { ...host, files, hast: { release }, services: { local: [mysql] } }
  }
  const hosts = scenario.hosts.map(edited)
  for (const [path, , to] of edits) expect(hosts.some(({ files }) => files?.[path]?.includes(to))).toBe(true)
  return simulate({ ...scenario, hosts }).records
}

/** In seconds after the start; undefined: it never was so. */
function after(record: TraceRecord | undefined): number | undefined {
  return record && record.t / SECOND - START
}

function becomes(records: readonly TraceRecord[], host: string, role: string): number | undefined {
  return after(of(records, 'role', host).find(({ to, t }) => to === role && t >= START * SECOND))
}

function serves(records: readonly TraceRecord[], host: string): number | undefined {
  return after(
    of(records, 'service', host).find(({ name, runs, t }) => name === 'mysql' && runs && t >= START * SECOND),
  )
}

function between(time: number | undefined, from: number, to = from): void {
  expect(time).toBeGreaterThanOrEqual(from)
  expect(time).toBeLessThanOrEqual(to + SLACK)
}

const script = (delay: number, count: number): Figures['edits'] => [
  [SCRIPT, 'delay=3', `delay=${delay}`],
  [SCRIPT, 'wait_count=7', `wait_count=${count}`],
]
const REPAIRED: Figures['edits'] = [[SCRIPT, '(secondary)', '\\(secondary\\)']]

test('a planned switch: who gives away, who takes, when it serves, and whether the disks part', () => {
  fc.assert(
    fc.property(
      fc.record({
        delay: DELAY,
        count: fc.integer({ min: 0, max: 12 }),
        stop: fc.integer({ min: 1, max: 12 }),
        release: fc.constantFrom(8.1, 9.3),
        isRepaired: fc.boolean(),
      }),
      ({ delay, count, stop, release, isRepaired }) => {
        const edits = [...script(delay, count), ...(isRepaired ? REPAIRED : [])]
        const [written, released] = [stop + SLEEP, stop + SLEEP + UMOUNT + delay]
        // Rounds of a second, until hastd of the new machine is no secondary any more, or the count has run out.
        const rounds = isRepaired ? Math.min(count, Math.max(0, Math.ceil(released - delay))) : 0
        const asked = delay + rounds
        // What ends at the same instant may be first or second.
        fc.pre(asked !== stop)
        const records = played('carp-hast-mysql-switch', { edits, stop, release })
        between(becomes(records, 'hasta', 'secondary'), released)
        between(becomes(records, 'hastb', 'primary'), asked)
        const isEarly = asked < released
        const waits = isEarly && release === 9.3
        const begins = Math.max(asked, waits ? released : 0)
        const isClean = waits || asked > written
        const served = begins + CONNECT + (isClean ? CLEAN : FULL) + MOUNT
        const isStopped = waits || asked > stop
        const start = (isStopped ? USUAL_MYSQL.start : USUAL_MYSQL.recovery) / SECOND
        // The script looks twice a second for the device; MySQL reads over the network what is not copied yet.
        between(serves(records, 'hastb'), served + start - CONNECT, served + start + SLEEP + (waits ? AGAIN : 0))
        const parted = records.some((record) => record.kind === 'replica' && record.becomes === 'split-brain')
        // hastd of 8.1 goes on alone; whether the old primary does, too, is whether it has something left to write.
        expect(parted).toBe(release === 8.1 && asked < written)
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)

test('a crash: the address after three intervals, the disk after delay, the database after the timeout of hastd', () => {
  fc.assert(
    fc.property(
      fc.record({
        delay: DELAY,
        timeout: fc.integer({ min: 2, max: 40 }),
        skew: fc.integer({ min: 1, max: 254 }),
      }),
      ({ delay, timeout, skew }) => {
        const edits: Figures['edits'] = [
          ...script(delay, 7),
          [CONF, 'resource test {', `timeout ${timeout}\nresource test {`],
          [RC, 'advskew 100', `advskew ${skew}`],
        ]
        const records = played('carp-hast-mysql', { edits })
        const last = of(records, 'advert', 'hasta').at(-1)!
        const detected = after(last)! + 3 + skew / 256
        const master = of(records, 'transition', 'hastb').find(({ to, t }) => to === 'MASTER' && t >= START * SECOND)
        expect(after(master)).toBeCloseTo(detected, 3)
        between(becomes(records, 'hastb', 'primary'), detected + delay)
        const recovery = USUAL_MYSQL.recovery / SECOND
        const answers = detected + delay + CONNECT + timeout
        between(
          serves(records, 'hastb'),
          answers + FULL + MOUNT + recovery - CONNECT,
          answers + FULL + MOUNT + recovery,
        )
        expect(
          records.some(
            (record) => record.kind === 'read' && record.newest !== null && record.newest < record.acknowledged!,
          ),
        ).toBe(false)
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)
