import { z } from 'zod'
import { KINDS } from '../../trace/kinds.ts'
import type { Kind, Packet, TraceRecord } from '../../trace/record.ts'
import type { CastHost, CastPing, CastVhost, Trace } from '../../trace/trace.ts'
import { amount, asking, SHAPES, type Shape } from './shapes.ts'

const text = z.string()

const nic = z.object({ name: text, network: text, address: text } satisfies Shape<CastHost['interfaces'][number]>)
const vhost = z.object({
  interface: text,
  vhid: amount,
  advbase: amount,
  advskew: amount,
  addresses: z.array(text),
} satisfies Shape<CastVhost>)
const ping = z.object({ address: text, period: amount, of: asking.exactOptional() } satisfies Shape<CastPing>)
const host = z.object({
  name: text,
  system: text,
  systemTitle: text,
  preempt: z.boolean(),
  interfaces: z.array(nic),
  vhosts: z.array(vhost),
  pings: z.array(ping),
} satisfies Shape<CastHost>)

/** What was not known yet when the run was stored did not happen. */
function allOf(counts: Partial<Record<Kind, number>>): Record<Kind, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, counts[kind] ?? 0])) as Record<Kind, number>
}

/** What stands before the records. */
const head = z.object({
  version: z.literal(1),
  title: text,
  story: text,
  source: text.exactOptional(),
  symptom: text.exactOptional(),
  cause: text.exactOptional(),
  fix: text.exactOptional(),
  prologue: amount.exactOptional(),
  seed: text,
  until: amount,
  level: z.enum(['all', 'changes', 'metrics']),
  hosts: z.array(host),
  counts: z.partialRecord(z.enum(KINDS as readonly [Kind, ...Kind[]]), amount).transform(allOf),
  counters: z.record(text, z.record(text, z.number())),
} satisfies Shape<Omit<Stored, 'records'>> & { version: z.ZodLiteral<1> })

const COMMON = { id: amount, t: amount, cause: amount.nullable() }
/** Of a packet what is written. */
const ON_WIRE = { demotion: amount, counter: z.string().regex(/^[0-9a-f]{16}$/) }

const records = KINDS.map((kind) =>
  z.object({ ...COMMON, kind: z.literal(kind), ...SHAPES[kind], ...(kind === 'advert' ? ON_WIRE : {}) }),
)

const record = z.discriminatedUnion('kind', records as [(typeof records)[number], ...typeof records])

export const stored: z.ZodType<Stored> = head.extend({ records: z.array(record) }) as unknown as z.ZodType<Stored>

/** A run as it was stored: all but what is secret. */
export interface Stored extends Omit<Trace, 'carpsim' | 'networks' | 'records'> {
  readonly records: readonly TraceRecord[]
}

/** What is on the wire of an advertisement; its digest was made of a secret, which nobody knows any more. */
export function packetOf(advert: Extract<TraceRecord, { kind: 'advert' }>): Packet {
  const { vhid, advbase, advskew, demotion, counter } = advert as typeof advert & {
    readonly demotion: number
    readonly counter: string
  }
  const [counterHigh, counterLow] = [counter.slice(0, 8), counter.slice(8)].map((half) => Number.parseInt(half, 16))
  const fixed = { version: 2, type: 1, authlen: 7, seal: { key: '', vhid, addresses: [], addresses6: [] } }
  return { ...fixed, vhid, advbase, advskew, demotion, counterHigh: counterHigh!, counterLow: counterLow! }
}
