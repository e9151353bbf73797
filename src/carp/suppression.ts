import { interval, MAX_SKEW } from './interval.ts'
import { MAX_ERRORS, MIN_SUCCESSES, stopTimers } from './kernel-rules.ts'
import { nextPacket } from './packet.ts'
import { type Port, type Rule, rule } from './rule.ts'
import type { Vhost } from './vhost.ts'

// What FreeBSD 9.3 and NetBSD have in common: one number for the machine (carp_suppress_preempt), shown as skew 240.

/** The skew that a virtual host shows and compares with (carp_input_c, carp_send_ad). */
export function suppressedSkew(vhost: Pick<Vhost, 'advskew' | 'demotion'>): number {
  return vhost.demotion > 0 ? Math.max(vhost.advskew, MAX_SKEW) : vhost.advskew
}

/** carp_send_ad(). Who is not up and running any more says goodbye: 255, 255. */
export function advertise(vhost: Vhost, port: Port): void {
  const leaving = !(vhost.up && vhost.running)
  const advbase = leaving ? 255 : vhost.advbase
  const advskew = leaving ? 255 : suppressedSkew(vhost)
  if (vhost.addressed) sent(vhost, port, port.send(nextPacket(vhost, advbase, advskew, port), 'inet'))
  if (vhost.addressed6) sent(vhost, port, port.send(nextPacket(vhost, advbase, advskew, port), 'inet6'))
  if (!leaving) port.arm('advertise', interval(advbase, advskew))
}

function sent(vhost: Vhost, port: Port, errno: number): void {
  if (errno !== 0) sendFailed(vhost, port)
  else sendSucceeded(vhost, port)
}

/** The third error in a row suppresses the machine, which makes its masters advertise before this call goes on. */
function sendFailed(vhost: Vhost, port: Port): void {
  vhost.errors += 1
  if (vhost.errors === MAX_ERRORS) port.demote(1, 'send errors')
  vhost.successes = 0
}

function sendSucceeded(vhost: Vhost, port: Port): void {
  if (vhost.errors < MAX_ERRORS) {
    vhost.errors = 0
  } else if (++vhost.successes >= MIN_SUCCESSES) {
    vhost.errors = 0
    port.demote(-1, 'sends succeed again')
  }
}

/** Whether the real interface can be used. */
export function linkGood(vhost: Vhost): boolean {
  return vhost.on.carrier && vhost.on.up
}

export function initialize(vhost: Vhost, port: Port): void {
  if (vhost.state !== 'INIT') port.become('INIT', '')
}

/** carp_master_down() of what was never started, or is no longer. */
export const MASTER_DOWN_IN_INIT: Rule = rule({
  name: 'master-down timer without a start',
  from: 'INIT',
  on: 'master-down',
  then: ({ device }, port) => port.log(0, `${device}: master_down event in INIT state`),
})

/** carp_clone_destroy(), carpdetach(): no goodbye; what it held against the machine goes with it. */
export const DESTROYED: Rule = rule({
  name: 'destroyed',
  from: 'any',
  on: 'destroy',
  then: (vhost, port) => {
    stopTimers(port)
    if (vhost.suppressed) port.demote(-1, 'interface destroyed')
    if (vhost.errors >= MAX_ERRORS) port.demote(-1, 'interface destroyed')
    initialize(vhost, port)
  },
})
