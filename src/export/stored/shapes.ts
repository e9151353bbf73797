import { z } from 'zod'
import type { Terms } from '../../trace/event.ts'
import type {
  Asking,
  Bodies,
  BootStage,
  Family,
  Kind,
  Loss,
  Numbers,
  Refusal,
  State,
  TcpFlag,
  TimerName,
} from '../../trace/record.ts'
import type { SwitchBodies } from '../../trace/switch-records.ts'
import { DATA_SHAPES } from './data-shapes.ts'
import { HAST_SHAPES } from './hast-shapes.ts'
import { amount, flag, oneOf, type Shape, text, whole } from './shape.ts'

export { amount, type Shape, whole } from './shape.ts'

type Shapes = { readonly [K in Kind]: Shape<Omit<Bodies[K], 'packet'>> }

const record = amount.exactOptional()

const LOSSES: Readonly<Record<Loss, true>> = {
  'no carrier': true,
  cut: true,
  loss: true,
  'interface down': true,
  off: true,
  paused: true,
  blocked: true,
  'no route': true,
  'not forwarded': true,
  'TTL ran out': true,
  'beyond scope': true,
  'host unreachable': true,
  'pushed out': true,
  'no state': true,
  'wrong port': true,
  'no path': true,
  looped: true,
  'port shut': true,
  'dead port': true,
  'switch off': true,
  'not joined': true,
  'source filtered': true,
  'not promiscuous': true,
  'port security': true,
  'rate limit': true,
}
const refusal = oneOf<Refusal>({
  'bad-hmac': true,
  'no-vhid': true,
  'bad-ttl': true,
  'bad-version': true,
  'bad-checksum': true,
  short: true,
  other: true,
})
const stage = oneOf<BootStage>({
  firmware: true,
  loader: true,
  kernel: true,
  fsck: true,
  sysctl: true,
  netif: true,
  devd: true,
  network: true,
  syslogd: true,
  hastd: true,
  services: true,
  login: true,
  shutdown: true,
})
const state = oneOf<State>({ INIT: true, BACKUP: true, MASTER: true })
const timer = oneOf<TimerName>({ advertise: true, 'master-down': true, 'master-down-inet6': true })
const family = oneOf<Family>({ inet: true, inet6: true })
const asked = oneOf({ request: true, reply: true })
const interval = z.object({ seconds: whole, micros: whole } satisfies Shape<Numbers['mine']>)
const demotions = z.object({ mine: whole, his: whole } satisfies Shape<Numbers['demotion']>)
const numbers = z.object({
  mine: interval,
  his: interval,
  demotion: demotions.exactOptional(),
} satisfies Shape<Numbers>)

const NIC = { host: text, interface: text } as const
const PING = { host: text, address: text, sequence: amount } as const
export const asking: z.ZodType<Asking> = oneOf<Asking>({ fetch: true, connection: true })
const ASKED = { ...PING, of: asking.exactOptional() } as const
const FLAGS: Readonly<Record<TcpFlag, true>> = {
  SYN: true,
  'SYN+ACK': true,
  PSH: true,
  ACK: true,
  FIN: true,
  RST: true,
}
const VHOST = { host: text, interface: text, vhid: amount } as const
const terms = z.object({
  network: text.exactOptional(),
  family: family.exactOptional(),
  groups: z.array(z.array(text)).exactOptional(),
  proto: text.exactOptional(),
  gateway: text.exactOptional(),
  directions: z.array(oneOf<'in' | 'out'>({ in: true, out: true })).exactOptional(),
  loss: z.number().min(0).max(1).exactOptional(),
  delay: amount.exactOptional(),
  jitter: amount.exactOptional(),
  duplicate: z.number().min(0).max(1).exactOptional(),
} satisfies Shape<Terms>)
const FAULT = {
  verb: text,
  target: text,
  text,
  terms: terms.exactOptional(),
  line: amount.exactOptional(),
  file: text.exactOptional(),
} as const
const ENDS = { source: text, destination: text, mac: text, sequence: amount } as const

const SWITCH_SHAPES: { readonly [K in keyof SwitchBodies]: Shape<SwitchBodies[K]> } = {
  switch: { switch: text, power: oneOf({ on: true, off: true }) },
  port: { switch: text, port: text, open: flag, mac: text.exactOptional() },
  mac: {
    switch: text,
    network: text,
    mac: text,
    port: text.nullable(),
    from: text.exactOptional(),
    how: oneOf({ learned: true, moved: true, aged: true, flushed: true, secured: true }),
  },
  hop: {
    switch: text,
    network: text,
    in: text,
    out: z.array(text),
    how: oneOf({ known: true, flood: true, unknown: true, group: true, report: true, echo: true }),
  },
  member: {
    switch: text,
    network: text,
    group: text,
    port: text,
    in: flag,
    how: oneOf({ reported: true, aged: true, flushed: true }),
  },
  query: { switch: text, network: text },
}

export const SHAPES: Shapes = {
  fault: FAULT,
  inert: { ...FAULT, reason: text },
  power: {
    host: text,
    power: oneOf({ on: true, off: true, paused: true }),
    clock: oneOf({ jumps: true, stops: true }).exactOptional(),
    lag: amount.exactOptional(),
  },
  link: { ...NIC, carrier: flag },
  interface: { ...NIC, up: flag },
  setting: { host: text, of: text, name: text, value: text },
  command: { host: text, command: text, line: amount.exactOptional() },
  output: { host: text, text, exit: whole.nullable() },
  boot: { host: text, stage, lasts: amount.exactOptional(), says: text.exactOptional() },
  process: { host: text, name: text, vhid: amount.exactOptional(), exit: whole.nullable() },
  script: { host: text, pid: amount, command: text, exit: whole.nullable() },
  service: { host: text, name: text, runs: flag, says: text.exactOptional() },
  ...HAST_SHAPES,
  ...DATA_SHAPES,
  address: { host: text, interface: text, address: text, label: text.exactOptional(), there: flag },
  advert: { ...VHOST, family, advbase: amount, advskew: amount, peer: text.exactOptional(), mac: text.exactOptional() },
  vrrp: { ...NIC, vrid: amount, priority: amount, interval: amount },
  garp: { ...VHOST, address: text, mac: text },
  na: { ...VHOST, address: text, mac: text },
  arp: { ...NIC, operation: asked, sender: text, senderMac: text, target: text },
  nd: {
    ...NIC,
    operation: oneOf({ solicitation: true, advertisement: true }),
    sender: text,
    senderMac: text,
    target: text,
  },
  echo: { ...NIC, type: asked, ...ENDS },
  tcp: { ...NIC, flag: oneOf(FLAGS), ...ENDS },
  forward: { ...VHOST, source: text, destination: text, mac: text, ttl: amount },
  unclaimed: { ...NIC, type: oneOf({ request: true, reply: true, ...FLAGS }), ...ENDS },
  state: {
    host: text,
    protocol: oneOf({ icmp: true, icmp6: true, tcp: true }),
    source: text,
    destination: text,
    synced: flag.exactOptional(),
  },
  pfsync: { ...NIC, says: text, states: amount },
  neighbour: { ...NIC, address: text, mac: text.nullable() },
  ping: PING,
  request: { ...PING, of: asking },
  answer: {
    ...ASKED,
    by: text,
    rtt: amount,
    duplicate: flag,
    status: amount.exactOptional(),
    line: text.exactOptional(),
  },
  unanswered: { ...ASKED, sent: amount, why: oneOf({ reset: true, refused: true }).exactOptional() },
  connection: {
    host: text,
    port: amount,
    address: text,
    becomes: oneOf({ open: true, reset: true, refused: true, 'timed out': true }),
    by: text.exactOptional(),
  },
  unsent: {
    ...VHOST,
    why: oneOf<Loss | 'send error'>({ ...LOSSES, 'send error': true }),
    errno: whole,
    because: record,
  },
  delivered: { ...NIC, because: record },
  lost: { ...NIC, why: oneOf<Loss>(LOSSES), at: text.exactOptional(), because: record },
  report: { ...NIC, group: text },
  burst: NIC,
  ...SWITCH_SHAPES,
  claim: {
    ...VHOST,
    by: oneOf({ arp: true, nd: true, ip: true }),
    client: text,
    address: text,
    mac: text.exactOptional(),
  },
  drop: { ...VHOST, why: refusal },
  armed: { ...VHOST, timer, deadline: whole },
  fired: { ...VHOST, timer },
  transition: {
    ...VHOST,
    from: state,
    to: state,
    rule: text,
    numbers: numbers.exactOptional(),
  },
  demotion: { group: text.exactOptional(), host: text, delta: whole, total: whole, reason: text },
  log: { host: text, vhid: amount.exactOptional(), priority: text.exactOptional(), line: text },
  devd: { host: text, system: text, subsystem: text, type: text },
}
