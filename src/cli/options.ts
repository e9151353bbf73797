import { type Command, InvalidArgumentError } from 'commander'
import { type Micros, parseTime } from '../time.ts'

/** What a command line may change in a scenario, for every verb that takes one. */
export interface ScenarioOptions {
  readonly seed?: string
  readonly until?: Micros
}

export function addScenarioOptions(command: Command): Command {
  return command
    .option('--seed <seed>', "instead of the scenario's")
    .option('--until <time>', "end at that time instead of the scenario's: 15s, 300ms", time)
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
