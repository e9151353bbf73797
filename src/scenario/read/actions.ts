import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import type { Parameters } from '../../host/carp.ts'
import { bytesOf, flawOfFrame } from '../../host/forged-frame.ts'
import type { Address, Prefix } from '../../network/address.ts'
import type { Impairment } from '../../network/segment.ts'
import type { Action, VhostRef } from '../scenario.ts'
import { GROUPS } from '../schema/fields.ts'
import type { Path } from '../text/node.ts'
import { listed } from '../text/suggest.ts'
import { hasGroups } from './carp-words.ts'
import type { Direction, Targets } from './targets.ts'
import { advbaseProblem, parentProblem } from './virtual-hosts.ts'

// Verbs whose target and arguments must fit each other.

type ActionOf<V extends Action['verb']> = Action & { readonly verb: V }

export function cut(action: ActionOf<'cut' | 'heal'>, on: Targets): Action | undefined {
  return onShared(action, on)
}

/** Both sides must be plugged into one network, into that which is named. */
function onShared<A extends ActionOf<'cut' | 'heal' | 'impair'> & Direction>(action: A, on: Targets): A | undefined {
  const { verb, from, to, network } = action
  if (network !== undefined && on.network(network, [...on.path, 'network']) === undefined) return undefined
  const shared = on.shared(from, to)
  if (network === undefined ? shared.length > 0 : shared.includes(network)) return action
  const others = shared.length > 0 ? `; they share ${listed(shared)}` : ''
  const where = network === undefined ? 'share no network' : `are not both plugged into ${network}${others}`
  return on.wrong(`the two sides of this ${verb} ${where}`)
}

/** Spaces may stand between the digits. */
export function inject(action: ActionOf<'inject'>, on: Targets): Action | undefined {
  const frame = action.frame.replace(/\s/g, '').toLowerCase()
  const bytes = bytesOf(frame)
  const flaw = bytes === undefined ? 'this is none' : flawOfFrame(bytes)
  if (flaw === undefined) return { ...action, frame }
  const wanted = 'frame is an Ethernet frame with an advertisement in it, two hexadecimal digits a byte'
  return on.complain('frame', `${wanted}, such as ${EXAMPLE}; ${flaw}`)
}

/** Of vhid 1, for nobody's key. */
const EXAMPLE = `01005e00001200005e00010108004510003800014000ff70912f0a000003e00000122101000700010000${'00'.repeat(28)}`

type Way = ReturnType<Targets['wayInto']> & object

export function impair(way: Way, said: Impairment & { readonly network?: string }, on: Targets): Action | undefined {
  const { loss, delay, jitter, duplicate, network } = said
  if (!(loss || delay || jitter || duplicate)) {
    return on.wrong('impair spoils nothing without loss: 30%, delay: 20ms, jitter: 5ms or duplicate: 1%')
  }
  const damage = { loss, delay, ...(jitter && { jitter }), ...(duplicate && { duplicate }) }
  if ('to' in way) return onShared({ verb: 'impair', ...way, ...(network && { network }), ...damage }, on)
  if (network === undefined) return { verb: 'impair', ...way, ...damage }
  return on.complain('network', `${way.network} is a network already; leave network out`)
}

/** Each machine of the network is in one group: as it is listed, or with that of `rest`. */
export function partition(
  network: string,
  said: { readonly groups: Groups; readonly rest?: string | undefined },
  on: Targets,
): Action | undefined {
  const { groups, rest } = said
  const left = new Set(on.members(network))
  const grouped = new Set<string>()
  groups.forEach((group, i) => {
    group.forEach((host, j) => {
      const path = [...on.path, 'groups', i, j]
      if (grouped.has(host)) on.reader.complain(path, `${host} is in a group already; leave one of them out`)
      else checkMember(host, network, path, on)
      grouped.add(host)
      left.delete(host)
    })
  })
  if (rest !== undefined) return withRest({ network, groups, rest, left: [...left] }, on)
  if (left.size > 0) {
    const remedy = `put each machine into one, or write rest: ${[...left][0]} for all that are left`
    return on.complain(
      'groups',
      `${listed([...left])} of ${network} ${left.size > 1 ? 'are' : 'is'} in no group; ${remedy}`,
    )
  }
  return groups.length > 1 ? { verb: 'partition', network, groups } : on.complain('groups', GROUPS)
}

type Groups = readonly (readonly string[])[]

/** Those that no group lists go with the machine that `rest` names: into its group, or all into one of their own. */
function withRest(
  { network, groups, rest, left }: { network: string; groups: Groups; rest: string; left: readonly string[] },
  on: Targets,
): Action | undefined {
  checkMember(rest, network, [...on.path, 'rest'], on)
  const all = left.includes(rest)
    ? [...groups, left]
    : groups.map((group) => (group.includes(rest) ? [...group, ...left] : group))
  if (all.length > 1) return { verb: 'partition', network, groups: all }
  return on.complain('rest', `then all machines of ${network} are in one group; name one that no group lists`)
}

function checkMember(host: string, network: string, path: Path, on: Targets): void {
  if (on.isHost(host, path) && on.isRead(host) && !on.members(network).includes(host)) {
    on.reader.complain(path, `${host} is not plugged into ${network}`)
  }
}

export function set(target: VhostRef, said: { [K in keyof Parameters]: Parameters[K] | undefined }, on: Targets) {
  const parameters = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Parameters
  if (Object.keys(parameters).length === 0) on.wrong('set what? write advskew, advbase or password beside it')
  const wrong = advbaseProblem(on.known(target.host).system, parameters.advbase ?? 1)
  if (wrong !== undefined) on.complain('advbase', wrong)
  return { verb: 'set', ...target, parameters } as const
}

export function demote(
  target: { readonly host: string },
  { by, reason, group }: { readonly by: number; readonly reason?: string; readonly group?: string },
  on: Targets,
): Action {
  const { system, spec } = on.known(target.host)
  const action = { verb: 'demote', ...target, by, ...(reason !== undefined && { reason }) } as const
  if (group === undefined || system.runs !== 'kernel' || !system.demotable) return action
  const groups = [ALL_CARPS, ...new Set(spec.carp.flatMap((vhost) => vhost.groups ?? []))]
  if (!hasGroups(system)) {
    on.complain('group', `${spec.name} runs ${system.title}, which demotes no interface groups; leave group out`)
  } else if (!groups.includes(group)) on.reader.unknown([...on.path, 'group'], 'interface group', group, groups)
  return group === ALL_CARPS ? action : { ...action, group }
}

export function checkParent(target: VhostRef, address: Prefix<Address>, on: Targets): void {
  const { system, spec } = on.known(target.host)
  const wrong = parentProblem(system, address, target.interface, spec.interfaces)
  if (wrong !== undefined) on.complain('address', wrong)
}
