import type { Micros } from '../../time.ts'
import { waitOf } from './member.ts'
import { givesWay, lead, type Party, upscriptOf } from './pair.ts'
import { plus, type Range } from './range.ts'

/** Two that wait for one master: the first takes over, and the second must hear of it in time. */
export interface Race {
  readonly first: string
  readonly second: string
  /** How much longer the second waits. */
  readonly lead: Micros
  /** It must be longer than that. */
  readonly need: Need
  /** They lose a third that both heard; else they begin to wait at one instant, as at a boot. */
  readonly heardMaster: boolean
  readonly safe: boolean
  /** What happens if both are MASTER: how many of the two give way. */
  readonly giveWay: 'both' | 'one' | 'none'
  /** The least distance in advskew that is safe, and what lead it gives; null: none is, or their advbase differ. */
  readonly leastSafe: { readonly gap: number; readonly lead: Micros } | null
}

export interface Need {
  /** The first advertisement of the first, until the second has looked at it. */
  readonly news: Micros
  /** How much later than the second the first may have heard their last master, where there was one. */
  readonly spread: Micros
}

const MAX_ADVSKEW = 254

export function raceOf(first: Party, second: Party, flight: Range, heardMaster: boolean): Race {
  const arrival = (party: Party) => plus(flight, party.member.reading)
  const spread = heardMaster ? arrival(first).most - arrival(second).least : 0
  const need = { news: plus(upscriptOf(first), arrival(second)).most, spread }
  const begins = heardMaster ? 0 : beginOf(second) - beginOf(first)
  const ahead = lead(first.member, second.member) + begins
  const ways = [givesWay(first, second), givesWay(second, first)].filter(Boolean).length
  return {
    first: first.name,
    second: second.name,
    lead: ahead,
    need,
    heardMaster,
    safe: ahead > total(need),
    giveWay: ways === 2 ? 'both' : ways === 1 ? 'one' : 'none',
    leastSafe: leastSafe(first, second, total(need) - begins, begins),
  }
}

/** How long after the boot it begins to wait. */
function beginOf({ member: { start } }: Party): Micros {
  return start === null ? 0 : start.begins - start.boot
}

export function total({ news, spread }: Need): Micros {
  return news + spread
}

/** From the widest gap downwards, so that every wider one is safe, too. */
function leastSafe(first: Party, second: Party, need: Micros, begins: Micros): Race['leastSafe'] {
  if (first.probe.spec.advbase !== second.probe.spec.advbase) return null
  const own = first.probe.spec.advskew
  let safe: Race['leastSafe'] = null
  for (let advskew = MAX_ADVSKEW; advskew > own; advskew--) {
    const ahead = lead(first.member, { wait: waitOf(second.probe.withSkew(advskew), second.disturbed) })
    if (ahead <= need) break
    safe = { gap: advskew - own, lead: ahead + begins }
  }
  return safe
}
