import { formatAddress } from '../../network/address.ts'
import type { NetworkSpec, Scenario } from '../../scenario/scenario.ts'
import { type Group, groupsOf } from './group.ts'
import type { Member } from './member.ts'
import { type Pair, type Party, pairOf } from './pair.ts'
import { type Race, raceOf } from './race.ts'
import type { Range } from './range.ts'
import { type Warning, warningsAmong, warningsOf } from './warnings.ts'

/** The times that a scenario's settings lead to, before anything happens. Plain data; times in microseconds. */
export interface Timing {
  readonly title: string
  readonly networks: readonly NetworkSpec[]
  readonly groups: readonly GroupTiming[]
  /** Of settings that concern several groups. */
  readonly warnings: readonly Warning[]
}

/** The virtual hosts of one number on one network. */
export interface GroupTiming {
  /** `lan/1` */
  readonly name: string
  readonly addresses: readonly string[]
  /** How long an advertisement is under way. */
  readonly flight: Range
  /** How many of them are lost: 0 to 1. */
  readonly loss: number
  /** In file order. */
  readonly members: readonly (Member & { readonly name: string })[]
  /** After a cold start: who, and when; several where any of them may be. Null: none boots by itself. */
  readonly first: { readonly names: readonly string[]; readonly at: Range } | null
  /** Each two in both roles, those that wait shortest first; in a group of many, neighbours in that order. */
  readonly pairs: readonly Pair[]
  /** Of those that wait one after the other, and hear each other. */
  readonly races: readonly Race[]
  readonly warnings: readonly Warning[]
}

/** In a larger group only those next to each other are compared. */
const ALL_PAIRS = 12

/**
 * What the settings of a scenario come to, without a simulation: how long each machine waits, who takes over from whom
 * and when, and where margins are too small. What its events do is not looked at.
 */
export function timing(scenario: Scenario): Timing {
  const groups = groupsOf(scenario)
  const { title, networks } = scenario
  return { title, networks, groups: groups.map(examined), warnings: warningsAmong(groups) }
}

function examined(group: Group): GroupTiming {
  const { name, network, flight, parties } = group
  const ranked = [...parties].sort((a, b) => a.member.wait.least - b.member.wait.least)
  const pairs = couples(ranked).map(([master, backup]) => pairOf(master, backup, flight))
  const deaf = new Set(
    pairs.filter(({ refused }) => refused !== 'none').map(({ master, backup }) => `${master} ${backup}`),
  )
  const races = ranked
    .slice(1)
    .map((second, i) => [ranked[i]!, second] as const)
    .filter(([first, second]) => !deaf.has(`${first.name} ${second.name}`) && !deaf.has(`${second.name} ${first.name}`))
    .map(([first, second]) => raceOf(first, second, flight, parties.length > 2))
  const addresses = parties.flatMap(({ probe }) => probe.spec.addresses.map(({ address }) => formatAddress(address)))
  return {
    name,
    addresses: [...new Set(addresses)],
    flight,
    loss: network.loss,
    members: parties.map((party) => ({ name: party.name, ...party.member })),
    first: firstOf(parties),
    pairs,
    races,
    warnings: warningsOf(group, pairs, races),
  }
}

/** Whose wait after its boot can end first. */
function firstOf(parties: readonly Party[]): GroupTiming['first'] {
  const starts = parties.flatMap(({ name, member: { start } }) => (start === null ? [] : [{ name, at: start.master }]))
  if (starts.length === 0) return null
  const most = starts.reduce((least, { at }) => Math.min(least, at.most), Number.POSITIVE_INFINITY)
  const early = starts.filter(({ at }) => at.least <= most)
  const least = early.reduce((earliest, { at }) => Math.min(earliest, at.least), most)
  return { names: early.map(({ name }) => name), at: { least, most } }
}

/** Each with each, or with its neighbours alone, in both roles. */
function couples(ranked: readonly Party[]): [Party, Party][] {
  const near = ranked.length <= ALL_PAIRS ? ranked.length : 1
  return ranked.flatMap((one, i) =>
    ranked
      .slice(Math.max(0, i - near), i + near + 1)
      .filter((other) => other !== one)
      .map((other): [Party, Party] => [one, other]),
  )
}
