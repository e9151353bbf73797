import { formatPercent } from '../../scenario/percent.ts'
import { formatTime } from '../../time.ts'
import type { Terms } from '../../trace/event.ts'
import type { Trace } from '../../trace/trace.ts'
import { cardKey, registerOf } from '../register.ts'
import type { Place } from './shapes.ts'

/** What else stands in the way of a card's frames: what its packet filter blocks, what it sends spoilt. */
export function hindrancesOf(trace: Trace, network: string, card: Place, before: number): string[] {
  const blocked = new Map<string, Set<string>>()
  let impaired: string | undefined
  for (const { verb, target, terms = {} } of registerOf(trace).faults(before)) {
    if ((verb === 'block' || verb === 'unblock') && target === cardKey(card)) filter(blocked, verb, terms)
    const [from, to] = target.split(' -> ')
    if (verb !== 'impair' || to !== network || (from !== card.host && from !== cardKey(card))) continue
    const { loss = 0, delay = 0 } = terms
    impaired = loss === 0 && delay === 0 ? undefined : `${formatPercent(loss)} lost, ${formatTime(delay)} late`
  }
  const filters = [...blocked].flatMap(([proto, ways]) =>
    ways.size === 0 ? [] : [`blocks ${proto}${ways.size === 1 ? ` ${[...ways].join()}` : ''}`],
  )
  return [...filters, ...(impaired === undefined ? [] : [impaired])]
}

function filter(blocked: Map<string, Set<string>>, verb: string, { proto = '', directions = [] }: Terms): void {
  const ways = blocked.get(proto) ?? new Set()
  blocked.set(proto, ways)
  for (const way of directions) {
    if (verb === 'block') ways.add(way)
    else ways.delete(way)
  }
}
