import { type Command, InvalidArgumentError } from 'commander'
import type { Patch } from '../scenario/read/patches.ts'
import { type Micros, parseTime } from '../time.ts'

/** What a command line may change in a scenario, for every verb that takes one. */
export interface ScenarioOptions {
  readonly seed?: string
  readonly until?: Micros
  readonly system?: string
  readonly set?: readonly string[]
  readonly event?: readonly string[]
}

export function addScenarioOptions(command: Command): Command {
  return command
    .option('--seed <seed>', "instead of the scenario's")
    .option('--until <time>', "end at that time instead of the scenario's: 15s, 300ms", time)
    .option('--system <name>', 'that system on all hosts but clients')
    .option('--set <path=value>', 'another value: "hosts.fw1.carp[0].advskew=30" (repeatable)', appended)
    .option('--event <event>', 'one event more: "10s unplug fw1.em0 for 5s" (repeatable)', appended)
}

/** What the command line changes, in the order in which it is laid over the file. */
export function patchesOf({ system, set = [], event = [] }: ScenarioOptions): Patch[] {
  return [
    ...(system === undefined ? [] : [{ system }]),
    ...set.map((text) => ({ set: text })),
    ...event.map((text) => ({ event: text })),
  ]
}

function appended(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
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
