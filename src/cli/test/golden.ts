import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { frame } from '../../scenario/text/frame.ts'
import type { Check } from '../../test-runner/result.ts'
import { parseTime } from '../../time.ts'
import { lastEvents } from '../../views/verdict/judgements.ts'
import { fileFailure } from '../exit.ts'
import { SCENARIO_FILE } from '../library.ts'
import { showing } from '../showing.ts'
import { type Run, shownAgain } from './checks.ts'

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
  const place = { file: path, line: changed, column: 1 }
  const wrong = [
    `${path}:${changed}: ${message}`,
    ...framedLine(place, (before ?? '').split('\n')),
    '- was written, + is shown now',
    ...lines,
  ]
  return {
    checks: [{ ...check, verdict: 'failed', message, place, ...shownAgain(run, wrong, momentOf(run, lines)) }],
  }
}

/** The line of the golden where it is another. */
function framedLine(place: NonNullable<Check['place']>, lines: readonly string[]): string[] {
  const length = Math.max(1, lines[place.line - 1]?.length ?? 0)
  const message = 'from here on the run shows something else'
  const [, ...rows] = frame({ ...place, length, path: '', message }, lines).split('\n')
  return rows
}

/** The first time of which something else is told; where nothing that differs has a time, the end of the run. */
function momentOf({ played: { trace } }: Run, lines: readonly string[]): Parameters<typeof shownAgain>[2] {
  const [, time] = lines.map((line) => TIMED.exec(line)).find((match) => match !== null) ?? []
  const at = time === undefined ? trace.until : (parseTime(`${time}s`) ?? trace.until)
  const events = lastEvents(trace, Math.min(at, trace.until), () => true)
  const { host, group } = events.at(-1) ?? {}
  return {
    at: Math.min(at, trace.until),
    events,
    ...(host !== undefined && { host }),
    ...(group !== undefined && { group }),
  }
}

/** A line of a difference that tells what happened when, a fault with its letter. */
const TIMED = /^[-+](?:[A-Z]+)? *(\d+\.\d{6}) /

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
