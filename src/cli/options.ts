import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Patch } from '../scenario/read/patches.ts'
import { type Micros, parseTime } from '../time.ts'

/** What a command line may change in a scenario, for every verb that takes one. */
export interface ScenarioOptions {
  readonly seed?: string
  readonly until?: Micros
  readonly system?: string
  readonly set?: readonly string[]
  readonly event?: readonly string[]
  readonly expect?: readonly string[]
}

const ONE_SYSTEM = ['--system <name>', 'that system on all hosts but clients'] as const

/** @param system - how the verb takes systems */
export function addScenarioOptions(
  command: Command,
  system: readonly [flags: string, about: string] = ONE_SYSTEM,
): Command {
  return command
    .option('--seed <seed>', "instead of the scenario's")
    .option('--until <time>', "end at that time instead of the scenario's: 15s, 300ms", time)
    .option(...system)
    .option('--set <path=value>', 'another value: "hosts.fw1.carp[0].advskew=30" (repeatable)', appended)
    .option('--event <event>', 'one event more: "10s unplug fw1.em0 for 5s" (repeatable)', appended)
    .option('--expect <sentence>', 'one expectation more: "fw1 is MASTER from 10s within 3s" (repeatable)', appended)
}

/** What the command line changes, in the order in which it is laid over the file. */
export function patchesOf({ system, set = [], event = [], expect = [] }: ScenarioOptions): Patch[] {
  return [
    ...(system === undefined ? [] : [{ system }]),
    ...set.map((text) => ({ set: text })),
    ...event.map((text) => ({ event: text })),
    ...expect.map((text) => ({ expect: text })),
  ]
}

function appended(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** How text is laid out, and where it goes. */
export interface PageOptions {
  readonly output?: string
  readonly ascii?: true
  readonly width?: number
}

/** The same, and painted. */
export interface TextualOptions extends PageOptions {
  readonly color: 'auto' | 'always' | 'never'
}

/** The narrowest picture that can be read. */
const LEAST_WIDTH = 60
const MOST_WIDTH = 1_000

export function addPageOptions(command: Command): Command {
  return command
    .option('-o, --output <file>', 'write to a file instead of the standard output')
    .option('--ascii', 'use no character beyond ASCII')
    .option('--width <columns>', `of the text, at least ${LEAST_WIDTH} (default: the terminal's, or 80)`, width)
}

export function addTextualOptions(command: Command): Command {
  return addPageOptions(command).addOption(
    new Option('--color <when>', 'when to use colours; NO_COLOR is heeded')
      .choices(['auto', 'always', 'never'])
      .default('auto'),
  )
}

/** What of a run is shown, and in which form. */
export interface ShowOptions extends TextualOptions {
  readonly format: 'text' | 'json' | 'ndjson'
  readonly from?: Micros
  readonly to?: Micros
  readonly verbose?: true
  readonly filter?: string
  readonly findings?: true
}

export function addShowOptions(command: Command): Command {
  return addTextualOptions(
    command
      .addOption(
        new Option('--format <format>', 'for people, or for programs')
          .choices(['text', 'json', 'ndjson'])
          .default('text'),
      )
      .option('--from <time>', 'show the picture and the list from that time on', time)
      .option('--to <time>', 'and up to that time', time)
      .option('--verbose', 'tell of frames, timers, log lines and device events, too')
      .option('--filter <sentence>', 'list only what a sentence is about: "fw1 becomes MASTER", "drops of fw2", fw1')
      .option('--findings', 'list what was not understood in the files of machines, each where it stands'),
  )
}

/** A time of the command line. */
export function time(value: string): Micros {
  const micros = parseTime(value)
  if (micros === undefined) throw new InvalidArgumentError('A time is a number and us, ms, s, m, h or d: 12.4s.')
  return micros
}

/** A whole number from 1. */
export function amount(value: string): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number === 0) {
    throw new InvalidArgumentError('It is a whole number from 1.')
  }
  return number
}

const MOST_SEEDS = 1_000_000

/** Seeds of the command line: `1-100`, `7`, `1-3,8`. */
export function seeds(value: string): string[] {
  const wrong = new InvalidArgumentError('It is numbers and ranges of them: 1-100, or 1-3,8.')
  const found = value.split(',').flatMap((part) => {
    const [, first = '', last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part) ?? []
    const [from, to] = [Number(first), Number(last)]
    if (first === '' || to < from || to - from >= MOST_SEEDS) throw wrong
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
  })
  if (found.length > MOST_SEEDS) throw wrong
  return [...new Set(found)]
}

function width(value: string): number {
  const columns = amount(value)
  if (columns < LEAST_WIDTH || columns > MOST_WIDTH) {
    throw new InvalidArgumentError(`It is ${LEAST_WIDTH} to ${MOST_WIDTH} columns.`)
  }
  return columns
}
