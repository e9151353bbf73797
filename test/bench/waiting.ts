import type { Waits } from './player.ts'
import { filled } from './report.ts'
import { HEAD as SHELL_HEAD } from './shell.ts'
import { HEAD as STORAGE_HEAD } from './storage.ts'
import { table, tableOfTargets } from './tables.ts'
import { type Target, target } from './targets.ts'

const HEAD = '## The player'
const FIRST_PAINT = 400
const FRAME = 50

/** What somebody at the player may have to wait for. */
export function targetsOfWaits({ library, file, anew, frames }: Waits): Target[] {
  const first = (what: string, times: readonly number[]) =>
    target(`first paint, ${what}: under ${FIRST_PAINT} ms`, median(times), (found) => found < FIRST_PAINT)
  return [
    first('library', library),
    first('file', file),
    first('file, nothing compiled', anew),
    target(`no frame of a long run over ${FRAME} ms`, Math.max(...frames), (found) => found <= FRAME),
  ]
}

/** What was measured of the player, in Markdown. */
export function reportOfWaits(waits: Waits, { records, machine }: { records: number; machine: string }): string {
  const { library, file, anew, frames } = waits
  const row = (what: string, times: readonly number[]) => [
    what,
    String(times.length),
    ...[Math.min(...times), median(times), Math.max(...times)].map((time) => `${time.toFixed(1)} ms`),
  ]
  const parts = [
    HEAD,
    filled(`In a pseudo-terminal of 120 by 40, from outside. First paint: from the start of the process to the first whole
      screen, of the library and of a scenario of 40 s; what Node compiled at an earlier start is kept, but where that is
      said. Frames: from a key to the screen that it makes, over a fixed walk through a run of
      ${records.toLocaleString('en')} records; of each key the shortest of all rounds counts.
      \`npm run bench -- --only player\` measures this alone. ${machine}.`),
    table([
      ['', 'times', 'best', 'median', 'worst'],
      row('first paint, library', library),
      row('first paint, file', file),
      row('first paint, file, nothing compiled', anew),
      row('frames of a long run', frames),
    ]),
    tableOfTargets(targetsOfWaits(waits)),
  ]
  return `${parts.join('\n\n')}\n`
}

/** The parts of a report that were measured apart: of other simulators, of the player, of the shell, of storage. */
export interface Parts {
  readonly peers: string
  readonly player: string
  readonly shell: string
  readonly storage: string
}

export function partsOf(report: string): Parts {
  const [peers = '', player = '', shell = '', storage = ''] = [HEAD, SHELL_HEAD, STORAGE_HEAD].reduceRight(
    ([first, ...later]: string[], head) => {
      const at = first!.indexOf(`${head}\n`)
      return at === -1 ? [first!, '', ...later] : [first!.slice(0, at), first!.slice(at), ...later]
    },
    [report],
  )
  return { peers, player, shell, storage }
}

/** One report of all parts. */
export function joined({ peers, player, shell, storage }: Parts): string {
  return [peers, player, shell, storage]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!
}
