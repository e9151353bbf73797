import { formatSeconds } from '../../src/time.ts'
import type { Interval } from '../../src/trace/interval.ts'
import type { Numbers, RecordOf, TraceRecord } from '../../src/trace/record.ts'

/** A record as the lines of a story; frames on their way and timers are left out. */
export function tell(record: TraceRecord): string[] {
  if (record.kind === 'output') return printed(record.text, record.exit)
  const said = words(record)
  if (said === undefined || !('host' in record)) return []
  const which = 'vhid' in record && 'interface' in record ? `  ${record.interface}/${record.vhid}` : ''
  return [`${formatSeconds(record.t)}  ${record.host}${which}  ${said}`]
}

/** What a command printed stands as it is; a blank at the end of a line would not be seen. */
function printed(text: string, exit: number | null): string[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  return [
    ...lines.map((line) => `> ${line}`.replace(/ $/, '·')),
    ...(exit === 0 || exit === null ? [] : [`exit ${exit}`]),
  ]
}

function words(record: TraceRecord): string | undefined {
  switch (record.kind) {
    case 'transition': {
      const { from, to, rule, numbers } = record
      return `${from} -> ${to}  ${rule}${numbers === undefined ? '' : compared(numbers)}`
    }
    case 'advert': {
      const { family, advbase, advskew, peer, packet } = record
      const to = `${family === 'inet6' ? ' in IPv6' : ''}${peer === undefined ? '' : ` to ${peer}`}`
      return `advertises ${advbase}+${advskew}/256${to}${packet.demotion > 0 ? `, demotion ${packet.demotion}` : ''}`
    }
    case 'garp':
    case 'na':
      return `announces ${record.address} at ${record.mac}`
    case 'unsent':
      return `cannot send: ${record.why}${record.errno === 0 ? '' : ` (errno ${record.errno})`}`
    case 'drop':
      return `refuses an advertisement: ${record.why}`
    default:
      return wordsOfMachine(record)
  }
}

function wordsOfMachine(record: TraceRecord): string | undefined {
  switch (record.kind) {
    case 'interface':
      return `${record.interface} is ${record.up ? 'up' : 'down'}`
    case 'link':
      return `${record.interface} ${record.carrier ? 'has' : 'lost'} carrier`
    case 'setting':
      return `${record.of}  ${record.name} is now ${record.value}`
    case 'demotion': {
      const of = record.group === undefined ? '' : ` of group ${record.group}`
      return `demotion${of} ${record.delta < 0 ? '' : '+'}${record.delta} = ${record.total}: ${record.reason}`
    }
    case 'log':
      return `log: ${record.line}`
    case 'devd':
      return `devd: ${record.system} ${record.subsystem} ${record.type}`
    case 'address':
      return `${record.label ?? record.interface} ${record.there ? 'has' : 'has no more'} ${record.address}`
    case 'service':
      return `${record.name} ${record.runs ? 'serves' : 'does not serve'}${record.says === undefined ? '' : `: ${record.says}`}`
    case 'process':
      return record.exit === null ? `${record.name} starts` : `${record.name} exits with ${record.exit}`
    default:
      return wordsOfFrames(record)
  }
}

function wordsOfFrames(record: TraceRecord): string | undefined {
  switch (record.kind) {
    case 'arp':
      if (record.operation === 'reply') return `replies: ${record.sender} is at ${record.senderMac}`
      return `asks: who has ${record.target}? tell ${record.sender}`
    case 'nd':
      if (record.operation === 'advertisement') return `replies: ${record.sender} is at ${record.senderMac}`
      return `asks: who has ${record.target}? tell ${record.sender}`
    case 'echo':
      return `echo ${record.type} ${record.sequence}: ${record.source} to ${record.destination}, at ${record.mac}`
    case 'tcp':
      return `${record.flag} ${record.sequence}: ${record.source} to ${record.destination}, at ${record.mac}`
    case 'unclaimed': {
      const echo = record.type === 'request' || record.type === 'reply' ? 'echo ' : ''
      return `talks to nobody: ${echo}${record.type} ${record.sequence} at ${record.mac}`
    }
    case 'connection':
      return `connection to ${record.address} is ${record.becomes}${record.by === undefined ? '' : ` on ${record.by}`}`
    case 'state':
      return `${record.synced ? 'is told' : 'makes'} a state: ${record.protocol} ${record.source} to ${record.destination}`
    case 'pfsync':
      return `pfsync: ${record.says}${record.states === 0 ? '' : `, ${record.states}`}`
    case 'neighbour':
      return record.mac === null ? `forgets ${record.address}` : `learns that ${record.address} is at ${record.mac}`
    case 'answer':
      return `is answered ${record.sequence} by ${record.by} after ${record.rtt} us${record.duplicate ? ', again' : ''}${pageIn(record)}`
    case 'claim':
      if (record.by === 'ip') return `takes the packet of ${record.client} to ${record.address}`
      return `answers ${record.client}: ${record.address} is at ${record.mac}`
    case 'unanswered':
      return `got no answer ${record.sequence}${record.why === undefined ? '' : `: ${record.why}`}`
    case 'lost':
      return TOLD.includes(record.why) ? `loses a frame: ${record.why}` : undefined
    default:
      return undefined
  }
}

const TOLD: readonly string[] = [
  'blocked',
  'no route',
  'not forwarded',
  'TTL ran out',
  'beyond scope',
  'host unreachable',
  'pushed out',
  'no state',
]

function compared({ mine, his, demotion }: Numbers): string {
  const demoted = (count = 0) => (count > 0 ? ` demoted by ${count}` : '')
  return `: mine ${duration(mine)}${demoted(demotion?.mine)}, his ${duration(his)}${demoted(demotion?.his)}`
}

function duration({ seconds, micros }: Interval): string {
  return `${seconds} s + ${micros} us`
}

function pageIn({ status, line }: RecordOf<'answer'>): string {
  return status === undefined ? '' : `: ${status} ${line}`
}
