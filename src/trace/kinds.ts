import type { Kind, RecordOf, TraceRecord } from './record.ts'

/** Those that tell of a frame with a place in the network: who sent it, by which interface. */
export const FRAMES = [
  'advert',
  'vrrp',
  'garp',
  'na',
  'arp',
  'nd',
  'echo',
  'tcp',
  'forward',
  'pfsync',
] as const satisfies readonly Kind[]

/** A frame on the wire. */
export type FrameRecord = RecordOf<(typeof FRAMES)[number]>

export function isFrame(record: TraceRecord): record is FrameRecord {
  return (FRAMES as readonly Kind[]).includes(record.kind)
}

export const KINDS: readonly Kind[] = [
  'fault',
  'inert',
  'power',
  'link',
  'interface',
  'setting',
  'command',
  'output',
  'boot',
  'process',
  'script',
  'service',
  'mount',
  'data',
  'commit',
  'flush',
  'write',
  'written',
  'unwritten',
  'read',
  'address',
  'role',
  'replica',
  'device',
  ...FRAMES,
  'unclaimed',
  'neighbour',
  'ping',
  'request',
  'answer',
  'unanswered',
  'connection',
  'state',
  'claim',
  'switch',
  'port',
  'mac',
  'member',
  'query',
  'report',
  'burst',
  'hop',
  'unsent',
  'delivered',
  'lost',
  'drop',
  'armed',
  'fired',
  'transition',
  'demotion',
  'log',
  'devd',
]

/** What frames come to on their way, what timers do, and what is said of it all: there is much of that. */
const PASSING: ReadonlySet<Kind> = new Set<Kind>([
  'advert',
  'vrrp',
  'arp',
  'nd',
  'echo',
  'tcp',
  'forward',
  'pfsync',
  'query',
  'report',
  'burst',
  'hop',
  'unsent',
  'delivered',
  'lost',
  'drop',
  'armed',
  'fired',
  'log',
  'devd',
])

/** The kinds that level `changes` keeps for their own sake. */
export const CHANGES: ReadonlySet<Kind> = new Set(KINDS.filter((kind) => !PASSING.has(kind)))
