import type { Vhost } from '../vhost.ts'

/** The interface group that every carp interface is in. */
export const ALL_CARPS = 'carp'

/** The sum over the groups of a carp interface (carp_group_demote_count, 2008). */
export function groupDemotion({ leader }: Vhost): number {
  const { machine, groups } = leader
  let count = machine.demotion
  for (const group of groups) count += machine.groups.get(group) ?? 0
  return count
}

/** The same since 2012: the interface's own count where its groups have none; 255 at most. */
export function cappedDemotion(vhost: Vhost): number {
  return Math.min(groupDemotion(vhost) || vhost.leader.ownDemotion, 255)
}
