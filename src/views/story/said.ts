import type { Kind, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Causes } from '../causes.ts'

/** What a fault or a command of the same instant did has been said with it. */
export function isSaid(record: TraceRecord, causes: Causes): boolean {
  const cause = causes.of(record)
  if (cause?.t !== record.t) return false
  // Where power comes, a card is down and has no link until the machine has come up.
  if (cause.kind === 'boot') return record.kind === 'interface' || (record.kind === 'link' && !record.carrier)
  return cause.kind === 'fault' || cause.kind === 'command'
}

/** What a machine runs by itself, without a word and without a failure. */
export function isRoutine(command: RecordOf<'command'>, causes: Causes): boolean {
  const cause = causes.of(command)
  if (cause?.kind !== 'boot' && cause?.kind !== 'log' && cause?.kind !== 'script') return false
  return causes.atOnce(command, 'output').every((output) => isSilent(output, command))
}

/** Nothing is said, or what was printed tells of what is told by itself: a mount, a service that runs. */
export function isNothingNew(output: RecordOf<'output'>, command: RecordOf<'command'>, causes: Causes): boolean {
  if (output.text === '' && isScript(command, output, causes)) return true
  const script = causes.of(command)
  if (script?.kind !== 'script') return false
  return (
    isSilent(output, command) || (output.exit === 0 && !isTyped(command, causes) && didMore(command, output, causes))
  )
}

/** One that another one calls is told where it fails. */
export function isCalled(script: RecordOf<'script'>, causes: Causes): boolean {
  const begun = script.exit === null ? script : causes.of(script)
  const command = begun && causes.of(begun)
  return command !== undefined && causes.of(command)?.kind === 'script'
}

/** Programs that are asked something: 1 is an answer, no. */
const ASKED = /^(?:\S*\/)?(?:cmp|expr|[ef]?grep|pgrep|test) /
const NO = 1

/** A script is told with the status that it ended with. */
function isScript(command: RecordOf<'command'>, output: RecordOf<'output'>, causes: Causes): boolean {
  return causes.between(command, output).some(({ cause, kind }) => cause === command.id && kind === 'script')
}

function isSilent({ text, exit }: RecordOf<'output'>, { command }: RecordOf<'command'>): boolean {
  return text === '' && (exit === 0 || (exit === NO && ASKED.test(command)))
}

/** Whether somebody sits before it who wants to see what it prints. */
function isTyped(command: RecordOf<'command'>, causes: Causes): boolean {
  for (const { kind } of causes.chain(command)) {
    if (kind === 'fault') return true
    if (kind !== 'command' && kind !== 'script') return false
  }
  return false
}

function didMore(command: RecordOf<'command'>, output: RecordOf<'output'>, causes: Causes): boolean {
  return causes.between(command, output).some((other) => {
    // One that is told to end does so by itself.
    const ends = other.kind === 'service' && other.host === command.host
    return ends || (other.cause === command.id && TOLD.has(other.kind))
  })
}

const TOLD: ReadonlySet<Kind> = new Set<Kind>(['service', 'mount', 'replica', 'role', 'address', 'process'])
