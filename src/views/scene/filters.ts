import type { Trace } from '../../trace/trace.ts'
import { cardKey, registerOf } from '../register.ts'
import type { Place } from './shapes.ts'

const BLOCKS = /: packet filter (?:blocks (\S+)(?: (in|out))?|lets (\S+)(?: (in|out))? pass)$/

/** What else stands in the way of a card's frames: what its packet filter blocks, what it sends spoilt. */
export function hindrancesOf(trace: Trace, network: string, card: Place, before: number): string[] {
  const blocked = new Map<string, Set<string>>()
  let impaired: string | undefined
  for (const { verb, target, text } of registerOf(trace).faults(before)) {
    if ((verb === 'block' || verb === 'unblock') && target === cardKey(card)) filter(blocked, text)
    const [from, to] = target.split(' -> ')
    if (verb !== 'impair' || to !== network || (from !== 'any' && from !== card.host && from !== cardKey(card)))
      continue
    const words = text.slice(target.length + 2)
    impaired = words === '0% lost, 0s late' ? undefined : words
  }
  const filters = [...blocked].flatMap(([proto, ways]) =>
    ways.size === 0 ? [] : [`blocks ${proto}${ways.size === 1 ? ` ${[...ways].join()}` : ''}`],
  )
  return [...filters, ...(impaired === undefined ? [] : [impaired])]
}

/** `fw1.em0: packet filter blocks carp in`; where no way is named, both. */
function filter(blocked: Map<string, Set<string>>, text: string): void {
  const [, blocks, way, lets, pass] = BLOCKS.exec(text) ?? []
  const proto = blocks ?? lets
  if (proto === undefined) return
  const ways = blocked.get(proto) ?? new Set()
  blocked.set(proto, ways)
  for (const each of ['in', 'out']) {
    if (each !== (way ?? pass ?? each)) continue
    if (blocks !== undefined) ways.add(each)
    else ways.delete(each)
  }
}
