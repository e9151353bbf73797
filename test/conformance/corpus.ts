import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SYSTEMS, systemNamed } from '../../src/carp/systems/index.ts'
import { disagreementOf } from './agreement.ts'
import { type Case, MIXED } from './case.ts'
import { type Compared, differenceOf } from './compare.ts'
import type { Logged } from './logs.ts'
import { readById } from './read.ts'
import { hasReplays, readRecording, recordingsIn } from './recording.ts'
import type { Timeline } from './timeline.ts'

/** Recorded timelines of one family, in the folder of what was recorded. */
export interface Family {
  /** The folder below `expected`: `freebsd-12`, or more of it: `freebsd-12-ip6`. */
  readonly folder: string
  /** The name of the system; `mixed`: each host says its own. */
  readonly system: string
  /** `rnd` */
  readonly name: string
}

/** Recordings of the real daemon, by the wall clock. */
export const REAL: Family = { folder: 'ucarp-real', system: 'ucarp-1.5.2-linux', name: 'real' }

/** What came of playing a family. */
export interface Played {
  readonly recorded: number
  /** Cases of which the bytes of advertisements are recorded, too; of which log lines and counters are. */
  readonly withBytes: number
  readonly withLogs: number
  /** In words, with the id of the case, where carpsim does something else. */
  readonly differences: readonly string[]
}

/** What is recorded in a corpus of systems that carpsim has. */
export function familiesIn(corpus: string): Family[] {
  const expected = join(corpus, 'expected')
  if (!existsSync(expected)) return []
  return readdirSync(expected)
    .sort()
    .flatMap((folder) => {
      const system = systemOf(folder)
      if (system === undefined) return []
      const files = readdirSync(join(expected, folder)).sort()
      return files.map((file) => ({ folder, system, name: file.replace('.ndjson', '') }))
    })
}

/** The system whose name a folder has, or begins with. */
function systemOf(folder: string): string | undefined {
  const names = [...SYSTEMS.map(({ name }) => name), MIXED].filter((name) => `${folder}-`.startsWith(`${name}-`))
  return names.sort((a, b) => b.length - a.length)[0]
}

/** A recorded case that carpsim can play. */
export interface Playable {
  readonly id: string
  readonly timeline: Timeline
  readonly logged: Logged | undefined
  /** The first difference in words, where there is one: with what was played instead of it, if that is given. */
  difference(through?: Compared['through']): string | undefined
}

/** The cases of a family whose systems carpsim has. */
export function casesOf(corpus: string, { folder, system, name }: Family): Playable[] {
  const file = `${name}.ndjson`
  const inputs = readById<Case>(join(corpus, 'inputs', file))
  const timelines = [...readById<Timeline>(join(corpus, 'expected', folder, file)).values()]
  const logs = logsOf(corpus, folder)
  return timelines.flatMap((timeline) => {
    const { id } = timeline
    const [input, logged] = [inputs.get(id)!, logs.get(id)]
    if (!isPlayable(input)) return []
    return [
      { id, timeline, logged, difference: (through) => tried(input, system, timeline, { hex: true, logged, through }) },
    ]
  })
}

/**
 * Plays the cases of a family whose systems carpsim has, and compares everything that is recorded of them.
 *
 * @param through - what is played instead of a case: the same should come of it
 */
export function playFamily(corpus: string, family: Family, through?: Compared['through']): Played {
  const cases = casesOf(corpus, family)
  const differences = cases.flatMap(({ id, difference }) => {
    const found = difference(through)
    return found === undefined ? [] : [`${id}\n${found}`]
  })
  return {
    recorded: cases.length,
    withBytes: cases.filter(({ timeline }) => timeline.adverts.some((advert) => advert['hex'] !== undefined)).length,
    withLogs: cases.filter(({ logged }) => logged !== undefined).length,
    differences,
  }
}

/** Plays the recordings of the real daemon in a corpus, of which neither bytes nor log lines are compared. */
export function playRecordings(corpus: string): Played {
  const folder = join(corpus, REAL.folder)
  const names = existsSync(folder) ? recordingsIn(folder) : []
  const differences = names.flatMap((name) => {
    const recording = readRecording(folder, name)
    const difference = hasReplays(recording)
      ? '  it replays frames that were captured while it ran'
      : disagreementOf(recording)
    return difference === undefined ? [] : [`${name}\n${difference}`]
  })
  return { recorded: names.length, withBytes: 0, withLogs: 0, differences }
}

function isPlayable({ hosts }: Case): boolean {
  return hosts.every(({ system }) => system === undefined || systemNamed(system) !== undefined)
}

function logsOf(corpus: string, folder: string): Map<string, Logged> {
  const file = join(corpus, 'logs', `${folder}.ndjson`)
  return existsSync(file) ? readById<Logged>(file) : new Map()
}

/** A case that cannot be played is a difference, too. */
function tried(...given: Parameters<typeof differenceOf>): string | undefined {
  try {
    return differenceOf(...given)
  } catch (error) {
    return `  ${(error as Error).message}`
  }
}
