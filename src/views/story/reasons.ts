import { systemNamed } from '../../carp/systems/index.ts'
import type { Numbers, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Causes } from '../causes.ts'
import { interval } from '../words.ts'
import { patienceOf, patienceOver } from './waiting.ts'

/** A change of state, and what a sentence about it is made of. */
export interface Told {
  readonly trace: Trace
  readonly causes: Causes
  readonly change: RecordOf<'transition'>
  /** The machine's demotion at that time. */
  readonly demotion: number
  /** Of a rule that left the state as it was: whether the machine might have preempted. */
  readonly preempt?: boolean
}

/** A goodbye has advbase 255. */
const GOODBYE = 255

/** What the rules that compare or wait say of themselves; of the others the cause is told. */
const REASONS: Readonly<Record<string, (told: Told) => string>> = {
  'master-down timer': ({ trace, causes, change }) => patienceOver(trace, causes, change),
  'slower master heard': (told) => `${comparison(told)}; preempt is on`,
  'better advertisement heard': comparison,
  'worse advertisement heard': comparison,
  'master heard': masterHeard,
  'less demoted master heard': comparison,
  'more demoted master heard': comparison,
  'master too slow': tooSlow,
}

/**
 * Why a virtual host changed its state: the rule that applied, and the numbers and the cause that it really had. Where
 * a run kept less, the sentence is shorter.
 */
export function reasonOf(told: Told): string {
  const { causes, change } = told
  const begins = change.from === 'INIT' && change.to === 'BACKUP'
  const patience = begins ? patienceOf(causes, change) : ''
  const origin = causes.origin(change)
  if (begins && origin?.kind === 'power') return joined(': ', 'boots', patience)
  return joined(': ', change.rule, joined('; ', (REASONS[change.rule] ?? causeOf)(told), patience))
}

/** What it goes back to, in words. */
export function causeOf({ causes, change }: { readonly causes: Causes; readonly change: TraceRecord }): string {
  const origin = causes.origin(change)
  switch (origin?.kind) {
    case 'link':
      return origin.carrier ? `${origin.interface} has a carrier` : `no carrier on ${origin.interface}`
    case 'interface':
      return `${origin.interface} is ${origin.up ? 'up' : 'down'}`
    case 'setting':
      return `${origin.name} is ${origin.value}`
    case 'command':
      return origin.command
    case 'fault':
      return origin.text
    case 'power':
      return origin.power === 'on' ? 'boots' : `power is ${origin.power}`
    default:
      return ''
  }
}

/** What a rule compared, in words; empty where it compared nothing. */
export function compared(told: Told): string {
  return told.change.numbers === undefined ? '' : (REASONS[told.change.rule] ?? comparison)(told)
}

/** Both intervals, as the rule compared them. */
function comparison({ trace, causes, change, demotion }: Told): string {
  const { numbers } = change
  if (numbers === undefined) return ''
  const demoted = numbers.demotion === undefined && demotion > 0 ? ' (demoted)' : ''
  const his = hisInterval(causes, change, numbers)
  const mine = isEqual(numbers) ? 'mine the same' : `mine ${interval(numbers.mine)}`
  const both = `${his}, ${mine}${demoted}${demotions(numbers)}`
  return isEqual(numbers) && demotions(numbers) === '' ? `${both}; ${tieBreak(trace, causes, change)}` : both
}

/** Demotion counts that are compared before the intervals, where they differ. */
function demotions({ demotion }: Numbers): string {
  if (demotion === undefined || demotion.mine === demotion.his) return ''
  return `; his demotion ${demotion.his}, mine ${demotion.mine}`
}

/** What decides where two intervals are equal. */
function tieBreak(trace: Trace, causes: Causes, change: RecordOf<'transition'>): string {
  const isBetter = change.rule === 'better advertisement heard'
  const system = trace.hosts.find(({ name }) => name === change.host)?.system ?? ''
  const heard = causes.ofKind(causes.ofKind(change, 'delivered'), 'advert')
  if (systemNamed(system)?.tieBreak !== 'address' || heard === undefined) {
    return `an equal one counts as ${isBetter ? 'better' : 'worse'}`
  }
  const [his, mine] = [addressOf(trace, heard), addressOf(trace, change)]
  return `tie-break by address, last octet first: his ${his} is ${isBetter ? 'lower' : 'higher'} than mine ${mine}`
}

function addressOf({ hosts }: Trace, { host, interface: on }: RecordOf<'advert' | 'transition'>): string {
  const nic = hosts.find(({ name }) => name === host)?.interfaces.find(({ name }) => name === on)
  return nic?.address.replace(/\/.*/, '') ?? ''
}

/** Why a backup that hears a MASTER leaves it at that. */
function masterHeard({ causes, change, preempt }: Told): string {
  const { numbers } = change
  if (numbers === undefined) return ''
  const mine = isEqual(numbers) ? 'mine the same' : `mine ${interval(numbers.mine)}`
  const off = isShorter(numbers) && preempt === false ? '; preempt is off' : ''
  return `${hisInterval(causes, change, numbers)}, ${mine}${demotions(numbers)}${off}`
}

function tooSlow({ causes, change }: Told): string {
  const { numbers } = change
  if (numbers === undefined) return ''
  return `${hisInterval(causes, change, numbers)} is longer than I wait, ${interval(numbers.mine)}`
}

/** `skunk1's interval 1 s + 10/256 s`. */
function hisInterval(causes: Causes, change: RecordOf<'transition'>, { his }: Numbers): string {
  const heard = causes.ofKind(causes.ofKind(change, 'delivered'), 'advert')
  const leaves = his.seconds === GOODBYE ? ' (goodbye)' : ''
  return `${heard === undefined ? 'his' : `${heard.host}'s`} interval ${interval(his)}${leaves}`
}

function isShorter({ mine, his }: Numbers): boolean {
  return mine.seconds < his.seconds || (mine.seconds === his.seconds && mine.micros < his.micros)
}

function isEqual({ mine, his }: Numbers): boolean {
  return mine.seconds === his.seconds && mine.micros === his.micros
}

function joined(separator: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(separator)
}
