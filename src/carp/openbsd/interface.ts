import type { Family, State } from '../../trace/record.ts'
import { isLinkLocal } from '../digest.ts'
import { MAX_ERRORS, MIN_SUCCESSES, reseal, stopTimers } from '../kernel-rules.ts'
import { constantPacket } from '../packet.ts'
import type { Port } from '../rule.ts'
import type { Vhost } from '../vhost.ts'
import type { Release } from './release.ts'

const ENOBUFS = 55
const EHOSTDOWN = 64
/** syslog(3). */
const WARNING = 4

/** What is said in a goodbye (carp_send_ad, sc_bow_out). */
const GOODBYE = 255
/** The gratuitous ARP is repeated with the second advertisement from now (sc_delayed_arp). */
const GARP_AGAIN = 2

/** Something for each node, ascending by vhid; what a node's port was about is put back afterwards. */
export function each(port: Port, act: (vhost: Vhost, port: Port) => void): void {
  for (const { vhost, port: own } of port.nodes) {
    const { rule, input } = own
    own.rule = port.rule
    own.input = port.input
    act(vhost, own)
    own.rule = rule
    own.input = input
  }
}

/** carp_set_state_all(). */
export function becomeAll(port: Port, state: State): void {
  each(port, (vhost, own) => {
    if (vhost.state !== state) own.become(state, '')
  })
}

/** carp_setrun_all(). */
export function setRunAll(release: Release, port: Port): void {
  each(port, (vhost, own) => setRun(release, vhost, own))
}

/** carp_hmac_prepare(): what it sends is without link-local addresses, and what it hears may be with them, too. */
export function resealAll(release: Release, port: Port): void {
  each(port, (vhost, own) => {
    const lladdr = digestedMac(release, vhost)
    reseal(vhost, own, lladdr)
    vhost.otherSeal = null
    if (!vhost.has('inet6')) return
    const { key, vhid, seal } = vhost
    const addresses6 = seal.addresses6.filter((address) => !isLinkLocal(address))
    vhost.otherSeal = seal
    vhost.seal = own.seal(key, vhid, seal.addresses, addresses6, lladdr)
  })
}

/** The leader's MAC goes into the digest, where somebody gave it one that is not the usual. */
function digestedMac({ ownMacIsUsual }: Release, { leader, lladdr, vhid, on }: Vhost): string | undefined {
  if (lladdr === null || leader.vhid !== vhid || lladdr === `00:00:5e:00:01:${vhid.toString(16).padStart(2, '0')}`)
    return undefined
  return ownMacIsUsual && lladdr === on.mac ? undefined : lladdr
}

/** carp_del_all_timeouts(). */
export function stopAll(port: Port): void {
  each(port, (_, own) => stopTimers(own))
}

/** carp_vhe_send_ad_all(). */
export function advertiseAll(release: Release, port: Port): void {
  each(port, (vhost, own) => {
    if (vhost.state === 'MASTER') advertise(release, vhost, own)
  })
}

/**
 * carp_setrun(): goes on from the present state, if all that is needed to run is there.
 *
 * @param family - of what a backup heard: its master-down timer alone starts anew; absent: of all that it has
 */
export function setRun(release: Release, vhost: Vhost, port: Port, family?: Family): void {
  const { leader } = vhost
  vhost.running = leader.up && vhost.vhid > 0 && (leader.addressed || leader.addressed6) && !leader.suppressed
  if (!vhost.running) return
  if (vhost.state === 'INIT') port.become('BACKUP', '')
  if (vhost.state === 'BACKUP') {
    port.disarm('advertise')
    const time = release.masterDownTime(vhost.advbase, vhost.advskew)
    if (family === undefined ? leader.addressed : family === 'inet') port.arm('master-down', time)
    if (family === undefined ? leader.addressed6 : family === 'inet6') port.arm('master-down-inet6', time)
    if (vhost === leader) leader.delayedGarp = 0
  } else {
    port.arm('advertise', release.advertInterval(vhost.advbase, vhost.advskew))
  }
}

/** carp_master_down() of a backup. */
export function takeOver(release: Release, vhost: Vhost, port: Port): void {
  const { leader } = vhost
  port.become('MASTER', '')
  advertise(release, vhost, port)
  if (leader.balancing === 'none' && vhost === leader) {
    announce(vhost, port)
    leader.delayedGarp = GARP_AGAIN
    for (const address of vhost.addresses6) port.announce(address)
  }
  setRun(release, vhost, port)
}

/** carp_send_ad(): a packet for each family with an address. Without one nothing is sent, and the timer runs on. */
export function advertise(release: Release, vhost: Vhost, port: Port): void {
  const { leader } = vhost
  const { leaving } = leader
  const advbase = leaving ? GOODBYE : vhost.advbase
  const demotion = release.demotion(vhost)
  const advskew = leaving ? GOODBYE : release.sentSkew(vhost.advskew, demotion)
  const interval = release.advertInterval(advbase, advskew)
  if (leader.addressed) {
    const packet = constantPacket(vhost, advbase, advskew, demotion, port)
    const errno = port.send(packet, 'inet')
    const isPeerDown = release.hearsByPeer && leader.peer !== null && errno === EHOSTDOWN
    sent(leader, port, 'inet', isPeerDown ? 0 : errno)
    if (vhost === leader && leader.delayedGarp > 0) {
      leader.delayedGarp -= 1
      if (leader.delayedGarp === 0) announce(vhost, port)
    }
  }
  if (leader.addressed6) {
    const packet = constantPacket(vhost, advbase, advskew, demotion, port)
    sent(leader, port, 'inet6', port.send(packet, 'inet6'))
  }
  if (advbase !== GOODBYE || advskew !== GOODBYE) port.arm('advertise', interval)
}

/** The names of a family in what is said of sending. */
const SENDING = {
  inet: { output: 'ip_output', errors: 'snderrors' },
  inet6: { output: 'ip6_output', errors: 'snd6errors' },
} as const

function sent(leader: Vhost, port: Port, family: Family, errno: number): void {
  const { output, errors } = SENDING[family]
  if (errno === 0) {
    sendSucceeded(leader, port, `< ${errors}`)
    return
  }
  if (errno !== ENOBUFS) port.log(WARNING, `${leader.device}: ${output} failed: ${errno}`)
  sendFailed(leader, port, `> ${errors}`)
}

/** Three errors in a row for each node demote the interface's groups (CARP_SENDAD_MAX_ERRORS). */
function sendFailed(leader: Vhost, port: Port, reason: string): void {
  leader.errors += 1
  if (leader.errors === MAX_ERRORS * port.nodes.length) port.demote(1, reason)
  leader.successes = 0
}

function sendSucceeded(leader: Vhost, port: Port, reason: string): void {
  const nodes = port.nodes.length
  if (leader.errors < MAX_ERRORS * nodes) {
    leader.errors = 0
  } else if (++leader.successes >= MIN_SUCCESSES * nodes) {
    port.demote(-1, reason)
    leader.errors = 0
  }
}

/** A gratuitous ARP for each IPv4 address; what is said of those of IPv6 is not repeated. */
function announce(vhost: Vhost, port: Port): void {
  for (const address of vhost.addresses) port.announce(address)
}
