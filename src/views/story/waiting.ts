import type { KernelSystem } from '../../carp/system.ts'
import { systemNamed } from '../../carp/systems/index.ts'
import { formatSeconds, type Micros, SECOND } from '../../time.ts'
import { type Family, MASTER_DOWN, type RecordOf, type TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Causes } from '../causes.ts'
import { briefly, count, exactly, interval, skewOf } from '../words.ts'

type Armed = RecordOf<'armed'>

/** How long a backup waited in vain, since when, and for what: why its master-down timer ran out. */
export function patienceOver(trace: Trace, causes: Causes, expiry: RecordOf<'transition'>): string {
  const armed = causes.ofKind(causes.ofKind(expiry, 'fired'), 'armed')
  if (armed === undefined) return 'heard no MASTER for too long'
  const late = expiry.t - armed.deadline
  const formula = formulaOf(trace, armed)
  const notes = [
    ...(formula === undefined ? [] : [late > 0 ? `${formula} = ${exactly(armed.deadline - armed.t)}` : formula]),
    ...(late > 0 ? [`noticed ${exactly(late)} late`] : []),
  ]
  const told = notes.length === 0 ? '' : ` (${notes.join(', ')})`
  return `${vainly(trace, causes, armed, expiry)}${told}${refused(causes, armed, expiry)}`
}

/** How long a new backup will wait. Empty where its timer was not kept. */
export function patienceOf(causes: Causes, change: RecordOf<'transition'>): string {
  const armed = causes.atOnce(change, 'armed').findLast(({ timer }) => timer !== 'advertise')
  if (armed === undefined) return ''
  const time = armed.deadline - armed.t
  return `waits ${interval({ seconds: Math.floor(time / SECOND), micros: time % SECOND })} for a MASTER`
}

/**
 * What the time of a master-down timer is made of. Undefined where it is nothing of the kind: a kernel that counts
 * ticks rounds it.
 */
export function formulaOf(trace: Trace, { host: name, interface: on, vhid, t, deadline }: Armed): string | undefined {
  const time = deadline - t
  const host = trace.hosts.find((other) => other.name === name)
  const vhost = host?.vhosts.find((other) => other.interface === on && other.vhid === vhid)
  if (host === undefined || vhost === undefined) return undefined
  return patienceFormula(time, host.system, vhost.advbase)
}

/**
 * What a master-down time is made of: `3 × advbase 1 s + advskew 20/256 s`. Undefined where it is nothing of the kind.
 *
 * @param configured - advbase, which a daemon never changes; its ratio may be any
 */
export function patienceFormula(time: Micros, system: string, configured: number): string | undefined {
  const kernel = systemNamed(system)
  if (kernel?.runs === 'kernel') return kernelsFormula(time, kernel)
  const skew = skewOf(time % SECOND)
  const ratio = Math.floor(time / SECOND) / configured
  if (skew === undefined || !Number.isInteger(ratio)) return undefined
  return `deadratio ${ratio} × advbase ${configured} s + advskew ${skew}/256 s`
}

/** Where advskew counts once it makes less than two seconds, which advbase never does; else there are three intervals. */
function kernelsFormula(time: Micros, { masterDownTime }: KernelSystem): string | undefined {
  const sum = (advbase: number, advskew: number) => `advbase ${advbase} s + advskew ${advskew}/256 s`
  const base = Math.floor(time / SECOND / 3)
  const skew = skewOf(time - 3 * base * SECOND)
  if (skew !== undefined && !isThrice(masterDownTime, base) && masterDownTime(base, skew) === time) {
    return `3 × ${sum(base, skew)}`
  }
  const third = Math.floor(time / 3)
  const [bases, skews] = [Math.floor(third / SECOND), skewOf(third % SECOND)]
  return skews !== undefined && masterDownTime(bases, skews) === time ? `3 × (${sum(bases, skews)})` : undefined
}

/** Whether a second more of skew is three more to wait. */
function isThrice(masterDownTime: KernelSystem['masterDownTime'], advbase: number): boolean {
  return masterDownTime(advbase, 2 * 256) - masterDownTime(advbase, 256) > SECOND
}

/** It looks at its clock between two polls. */
export function isDaemon(system: string): boolean {
  return systemNamed(system)?.runs === 'daemon'
}

/** Whom it heard last, or since when it heard nobody. */
function vainly(trace: Trace, causes: Causes, armed: Armed, expiry: TraceRecord): string {
  const time = exactly(expiry.t - armed.t)
  const origin = causes.origin(armed)
  const family = familyOf(trace, armed)
  const on = family === undefined ? '' : ` on ${family}`
  if (origin?.kind !== 'delivered') return `heard no MASTER${on} for ${time}${since(origin)}`
  const advert = causes.advertOf(origin)
  const heard = advert?.host ?? 'a MASTER'
  const at = formatSeconds(armed.t)
  // It gave way to somebody whom it heard on the other family.
  if (advert !== undefined && !waitsFor(armed, advert)) {
    return `heard no MASTER${on} for ${time} since it heard ${heard} on ${FAMILIES[advert.family]} at ${at}`
  }
  const queued = origin.t < armed.t ? ` (its frame arrived at ${formatSeconds(origin.t)})` : ''
  return `last heard ${heard}${on} at ${at}${queued}, ${time} ago`
}

export const FAMILIES: Readonly<Record<Family, string>> = { inet: 'IPv4', inet6: 'IPv6' }

/** Whether a master-down timer is that of an advertisement's family. */
export function waitsFor({ timer }: Armed, { family }: RecordOf<'advert'>): boolean {
  return MASTER_DOWN[family] === timer
}

/** Whose timer it is, IPv4's or IPv6's: undefined, where the virtual host has but IPv4. */
export function familyOf(trace: Trace, { host: name, interface: on, vhid, timer }: Armed): string | undefined {
  if (timer === MASTER_DOWN.inet6) return FAMILIES.inet6
  const vhosts = trace.hosts.find((host) => host.name === name)?.vhosts ?? []
  const vhost = vhosts.find((other) => other.interface === on && other.vhid === vhid)
  return vhost?.addresses.some((address) => address.includes(':')) ? FAMILIES.inet : undefined
}

/** ` since it booted`; empty where there is nothing to say. */
export function since(origin: TraceRecord | undefined): string {
  switch (origin?.kind) {
    case 'power':
      return origin.power === 'on' ? ' since it booted' : ''
    case 'boot':
      return ' since it booted'
    case 'process':
      return ` since ${origin.name} began`
    case 'link':
      return ` since ${origin.interface} has a carrier`
    case 'interface':
      return ` since ${origin.interface} is up`
    case 'command':
      return ` since "${briefly(origin.command)}"`
    case 'fault':
      return ` since "${origin.text}"`
    default:
      return ''
  }
}

/** Advertisements that it refused in that time: it heard somebody, and did not believe. */
function refused(causes: Causes, armed: Armed, expiry: RecordOf<'transition'>): string {
  const drops = causes.between(armed, expiry).filter((record) => record.kind === 'drop')
  const own = drops.filter(
    ({ host, interface: on, vhid }) => host === expiry.host && on === expiry.interface && vhid === expiry.vhid,
  )
  if (own.length === 0) return ''
  return `, refused ${count(own.length, 'advertisement')} (${[...new Set(own.map(({ why }) => why))].join(', ')})`
}
