import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Check } from '../../test-runner/result.ts'
import { fileFailure } from '../exit.ts'
import { SCENARIO_FILE } from '../library.ts'
import { showing } from '../showing.ts'
import type { Run } from './checks.ts'

/** As wide as a golden is, wherever it is written. */
const WIDTH = 80

export interface Golden {
  readonly checks: readonly Check[]
  /** It was written anew. */
  readonly updated?: true
}

/** Where the golden of a scenario stands: `cable-pull.expected.txt` beside `cable-pull.yaml`. */
export function goldenOf(file: string): string {
  return file.replace(SCENARIO_FILE, '.expected.txt')
}

/**
 * Compares what a run shows with the text beside its scenario, or writes that anew.
 *
 * @throws Failure where it cannot be read or written
 */
export async function judgedGolden(run: Run): Promise<Golden> {
  const { file, update } = run.job
  const path = goldenOf(file)
  if (file === '-' || path === file || (!update && !existsSync(path))) return { checks: [] }
  const text = await shownOf(run)
  const before = readIfThere(path)
  const check = { of: 'golden', name: basename(path) } as const
  if (before === text) return { checks: [{ ...check, verdict: 'passed' }] }
  if (update) {
    replace(path, text)
    return { checks: [{ ...check, verdict: 'passed' }], updated: true }
  }
  const { structuredPatch } = await import('diff')
  const { hunks } = structuredPatch(path, path, before ?? '', text, undefined, undefined, { context: 3 })
  const lines = hunks.flatMap(({ oldStart, lines }) => [`@@ line ${oldStart} @@`, ...lines])
  const [first] = hunks
  const changed = first === undefined ? 1 : first.oldStart + first.lines.findIndex((line) => !line.startsWith(' '))
  const message = `what the run shows is other than ${path} says, from line ${changed} on`
  const text_ = [`${path}:${changed}: ${message}`, '- was written, + is shown now', ...lines]
  return {
    checks: [{ ...check, verdict: 'failed', message, text: text_, place: { file: path, line: changed, column: 1 } }],
  }
}

/** What `carpsim run` shows, as from the folder of the file. */
async function shownOf({ source, played }: Run): Promise<string> {
  const show = await showing({ format: 'text', color: 'never', width: WIDTH })
  const name = basename(source.name)
  const sources = new Map([...source.sources].map(([file, text]) => [file === source.name ? name : file, text]))
  return [...show.run(played, { ...source, name, sources })].join('')
}

function readIfThere(path: string): string | undefined {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  } catch (error) {
    throw fileFailure(path, error)
  }
}

/** Half a file is never left behind. */
function replace(path: string, text: string): void {
  const part = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(part, text)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw fileFailure(path, error)
  }
}
