import { encode, hex } from '../../src/carp/packet.ts'
import type { TraceRecord } from '../../src/trace/record.ts'

/** What an implementation did on a case: the lists of the conformance format. */
export interface Timeline {
  readonly id: string
  readonly transitions: readonly Entry[]
  readonly adverts: readonly Entry[]
  readonly garps: readonly Entry[]
  /** Unsolicited neighbour advertisements, where IPv6 was recorded. */
  readonly nas?: readonly Entry[]
  readonly drops: readonly Entry[]
  /** Of cases with probes. */
  readonly answers?: readonly Entry[]
}

export type Entry = Readonly<Record<string, string | number>>

export const LISTS = ['transitions', 'adverts', 'garps', 'nas', 'drops', 'answers'] as const
export type List = (typeof LISTS)[number]

/** One entry of a timeline, and the record that it was made from. */
export interface Played {
  readonly list: List
  readonly entry: Entry
  readonly record: TraceRecord
}

/** The entries of a played case, in order. */
export function played(records: readonly TraceRecord[]): Played[] {
  return records.flatMap((record) => {
    const found = entryOf(record)
    return found === undefined ? [] : [{ ...found, record }]
  })
}

function entryOf(record: TraceRecord): Omit<Played, 'record'> | undefined {
  if (!('vhid' in record) || !('interface' in record)) return undefined
  const { t, host, vhid } = record
  const where = { t, host, interface: record.interface, vhid }
  switch (record.kind) {
    case 'transition':
      return { list: 'transitions', entry: { ...where, from: record.from, to: record.to } }
    case 'advert': {
      const { family, advbase, advskew, packet } = record
      return { list: 'adverts', entry: { ...where, family, advbase, advskew, hex: hex(encode(packet)) } }
    }
    case 'garp':
      return { list: 'garps', entry: { ...where, ip: record.address } }
    case 'na':
      return { list: 'nas', entry: { ...where, ip: record.address } }
    case 'drop':
      return { list: 'drops', entry: { ...where, why: record.why } }
    case 'claim': {
      const { by: kind, client, mac } = record
      return { list: 'answers', entry: { t, host, vhid, kind, client, ...(mac && { mac }) } }
    }
    default:
      return undefined
  }
}

export interface Fields {
  readonly interfaces: boolean
  readonly families: boolean
  readonly hex: boolean
}

/** The fields of an entry that are compared: of older recordings no interfaces, of those of IPv4 no families. */
export function comparable(entry: Entry, options: Fields): string {
  const fields = ['t', 'host', ...(options.interfaces ? ['interface'] : []), 'vhid']
  const rest = [
    'kind',
    'client',
    'mac',
    'from',
    'to',
    ...(options.families ? ['family'] : []),
    'advbase',
    'advskew',
    'ip',
    'why',
    ...(options.hex ? ['hex'] : []),
  ]
  return [...fields, ...rest]
    .filter((field) => entry[field] !== undefined)
    .map((field) => `${field} ${entry[field]}`)
    .join('  ')
}
