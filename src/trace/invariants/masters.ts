import { formatTime, type Micros, SECOND } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { GroupHistory, Window } from '../folds/history.ts'
import { mastership } from '../folds/mastership.ts'
import type { CastHost } from '../trace.ts'
import { common, joined, otherTimes } from '../windows.ts'
import type { Invariant, Setting, Violation } from './invariant.ts'

// What is told by who was MASTER when.

/** Judges the histories of the groups. */
function ofGroups(
  hosts: readonly CastHost[],
  judge: (groups: readonly GroupHistory[], until: Micros) => Violation[],
): Fold<readonly Violation[]> {
  const { kinds, record, end } = bound(mastership(hosts))
  return { kinds, record, end: (until) => judge(end(until), until) }
}

function bound<Result>(fold: Fold<Result>): Fold<Result> {
  return { kinds: fold.kinds, record: (record) => fold.record(record), end: (until) => fold.end(until) }
}

export const atMostOneMaster: Invariant = {
  name: 'at-most-one-MASTER',
  says: 'of no group are two machines MASTER for longer than a hand-over takes',
  fold: ({ hosts }) =>
    ofGroups(hosts, (groups) =>
      groups.flatMap((group) =>
        group.overlaps
          .filter(({ kind }) => kind === 'split-brain')
          .map(({ from, to }) => {
            const tenure = group.tenures.find((one) => from >= one.from && from < one.to)!
            const names = tenure.masters.map((place) => group.vhosts[place]!.host)
            const text = `${names.join(' and ')} were MASTER of ${group.name} for ${formatTime(to - from)}`
            return { t: from, text, host: names.at(-1)!, group: group.name }
          }),
      ),
    ),
}

/** Longer than three advertisements of a second, with the largest skew, and one more. */
const PATIENCE = 5 * SECOND

export const somebodyMaster: Invariant = {
  name: 'somebody-MASTER',
  says: 'no group with a machine that could be MASTER is without one for longer than that',
  limit: PATIENCE,
  fold: ({ hosts }, limit) =>
    ofGroups(hosts, (groups, until) =>
      groups.flatMap((group) => {
        const vacant = group.tenures.filter(({ masters }) => masters.length === 0)
        return common(vacant, waiting(group)).flatMap(({ from, to }) => {
          if (to - from <= limit) return []
          const text = `nobody was MASTER of ${group.name} for ${formatTime(to - from)}, and a BACKUP was there`
          const place = group.vhosts.findIndex(({ spans }) =>
            spans.some((span) => span.state === 'BACKUP' && span.from <= from && span.to > from),
          )
          const host = group.vhosts[place]?.host
          return [{ t: Math.min(from + limit, until), text, group: group.name, ...(host !== undefined && { host }) }]
        })
      }),
    ),
}

/** When somebody waited for a MASTER to be silent. */
function waiting({ vhosts }: GroupHistory): Window[] {
  const backups = vhosts.flatMap(({ spans }) => spans.filter(({ state }) => state === 'BACKUP'))
  return joined(backups.toSorted((a, b) => a.from - b.from))
}

export const noFlap: Invariant = {
  name: 'no-flap',
  says: 'no machine is MASTER for a shorter time than that',
  limit: SECOND,
  fold: ({ hosts }, limit) =>
    ofGroups(hosts, (groups, until) =>
      groups.flatMap(({ name, vhosts }) =>
        vhosts.flatMap(({ host, spans }) =>
          spans
            .filter(({ state, from, to }) => state === 'MASTER' && to - from < limit && to < until)
            .map(({ from, to }) => ({
              t: to,
              text: `${host} was MASTER of ${name} for ${formatTime(to - from)} only`,
              host,
              group: name,
            })),
        ),
      ),
    ),
}

export const sameOwner: Invariant = {
  name: 'same-owner',
  says: 'groups that belong together have one machine as their MASTER, but for that long',
  limit: PATIENCE,
  fold: ({ hosts, groups: together }: Setting, limit) =>
    ofGroups(hosts, (groups, until) =>
      together.flatMap(({ name, members }) => {
        const of = members.flatMap((member) => groups.find((group) => group.name === member) ?? [])
        return parted(of, until)
          .filter(({ from, to }) => to - from > limit)
          .map(({ from, to }) => {
            const owners = of.map((group) => `${ownersAt(group, from).join(' and ')} of ${group.name}`)
            const text = `${name} was parted for ${formatTime(to - from)}: MASTER was ${owners.join(', ')}`
            const [host] = ownersAt(of.at(-1)!, from)
            return { t: from + limit, text, group: of.at(-1)!.name, ...(host !== undefined && { host }) }
          })
      }),
    ),
}

function ownersAt({ tenures, vhosts }: GroupHistory, t: Micros): string[] {
  return (tenures.find(({ from, to }) => t >= from && t < to)?.masters ?? []).map((place) => vhosts[place]!.host)
}

/** When each of some groups had a MASTER, and not all of them the same. */
function parted(groups: readonly GroupHistory[], until: Micros): Window[] {
  const starts = [...new Set(groups.flatMap(({ tenures }) => tenures.map(({ from }) => from)))].sort((a, b) => a - b)
  const agreeing = starts.flatMap((from, i): Window[] => {
    const owners = groups.map((group) => ownersAt(group, from).join())
    const agree = owners.includes('') || owners.every((owner) => owner === owners[0])
    return agree ? [{ from, to: starts[i + 1] ?? until }] : []
  })
  return otherTimes(joined(agreeing), until)
}
