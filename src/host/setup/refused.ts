import type { System } from '../../carp/system.ts'
import { isWithin } from '../../network/address.ts'
import { nodesOf, type VhostConfig } from '../carp.ts'
import type { Cards } from './cards.ts'

/** What is told of something that cannot be: a name, and a sentence. */
export type Refusal = readonly [name: string, says: string, instead?: string]

export interface Around {
  readonly system: System
  readonly cards: Cards
  /** The virtual hosts before it. */
  readonly others: readonly VhostConfig[]
}

/** ucarp.c: "Password too long", in bytes. */
const LONGEST_PASSWORD = 19
/** What ifconfig(8) takes for a group, besides carp, in which every carp interface is. */
const GROUP = /^(?!carp$)[a-z][a-z0-9_-]{0,13}[a-z_-]$/

/** Why a system would not run a virtual host as it is configured; undefined: it does. */
export function whyRefused(vhost: VhostConfig, { system, cards, others }: Around): Refusal | undefined {
  const numbers = nodesOf(vhost).map(({ vhid }) => vhid)
  const onSame = others.filter((other) => other.interface === vhost.interface).flatMap(nodesOf)
  const twice = numbers.find((vhid, i) => numbers.indexOf(vhid) < i || onSame.some((other) => other.vhid === vhid))
  if (twice !== undefined) return ['vhid-taken', `${vhost.interface} has vhid ${twice} already: this one is refused`]
  return refusedBase(vhost, system) ?? refusedWords(vhost, system) ?? refusedPlaces(vhost, system, cards)
}

function refusedBase({ advbase, advskew, password }: VhostConfig, system: System): Refusal | undefined {
  const isDaemon = system.runs === 'daemon'
  if (advbase === 0 && (isDaemon ? advskew === 0 : system.device === 'vhid@interface'))
    return ['out-of-range', `${system.title} takes no advbase 0 here`, 'advbase 1']
  if (isDaemon && (password === '' || password.length > LONGEST_PASSWORD))
    return ['bad-password', 'ucarp needs a password of 1 to 19 characters, and does not start']
  return undefined
}

function refusedWords({ groups = [], nodes, balancing }: VhostConfig, system: System): Refusal | undefined {
  const kernel = system.runs === 'kernel' ? system : undefined
  if (groups.length > 0 && kernel?.demotes !== 'groups')
    return ['unknown-word', `${system.title} has no interface groups with a demotion: the line is refused`]
  const wrong = groups.find((group) => !GROUP.test(group))
  if (wrong !== undefined) return ['bad-group', `${wrong} is no group that is simulated`, 'group internal']
  if (nodes !== undefined && (balancing === undefined || !kernel?.balancings.includes(balancing)))
    return ['unknown-word', `${system.title} has no balancing ${balancing ?? ''}: the line is refused`]
  return undefined
}

function refusedPlaces(vhost: VhostConfig, system: System, cards: Cards): Refusal | undefined {
  const { interface: on, peer, addresses } = vhost
  const own = cards.addressOf(on)
  if (peer !== undefined) {
    if (system.runs !== 'kernel' || system.peer === undefined)
      return ['unknown-word', `${system.title} advertises to no peer: the line is refused`]
    if (own === undefined || peer === own.address || !isWithin(peer, own))
      return ['bad-peer', `the peer is no other machine in the subnet of ${on}: no advertisement reaches it here`]
  }
  const needsSubnet = system.runs === 'kernel' && system.needsSubnet
  const astray = needsSubnet && addresses.some(({ address }) => cards.parentOf(address) !== on)
  return astray
    ? ['no-parent', `an address is in no subnet of ${on}: SIOCAIFADDR: Can't assign requested address`]
    : undefined
}
