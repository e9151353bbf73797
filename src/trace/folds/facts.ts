import type { Micros } from '../../time.ts'
import type { Fact } from '../expectation.ts'
import type { HastRole } from '../record.ts'
import { type Happening, type Leaf, leavesOf, type Power, type Sentence } from '../sentence.ts'
import { contains } from '../windows.ts'
import type { Histories, Reach } from './chronicle.ts'
import type { VhostState } from './history.ts'
import { groupOf, pastOf } from './truth.ts'

/** What was so at a moment, of all that a sentence is about: each thing once. */
export function factsOf(sentence: Sentence, t: Micros, histories: Histories): Fact[] {
  const facts = leavesAbout(sentence).flatMap((leaf) => factsOfLeaf(leaf, t, histories))
  const keys = facts.map((fact) => JSON.stringify(fact))
  return facts.filter((_, i) => keys.indexOf(keys[i]!) === i)
}

/** The conditions that say how it stands with what a sentence is about. */
export function leavesAbout(sentence: Sentence): Leaf[] {
  if (sentence.sort === 'condition') return leavesOf(sentence.says)
  if (sentence.sort === 'happening') return leavesOfHappening(sentence.says)
  if (sentence.sort === 'quantity' && 'condition' in sentence.says) return leavesOf(sentence.says.condition)
  return []
}

function leavesOfHappening(happening: Happening): Leaf[] {
  if (happening.happens !== 'becomes') return []
  return happening.vhosts.map((vhost) => ({ is: 'state', vhost, state: happening.state, not: false }))
}

function factsOfLeaf(leaf: Leaf, t: Micros, histories: Histories): Fact[] {
  const stretch = pastOf(leaf, histories, t + 1).find((past) => contains(past, t))
  if (stretch === undefined) return []
  const { from: since, value } = stretch
  switch (leaf.is) {
    case 'state': {
      const fact: Fact = { of: 'state', since, vhost: leaf.vhost, state: value as VhostState }
      const group = groupOf(leaf.vhost, histories)?.name
      return group === undefined ? [fact] : [fact, ...mastersAt(group, t, histories)]
    }
    case 'masters':
      return mastersAt(leaf.group, t, histories)
    case 'power':
      return [{ of: 'power', since, host: leaf.host, power: value as Power }]
    case 'demotion':
      return [{ of: 'demotion', since, host: leaf.host, total: value as number }]
    case 'role': {
      const { host, resource } = leaf
      return [{ of: 'role', since, host, resource, role: value as HastRole }]
    }
    case 'service':
      return [{ of: 'service', since, host: leaf.host, name: leaf.name, runs: value as boolean }]
    case 'ping': {
      const { host, address, of } = leaf
      const asked = of === undefined ? {} : { asked: of }
      return value === null ? [] : [{ of: 'ping', since, ...asked, host, address, by: value as NonNullable<Reach> }]
    }
  }
}

function mastersAt(name: string, t: Micros, { groups }: Histories): Fact[] {
  const group = groups.find((other) => other.name === name)
  const tenure = group?.tenures.find((other) => contains(other, t))
  if (group === undefined || tenure === undefined) return []
  const masters = tenure.masters.map((place) => group.vhosts[place]!.host)
  return [{ of: 'masters', since: tenure.from, group: name, masters }]
}
