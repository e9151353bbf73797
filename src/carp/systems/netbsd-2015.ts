import { digestCheck, KERNEL_CHECKS, multicastCheck, versionCheck } from '../checklist.ts'
import { NETBSD } from '../functions.ts'
import {
  countAddresses,
  electionRules,
  forcedRules,
  isCounted,
  reseal,
  startTimer,
  stopTimers,
  type Ways,
} from '../kernel-rules.ts'
import { NETBSD_2015 } from '../origins/netbsd.ts'
import { type Port, rule, tabulate } from '../rule.ts'
import {
  advertise,
  configureBy,
  DESTROYED,
  initialize,
  linkGood,
  MASTER_DOWN_IN_INIT,
  SUPPRESSING,
  suppressedSkew,
  takenDown,
} from '../suppression.ts'
import type { Check, KernelSystem } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// NetBSD 7, sys/netinet/ip_carp.c 1.62 (August 2015): near to FreeBSD 9.3, but every running change is a reset.

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

const rules = tabulate([
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
  takenDown(setRun),
  // carp_send_ad_all().
  rule({ name: 'demotion changed', from: 'MASTER', on: 'demotion', then: advertise }),
  DESTROYED,
])

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
  ...SUPPRESSING,
  name: 'netbsd-2015',
  title: 'NetBSD 7',
  origin: NETBSD_2015,
  userland: 'NetBSD 7',
  rules,
  functions: NETBSD,
  checks,
  roundOrder: 'by interface',
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
  // igmp.c, igmp_joingroup(): not IN_LOCAL_GROUP
  hidesLocalGroups: true,
  hands: 'a copy for each',
  joins: 'with carpdev',
  // carp_set_ifp() looks at all carp interfaces of the parent again.
  parentResets: true,
  // if_up() tells them, and the ioctl layer a second time.
  linkWalk: (list, _, { what, good }) => (what === 'up' && good ? [...list, ...list] : list),
  configure: configureBy(rules),
}
