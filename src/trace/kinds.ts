import type { Kind, RecordOf, TraceRecord } from './record.ts'

// Each kind once, and whether level `changes` keeps it for its own sake. What frames come to on their way, what timers do,
// and what is said of it all, it does not: there is much of that.

/** Those that tell of a frame with a place in the network: who sent it, by which interface. */
const KEPT_FRAMES = {
  advert: false,
  vrrp: false,
  garp: true,
  na: true,
  arp: false,
  nd: false,
  echo: false,
  tcp: false,
  forward: false,
  pfsync: false,
} as const satisfies Partial<Record<Kind, boolean>>

const KEPT: Readonly<Record<Kind, boolean>> = {
  fault: true,
  inert: true,
  power: true,
  link: true,
  interface: true,
  setting: true,
  command: true,
  output: true,
  boot: true,
  process: true,
  script: true,
  service: true,
  mount: true,
  data: true,
  commit: true,
  flush: true,
  write: true,
  written: true,
  unwritten: true,
  read: true,
  address: true,
  role: true,
  replica: true,
  device: true,
  ...KEPT_FRAMES,
  unclaimed: true,
  neighbour: true,
  ping: true,
  request: true,
  answer: true,
  unanswered: true,
  connection: true,
  state: true,
  claim: true,
  switch: true,
  port: true,
  mac: true,
  member: true,
  query: false,
  report: false,
  burst: false,
  hop: false,
  unsent: false,
  delivered: false,
  lost: false,
  drop: false,
  armed: false,
  fired: false,
  transition: true,
  demotion: true,
  log: false,
  devd: false,
}

type FrameKind = keyof typeof KEPT_FRAMES

export const FRAMES = Object.keys(KEPT_FRAMES) as readonly FrameKind[]

/** A frame on the wire. */
export type FrameRecord = RecordOf<FrameKind>

export function isFrame(record: TraceRecord): record is FrameRecord {
  return Object.hasOwn(KEPT_FRAMES, record.kind)
}

export const KINDS = Object.keys(KEPT) as readonly Kind[]

/** The kinds that level `changes` keeps for their own sake. */
export const CHANGES: ReadonlySet<Kind> = new Set(KINDS.filter((kind) => KEPT[kind]))
