import type { Micros } from '../time.ts'
import { skewMicros } from '../trace/interval.ts'
import type { Family, Numbers } from '../trace/record.ts'
import { inDigest, inDigest6 } from './digest.ts'
import { interval, intervalOf } from './interval.ts'
import { type Heard, type Port, type Rule, rule } from './rule.ts'
import type { Vhost } from './vhost.ts'

/** So many send errors in a row are trouble, and so many successes in a row the end of it (ip_carp.h). */
export const MAX_ERRORS = 3
export const MIN_SUCCESSES = 3

/**
 * In how far the kernels differ when they run one and the same election. All of them descend from OpenBSD's of 2003
 * and keep the four comments of its carp_input() that these rules tell.
 */
export interface Ways {
  /** The skew that a virtual host advertises and compares with, demotion included. */
  skew(vhost: Pick<Vhost, 'advskew' | 'demotion'>): number
  /** Sends an advertisement and starts the timer of the next. */
  advertise(vhost: Vhost, port: Port): void
  /** Goes on from the present state, if all that is needed to run is there: starts its timer (carp_setrun). */
  setRun(vhost: Vhost, port: Port): void
  /** The kernel's words for a change of state; where it is silent, the empty string. */
  readonly reasons: {
    readonly timer: string
    readonly slower: string
    readonly tooSlow: string
    readonly better: string
  }
}

/** The master-down timer: three times the own interval in seconds, and the own configured skew once. */
export function masterDownTime(advbase: number, advskew: number): Micros {
  return interval(3 * advbase, advskew)
}

/** Starts the master-down timer of a family that has an address; which have one, the systems say. */
function armMasterDown(vhost: Vhost, port: Port, family: Family): void {
  port.arm(family === 'inet' ? 'master-down' : 'master-down-inet6', masterDownTime(vhost.advbase, vhost.advskew))
}

/**
 * BACKUP takes over: MASTER, an advertisement, a gratuitous ARP for each IPv4 address, then an unsolicited neighbour
 * advertisement for each IPv6 address (carp_master_down_locked).
 */
export function takeOver(vhost: Vhost, port: Port, ways: Ways, reason: string): void {
  port.become('MASTER', reason)
  ways.advertise(vhost, port)
  announceAll(vhost, port)
  ways.setRun(vhost, port)
}

/** Tells the neighbours of each family (carp_send_arp, carp_send_na). */
export function announceAll(vhost: Vhost, port: Port): void {
  for (const address of vhost.addresses) port.announce(address)
  for (const address of vhost.addresses6) port.announce(address)
}

/** MASTER gives way: it advertises no more, and waits as a backup does. */
export function giveWay(vhost: Vhost, port: Port, ways: Pick<Ways, 'setRun'>, reason: string): void {
  port.disarm('advertise')
  port.become('BACKUP', reason)
  ways.setRun(vhost, port)
}

/** `ifconfig … state master`, `state backup`: without goodbye. */
export function forcedRules(ways: Ways, reason: string): Rule[] {
  return [
    rule({
      name: 'forced',
      from: 'BACKUP',
      on: 'force',
      when: (_, { state }) => state === 'MASTER',
      then: (vhost, port) => takeOver(vhost, port, ways, reason),
    }),
    rule({
      name: 'forced',
      from: 'MASTER',
      on: 'force',
      when: (_, { state }) => state === 'BACKUP',
      then: (vhost, port) => giveWay(vhost, port, ways, reason),
    }),
  ]
}

/**
 * The timers of the state start; who was INIT is a backup first. A fresh master waits the configured interval, not the
 * demoted one (the end of carp_setrun).
 *
 * @param has - whether the system counts an address of that family: then a backup waits for it, too
 */
export function startTimer(vhost: Vhost, port: Port, reason: string, has: Counts = hasAddress): void {
  if (vhost.state === 'INIT') port.become('BACKUP', reason)
  if (vhost.state === 'BACKUP') {
    port.disarm('advertise')
    if (has(vhost, 'inet')) armMasterDown(vhost, port, 'inet')
    if (has(vhost, 'inet6')) armMasterDown(vhost, port, 'inet6')
  } else {
    port.arm('advertise', interval(vhost.advbase, vhost.advskew))
  }
}

/** Whether a virtual host has an address of a family, as its system counts them. */
export type Counts = (vhost: Vhost, family: Family) => boolean

function hasAddress(vhost: Vhost, family: Family): boolean {
  return vhost.has(family)
}

/** Where virtual hosts are interfaces: by what was counted when it was given. */
export function isCounted({ addressed, addressed6 }: Vhost, family: Family): boolean {
  return family === 'inet' ? addressed : addressed6
}

export function countAddresses(vhost: Vhost): void {
  vhost.addressed ||= vhost.has('inet')
  vhost.addressed6 ||= vhost.has('inet6')
}

/**
 * Where a virtual host goes among those of its interface: after the last one with a smaller number; where there is none
 * at the end, not at the head (FreeBSD 9.3, carp_set_addr; OpenBSD, NetBSD, carp_set_ifp).
 */
export function placeByVhid(vhids: readonly number[], vhid: number): number {
  const smaller = vhids.findLastIndex((other) => other < vhid)
  return smaller === -1 ? vhids.length : smaller + 1
}

/** No timer runs any more. */
export function stopTimers(port: Port): void {
  port.disarm('advertise')
  port.disarm('master-down')
  port.disarm('master-down-inet6')
}

/** Recomputes what the digest is made of (carp_hmac_prepare). */
export function reseal(vhost: Vhost, port: Port, lladdr?: string): void {
  const { key, vhid, addresses, addresses6 } = vhost
  vhost.seal = port.seal(key, vhid, inDigest(addresses), inDigest6(addresses6), lladdr)
}

/** The rules of timers and of hearing, common to the kernels (carp_input_c, carp_master_down, carp_send_ad). */
export function electionRules(ways: Ways): Rule[] {
  const { reasons } = ways
  /** Whether one's own interval, with so many seconds in it, is shorter than his. Skews are asked for where they decide. */
  const isShorter = (seconds: number, vhost: Vhost, { packet }: Heard) => {
    if (seconds !== packet.advbase) return seconds < packet.advbase
    return skewMicros(ways.skew(vhost)) < skewMicros(packet.advskew)
  }
  const numbers = (vhost: Vhost, { packet }: Heard): Numbers => ({
    mine: intervalOf(vhost.advbase, ways.skew(vhost)),
    his: intervalOf(packet.advbase, packet.advskew),
  })
  return [
    rule({
      name: 'master-down timer',
      from: 'BACKUP',
      on: 'master-down',
      then: (vhost, port) => takeOver(vhost, port, ways, reasons.timer),
    }),
    rule({ name: 'time to advertise', from: 'any', on: 'advertise', then: ways.advertise }),
    rule({
      // Equal counts as better: there is no tie-break, both of two equal masters give way.
      name: 'better advertisement heard',
      from: 'MASTER',
      on: 'advert',
      when: (vhost, heard) => !isShorter(vhost.advbase, vhost, heard),
      numbers,
      then: (vhost, port) => giveWay(vhost, port, ways, reasons.better),
    }),
    rule({ name: 'worse advertisement heard', from: 'MASTER', on: 'advert', numbers, then: () => undefined }),
    rule({
      name: 'slower master heard',
      from: 'BACKUP',
      on: 'advert',
      preempting: true,
      when: (vhost, heard) => isShorter(vhost.advbase, vhost, heard),
      numbers,
      then: (vhost, port) => takeOver(vhost, port, ways, reasons.slower),
    }),
    rule({
      // He advertises so seldom that the timer would run out in between: his goodbye (255, 255) is such a case.
      name: 'master too slow',
      from: 'BACKUP',
      on: 'advert',
      when: (vhost, heard) => isShorter(3 * vhost.advbase, vhost, heard),
      numbers: (vhost, { packet }) => ({
        mine: intervalOf(3 * vhost.advbase, ways.skew(vhost)),
        his: intervalOf(packet.advbase, packet.advskew),
      }),
      then: (vhost, port) => takeOver(vhost, port, ways, reasons.tooSlow),
    }),
    rule({
      // Of that family alone: a backup that hears its master on one family only takes over all the same.
      name: 'master heard',
      from: 'BACKUP',
      on: 'advert',
      then: (vhost, port, { family }) => armMasterDown(vhost, port, family),
    }),
  ]
}
