import { formatSeconds, formatTime } from '../../time.ts'
import { skewMicros } from '../../trace/interval.ts'
import { isFrame } from '../../trace/kinds.ts'
import type { Family, Kind, Loss, RecordOf, Refusal, TraceRecord } from '../../trace/record.ts'
import type { Causes } from '../causes.ts'
import { exactly, frameName, interval } from '../words.ts'
import { DATA_DETAILS } from './data-details.ts'
import { HAST_DETAILS } from './hast-details.ts'
import { SWITCH_DETAILS } from './switch-details.ts'

/** What a list says of a record by itself. */
interface Detail {
  readonly host: string
  readonly what: string
  readonly why: string
}

type Details = { readonly [K in Kind]?: (record: RecordOf<K>, causes: Causes) => Omit<Detail, 'host'> }

/** What is wrong with an advertisement that was refused. */
const REFUSALS: Readonly<Record<Refusal, string>> = {
  'bad-hmac': 'the digest is wrong: password or addresses are not the same',
  'no-vhid': 'no such vhid runs here',
  'bad-ttl': 'its TTL is not 255',
  'bad-version': 'its version is not 2',
  'bad-checksum': 'its checksum is wrong',
  short: 'it is too short',
  other: "it has the receiver's own counter: a replay, or a loop of the network",
}

/** Why an advertisement in a packet of that family is refused; its vhid is looked for among addresses of the family. */
export function refusal(why: Refusal, family?: Family): string {
  return why === 'no-vhid' && family === 'inet6' ? 'no such vhid has an IPv6 address here' : REFUSALS[why]
}

const DROPPED: readonly Loss[] = [
  'no route',
  'not forwarded',
  'TTL ran out',
  'beyond scope',
  'host unreachable',
  'pushed out',
  'no state',
]

/** Of one byte. */
const SLOWEST = 255

const CONNECTIONS = {
  open: 'is connected',
  reset: 'is reset',
  refused: 'is refused',
  'timed out': 'gives up',
} as const

function isEcho(type: string): boolean {
  return type === 'request' || type === 'reply'
}

/** What a machine does not pass on, or keeps from going out. */
function isDropped(record: RecordOf<'lost'>, causes: Causes): boolean {
  const frame = causes.of(record)
  return DROPPED.includes(record.why) || (frame !== undefined && 'host' in frame && frame.host === record.host)
}

const DETAILS: Details = {
  power: ({ power }) => ({ what: 'power', why: power }),
  link: ({ interface: on, carrier }) => ({ what: carrier ? 'carrier' : 'no carrier', why: on }),
  interface: ({ interface: on, up }) => ({ what: up ? 'up' : 'down', why: on }),
  setting: ({ of, name, value }) => ({ what: 'setting', why: `${of}: ${name} ${value}` }),
  output: (record) => ({ what: 'printed', why: outputLines(record).join(' ') }),
  boot: ({ stage, lasts, says }) => ({
    what: `boot: ${stage}`,
    why: [lasts === undefined ? '' : `${formatTime(lasts)}`, says ?? ''].filter((part) => part !== '').join(': '),
  }),
  process: ({ name, exit }) => ({ what: exit === null ? 'begins' : 'ends', why: name }),
  script: ({ command, exit }) => ({ what: exit === null ? 'runs' : `ended: ${exit}`, why: command }),
  service: ({ name, runs, says }) => ({
    what: runs ? 'serves' : 'serves no more',
    why: says === undefined ? name : `${name}: ${says}`,
  }),
  ...DATA_DETAILS,
  address: ({ interface: on, address, label, there }) => ({
    what: there ? 'has' : 'has no more',
    why: `${address} on ${label ?? on}`,
  }),
  advert: ({ interface: on, vhid, family, advbase, advskew, peer, packet: { demotion } }) => {
    const to = `${family === 'inet' ? '' : ' in IPv6'}${peer === undefined ? '' : ` to ${peer} alone`}`
    const demoted = demotion === 0 ? '' : `, demotion ${demotion}`
    const every = interval({ seconds: advbase, micros: skewMicros(advskew) })
    // The slowest interval that there is: whoever hears it takes over.
    const leaves = advbase === SLOWEST && advskew === SLOWEST
    return { what: leaves ? 'says goodbye' : 'advertises', why: `vhid ${vhid} on ${on}${to}, every ${every}${demoted}` }
  },
  vrrp: ({ interface: on, vrid, priority, interval }) => ({
    what: priority === 0 ? 'resigns' : 'advertises',
    why: `VRRPv2 vrid ${vrid} on ${on}, priority ${priority}, every ${interval} s`,
  }),
  garp: ({ address, mac }) => ({ what: 'announces', why: `${address} is at ${mac}` }),
  na: ({ address, mac }) => ({ what: 'announces', why: `${address} is at ${mac}` }),
  arp: ({ operation, sender, senderMac, target }) =>
    operation === 'request'
      ? { what: 'asks', why: `who has ${target}? tell ${sender}` }
      : { what: 'replies', why: `${sender} is at ${senderMac}` },
  nd: ({ operation, sender, senderMac, target }) =>
    operation === 'solicitation'
      ? { what: 'asks', why: `who has ${target}? tell ${sender}` }
      : { what: 'replies', why: `${sender} is at ${senderMac}` },
  report: ({ group }) => ({ what: 'reports', why: `it listens to ${group}` }),
  burst: ({ interface: on }) => ({ what: 'sends', why: `noise on ${on}` }),
  echo: ({ type, destination, mac, sequence }) => ({
    what: type === 'request' ? 'echo request' : 'echo reply',
    why: `to ${destination} (${mac}), seq ${sequence}`,
  }),
  tcp: ({ flag, source, destination, mac, sequence }) => ({
    what: `sends ${flag}`,
    why: `${source} to ${destination} (${mac}), seq ${sequence}`,
  }),
  unclaimed: ({ type, mac, sequence }) => ({
    what: 'talks to nobody',
    why: `no machine takes ${isEcho(type) ? 'echo ' : ''}${type} seq ${sequence} for ${mac}`,
  }),
  neighbour: ({ address, mac }) => ({
    what: tableOf(address),
    why: `${address} ${mac === null ? 'gone' : `at ${mac}`}`,
  }),
  state: ({ protocol, source, destination, synced }) => ({
    what: synced ? 'is told a state' : 'makes a state',
    why: `${protocol} ${source} to ${destination}`,
  }),
  pfsync: ({ says, states }) => ({ what: 'pfsync', why: states === 0 ? says : `${says}: ${states}` }),
  ping: ({ address, sequence }) => ({ what: 'pings', why: `${address}, seq ${sequence}` }),
  request: ({ of, address, sequence }) => ({
    what: of === 'fetch' ? 'fetches' : 'talks',
    why: `${of === 'fetch' ? '' : 'to '}${address}, seq ${sequence}`,
  }),
  connection: ({ address, becomes, by }) => ({
    what: CONNECTIONS[becomes],
    why: `${becomes === 'open' ? `to ${address}` : `connection to ${address}`}${by === undefined ? '' : `, on ${by}`}`,
  }),
  answer: ({ by, address, sequence, rtt, duplicate, ...page }) => ({
    what: 'is answered',
    why: `${address} by ${by}${pageOf(page)}, seq ${sequence}, ${exactly(rtt)}${duplicate ? ' (DUP!)' : ''}`,
  }),
  unanswered: ({ address, sequence, why }) => ({
    what: 'gets no answer',
    why: `${address}, seq ${sequence}${why === undefined ? '' : `: the connection was ${why}`}`,
  }),
  claim: ({ vhid, by, client, address, mac }) => ({
    what: { arp: 'answers ARP', nd: 'answers', ip: 'takes the packet' }[by],
    why: `${by === 'ip' ? `${client} to ${address}` : `${address} is at ${mac}, to ${client}`}, as vhid ${vhid}`,
  }),
  unsent: ({ interface: on, vhid, why, errno }) => ({
    what: 'cannot send',
    why: `vhid ${vhid} on ${on}: ${why}${errno === 0 ? '' : `, errno ${errno}`}`,
  }),
  delivered: (record, causes) => ({ what: 'hears', why: `${frameOf(record, causes)} on ${record.interface}` }),
  lost: (record, causes) => ({
    what: isDropped(record, causes) ? 'drops' : 'does not hear',
    why: `${frameOf(record, causes)} on ${record.interface}: ${record.why}${record.at === undefined ? '' : ` at ${record.at}`}`,
  }),
  drop: (record, causes) => {
    const { vhid, interface: on, why } = record
    const delivered = causes.ofKind(record, 'delivered')
    const heard = causes.advertOf(delivered)
    const { host } = heard ?? causes.ofKind(delivered, 'vrrp') ?? {}
    const from = host === undefined ? '' : ` of ${host}${heard === undefined ? ' (VRRPv2)' : ''}`
    return { what: 'refuses', why: `vhid ${vhid}${from} on ${on}: ${refusal(why, heard?.family)} (${why})` }
  },
  armed: ({ interface: on, vhid, timer, deadline }) => ({
    what: 'timer set',
    why: `${timer} of vhid ${vhid} on ${on}, to ${formatSeconds(deadline)}`,
  }),
  fired: ({ interface: on, vhid, timer }) => ({ what: 'timer ran out', why: `${timer} of vhid ${vhid} on ${on}` }),
  log: ({ priority, line }) => ({ what: 'log', why: priority === undefined ? line : `[${priority}] ${line}` }),
  devd: ({ system, subsystem, type }) => ({ what: 'devd', why: `${system} ${subsystem} ${type}` }),
  ...HAST_DETAILS,
  ...SWITCH_DETAILS,
}

/** A record by itself, in words; undefined where a list tells of it in another way. */
export function detailOf(record: TraceRecord, causes: Causes): Detail | undefined {
  const detail = DETAILS[record.kind] as ((record: TraceRecord, causes: Causes) => Omit<Detail, 'host'>) | undefined
  const host = 'host' in record ? record.host : 'switch' in record ? record.switch : undefined
  return detail === undefined || host === undefined ? undefined : { host, ...detail(record, causes) }
}

/** What page it is, where one was given. */
export function pageOf({ status, line }: Pick<RecordOf<'answer'>, 'status' | 'line'>): string {
  return status === undefined ? '' : `: ${status} ${line}`
}

/** Where a machine keeps which MAC an address is at. */
export function tableOf(address: string): string {
  return address.includes(':') ? 'neighbours' : 'ARP table'
}

/** ` of group firewall`; the machine, and group carp, which all carp interfaces are in, need no name. */
export function ofGroup(group: string | undefined): string {
  return group === undefined ? '' : ` of group ${group}`
}

/** `skunk1's advertisement`. */
function frameOf(record: TraceRecord, causes: Causes): string {
  // What a machine drops has arrived at it.
  const cause = causes.of(record)
  const end = cause?.kind === 'delivered' ? cause : record
  const frame = causes.advertOf(end) ?? causes.of(end)
  if (frame === undefined || !('host' in frame)) return 'a frame'
  if (frame.kind === 'advert' && frame.family === 'inet6') return `${frame.host}'s IPv6 advertisement`
  if (frame.kind === 'echo') return `${frame.host}'s echo ${frame.type}`
  if (frame.kind === 'tcp') return `${frame.host}'s ${frame.flag}`
  return `${frame.host}'s ${isFrame(frame) ? frameName(frame) : 'frame'}`
}

/** What a command printed, and, when it has ended, its exit code where it failed. */
export function outputLines({ text, exit }: RecordOf<'output'>): string[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  return exit === 0 || exit === null ? lines : [...lines, `(exit ${exit})`]
}

/** What a machine logged about a record, in its instant. */
export function loggedBy(record: TraceRecord, causes: Causes): string[] {
  return causes.atOnce(record, 'log').map(logLine)
}

export function logLine({ priority, line }: RecordOf<'log'>): string {
  return `log: ${priority === undefined ? '' : `[${priority}] `}${line}`
}
