import type { State } from '../../src/trace/record.ts'
import { effectiveSkew, type Invariant } from './invariants.ts'
import type { Act, Moment, Rig } from './rig.ts'

type Heard = Extract<Act, { do: 'hear' }>

/** Below 0: the first interval is the shorter one. Seconds count first. */
function compare(base: number, skew: number, otherBase: number, otherSkew: number): number {
  const micros = (advskew: number) => Math.trunc((advskew * 1_000_000) / 256)
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
function expectedState(rig: Rig, state: State, { advbase, advskew, from }: Heard): State {
  const { vhost, system } = rig
  const skew = effectiveSkew(rig)
  const mine = compare(vhost.advbase, skew, advbase, advskew)
  if (state === 'MASTER') {
    if (system.runs === 'kernel') return mine >= 0 ? 'BACKUP' : 'MASTER'
    return mine > 0 || (mine === 0 && lowerInMemory(from, vhost.on.address)) ? 'BACKUP' : 'MASTER'
  }
  if (state === 'INIT') return 'INIT'
  const willTimeOut = compare(vhost.deadratio * vhost.advbase, skew, advbase, advskew) < 0
  return (vhost.machine.preempt && mine < 0) || willTimeOut ? 'MASTER' : 'BACKUP'
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
