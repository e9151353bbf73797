import type { Family, RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../once.ts'
import { cardKey, registerOf } from '../register.ts'
import type { CutWay, Place } from './shapes.ts'

const FAMILIES: readonly Family[] = ['inet', 'inet6']

interface Station extends Place {
  readonly network: string
}

/** Ways from one card to another that are cut, of one family each: `inet fw1.em0 fw2.em0`. */
type Ways = ReadonlySet<string>

const stationsOf = once(({ hosts }: Trace): readonly Station[] =>
  hosts.flatMap(({ name: host, interfaces }) =>
    interfaces.map(({ name, network }) => ({ host, interface: name, network })),
  ),
)

/** What is said of the cards of a network, by card. */
type Cuts = ReadonlyMap<string, readonly CutWay[]>

/** What the last question was about, by the number of faults before it: as long as none is new, the answer is the same. */
const lately = once((_: Trace): { faults: number; cuts: Cuts } => ({ faults: -1, cuts: new Map() }))

/** The ways from and to each card that are cut when all that has a smaller id has happened. */
export function cutsAt(trace: Trace, before: number): Cuts {
  const faults = registerOf(trace).faults(before)
  const known = lately(trace)
  if (known.faults !== faults.length) {
    const ways = new Set<string>()
    for (const fault of faults) apply(ways, fault, stationsOf(trace))
    known.faults = faults.length
    known.cuts = ways.size === 0 ? new Map() : cutsOf(ways, stationsOf(trace))
  }
  return known.cuts
}

function cutsOf(ways: Ways, stations: readonly Station[]): Cuts {
  return new Map(stations.map((card) => [cardKey(card), cutsOfCard(ways, card, stations)]))
}

/** Of a card the other machine, or that it is all of them. */
function cutsOfCard(ways: Ways, card: Station, stations: readonly Station[]): CutWay[] {
  const others = stations.filter((other) => other.network === card.network && other !== card)
  return (['out', 'in'] as const).flatMap((way) => {
    const cut = others.flatMap((other): CutWay[] => {
      const [from, to] = way === 'out' ? [card, other] : [other, card]
      const families = FAMILIES.filter((family) => ways.has(wayKey(family, from, to)))
      const only = families.length === 1 ? { family: families[0]! } : {}
      return families.length === 0 ? [] : [{ way, other: other.host, ...only }]
    })
    const isAll = cut.length > 1 && cut.length === others.length && cut.every(({ family }) => family === cut[0]!.family)
    return isAll ? [{ ...cut[0]!, other: 'any' }] : cut
  })
}

function apply(ways: Set<string>, fault: RecordOf<'fault'>, stations: readonly Station[]): void {
  const { verb, target, terms = {} } = fault
  const { network, family, groups = [] } = terms
  if (verb === 'partition') fallApart(ways, target, groups, stations)
  if (verb !== 'cut' && verb !== 'heal') return
  const [from = '', to = ''] = target.split(' -> ')
  const here = stations.filter((station) => station.network === (network ?? station.network))
  const families = family === undefined ? FAMILIES : [family]
  between(sideOf(here, from), sideOf(here, to), families, (key) => (verb === 'cut' ? ways.add(key) : ways.delete(key)))
}

/** The machines of each group hear but each other. */
function fallApart(
  ways: Set<string>,
  network: string,
  groups: readonly (readonly string[])[],
  stations: readonly Station[],
): void {
  const here = stations.filter((station) => station.network === network)
  const sides = groups.map((group) => here.filter(({ host }) => group.includes(host)))
  for (const from of sides) {
    for (const to of sides) if (to !== from) between(from, to, FAMILIES, (key) => ways.add(key))
  }
}

function between(
  from: readonly Station[],
  to: readonly Station[],
  families: readonly Family[],
  act: (key: string) => void,
): void {
  for (const one of from) {
    for (const other of to) {
      if (one === other || one.network !== other.network) continue
      for (const family of families) act(wayKey(family, one, other))
    }
  }
}

/** The cards that a side names: `any`, a machine's, or one. */
function sideOf(stations: readonly Station[], side: string): readonly Station[] {
  return side === 'any' ? stations : stations.filter((station) => station.host === side || cardKey(station) === side)
}

function wayKey(family: Family, from: Place, to: Place): string {
  return `${family} ${cardKey(from)} ${cardKey(to)}`
}
