import type { Parameters } from '../../host/carp.ts'
import type { Prefix } from '../../network/address.ts'
import type { Action, VhostRef } from '../scenario.ts'
import { listed } from '../text/suggest.ts'
import type { Targets } from './targets.ts'
import { advbaseProblem, parentProblem } from './virtual-hosts.ts'

// Verbs whose target and arguments must fit each other.

type ActionOf<V extends Action['verb']> = Action & { readonly verb: V }

export function cut(action: ActionOf<'cut' | 'heal'>, on: Targets): Action | undefined {
  const { verb, from, to, network } = action
  if (network !== undefined && on.network(network, [...on.path, 'network']) === undefined) return undefined
  const shared = on.shared(from, to)
  if (network === undefined ? shared.length > 0 : shared.includes(network)) return action
  const where = network === undefined ? 'share no network' : `are not both plugged into ${network}`
  return on.wrong(`the two sides of this ${verb} ${where}`)
}

export function impair(action: ActionOf<'impair'>, on: Targets): Action | undefined {
  if (action.loss > 0 || action.delay > 0) return action
  return on.wrong('impair spoils nothing without loss: 30% or delay: 20ms')
}

/** Each machine of the network is in one group. */
export function partition(network: string, groups: readonly (readonly string[])[], on: Targets): Action | undefined {
  const left = new Set(on.members(network))
  const grouped = new Set<string>()
  groups.forEach((group, i) => {
    group.forEach((host, j) => {
      const path = [...on.path, 'groups', i, j]
      if (grouped.has(host)) on.reader.complain(path, `${host} is in a group already`)
      else if (on.isHost(host, path) && on.isRead(host) && !left.has(host)) {
        on.reader.complain(path, `${host} is not plugged into ${network}`)
      }
      grouped.add(host)
      left.delete(host)
    })
  })
  if (left.size > 0)
    on.complain('groups', `${listed([...left])} of ${network} is in no group; put each machine into one`)
  return { verb: 'partition', network, groups }
}

export function set(target: VhostRef, said: { [K in keyof Parameters]: Parameters[K] | undefined }, on: Targets) {
  const parameters = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Parameters
  if (Object.keys(parameters).length === 0) on.wrong('set what? write advskew, advbase or password beside it')
  const wrong = advbaseProblem(on.known(target.host).system, parameters.advbase ?? 1)
  if (wrong !== undefined) on.complain('advbase', wrong)
  return { verb: 'set', ...target, parameters } as const
}

export function checkParent(target: VhostRef, address: Prefix, on: Targets): void {
  const { system, spec } = on.known(target.host)
  const wrong = parentProblem(system, address, target.interface, spec.interfaces)
  if (wrong !== undefined) on.complain('address', wrong)
}
