import type { Family } from '../../trace/record.ts'
import { digestCheck, KERNEL_CHECKS, versionCheck } from '../checklist.ts'
import { keyOf } from '../digest.ts'
import { interval, MAX_SKEW } from '../interval.ts'
import {
  electionRules,
  forcedRules,
  MAX_ERRORS,
  MIN_SUCCESSES,
  reseal,
  startTimer,
  stopTimers,
  type Ways,
} from '../kernel-rules.ts'
import { nextPacket } from '../packet.ts'
import { type Port, rule, tabulate } from '../rule.ts'
import { step } from '../step.ts'
import type { Check, KernelSystem, Request } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// FreeBSD 9.3, sys/netinet/ip_carp.c (r233200): the last release line in which a virtual host is an interface, carpN.

const EINVAL = 22

/** Suppressed, a virtual host shows skew 240 (carp_input_c, carp_send_ad_locked). */
function skew(vhost: Pick<Vhost, 'advskew' | 'demotion'>): number {
  return vhost.demotion > 0 ? Math.max(vhost.advskew, MAX_SKEW) : vhost.advskew
}

/** carp_setrun(). RUNNING asks for carrier, not for the up flag of the parent. */
function setRun(vhost: Vhost, port: Port): void {
  vhost.running = vhost.up && vhost.vhid > 0 && (vhost.addressed || vhost.addressed6) && vhost.on.carrier
  if (!vhost.running) return
  startTimer(vhost, port, 'initialized', counts)
}

/** Addresses are counted as they come (sc_naddrs, sc_naddrs6), and never taken off again. */
function counts(vhost: Vhost, family: Family): boolean {
  return family === 'inet' ? vhost.addressed : vhost.addressed6
}

/** carp_send_ad_locked(). Who is not up and running any more says goodbye: 255, 255. */
function advertise(vhost: Vhost, port: Port): void {
  const leaving = !(vhost.up && vhost.running)
  const advbase = leaving ? 255 : vhost.advbase
  const advskew = leaving ? 255 : skew(vhost)
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

/** carp_carpdev_state_locked() for one virtual host. */
function evaluate(vhost: Vhost, port: Port): void {
  if (linkGood(vhost)) {
    vhost.up ||= vhost.upBefore
    initialize(vhost, port)
    setRun(vhost, port)
    if (vhost.suppressed) port.demote(-1, 'interface up')
    vhost.suppressed = false
  } else {
    // A second loss on top of the first stores "not up": nothing brings it back then.
    vhost.upBefore = vhost.up
    vhost.up = false
    vhost.running = false
    stopTimers(port)
    initialize(vhost, port)
    if (!vhost.suppressed) port.demote(1, 'interface down')
    vhost.suppressed = true
  }
}

function initialize(vhost: Vhost, port: Port): void {
  if (vhost.state !== 'INIT') port.become('INIT', '')
}

function linkGood(vhost: Vhost): boolean {
  return vhost.on.carrier && vhost.on.up
}

const ways: Ways = {
  skew,
  advertise,
  setRun,
  reasons: {
    timer: '',
    slower: 'preempting a slower master',
    tooSlow: 'master timed out',
    better: 'more frequent advertisement received',
  },
}

const rules = [
  ...electionRules(ways),
  rule({
    name: 'master-down timer without a start',
    from: 'INIT',
    on: 'master-down',
    then: (vhost, port) => port.log(0, `${vhost.device}: master_down event in INIT state`),
  }),
  rule({ name: 'interface up', from: 'any', on: 'link', when: linkGood, then: evaluate }),
  rule({ name: 'interface down', from: 'any', on: 'link', then: evaluate }),
  rule({
    // carp_set_addr(), carp_set_addr6(): UP, then as at a change of carrier; a running master is a backup again, without goodbye.
    name: 'address added',
    from: 'any',
    on: 'address added',
    then: (vhost, port, { own }) => {
      if (own) vhost.advskew = 0
      vhost.up = true
      vhost.addressed ||= vhost.has('inet')
      vhost.addressed6 ||= vhost.has('inet6')
      evaluate(vhost, port)
      setRun(vhost, port)
      reseal(vhost, port)
    },
  }),
  rule({ name: 'parameters set', from: 'any', on: 'set', then: setRun }),
  ...forcedRules(ways, ''),
  rule({
    name: 'taken up',
    from: 'INIT',
    on: 'up',
    then: (vhost, port) => {
      vhost.up = true
      setRun(vhost, port)
      reseal(vhost, port)
    },
  }),
  rule({
    // carp_ioctl(), SIOCSIFFLAGS: the flag is off before the driver is asked, so a master's advertisement is a goodbye.
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
  }),
  rule({
    // carp_send_ad_all().
    name: 'demotion changed',
    from: 'MASTER',
    on: 'demotion',
    when: (vhost) => vhost.up && vhost.running,
    then: advertise,
  }),
  rule({
    // carp_clone_destroy(), carpdetach(): no goodbye; what it held against the machine goes with it.
    name: 'destroyed',
    from: 'any',
    on: 'destroy',
    then: (vhost, port) => {
      stopTimers(port)
      if (vhost.suppressed) port.demote(-1, 'interface destroyed')
      if (vhost.errors >= MAX_ERRORS) port.demote(-1, 'interface destroyed')
      initialize(vhost, port)
    },
  }),
]

/** carp_input(), carp_input_c(): type nibble, authlen, pad and counter are not looked at. */
const checks: readonly Check[] = [
  KERNEL_CHECKS.ttl,
  KERNEL_CHECKS.length,
  KERNEL_CHECKS.checksum,
  {
    refusal: 'no-vhid',
    counter: 'badvhid',

    // RUNNING is never without UP.
    fails: (_, vhost) => vhost === undefined || !vhost.running,
  },
  versionCheck((heard, _, vhost) => `${vhost!.device}; invalid version ${heard.packet.version}`),
  digestCheck((_heard, _on, vhost) => `${vhost!.device}: incorrect hash`),
]

export const freebsd93: KernelSystem = {
  runs: 'kernel',
  name: 'freebsd-9.3',
  title: 'FreeBSD 9.3',
  rules: tabulate(rules),
  checks,
  device: 'carpN',
  demotionSysctl: 'net.inet.carp.suppress_preempt',
  demotable: false,
  skew,
  linkEvents: 'at once',
  demotionRound: 'at once',
  announcesDemotion: (before, after) => before === 0 && after === 1,
  allowIsLink: false,
  // em(4) and others queue the frame, and it never leaves.
  noCarrier: 0,
  linkGood,
  // carp_set_addr(): after the last one with a smaller number; where there is none at the end, not at the head.
  position: (vhids, vhid) => {
    const smaller = vhids.findLastIndex((other) => other < vhid)
    return smaller === -1 ? vhids.length : smaller + 1
  },
  transitionLine: (vhost, from, to, reason) => {
    if (reason === '') return undefined
    return `${vhost.device}: ${from} -> ${to}${reason === 'initialized' ? '' : ` (${reason})`}`
  },
  // Every ioctl on a carpN ends in carp_hmac_prepare(), a mere reading one too.
  read: reseal,
  configure: (vhost, request, port) => {
    if (vhost.state !== 'INIT' && request.state !== vhost.state) {
      step(freebsd93.rules, vhost, { on: 'force', state: request.state }, port)
    }
    const error = store(vhost, request)
    if (error === 0) step(freebsd93.rules, vhost, { on: 'set' }, port)
    reseal(vhost, port)
    return error
  },
  keyField: (_, password) => keyOf(password),
  reseal,
}

/** carp_ioctl(), SIOCSVH: skew 255 and more, and base above 255, are refused; the vhid is stored by then. */
function store(vhost: Vhost, request: Request): number {
  if (request.vhid > 255) return EINVAL
  vhost.vhid = request.vhid
  if (request.advbase > 0 || request.advskew > 0) {
    if (request.advskew >= 255 || request.advbase > 255) return EINVAL
    vhost.advbase = request.advbase
    vhost.advskew = request.advskew
  }
  vhost.key = request.key
  return 0
}
