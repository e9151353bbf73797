import { systemNamed } from '../../carp/systems/index.ts'
import type { Numbers, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Causes } from '../causes.ts'
import { briefly, interval } from '../words.ts'
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
  'less demoted master heard': (told) => `${demotions(told)}, which is compared before the interval`,
  'more demoted master heard': (told) => `${demotions(told)}; whatever preempt is`,
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
      return briefly(origin.command)
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
function comparison(told: Told): string {
  const { trace, causes, change } = told
  const { numbers } = change
  if (numbers === undefined) return ''
  const whose = hisInterval(causes, change, numbers)
  const demoted = howDemoted(told)
  const { mine = 0, his = 0 } = numbers.demotion ?? {}
  const tie = isEqual(numbers) && mine === his ? `; ${tieBreak(trace, causes, change)}` : ''
  return `${whose}, ${mineOf(numbers)}${demoted}${tie}`
}

/** Why a backup that hears a MASTER leaves it at that. */
function masterHeard(told: Told): string {
  const { causes, change, preempt } = told
  const { numbers } = change
  if (numbers === undefined) return ''
  const off = isShorter(numbers) && preempt === false ? '; preempt is off' : ''
  return `${hisInterval(causes, change, numbers)}, ${mineOf(numbers)}${howDemoted(told)}${off}`
}

/** What decides where two intervals are equal. */
function tieBreak(trace: Trace, causes: Causes, change: RecordOf<'transition'>): string {
  const isBetter = change.rule === 'better advertisement heard'
  const system = trace.hosts.find(({ name }) => name === change.host)?.system ?? ''
  const heard = causes.advertOf(causes.ofKind(change, 'delivered'))
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

/** That it is a larger interval than configured; or, where advertisements say it, how demoted each of them is. */
function howDemoted(told: Told): string {
  const { change, demotion } = told
  const counts = change.numbers?.demotion
  if (counts === undefined) return demotion > 0 ? ' (demoted)' : ''
  return counts.mine > 0 || counts.his > 0 ? `; ${demotions(told)}` : ''
}

/** `fw1's demotion 1, mine 0`. */
function demotions({ causes, change }: Told): string {
  const { demotion } = change.numbers ?? {}
  return demotion === undefined ? '' : `${his(causes, change)} demotion ${demotion.his}, mine ${demotion.mine}`
}

function tooSlow({ causes, change }: Told): string {
  const { numbers } = change
  if (numbers === undefined) return ''
  return `${hisInterval(causes, change, numbers)} is longer than I wait, ${interval(numbers.mine)}`
}

/** `skunk1's interval 1 s + 10/256 s`. */
function hisInterval(causes: Causes, change: RecordOf<'transition'>, numbers: Numbers): string {
  const leaves = numbers.his.seconds === GOODBYE ? ' (goodbye)' : ''
  return `${his(causes, change)} interval ${interval(numbers.his)}${leaves}`
}

/** `skunk1's` */
function his(causes: Causes, change: RecordOf<'transition'>): string {
  const heard = causes.advertOf(causes.ofKind(change, 'delivered'))
  return heard === undefined ? 'his' : `${heard.host}'s`
}

function mineOf(numbers: Numbers): string {
  return isEqual(numbers) ? 'mine the same' : `mine ${interval(numbers.mine)}`
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
