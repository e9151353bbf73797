import type { Micros } from '../time.ts'
import { measure } from './fold.ts'
import { Chronicle, type Histories } from './folds/chronicle.ts'
import { countedBy, floodsOf, type Matcher, matcherOf } from './folds/happenings.ts'
import { holdsNow, kindsOf, windowsOf } from './folds/truth.ts'
import type { Kind, TraceRecord } from './record.ts'
import {
  type Condition,
  type CountedWrites,
  isOf,
  type Leaf,
  leavesOf,
  type Part,
  type Quantity,
  type Sentence,
} from './sentence.ts'
import type { Trace } from './trace.ts'

export type Filter = (record: TraceRecord) => boolean

/**
 * Which records of a trace a sentence is about: of a happening those records; of a condition those at which it begins
 * or ceases to hold; of a quantity those that make it up; of bare names all that is theirs.
 */
export function filterOf(sentence: Sentence, trace: Trace): Filter {
  switch (sentence.sort) {
    case 'names':
      return (record) => isAbout(record, sentence.says)
    case 'happening':
      return of(matcherOf(sentence.says))
    case 'condition':
      return edgesOf(sentence.says, trace)
    case 'quantity':
      return madeUpOf(sentence.says, trace)
  }
}

function of({ kinds, fits }: Matcher): Filter {
  return (record) => kinds.includes(record.kind) && fits(record)
}

/** What a record tells of: its machine, or on what a fault acts. */
function isAbout(record: TraceRecord, parts: readonly Part[]): boolean {
  if (record.kind !== 'fault' && record.kind !== 'inert') return isOf(parts, record)
  const targets = record.target.split(/[\s./>-]+(?=[a-z]|$)|[./](?=\d)/)
  return parts.length === 0 || parts.some(({ host }) => targets.includes(host))
}

function madeUpOf(quantity: Quantity, trace: Trace): Filter {
  if ('parts' in quantity) return of(countedBy(quantity.counts, quantity.parts))
  if ('condition' in quantity) return edgesOf(quantity.condition, trace)
  if ('host' in quantity) {
    const kinds: readonly Kind[] = ['answer', 'unanswered', 'written', 'unwritten']
    return (record) => kinds.includes(record.kind) && isOf([{ host: quantity.host }], record)
  }
  if (isOfData(quantity)) return ofData(quantity)
  if (quantity.counts === 'floods') return of(floodsOf(quantity.switch))
  const { groups } = historiesOf(['power', 'process', 'transition'], trace)
  const named = groups.filter(({ name }) => quantity.group === undefined || name === quantity.group)
  const kind = quantity.counts === 'fail-overs' ? 'fail-over' : 'hand-over'
  return (record) =>
    record.kind === 'transition' &&
    named.some(
      ({ name, vhosts, moves }) =>
        moves.some((move) => move.kind === kind && move.t === record.t) && isOf(membersOf({ name, vhosts }), record),
    )
}

/** What becomes of some data, and of what is written to them. */
function ofData(quantity: Extract<Quantity, { of?: string }>): Filter {
  const { of: name } = quantity
  const kinds: readonly Kind[] = 'lasts' in quantity ? ['data'] : DATA_KINDS[quantity.counts]
  return (record) =>
    kinds.includes(record.kind) &&
    'of' in record &&
    (name === undefined || record.of === name || ('host' in record && record.host === name))
}

function isOfData(quantity: Quantity): quantity is Extract<Quantity, { of?: string }> {
  return (
    ('lasts' in quantity && quantity.lasts === 'two writers') || ('counts' in quantity && quantity.counts in DATA_KINDS)
  )
}

const DATA_KINDS: Readonly<Record<CountedWrites, readonly Kind[]>> = {
  'acknowledged writes': ['written'],
  'lost writes': ['data', 'written'],
  'diverged writes': ['data', 'written'],
  'blocked writes': ['write', 'written', 'unwritten'],
  'stale reads': ['read'],
}

/** The records at which a condition begins or ceases to hold. */
function edgesOf(condition: Condition, trace: Trace): Filter {
  const kinds = kindsOf(condition)
  const histories = historiesOf(kinds, trace)
  const windows = windowsOf(condition, histories, trace.until + 1)
  const edges = new Set<Micros>(windows.flatMap(({ from, to }) => [from, to]))
  // What is so before anything happens does not begin.
  if (holdsNow(condition, new Chronicle(trace.hosts, []), 0)) edges.delete(0)
  const subjects = leavesOf(condition).map((leaf) => subjectsOf(leaf, histories))
  return (record) =>
    edges.has(record.t) && kinds.includes(record.kind) && subjects.some((isSubject) => isSubject(record))
}

function historiesOf(kinds: readonly Kind[], { records, until, hosts }: Trace): Histories {
  return measure(records, until + 1, new Chronicle(hosts, kinds))
}

/** Whether a record tells of that which a condition is about. */
function subjectsOf(leaf: Leaf, { groups }: Histories): Filter {
  if (leaf.is === 'ping') {
    return (record) => 'address' in record && record.host === leaf.host && record.address === leaf.address
  }
  if (leaf.is === 'service') {
    return (record) =>
      record.kind !== 'service'
        ? isOf([{ host: leaf.host }], record)
        : record.host === leaf.host && record.name === leaf.name
  }
  if (leaf.is === 'power' || leaf.is === 'demotion' || leaf.is === 'role')
    return (record) => isOf([{ host: leaf.host }], record)
  const group = leaf.is === 'masters' ? groups.find(({ name }) => name === leaf.group) : undefined
  const members = leaf.is === 'masters' ? (group === undefined ? [] : membersOf(group)) : [leaf.vhost]
  return (record) => members.some((member) => isOf([ofKind(record, member)], record))
}

/** A machine's power is of all that runs there, and a process of a virtual host wherever that is. */
function ofKind({ kind }: TraceRecord, { host, vhid, ...part }: Part): Part {
  if (kind === 'power') return { host }
  return kind === 'process'
    ? { host, ...(vhid !== undefined && { vhid }) }
    : { host, ...part, ...(vhid !== undefined && { vhid }) }
}

function membersOf({ name, vhosts }: Pick<Histories['groups'][number], 'name' | 'vhosts'>): Part[] {
  const vhid = Number(name.slice(name.lastIndexOf('/') + 1))
  return vhosts.map(({ host, interface: on }) => ({ host, interface: on, vhid }))
}
