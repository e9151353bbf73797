import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { ROOT } from '../cli/command.ts'
import { of } from '../services/booted.ts'

// The documents' own blocks, as they stand there, where the documents are: beside this repository.

const DOCUMENTS = join(ROOT, '../shared/tutorials')
export const isThere = existsSync(DOCUMENTS)
export const titled = (begin: string): string =>
  isThere ? begin : `${begin} (skipped: ../shared/tutorials is not there)`

export function textOf(number: string): string {
  const name = readdirSync(DOCUMENTS).find((each) => each.startsWith(`${number}_`))!
  return readFileSync(join(DOCUMENTS, name), 'utf8')
}

/** What stands there from some words on, up to others, these left out, without its margin. */
export function cut(number: string, begin: string, end: string): string {
  const text = textOf(number)
  const from = text.indexOf(begin)
  if (from === -1 || !text.includes(end, from)) throw new Error(`no ${begin} … ${end} in ${number}`)
  const margin = text.slice(text.lastIndexOf('\n', from) + 1, from)
  const lines = text.slice(from, text.indexOf(end, from)).split('\n')
  const block = lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line)).join('\n')
  return `${block.trimEnd()}\n`
}

/** What is typed on a machine, and what into the editor that it calls. */
export interface Typed {
  readonly command: string
  readonly input?: string
}

export function play(scenario: Readonly<Record<string, unknown>>): readonly TraceRecord[] {
  return simulate(loadScenario(JSON.stringify({ carpsim: '1', ...scenario }), 'document')).records
}

export function states(records: readonly TraceRecord[], host: string, from = 0): string[] {
  return of(records, 'transition', host).flatMap(({ t, to }) => (t < from * 1e6 ? [] : [to]))
}

/** What a machine's commands printed that were typed, or that a script ran; from a second on. */
export function printed(records: readonly TraceRecord[], host: string, from = 0): string[] {
  return of(records, 'output', host).flatMap(({ t, text }) => (t < from * 1e6 || text === '' ? [] : [text]))
}

/** The exit codes of what was typed on a machine that way, and of what a script ran. */
export function exits(records: readonly TraceRecord[], host: string, begin: string): (number | null)[] {
  const commands = of(records, 'command', host).filter(({ command }) => command.startsWith(begin))
  return commands.flatMap(({ id }) => records.flatMap((r) => (r.kind === 'output' && r.cause === id ? [r.exit] : [])))
}

/** When a machine wrote something into its log, in seconds. */
export function logged(records: readonly TraceRecord[], host: string, pattern: RegExp): number[] {
  return of(records, 'log', host).flatMap(({ t, line }) => (pattern.test(line) ? [t / 1e6] : []))
}
