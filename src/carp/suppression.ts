import { keyOf } from './digest.ts'
import { interval, MAX_SKEW } from './interval.ts'
import {
  MAX_ERRORS,
  MIN_SUCCESSES,
  masterDownTime,
  placeByVhid,
  reseal,
  stopTimers,
  type Ways,
} from './kernel-rules.ts'
import { nextPacket } from './packet.ts'
import { SILENT_SYNC } from './pfsync.ts'
import { type Port, type Rule, type RuleTable, rule } from './rule.ts'
import { step } from './step.ts'
import type { KernelSystem, Request } from './system.ts'
import type { Vhost } from './vhost.ts'

// What FreeBSD 9.3 and NetBSD have in common: one number for the machine (carp_suppress_preempt), shown as skew 240.

const EINVAL = 22
const ENETDOWN = 50

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

/** carp_ioctl(), SIOCSIFFLAGS: the flag is off before the driver is asked, so a master's advertisement is a goodbye. */
export function takenDown(setRun: Ways['setRun']): Rule {
  return rule({
    name: 'taken down',
    from: 'any',
    on: 'down',
    then: (vhost, port) => {
      vhost.up = false
      if (vhost.state !== 'INIT') {
        stopTimers(port)
        if (vhost.state === 'MASTER') advertise(vhost, port)
        initialize(vhost, port)
        setRun(vhost, port)
      }
      reseal(vhost, port)
    },
  })
}

/** carp_ioctl(), SIOCSVH. The vhid is stored even where the rest is refused; base and skew are not where both are 0. */
export function configureBy(rules: RuleTable): KernelSystem['configure'] {
  return (vhost, request, port) => {
    if (vhost.state !== 'INIT' && request.state !== vhost.state) {
      step(rules, vhost, { on: 'force', state: request.state }, port)
    }
    const renumbered = request.vhid !== vhost.vhid
    const error = store(vhost, request)
    if (error === 0) step(rules, vhost, { on: 'set', renumbered }, port)
    reseal(vhost, port)
    return error
  }
}

function store(vhost: Vhost, request: Request): number {
  if (request.vhid > 255) return EINVAL
  vhost.vhid = request.vhid
  if (request.advbase > 0 || request.advskew > 0) {
    if (request.advskew > 254 || request.advbase > 255) return EINVAL
    vhost.advbase = request.advbase
    vhost.advskew = request.advskew
  }
  vhost.key = request.key
  return 0
}

/** A kernel that suppresses preemption: nobody can set its number by hand. */
export const SUPPRESSING = {
  runs: 'kernel',
  device: 'carpN',
  demotes: 'machine',
  demotable: false,
  skew: suppressedSkew,
  masterDownTime,
  linkEvents: 'at once',
  demotionRound: 'at once',
  announcesDemotion: (before, after) => before === 0 && after === 1,
  guardsRound: false,
  roundBeforeLine: false,
  allowIsLink: false,
  // em(4), wm(4) and others queue the frame, and it never leaves.
  sees: { 'no carrier': 0, 'interface down': ENETDOWN },
  linkGood,
  position: placeByVhid,
  counter: 'counted on',
  needsSubnet: true,
  hearsByPeer: false,
  rcDemotion: 0,
  sync: SILENT_SYNC,
  connects: { inet: 'never', inet6: 'never' },
  countsMasters: false,
  advertMac: () => 'own',
  balancings: [],
  takesDownAtShutdown: false,
  // Every ioctl on a carpN ends in carp_hmac_prepare(), a mere reading one too.
  read: reseal,
  keyField: (_, password) => keyOf(password),
  reseal,
} as const satisfies Partial<KernelSystem>
