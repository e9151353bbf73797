import { formatPercent } from '../../scenario/percent.ts'
import { formatTime } from '../../time.ts'
import type { Terms } from '../../trace/event.ts'
import type { Trace } from '../../trace/trace.ts'
import { cardKey, registerOf } from '../register.ts'
import type { Place } from './shapes.ts'

/** What else stands in the way of a card's frames: what its packet filter blocks, what it sends spoilt. */
export function hindrancesOf(trace: Trace, network: string, card: Place, before: number): string[] {
  const blocked = new Map<string, Set<string>>()
  const impaired = new Map<string, string>()
  let gateway: string | undefined
  for (const { verb, target, terms = {} } of registerOf(trace).faults(before)) {
    if ((verb === 'block' || verb === 'unblock') && target === cardKey(card)) filter(blocked, verb, terms)
    if (verb === 'route-to' && target === cardKey(card)) gateway = terms.gateway
    const to = verb === 'impair' && (terms.network ?? network) === network ? other(target, card) : undefined
    if (to === network) impair(impaired, '', terms)
    else if (to !== undefined && isOn(trace, network, to)) impair(impaired, ` to ${to}`, terms)
  }
  const filters = [...blocked].flatMap(([proto, ways]) =>
    ways.size === 0 ? [] : [`blocks ${proto}${ways.size === 1 ? ` ${[...ways].join()}` : ''}`],
  )
  const diverted = gateway === undefined || gateway === 'none' ? [] : [`route-to ${gateway}`]
  return [...filters, ...diverted, ...[...impaired].map(([to, words]) => words + to)]
}

/** Where what a card sends is impaired: `lan` of `fw1 -> lan`, `fw2` of `fw1 -> fw2` and of `fw2 <-> fw1`. */
function other(target: string, card: Place): string | undefined {
  const [from = '', arrow, to = ''] = target.split(' ')
  const isIts = (side: string) => side === 'any' || side === card.host || side === cardKey(card)
  if (isIts(from)) return to
  return arrow === '<->' && isIts(to) ? from : undefined
}

/** Whether a side of a way is on a network. */
function isOn({ hosts }: Trace, network: string, side: string): boolean {
  if (side === 'any') return true
  return hosts.some(({ name, interfaces }) =>
    interfaces.some((card) => card.network === network && (side === name || side === `${name}.${card.name}`)),
  )
}

/** What is said of all that a card sends holds for each way. */
function impair(impaired: Map<string, string>, to: string, { loss = 0, delay = 0, jitter = 0, duplicate = 0 }: Terms) {
  const more = [
    ...(jitter > 0 ? [`up to ${formatTime(jitter)} more`] : []),
    ...(duplicate > 0 ? [`${formatPercent(duplicate)} twice`] : []),
  ]
  if (to === '' || to === ' to any') impaired.clear()
  if (loss === 0 && delay === 0 && more.length === 0) impaired.delete(to)
  else impaired.set(to, [`${formatPercent(loss)} lost`, `${formatTime(delay)} late`, ...more].join(', '))
}

function filter(blocked: Map<string, Set<string>>, verb: string, { proto = '', directions = [] }: Terms): void {
  const ways = blocked.get(proto) ?? new Set()
  blocked.set(proto, ways)
  for (const way of directions) {
    if (verb === 'block') ways.add(way)
    else ways.delete(way)
  }
}
