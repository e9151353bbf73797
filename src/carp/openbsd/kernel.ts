import { digestCheck, KERNEL_CHECKS, multicastCheck, versionCheck } from '../checklist.ts'
import { keyOf } from '../digest.ts'
import { OPENBSD } from '../functions.ts'
import { placeByVhid } from '../kernel-rules.ts'
import { type Port, type RuleTable, tabulate } from '../rule.ts'
import { step } from '../step.ts'
import { linkGood } from '../suppression.ts'
import type { Check, KernelSystem, Request } from '../system.ts'
import type { Vhost } from '../vhost.ts'
import { resealAll } from './interface.ts'
import type { Release } from './release.ts'
import { openbsdRules } from './rules.ts'

const EINVAL = 22

/** syslog(3), by number. */
const PRIORITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const
const LOG = { crit: 2, warning: 4, notice: 5, info: 6 } as const

/** carp_proto_input(), carp_proto_input_c(): nothing but these is looked at, the type neither. */
const checks: readonly Check[] = [
  { ...KERNEL_CHECKS.ttl, level: LOG.notice, line: ({ ttl }, on) => `carp: received ttl ${ttl} != 255 on ${on}` },
  { ...KERNEL_CHECKS.length, level: LOG.info, line: ({ length }, on) => `carp: packet too short ${length} on ${on}` },
  { ...KERNEL_CHECKS.checksum, level: LOG.info, line: (_, on) => `carp: checksum failed on ${on}` },
  // RUNNING is never without UP. It is never logged.
  { refusal: 'no-vhid', counter: 'badvhid', fails: (_, vhost) => vhost === undefined || !vhost.running },
  {
    ...versionCheck(({ packet }, _, vhost) => `${vhost!.device}: invalid version ${packet.version} != 2`),
    level: LOG.notice,
  },
  { ...digestCheck((_heard, _on, vhost) => `${vhost!.device}: incorrect hash`), level: LOG.info },
  {
    // Its own counter, which it draws with its first advertisement: before that it is 0.
    refusal: 'other',
    counter: 'badauth',
    fails: ({ packet }, vhost) => packet.counterHigh === vhost!.counterHigh && packet.counterLow === vhost!.counterLow,
    level: LOG.warning,
    line: (_heard, _on, vhost) => `${vhost!.device}: replay or network loop detected`,
  },
]

/** The kernel of one release. */
export function openbsd(release: Release): KernelSystem {
  const rules = tabulate(openbsdRules(release))
  return {
    runs: 'kernel',
    name: release.name,
    title: release.title,
    origin: release.origin,
    userland: release.userland,
    rules,
    functions: OPENBSD,
    checks: release.hearsByPeer ? checks : [multicastCheck(LOG.info), ...checks],
    device: 'carpN',
    counter: 'constant',
    // igmp.c, igmp_joingroup(): not IN_LOCAL_GROUP
    hidesLocalGroups: true,
    hands: 'a copy for each',
    demotes: 'groups',
    demotable: true,
    skew: ({ advskew, demotion }) => release.ownSkew(advskew, demotion),
    masterDownTime: release.masterDownTime,
    demotionByte: {
      of: (total) => (release.demotionFirst ? Math.min(total, 255) : total & 0xff),
      first: release.demotionFirst,
    },
    linkEvents: 'at once',
    demotionRound: 'at once',
    announcesDemotion: (before, after) => before === 0 && after === 1,
    allowIsLink: false,
    devd: false,
    joins: 'with carpdev',
    peer: 'carppeer',
    hasLladdr: true,
    hearsByPeer: release.hearsByPeer,
    // /etc/rc: `ifconfig -g carp carpdemote 128` at its start, and back again at its end.
    rcDemotion: 128,
    countsMasters: true,
    takesDownAtShutdown: true,
    linkGood,
    position: placeByVhid,
    logLevel: LOG.crit,
    priorityOf: (level) => PRIORITIES[level] ?? 'debug',
    transitionLines: (vhost, from, to) => [
      { level: from === 'INIT' || to === 'INIT' ? LOG.warning : LOG.crit, line: transition(vhost, from, to) },
    ],
    configure: (vhost, request, port) => configure(release, rules, vhost, request, port),
    keyField: (_, password) => keyOf(password),
    reseal: (_, port) => resealAll(release, port),
    ...release.kernel,
  }
}

/** A carp interface with several nodes says which. */
function transition({ device, vhid, leader }: Vhost, from: string, to: string): string {
  return `${device}: state transition${leader.shared ? ` (vhid ${vhid})` : ''}: ${from} -> ${to}`
}

/** carp_ioctl(), SIOCSVH: the timers of the interface start anew, whatever was set. */
function configure(release: Release, rules: RuleTable, vhost: Vhost, request: Request, port: Port): number {
  const { vhost: leader, port: leading } = port.nodes[0]!
  if (leader.state !== 'INIT' && request.state !== leader.state) {
    step(rules, leader, { on: 'force', state: request.state }, leading)
  }
  const renumbered = request.vhid !== vhost.vhid
  const error = store(release, vhost, request, port, renumbered)
  resealAll(release, port)
  if (error === 0) step(rules, leader, { on: 'set', renumbered }, leading)
  return error
}

/** Skew 255 goes with the present vhid alone. A node that has another number has sent nothing yet. */
function store(release: Release, vhost: Vhost, request: Request, port: Port, renumbered: boolean): number {
  const { vhid, advbase, advskew, key } = request
  if (renumbered) {
    if (vhid > 255 || advskew >= 255) return EINVAL
    vhost.vhid = vhid
    vhost.sent = null
    vhost.counterHigh = 0
    vhost.counterLow = 0
  }
  if (advbase > 255) return EINVAL
  vhost.advskew = advskew
  for (const { vhost: node } of port.nodes) {
    if (advbase > 0 || release.takesZeroBase) node.advbase = advbase
    node.key = key
  }
  return 0
}
