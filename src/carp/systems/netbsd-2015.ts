import { digestCheck, KERNEL_CHECKS, multicastCheck, versionCheck } from '../checklist.ts'
import { keyOf } from '../digest.ts'
import { NETBSD } from '../functions.ts'
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
import { NETBSD_2015 } from '../origins/netbsd.ts'
import { SILENT_SYNC } from '../pfsync.ts'
import { type Port, rule, tabulate } from '../rule.ts'
import { step } from '../step.ts'
import { advertise, DESTROYED, initialize, linkGood, MASTER_DOWN_IN_INIT, suppressedSkew } from '../suppression.ts'
import type { Check, KernelSystem, Request } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// NetBSD 7, sys/netinet/ip_carp.c 1.62 (August 2015): near to FreeBSD 9.3, but every running change is a reset.

const EINVAL = 22
const ENETDOWN = 50
/** LOG_INFO, for all that net.inet.carp.log lets through. */
const INFO = 1

/** carp_setrun(). */
function setRun(vhost: Vhost, port: Port): void {
  vhost.running = vhost.up && vhost.vhid > 0 && (vhost.addressed || vhost.addressed6) && !vhost.suppressed
  if (!vhost.running) return
  startTimer(vhost, port, '', isCounted)
}

/** carp_carpdev_state() for one carp interface: good news, too, make a running one a backup again. */
function evaluate(vhost: Vhost, port: Port): void {
  const { suppressed } = vhost
  const good = linkGood(vhost)
  if (!good) {
    vhost.running = false
    stopTimers(port)
  }
  initialize(vhost, port)
  vhost.suppressed = !good
  if (good) setRun(vhost, port)
  if (suppressed === good) {
    if (good) port.demote(-1, 'interface up')
    else port.demote(1, 'interface down')
  }
}

const ways: Ways = {
  skew: suppressedSkew,
  advertise,
  setRun,
  reasons: {
    timer: '',
    slower: 'BACKUP -> MASTER (preempting a slower master)',
    tooSlow: 'BACKUP -> MASTER (master timed out)',
    better: 'MASTER -> BACKUP (more frequent advertisement received)',
  },
}

const rules = [
  ...electionRules(ways),
  MASTER_DOWN_IN_INIT,
  rule({ name: 'interface up', from: 'any', on: 'link', when: linkGood, then: evaluate }),
  rule({ name: 'interface down', from: 'any', on: 'link', then: evaluate }),
  rule({
    // carp_set_addr(), carp_set_addr6(): UP, and a backup again, without goodbye.
    name: 'address added',
    from: 'any',
    on: 'address added',
    then: (vhost, port) => {
      vhost.up = true
      countAddresses(vhost)
      initialize(vhost, port)
      reseal(vhost, port)
      setRun(vhost, port)
    },
  }),
  rule({
    // carp_ioctl(), SIOCSVH: the vhid that was read is taken for a new one.
    name: 'parameters set',
    from: 'any',
    on: 'set',
    then: (vhost, port) => {
      initialize(vhost, port)
      setRun(vhost, port)
    },
  }),
  ...forcedRules(ways, ''),
  rule({
    name: 'taken up',
    from: 'any',
    on: 'up',
    then: (vhost, port) => {
      vhost.up = true
      if (vhost.state === 'INIT') setRun(vhost, port)
      reseal(vhost, port)
    },
  }),
  rule({
    // carp_ioctl(), SIOCSIFFLAGS: the flag is off by then, so a master's advertisement is a goodbye.
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
  // carp_send_ad_all().
  rule({ name: 'demotion changed', from: 'MASTER', on: 'demotion', then: advertise }),
  DESTROYED,
]

/** carp_proto_input(), carp_proto_input_c(). */
const checks: readonly Check[] = [
  multicastCheck(INFO),
  { ...KERNEL_CHECKS.ttl, level: INFO, line: ({ ttl }, on) => `${on}: received ttl ${ttl} != 255` },
  { ...KERNEL_CHECKS.length, level: INFO, line: ({ length }, on) => `${on}: packet too short ${length}` },
  { ...KERNEL_CHECKS.checksum, level: INFO, line: (_, on) => `${on}: checksum failed` },
  { refusal: 'no-vhid', counter: 'badvhid', fails: (_, vhost) => vhost === undefined || !vhost.running },
  {
    ...versionCheck(({ packet }, _, vhost) => `${vhost!.device}: invalid version ${packet.version} != 2`),
    level: INFO,
  },
  { ...digestCheck((_heard, _on, vhost) => `${vhost!.device}: incorrect hash`), level: INFO },
]

export const netbsd2015: KernelSystem = {
  runs: 'kernel',
  name: 'netbsd-2015',
  title: 'NetBSD 7',
  origin: NETBSD_2015,
  userland: 'NetBSD 7',
  rules: tabulate(rules),
  functions: NETBSD,
  checks,
  device: 'carpN',
  // carp_suppress_preempt, one number for the machine, which nobody can set by hand.
  demotes: 'machine',
  demotable: false,
  skew: suppressedSkew,
  masterDownTime,
  linkEvents: 'at once',
  demotionRound: 'at once',
  announcesDemotion: (before, after) => before === 0 && after === 1,
  roundOrder: 'by interface',
  guardsRound: false,
  roundBeforeLine: false,
  allowIsLink: false,
  sees: { 'no carrier': 0, 'interface down': ENETDOWN },
  linkGood,
  position: placeByVhid,
  transitionLines: ({ device }, from, to, reason) =>
    [
      ...(reason === '' ? [] : [`${device}: ${reason}`]),
      // carp_master_down() says so whatever the state was.
      ...(to === 'MASTER' ? [`${device}: INIT -> MASTER (preempting)`] : []),
      `${device}: state transition from: ${from} -> to: ${to}`,
    ].map((line) => ({ level: INFO, line })),
  logLevel: 0,
  priorityOf: () => 'info',
  devd: false,
  counter: 'counted on',
  // igmp.c, igmp_joingroup(): not IN_LOCAL_GROUP
  hidesLocalGroups: true,
  hands: 'a copy for each',
  joins: 'with carpdev',
  needsSubnet: true,
  // carp_set_ifp() looks at all carp interfaces of the parent again.
  parentResets: true,
  // if_up() tells them, and the ioctl layer a second time.
  linkWalk: (list, _, { what, good }) => (what === 'up' && good ? [...list, ...list] : list),
  hearsByPeer: false,
  rcDemotion: 0,
  sync: SILENT_SYNC,
  connects: { inet: 'never', inet6: 'never' },
  countsMasters: false,
  advertMac: () => 'own',
  balancings: [],
  takesDownAtShutdown: false,
  read: reseal,
  configure: (vhost, request, port) => {
    if (vhost.state !== 'INIT' && request.state !== vhost.state) {
      step(netbsd2015.rules, vhost, { on: 'force', state: request.state }, port)
    }
    const renumbered = request.vhid !== vhost.vhid
    const error = store(vhost, request)
    if (error === 0) step(netbsd2015.rules, vhost, { on: 'set', renumbered }, port)
    reseal(vhost, port)
    return error
  },
  keyField: (_, password) => keyOf(password),
  reseal,
}

/** carp_ioctl(), SIOCSVH: base and skew are stored unless both are 0. */
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
