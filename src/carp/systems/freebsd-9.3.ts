import { digestCheck, KERNEL_CHECKS, versionCheck } from '../checklist.ts'
import { keyOf } from '../digest.ts'
import { FREEBSD_9 } from '../functions.ts'
import {
  countAddresses,
  electionRules,
  forcedRules,
  isCounted,
  masterDownTime,
  placeByVhid,
  reseal,
  startTimer,
  stopTimers,
  type Ways,
} from '../kernel-rules.ts'
import { FREEBSD_93 } from '../origins/freebsd.ts'
import { SILENT_SYNC } from '../pfsync.ts'
import { type Port, rule, tabulate } from '../rule.ts'
import { step } from '../step.ts'
import { advertise, DESTROYED, initialize, linkGood, MASTER_DOWN_IN_INIT, suppressedSkew } from '../suppression.ts'
import type { Check, KernelSystem, Request } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// FreeBSD 9.3, sys/netinet/ip_carp.c (r233200): the last release line in which a virtual host is an interface, carpN.

const EINVAL = 22
const ENETDOWN = 50

/** carp_setrun(). RUNNING asks for carrier, not for the up flag of the parent. */
function setRun(vhost: Vhost, port: Port): void {
  vhost.running = vhost.up && vhost.vhid > 0 && (vhost.addressed || vhost.addressed6) && vhost.on.carrier
  if (!vhost.running) return
  startTimer(vhost, port, 'initialized', isCounted)
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

const ways: Ways = {
  skew: suppressedSkew,
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
  MASTER_DOWN_IN_INIT,
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
      countAddresses(vhost)
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
  DESTROYED,
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
  origin: FREEBSD_93,
  userland: 'FreeBSD 9',
  rules: tabulate(rules),
  functions: FREEBSD_9,
  checks,
  device: 'carpN',
  demotes: 'machine',
  demotable: false,
  skew: suppressedSkew,
  masterDownTime,
  linkEvents: 'at once',
  demotionRound: 'at once',
  announcesDemotion: (before, after) => before === 0 && after === 1,
  roundOrder: 'newest first',
  guardsRound: false,
  roundBeforeLine: false,
  allowIsLink: false,
  // em(4) and others queue the frame, and it never leaves.
  sees: { 'no carrier': 0, 'interface down': ENETDOWN },
  linkGood,
  position: placeByVhid,
  transitionLines: ({ device }, from, to, reason) => {
    if (reason === '') return []
    return [{ level: 1, line: `${device}: ${from} -> ${to}${reason === 'initialized' ? '' : ` (${reason})`}` }]
  },
  logLevel: 1,
  devd: true,
  counter: 'counted on',
  hands: 'one frame',
  joins: 'with an address',
  needsSubnet: true,
  parentResets: false,
  linkWalk: (list) => list,
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
  configure: (vhost, request, port) => {
    if (vhost.state !== 'INIT' && request.state !== vhost.state) {
      step(freebsd93.rules, vhost, { on: 'force', state: request.state }, port)
    }
    const error = store(vhost, request)
    if (error === 0) step(freebsd93.rules, vhost, { on: 'set', renumbered: false }, port)
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
