import { z } from 'zod'
import type { Bodies, Kind, Loss, Refusal, State, TimerName } from '../../trace/record.ts'

type Fields<K extends Kind> = Exclude<keyof Bodies[K], 'packet'>

/** For each kind of record all its fields, in the order in which they are written, and what may stand there. */
type Shapes = { readonly [K in Kind]: { readonly [F in Fields<K>]-?: z.ZodType<Bodies[K][F]> } }

const text = z.string()
const flag = z.boolean()
export const whole: z.ZodType<number> = z.int()
/** A time, or a count of something. */
export const amount: z.ZodType<number> = z.int().min(0)
const record = amount.exactOptional()

const LOSSES = [
  'no carrier',
  'cut',
  'loss',
  'interface down',
  'off',
  'paused',
  'blocked',
  'no route',
  'TTL ran out',
] as const satisfies readonly Loss[]
const REFUSALS = [
  'bad-hmac',
  'no-vhid',
  'bad-ttl',
  'bad-version',
  'bad-checksum',
  'short',
  'other',
] as const satisfies readonly Refusal[]
const state = z.enum(['INIT', 'BACKUP', 'MASTER'] as const satisfies readonly State[])
const timer = z.enum(['advertise', 'master-down'] as const satisfies readonly TimerName[])
const interval = z.object({ seconds: whole, micros: whole })
const demotions = z.object({ mine: whole, his: whole })

const NIC = { host: text, interface: text } as const
const PING = { host: text, address: text, sequence: amount } as const
const VHOST = { host: text, interface: text, vhid: amount } as const
const FAULT = {
  verb: text,
  target: text,
  text,
  line: amount.exactOptional(),
  file: text.exactOptional(),
} as const
const ECHO = {
  ...NIC,
  type: z.enum(['request', 'reply']),
  source: text,
  destination: text,
  mac: text,
  sequence: amount,
} as const

export const SHAPES: Shapes = {
  fault: FAULT,
  inert: { ...FAULT, reason: text },
  power: {
    host: text,
    power: z.enum(['on', 'off', 'paused']),
    clock: z.enum(['jumps', 'stops']).exactOptional(),
    lag: amount.exactOptional(),
  },
  link: { ...NIC, carrier: flag },
  interface: { ...NIC, up: flag },
  setting: { host: text, of: text, name: text, value: text },
  command: { host: text, command: text },
  output: { host: text, text, exit: whole },
  process: { host: text, name: text, vhid: amount.exactOptional(), exit: whole.nullable() },
  advert: { ...VHOST, advbase: amount, advskew: amount },
  garp: { ...VHOST, address: text, mac: text },
  arp: { ...NIC, operation: z.enum(['request', 'reply']), sender: text, senderMac: text, target: text },
  echo: ECHO,
  unclaimed: ECHO,
  neighbour: { ...NIC, address: text, mac: text.nullable() },
  ping: PING,
  answer: { ...PING, by: text, rtt: amount, duplicate: flag },
  unanswered: { ...PING, sent: amount },
  unsent: { ...VHOST, why: z.enum([...LOSSES, 'send error']), errno: whole, because: record },
  delivered: { ...NIC, because: record },
  lost: { ...NIC, why: z.enum(LOSSES), because: record },
  claim: { ...VHOST, by: z.enum(['arp', 'ip']), client: text, address: text, mac: text.exactOptional() },
  drop: { ...VHOST, why: z.enum(REFUSALS) },
  armed: { ...VHOST, timer, deadline: whole },
  fired: { ...VHOST, timer },
  transition: {
    ...VHOST,
    from: state,
    to: state,
    rule: text,
    numbers: z.object({ mine: interval, his: interval, demotion: demotions.exactOptional() }).exactOptional(),
  },
  demotion: { group: text.exactOptional(), host: text, delta: whole, total: whole, reason: text },
  log: { host: text, vhid: amount.exactOptional(), priority: text.exactOptional(), line: text },
  devd: { host: text, system: text, subsystem: text, type: text },
}
