import type { Family } from '../../trace/record.ts'
import { digestCheck, KERNEL_CHECKS, versionCheck } from '../checklist.ts'
import { KEY_LENGTH, keyOf } from '../digest.ts'
import { FREEBSD_10 } from '../functions.ts'
import { interval, MAX_SKEW } from '../interval.ts'
import {
  electionRules,
  forcedRules,
  MAX_ERRORS,
  MIN_SUCCESSES,
  masterDownTime,
  reseal,
  startTimer,
  stopTimers,
  type Ways,
} from '../kernel-rules.ts'
import { FREEBSD_12 } from '../origins/freebsd.ts'
import { nextPacket } from '../packet.ts'
import { FREEBSD_SYNC } from '../pfsync.ts'
import { type Port, type Rule, type RuleTable, rule, tabulate } from '../rule.ts'
import { step } from '../step.ts'
import type { BsdUserland, Check, KernelSystem, Origin, Request } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// FreeBSD 12.1, sys/netinet/ip_carp.c: the design since FreeBSD 10, a vhid on an address of a real interface.

const EINVAL = 22
const ENETDOWN = 50

/** What the releases of this design change. */
export interface Release {
  readonly name: string
  readonly title: string
  readonly origin: Origin
  /** The least skew that demotion can lead to (DEMOTE_ADVSKEW). */
  readonly skewFloor: number
  /** Whether a bad skew is refused before anything is stored: where parameters come by netlink. */
  readonly refusesFirst: boolean
  /** After a send that succeeded (carp_send_ad_error). */
  sendSucceeded(vhost: Vhost, port: Port): void
  readonly checks: readonly Check[]
  /** What is about its network. */
  readonly network: Pick<KernelSystem, 'peer' | 'keepsRoutes' | 'solicitsAsVirtual'>
  readonly userland: BsdUserland
}

function linkGood(vhost: Vhost): boolean {
  return vhost.on.carrier && vhost.on.up && vhost.machine.allow
}

/** The third error in a row demotes the machine. */
function sendFailed(vhost: Vhost, port: Port, errno: number): void {
  vhost.errors += 1
  vhost.successes = 0
  if (vhost.errors === MAX_ERRORS) port.demote(vhost.machine.senderrFactor, `send error ${errno} on ${vhost.on.name}`)
}

export function takeBackErrors(vhost: Vhost, port: Port): void {
  port.demote(-vhost.machine.senderrFactor, `send ok on ${vhost.on.name}`)
}

/** carp_input(), carp_input_c(). */
export const CHECKS = {
  ...KERNEL_CHECKS,
  // An address of the packet's family with that vhid is looked for.
  vhid: { refusal: 'no-vhid', counter: 'badvhid', fails: ({ family }, vhost) => !vhost?.has(family) },
  version: versionCheck((heard, on) => `${on}: invalid version ${heard.packet.version}`),
  digest: digestCheck((heard, on) => `carp_input_c: incorrect hash for VHID ${heard.packet.vhid}@${on}`),
} as const satisfies Record<string, Check>

/** How a release sends, and goes on from a state. */
function waysOf(release: Release): Ways {
  /** DEMOTE_ADVSKEW(): skew and demotion together, cut off at 240, without demotion too. */
  const skew: Ways['skew'] = (vhost) => Math.max(release.skewFloor, Math.min(vhost.advskew + vhost.demotion, MAX_SKEW))

  /** carp_send_ad_locked(): a packet for each family with an address, each with a step of the counter, one error count. */
  const advertise = (vhost: Vhost, port: Port): void => {
    const advskew = skew(vhost)
    if (vhost.has('inet')) sendPacket(vhost, advskew, port, 'inet')
    if (vhost.has('inet6')) sendPacket(vhost, advskew, port, 'inet6')
    port.arm('advertise', interval(vhost.advbase, advskew))
  }

  const sendPacket = (vhost: Vhost, advskew: number, port: Port, family: Family): void => {
    const errno = port.send(nextPacket(vhost, vhost.advbase, advskew, port), family)
    if (errno === 0) release.sendSucceeded(vhost, port)
    else sendFailed(vhost, port, errno)
  }

  return {
    skew,
    advertise,
    setRun,
    reasons: {
      timer: 'master timed out',
      slower: 'preempting a slower master',
      tooSlow: 'master will time out',
      better: 'more frequent advertisement received',
    },
  }
}

/** carp_setrun(). */
function setRun(vhost: Vhost, port: Port): void {
  if (!linkGood(vhost) || !(vhost.has('inet') || vhost.has('inet6'))) return
  startTimer(vhost, port, 'initialization complete')
}

/** carp_sc_state(): bad: INIT and demoted; good: INIT first, from MASTER too, then BACKUP. */
function evaluate(vhost: Vhost, port: Port): void {
  const good = linkGood(vhost)
  if (!good) stopTimers(port)
  if (vhost.state !== 'INIT') port.become('INIT', good ? 'hardware interface up' : 'hardware interface down')
  setRun(vhost, port)
  if (vhost.suppressed === good) {
    if (good) port.demote(-vhost.machine.ifdownFactor, 'interface up')
    else port.demote(vhost.machine.ifdownFactor, 'interface down')
  }
  vhost.suppressed = !good
}

/** carp_attach(), carp_detach(). */
function readdress(vhost: Vhost, port: Port): void {
  reseal(vhost, port)
  evaluate(vhost, port)
}

function rulesOf(ways: Ways): Rule[] {
  return [
    ...electionRules(ways),
    rule({ name: 'interface up', from: 'any', on: 'link', when: linkGood, then: evaluate }),
    rule({ name: 'interface down', from: 'any', on: 'link', then: evaluate }),
    rule({ name: 'address added', from: 'any', on: 'address added', then: readdress }),
    rule({ name: 'address removed', from: 'any', on: 'address removed', then: readdress }),
    ...forcedRules(ways, 'user requested via ifconfig'),
    // carp_send_ad_all(): even where the skew that is sent stays the same.
    rule({ name: 'demotion changed', from: 'MASTER', on: 'demotion', then: ways.advertise }),
    rule({ name: 'destroyed', from: 'any', on: 'destroy', then: destroy }),
  ]
}

/** carp_destroy(): the state dies with the virtual host. */
function destroy(vhost: Vhost, port: Port): void {
  stopTimers(port)
  if (vhost.suppressed) port.demote(-vhost.machine.ifdownFactor, 'vhid removed')
  vhost.suppressed = false
}

/** carp_ioctl(), SIOCSVH: base is stored before a bad skew is seen; 0 and an empty key leave things as they are. */
function configure(vhost: Vhost, request: Request, port: Port, rules: RuleTable, refusesFirst: boolean): number {
  if (refusesFirst && request.advskew >= 255) return EINVAL
  if (request.advbase < 0 || request.advbase > 255 || request.advskew < 0) return EINVAL
  if (request.advbase > 0) vhost.advbase = request.advbase
  if (request.advskew >= 255) return EINVAL
  vhost.advskew = request.advskew
  if (request.key !== '' && !request.key.startsWith('\0')) vhost.key = request.key
  reseal(vhost, port)
  if (vhost.state !== 'INIT' && request.state !== vhost.state) {
    step(rules, vhost, { on: 'force', state: request.state }, port)
  }
  return 0
}

/** The kernel of one release, FreeBSD 10 to 14. */
export function freebsd10(release: Release): KernelSystem {
  const ways = waysOf(release)
  const rules = tabulate(rulesOf(ways))
  return {
    runs: 'kernel',
    name: release.name,
    title: release.title,
    origin: release.origin,
    rules,
    functions: FREEBSD_10,
    checks: release.checks,
    userland: release.userland,
    device: 'vhid@interface',
    demotes: 'machine',
    demotable: true,
    skew: ways.skew,
    masterDownTime,
    linkEvents: 'queued',
    demotionRound: 'queued',
    announcesDemotion: () => true,
    roundOrder: 'newest first',
    guardsRound: false,
    roundBeforeLine: false,
    demotionLine: (delta, total, reason) => ({ level: 1, line: `carp: demoted by ${delta} to ${total} (${reason})` }),
    allowIsLink: true,
    sees: { 'no carrier': ENETDOWN, 'interface down': ENETDOWN },
    linkGood,
    position: (vhids) => vhids.length,
    transitionLines: (vhost, from, to, reason) => [
      { level: 1, line: `carp: ${vhost.vhid}@${vhost.on.name}: ${from} -> ${to} (${reason})` },
    ],
    logLevel: 1,
    devd: true,
    counter: 'counted on',
    hands: 'one frame',
    joins: 'with an address',
    needsSubnet: false,
    parentResets: false,
    linkWalk: (list) => list,
    hearsByPeer: false,
    rcDemotion: 0,
    sync: FREEBSD_SYNC,
    // carp_addroute() of IPv4; of IPv6 nd6_prelist_add(), as of any address (in6_addifaddr).
    connects: { inet: 'as MASTER', inet6: 'always' },
    ...release.network,
    countsMasters: false,
    advertMac: () => 'own',
    balancings: [],
    takesDownAtShutdown: false,
    configure: (vhost, request, port) => configure(vhost, request, port, rules, release.refusesFirst),
    keyField,
    reseal,
  }
}

/** ifconfig copies a new phrase and its NUL over the key that it read, and leaves what stands behind. */
function keyField(old: string, password: string): string {
  const key = keyOf(password)
  return `${key}\0${old.padEnd(KEY_LENGTH, '\0').slice(key.length + 1)}`.slice(0, KEY_LENGTH).replace(/\0+$/, '')
}

export const freebsd12: KernelSystem = freebsd10({
  name: 'freebsd-12',
  title: 'FreeBSD 12.1',
  origin: FREEBSD_12,
  userland: 'FreeBSD 10',
  // No floor: a negative skew goes out as its low byte, and counts as less than nothing here.
  skewFloor: Number.NEGATIVE_INFINITY,
  // carp_sc_state() leaves them where they are.
  network: { keepsRoutes: 'always' },
  refusesFirst: false,
  // The first success wipes the count, so the demotion by errors is never taken back.
  sendSucceeded: (vhost, port) => {
    if (vhost.errors >= MAX_ERRORS && ++vhost.successes >= MIN_SUCCESSES) takeBackErrors(vhost, port)
    vhost.errors = 0
  },
  checks: [CHECKS.ttl, CHECKS.length, CHECKS.checksum, CHECKS.vhid, CHECKS.version, CHECKS.digest],
})
