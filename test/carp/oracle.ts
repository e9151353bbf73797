import type { State } from '../../src/trace/record.ts'
import { comparesDemotionFirst, demotionByte, effectiveSkew, isOpenbsd, micros } from './expected.ts'
import type { Invariant } from './invariants.ts'
import type { Act, Moment, Rig } from './rig.ts'

type Heard = Extract<Act, { do: 'hear' }>

/** Below 0: the first interval is the shorter one. Seconds count first. */
function compare(base: number, skew: number, otherBase: number, otherSkew: number): number {
  return base - otherBase || micros(skew) - micros(otherSkew)
}

/** ucarp compares addresses as they lie in memory: the last octet counts most. */
function lowerInMemory(one: number, other: number): boolean {
  const reversed = (address: number) => [0, 8, 16, 24].map((shift) => (address >>> shift) & 0xff)
  const [a, b] = [reversed(one), reversed(other)]
  const differs = a.findIndex((octet, i) => octet !== b[i])
  return differs !== -1 && a[differs]! < b[differs]!
}

/** What the tables of the specifications say about an advertisement that is accepted. */
function expectedState(rig: Rig, state: State, heard: Heard): State {
  if (state === 'INIT') return 'INIT'
  const { vhost } = rig
  const { advbase, advskew } = heard
  const skew = effectiveSkew(rig)
  const mine = compare(vhost.advbase, skew, advbase, advskew)
  // What does not read the byte of an advertisement finds all alike.
  const demoted = isOpenbsd(rig) ? (heard.demotion ?? 0) - demotionByte(rig) : 0
  if (state === 'MASTER') return yields(rig, heard, mine, demoted) ? 'BACKUP' : 'MASTER'
  const mayPreempt = vhost.machine.preempt && !(comparesDemotionFirst(rig) && demoted < 0)
  const mayTimeOut = vhost.advbase > 0 || !isOpenbsd(rig)
  const willTimeOut = mayTimeOut && compare(vhost.deadratio * vhost.advbase, skew, advbase, advskew) < 0
  return (mayPreempt && mine < 0) || demoted > 0 || willTimeOut ? 'MASTER' : 'BACKUP'
}

/**
 * @param mine - above 0: one's own interval is the longer one
 * @param demoted - above 0: he is the more demoted one
 */
function yields(rig: Rig, { from }: Heard, mine: number, demoted: number): boolean {
  const { vhost, system } = rig
  if (system.runs === 'daemon') return mine > 0 || (mine === 0 && lowerInMemory(from, vhost.on.address))
  if (comparesDemotionFirst(rig)) return demoted < 0 || (demoted === 0 && mine >= 0)
  return mine > 0 || (mine === 0 && demoted <= 0)
}

function spoke({ effects }: Moment): boolean {
  return effects.some((effect) => effect.do !== 'log' && effect.do !== 'announce')
}

/** What an accepted advertisement leads to, worked out anew from the specifications. */
export const outcomeOfHearing: Invariant = (rig, moment) => {
  const { act, before, refused } = moment
  if (act.do !== 'hear' || refused !== undefined || !listens(rig)) return null
  // Send errors in the middle of it change the numbers.
  if (moment.effects.some((effect) => effect.do === 'send' && effect.errno !== 0)) return null
  if (before.demotion !== rig.vhost.machine.demotion || before.suppressed !== rig.vhost.suppressed) return null
  const expected = expectedState(rig, before.state, act)
  if (rig.vhost.state !== expected) return `${before.state} hears ${act.advbase}+${act.advskew}: ${rig.vhost.state}`
  const rearmed = moment.effects.some((effect) => effect.do === 'arm' && effect.timer === 'master-down')
  if (expected === 'BACKUP' && !rearmed) return 'a backup that hears a master waits no longer'
  return before.state === 'MASTER' && expected === 'MASTER' && spoke(moment) ? 'an answer to a worse master' : null
}

function listens(rig: Rig): boolean {
  const { on, machine } = rig.vhost
  return !rig.gone && rig.asleep === null && on.carrier && on.up && machine.allow
}
