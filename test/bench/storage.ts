import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { loadScenario, type RecordOf, simulate, type TraceRecord } from 'carpsim'
import { filled } from './report.ts'
import { tableOfTargets } from './tables.ts'
import { type Target, target } from './targets.ts'
import { week } from './week.ts'

/** What carpsim made of a week of storage, in a process of its own. */
export interface Week {
  /** Seconds of the processor, and by the clock. */
  readonly cpu: number
  readonly wall: number
  readonly rssKB: number
  readonly faults: number
  readonly acknowledged: number
  readonly frames: number
  readonly roles: number
  readonly records: number
}

export const HEAD = '## Storage'
const HOURS = 7 * 24
const SEED = '1'
const SECONDS = 20
/** What somebody does about a fault is told as one, too; these befall a machine. */
const FAULTS = ['crash', 'unplug', 'reboot', 'pause', 'cut', 'partition', 'carp-down']

/** In a process of its own, whose memory is that of one run. */
export function measureStorage(): Week {
  const bench = join(import.meta.dirname, 'carpsim.ts')
  return JSON.parse(execFileSync(process.execPath, [bench, 'week'], { encoding: 'utf8' })) as Week
}

/** As somebody plays it who has just started carpsim: within the usual budgets, or it throws. */
export function playWeek(): Week {
  const start = performance.now()
  const { counts, records } = simulate(loadScenario(week(HOURS, SEED), 'week'), { level: 'changes' })
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage()
  return {
    cpu: (user + system) / 1e6,
    wall,
    rssKB: process.resourceUsage().maxRSS,
    faults: records.filter(isFault).length,
    acknowledged: counts.written,
    frames: counts.tcp + counts.advert + counts.arp,
    roles: counts.role,
    records: records.length,
  }
}

function isFault(record: TraceRecord): record is RecordOf<'fault'> {
  return record.kind === 'fault' && FAULTS.includes(record.verb)
}

export function targetsOfStorage({ cpu }: Week): Target[] {
  return [target(`a week with a fault an hour: under ${SECONDS} s`, cpu, (found) => found < SECONDS)]
}

/** What was measured of storage, in Markdown. */
export function reportOfStorage(found: Week, machine: string): string {
  const { cpu, wall, rssKB, faults, acknowledged, frames, roles, records } = found
  const grouped = (number: number) => number.toLocaleString('en')
  const parts = [
    HEAD,
    filled(`A week of two machines with FreeBSD 9.3 that share an address and a database: CARP, devd, a script that follows
      the MASTER, HAST, UFS and MySQL; somebody inserts a row every two seconds, and reads what is there whenever he has
      connected. Once an hour something befalls a machine or the network, drawn from a seed. One run of a new process, at
      level \`changes\` and within the usual budgets, takes ${cpu.toFixed(1)} s of the processor, ${wall.toFixed(1)} s by the
      clock, and ${(rssKB / 1024).toFixed(0)} MB: ${grouped(faults)} faults, ${grouped(acknowledged)} rows acknowledged,
      ${grouped(roles)} changes of HAST's roles, ${grouped(frames)} frames, ${grouped(records)} records.
      \`npm run bench -- --only storage\` measures this alone. ${machine}.`),
    tableOfTargets(targetsOfStorage(found)),
  ]
  return `${parts.join('\n\n')}\n`
}
