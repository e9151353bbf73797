import { type Micros, SECOND } from '../../time.ts'
import type { Numbers, Packet, State } from '../../trace/record.ts'
import { CARP_GROUP } from '../advertisement.ts'
import { digestOf, sealed } from '../digest.ts'
import { UCARP } from '../functions.ts'
import { interval, intervalOf, MAX_SKEW, shorter } from '../interval.ts'
import { UCARP_152, UCARP_LINUX } from '../origins/ucarp.ts'
import { hex, nextPacket } from '../packet.ts'
import { type Heard, type Port, type Rule, rule, tabulate } from '../rule.ts'
import type { Check, DaemonSystem } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// ucarp 1.5.2 (git 1a9aaf7), src/carp.c: a daemon for one virtual host, with two absolute times and a poll loop.

const MAX_ERRORS = 3
const MIN_SUCCESSES = 3
/** The gratuitous ARP is repeated with the second advertisement from now. */
const GARP_AGAIN = 2
/** After SIGUSR2 a master stays deaf and mute. */
const STAND_DOWN_SLEEP: Micros = 3 * SECOND
const LOG = { ERROR: 3, WARNING: 4 } as const

/** Three sends that failed in a row show as skew 240 until three succeed. */
function skew(vhost: Vhost): number {
  return vhost.suppressed ? Math.max(vhost.advskew, MAX_SKEW) : vhost.advskew
}

/** carp_setrun(). The dead ratio multiplies the base alone. */
function setRun(vhost: Vhost, port: Port): void {
  if (vhost.state === 'INIT') change(vhost, 'BACKUP', port, () => setRun(vhost, port))
  else if (vhost.state === 'BACKUP') {
    port.disarm('advertise')
    port.arm('master-down', interval(vhost.advbase * vhost.deadratio, vhost.advskew))
  } else {
    port.arm('master-down', interval(vhost.advbase, vhost.advskew))
  }
}

/** carp_send_ad(). */
function advertise(vhost: Vhost, port: Port): void {
  const advskew = skew(vhost)
  const errno = port.send(nextPacket(vhost, vhost.advbase, advskew, port), 'inet')
  if (errno === 0) sendSucceeded(vhost)
  else sendFailed(vhost, port)
  if (vhost.delayedGarp > 0) {
    vhost.delayedGarp -= 1
    if (vhost.delayedGarp === 0) announce(vhost, port)
  }
  port.arm('advertise', interval(vhost.advbase, advskew))
}

/** The third error in a row suppresses the process, which advertises at once, before this call goes on. */
function sendFailed(vhost: Vhost, port: Port): void {
  vhost.errors += 1
  if (vhost.errors === MAX_ERRORS) {
    // The number that it prints is that of suppressions so far.
    port.log(LOG.ERROR, `write() error #0/${MAX_ERRORS}`)
    vhost.suppressed = true
    advertise(vhost, port)
  }
  vhost.successes = 0
}

function sendSucceeded(vhost: Vhost): void {
  if (vhost.errors < MAX_ERRORS) {
    vhost.errors = 0
  } else if (++vhost.successes >= MIN_SUCCESSES) {
    vhost.errors = 0
    vhost.suppressed = false
  }
}

function announce(vhost: Vhost, port: Port): void {
  for (const address of vhost.addresses) port.announce(address)
}

/** carp_set_state(): the script is waited for, and while it runs nothing is received, sent or timed. */
function change(vhost: Vhost, to: State, port: Port, then: () => void): void {
  if (vhost.state !== to) port.become(to, '')
  port.afterScript(then)
}

/** carp_master_down(): the gratuitous ARP goes before the first advertisement. */
function takeOver(vhost: Vhost, port: Port, line?: string): void {
  change(vhost, 'MASTER', port, () => {
    announce(vhost, port)
    advertise(vhost, port)
    vhost.delayedGarp = GARP_AGAIN
    setRun(vhost, port)
    if (line !== undefined) port.log(LOG.WARNING, line)
  })
}

function fasterThan(vhost: Vhost, { packet }: Heard): boolean {
  return shorter(vhost.advbase, skew(vhost), packet.advbase, packet.advskew)
}

/** Slower, or equal and with the higher address. */
function worseThan(vhost: Vhost, heard: Heard): boolean {
  const { packet, source } = heard
  if (shorter(packet.advbase, packet.advskew, vhost.advbase, skew(vhost))) return true
  // It hears IPv4 alone.
  if (typeof source !== 'number' || fasterThan(vhost, heard)) return false
  return inMemory(source) < inMemory(vhost.on.address)
}

/** Addresses are compared as they lie in the memory of a little-endian machine: the last octet counts first. */
function inMemory(address: number): number {
  return ((address << 24) | ((address & 0xff00) << 8) | ((address >>> 8) & 0xff00) | (address >>> 24)) >>> 0
}

const numbers = (vhost: Vhost, { packet }: Heard): Numbers => ({
  mine: intervalOf(vhost.advbase, skew(vhost)),
  his: intervalOf(packet.advbase, packet.advskew),
})

const rules: Rule[] = [
  rule({ name: 'started', from: 'any', on: 'start', then: setRun }),
  rule({
    name: 'master-down timer',
    from: 'BACKUP',
    on: 'master-down',
    then: (vhost, port) => takeOver(vhost, port),
  }),
  rule({ name: 'time to advertise', from: 'any', on: 'advertise', then: advertise }),
  rule({
    name: 'better advertisement heard',
    from: 'MASTER',
    on: 'advert',
    when: worseThan,
    numbers,
    then: (vhost, port) => {
      advertise(vhost, port)
      change(vhost, 'BACKUP', port, () => {
        setRun(vhost, port)
        port.log(LOG.WARNING, 'Preferred master advertised: going back to BACKUP state')
      })
    },
  }),
  rule({
    name: 'worse advertisement heard',
    from: 'MASTER',
    on: 'advert',
    numbers,
    then: (vhost, port) => {
      announce(vhost, port)
      vhost.delayedGarp = GARP_AGAIN
      port.log(LOG.WARNING, 'Non-preferred master advertising: reasserting control of VIP with another gratuitous arp')
    },
  }),
  rule({
    name: 'slower master heard',
    from: 'BACKUP',
    on: 'advert',
    preempting: true,
    when: fasterThan,
    numbers,
    then: (vhost, port) => takeOver(vhost, port, 'Putting MASTER down - preemption'),
  }),
  rule({
    name: 'master too slow',
    from: 'BACKUP',
    on: 'advert',
    when: (vhost, { packet }) => shorter(vhost.advbase * vhost.deadratio, skew(vhost), packet.advbase, packet.advskew),
    numbers: (vhost, { packet }) => ({
      mine: intervalOf(vhost.advbase * vhost.deadratio, skew(vhost)),
      his: intervalOf(packet.advbase, packet.advskew),
    }),
    then: (vhost, port) => takeOver(vhost, port, 'Putting MASTER DOWN (going to time out)'),
  }),
  rule({ name: 'master heard', from: 'BACKUP', on: 'advert', then: setRun }),
  rule({
    // Looked at before each poll, where -S is not given: not running, it is deaf for whole sleeps of 10 s.
    name: 'interface down',
    from: 'any',
    on: 'link',
    then: (vhost, port) =>
      change(vhost, 'BACKUP', port, () => {
        port.disarm('advertise')
        port.disarm('master-down')
        port.sleep(10 * SECOND)
      }),
  }),
  rule({
    // SIGUSR2.
    name: 'told to stand down',
    from: 'MASTER',
    on: 'stand down',
    then: (vhost, port) => change(vhost, 'BACKUP', port, () => port.sleep(STAND_DOWN_SLEEP)),
  }),
]

/** packethandler(): the first check that fails drops the packet. What it says of some only with -D is left out. */
const checks: readonly Check[] = [
  { refusal: null, fails: (heard, vhost) => heard.source === vhost?.on.address },
  { refusal: 'short', fails: (heard) => heard.length < 36 },
  {
    refusal: 'bad-ttl',
    fails: (heard) => heard.ttl !== 255,
    level: LOG.WARNING,
    line: (heard) => `Bad TTL: [${heard.ttl}]`,
  },
  {
    refusal: 'bad-version',
    fails: (heard) => heard.packet.version !== 2,
    level: LOG.WARNING,
    line: (heard) => `Bad version: [${heard.packet.version}]`,
  },
  { refusal: 'no-vhid', fails: (heard, vhost) => heard.packet.vhid !== vhost?.vhid },
  { refusal: 'other', fails: ({ destination }) => destination !== CARP_GROUP },
  { refusal: 'bad-checksum', fails: (heard) => !heard.checksumGood, level: LOG.WARNING, line: () => 'Bad IP checksum' },
  {
    refusal: 'bad-hmac',
    fails: (heard, vhost) => heard.packet.seal !== vhost?.seal,
    level: LOG.WARNING,
    line: (heard, _, vhost) => badDigest(heard.packet, vhost!),
  },
]

/** Ours, made with the packet's counter, and the one in the packet: four bytes of each. */
function badDigest(packet: Packet, vhost: Vhost): string {
  const short = (digest: Uint8Array) => `[${hex(digest.subarray(0, 4))}...]`
  const ours = short(sealed(vhost.seal, packet))
  return `Bad digest - md2=${ours} md=${short(digestOf(packet))} - Check vhid, password and virtual IP address`
}

/** As its source means it, and as it runs where reception is not batched: poll(2) returns a microsecond late. */
export const ucarp152: DaemonSystem = {
  runs: 'daemon',
  name: 'ucarp-1.5.2',
  title: 'ucarp 1.5.2',
  userland: 'Debian',
  origin: UCARP_152,
  rules: tabulate(rules),
  functions: UCARP,
  checks,
  tieBreak: 'address',
  counter: 'counted on',
  capture: 'at once',
  lateness: 1,
}

/** The same on Linux, where libpcap's ring hands frames over once a second of the daemon's life. */
export const ucarp152Linux: DaemonSystem = {
  ...ucarp152,
  name: 'ucarp-1.5.2-linux',
  title: 'ucarp 1.5.2 on Linux',
  origin: UCARP_LINUX,
  capture: 'each second',
}
