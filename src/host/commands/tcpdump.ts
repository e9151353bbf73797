import type { Advertisement } from '../../carp/advertisement.ts'
import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import { formatAddress } from '../../network/address.ts'
import { clockTime } from '../date.ts'
import { isAdvertisement } from '../ip/frames.ts'
import type { Nic } from '../nic.ts'
import { tap } from '../tap.ts'
import { Growing, untilInterrupted, whenInterrupted } from './endless.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call, Program } from './program.ts'

/** So many packets at most are shown. */
const MOST_PACKETS = 1_000
/** Expressions that let CARP through and nothing else that is simulated here. */
const ABOUT_CARP = /^(?:(?:ip )?proto (?:\\?carp|112)|carp|vrrp)$/

/** tcpdump(1), as far as it shows CARP: `tcpdump -ni em0 -T carp`. Without -T carp it takes it for VRRP. */
export const tcpdump: Program = (call, args) => {
  const options = readOptions(args, 'c:ei:lnqs:tT:v')
  if (options === undefined) return failed('Usage: tcpdump [-c count] [-i interface] [-T type] [-lnqtv] [expression]')
  const { given, rest } = options
  const expression = rest.join(' ')
  const isCarp = given.get('T') === 'carp'
  if (expression === '' ? !isCarp : !ABOUT_CARP.test(expression))
    return failed("tcpdump: carpsim shows CARP alone: tcpdump -T carp, or with the expression 'proto 112'")
  const name = given.get('i') ?? call.host.nics[0]?.name ?? ''
  const nic = call.host.nics.find((each) => each.name === name)
  if (nic === undefined)
    return failed(`tcpdump: ${name}: No such device exists\n(BIOCSETIF failed: Device not configured)`)
  const count = given.get('c')
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count)) return failed(`tcpdump: invalid packet count ${count}`)
  return captured(call, nic, {
    count: Math.min(Number(count ?? MOST_PACKETS), MOST_PACKETS),
    until: count === undefined,
    isCarp,
  })
}

interface Asked {
  readonly count: number
  /** Somebody presses ^C. */
  readonly until: boolean
  readonly isCarp: boolean
}

function* captured(call: Call, nic: Nic, { count, until, isCarp }: Asked): Course<Outcome> {
  const { host, process: self } = call
  const { userland = '' } = host.carp.system
  const line = lineOf(userland, isCarp)
  const growing = new Growing(call)
  let lines = ''
  let seen = 0
  let isOver = false
  const end = tap(nic, (packet) => {
    if (!isAdvertisement(packet) || seen === count) return
    lines += `${clockTime(host.clock.now)} ${line(packet)}\n`
    seen += 1
    if (seen === count || growing.isSeen) self.wake()
  })
  whenInterrupted(self, () => {
    isOver = true
  })
  const last = host.clock.now + (until ? untilInterrupted(call.space) : UNTIL_WOKEN)
  try {
    while (seen < count && !isOver && host.clock.now < last) {
      yield last - host.clock.now
      yield* growing.says(lines)
      lines = ''
    }
  } finally {
    end()
  }
  return { stdout: growing.kept + lines, stderr: framed(userland, nic, seen), exit: 0 }
}

/** What it says before and after the packets. */
function framed(userland: string, { name }: Nic, seen: number): string {
  const counted = `${seen} packets received by filter\n0 packets dropped by kernel\n`
  if (userland.startsWith('OpenBSD')) return `tcpdump: listening on ${name}, link-type EN10MB\n${counted}`
  const head = 'tcpdump: verbose output suppressed, use -v or -vv for full protocol decode\n'
  return `${head}listening on ${name}, link-type EN10MB (Ethernet)\n${seen} packets captured\n${counted}`
}

function lineOf(userland: string, isCarp: boolean): (packet: Advertisement) => string {
  if (userland.startsWith('OpenBSD')) return ofOpenbsd
  return isCarp ? asCarp : asVrrp
}

function ends({ family, source, destination }: Advertisement): string {
  return `${family === 'inet' ? 'IP' : 'IP6'} ${formatAddress(source)} > ${formatAddress(destination)}: `
}

/** print-carp.c */
function asCarp(heard: Advertisement): string {
  const { version, vhid, advbase, advskew, authlen, counterHigh, counterLow } = heard.packet
  const ttl = heard.ttl === 255 ? '' : `[ttl=${heard.ttl}!] `
  const counter = (BigInt(counterHigh) << 32n) + BigInt(counterLow)
  const fields = `vhid=${vhid} advbase=${advbase} advskew=${advskew} authlen=${authlen} counter=${counter}`
  return `${ends(heard)}CARPv${version}-advertise ${heard.length}: ${ttl}${fields}`
}

/** print-vrrp.c: the numbers of both protocols stand in the same bytes but for one. */
function asVrrp(heard: Advertisement): string {
  const { version, vhid, advbase, advskew, demotion } = heard.packet
  const ttl = heard.ttl === 255 ? '' : `, (ttl ${heard.ttl})`
  const authentication = demotion === 0 ? 'none' : `unknown type (${demotion})`
  const fields = `vrid ${vhid}, prio ${advskew}, authtype ${authentication}, intvl ${advbase}s, length ${heard.length}`
  return `${ends(heard)}VRRPv${version}, Advertisement${ttl}, ${fields}`
}

/** print-carp.c of OpenBSD, which knows no VRRP. */
function ofOpenbsd({ packet, source, destination, length, ttl }: Advertisement): string {
  const { version, vhid, advbase, advskew, demotion } = packet
  const low = ttl === 255 ? '' : `[ttl=${ttl}!] `
  const fields = `vhid=${vhid} advbase=${advbase} advskew=${advskew} demote=${demotion}`
  const way = `carp ${formatAddress(source)} > ${formatAddress(destination)}: `
  return `${way}CARPv${version}-advertise ${length}: ${low}${fields} (DF) [tos 0x10]`
}
