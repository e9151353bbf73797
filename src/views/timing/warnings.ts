import { formatAddress } from '../../network/address.ts'
import { count, exactly, roughly } from '../words.ts'
import { type Group, gathered } from './group.ts'
import { falseAlarmsAnHour, HOUR } from './loss.ts'
import { comesUpAsMaster } from './member.ts'
import { givesWay, type Pair, type Party } from './pair.ts'
import { type Race, total } from './race.ts'

/** A margin that is too small, or a setting that does not do what it seems to: what comes of it, and what helps. */
export interface Warning {
  readonly kind:
    | 'alone'
    | 'echo'
    | 'comes up as MASTER'
    | 'deaf'
    | 'two vhids'
    | 'race'
    | 'too slow'
    | 'false alarm'
    | 'loss'
    | 'demoted'
    | 'advbase'
    | 'preempt'
  readonly text: string
  readonly remedy: string
}

const SAME_BASE = 'give all machines of the group the same advbase'
const DAY_IN_HOURS = 24

export function warningsOf(group: Group, pairs: readonly Pair[], races: readonly Race[]): Warning[] {
  const find = (name: string) => group.parties.find((party) => party.name === name)!
  return [
    ...aloneIn(group),
    ...(group.network.echo ? group.parties.flatMap((party) => echoIn(party, group)) : []),
    ...comingUp(group),
    ...pairs.flatMap((pair) => deafIn(pair, pairs, find)),
    ...races.flatMap((race) => raceIn(race, find)),
    ...pairs.flatMap((pair) => [
      ...tooSlowIn(pair, find),
      ...falseAlarmIn(pair, find),
      ...lossIn(pair, find, group.network.loss),
      ...demotedIn(pair, find),
    ]),
    ...differing(group),
  ]
}

type Find = (name: string) => Party

function aloneIn({ name, parties }: Group): Warning[] {
  const [only] = parties
  if (parties.length > 1 || only === undefined) return []
  const text = `${only.name} is alone in ${name}: when it fails, nobody takes over`
  return [{ kind: 'alone', text, remedy: 'give a second machine the same vhid, password and addresses' }]
}

function comingUp({ parties }: Group): Warning[] {
  if (parties.length === 1) return []
  return parties
    .filter(({ member }) => comesUpAsMaster(member))
    .map(({ name }) => ({
      kind: 'comes up as MASTER',
      text: `${name} is MASTER as soon as it boots, beside another one too, until the worse of them hears the better`,
      remedy: `turn preempt off on ${name}, or give it a later release`,
    }))
}

/** Its own advertisement is as good as itself. */
function echoIn(party: Party, { network }: Group): Warning[] {
  if (!givesWay(party, party)) return []
  const text = `${network.name} echoes: ${party.name} hears its own advertisement, takes it for another's, and gives way`
  return [{ kind: 'echo', text, remedy: `take echo: true away from ${network.name}, or mend what echoes` }]
}

/** Said once of two. */
function deafIn({ master, backup, refused }: Pair, pairs: readonly Pair[], find: Find): Warning[] {
  if (refused === 'none') return []
  const back = pairs.find((pair) => pair.master === backup && pair.backup === master)!
  const mutual = back.refused !== 'none'
  if (mutual && pairs.indexOf(back) < pairs.findIndex((pair) => pair.master === master && pair.backup === backup)) {
    return []
  }
  const who = mutual ? `${master} and ${backup} refuse each other's` : `${backup} refuses ${master}'s`
  const { why, remedy } = difference(find(master), find(backup), refused)
  const outcome = 'so both become MASTER, and stay it'
  return [{ kind: 'deaf', text: `${who} advertisements (${refused}): ${why}, ${outcome}`, remedy }]
}

/** What two of a group do not have in common. */
function difference(one: Party, other: Party, refused: string): { why: string; remedy: string } {
  const [mine, his] = [one.probe.spec, other.probe.spec]
  if (mine.password !== his.password) {
    return { why: 'their passwords differ', remedy: 'write the same password on both' }
  }
  const lists = [mine, his].map(({ addresses }) => addresses.map(({ address }) => formatAddress(address)))
  const all = [...new Set(lists.flat())]
  return lists.some((list) => list.length < all.length)
    ? {
        why: 'their addresses differ, and the digest is made of them',
        remedy: `write the same addresses on both: [${all.join(', ')}]`,
      }
    : { why: `it is ${refused}`, remedy: 'give both the same settings' }
}

const OUTCOMES: Readonly<Record<Race['giveWay'], string>> = {
  both: 'both become MASTER, each hears the other, both give way, and it begins again',
  one: 'both may be MASTER for a while, until one hears the other and gives way',
  none: 'both may become MASTER, and neither gives way',
}

function raceIn(race: Race, find: Find): Warning[] {
  const { first, second, lead, need, safe, giveWay, leastSafe } = race
  if (safe) return []
  const [one, other] = [find(first), find(second)]
  const equal = lead === 0 && one.member.wait.least === one.member.wait.most
  const how = equal
    ? `${first} and ${second} wait equally long`
    : lead > 0
      ? `${first} is only ${exactly(lead)} ahead of ${second}`
      : `${first} and ${second} can run out of patience at one time`
  const text = `${how}, and news takes up to ${exactly(total(need))}: ${OUTCOMES[giveWay]}`
  const { advbase, advskew } = one.probe.spec
  const remedy =
    leastSafe !== null
      ? `give ${second} advskew ${advskew + leastSafe.gap} or more: ${exactly(leastSafe.lead)} ahead`
      : advbase === other.probe.spec.advbase
        ? `no advskew gives that much; a faster network does, or advskew 0 on ${first} and 254 on ${second}`
        : SAME_BASE
  return [{ kind: 'race', text, remedy }]
}

function tooSlowIn({ master, backup, attitude }: Pair, find: Find): Warning[] {
  if (attitude !== 'finds it too slow') return []
  const [he, me] = [find(master).member, find(backup).member]
  const times = `${master} advertises every ${exactly(he.interval.most)}, and ${backup} waits ${exactly(me.patience)}`
  const text = `${backup} takes over whenever it hears ${master}, preempt or not: ${times}`
  return [{ kind: 'too slow', text, remedy: SAME_BASE }]
}

function falseAlarmIn({ master, backup, attitude, takeOver, falseAlarmAfter }: Pair, find: Find): Warning[] {
  if (attitude !== 'stays' || takeOver === null || falseAlarmAfter > 1) return []
  const [he, me] = [find(master).member, find(backup).member]
  const what = falseAlarmAfter === 0 ? `without a loss` : `after a single lost advertisement`
  const times = `${master} advertises every ${exactly(he.interval.most)}, ${backup} waits ${exactly(me.wait.least)}`
  const remedy =
    he.advskew > me.advskew
      ? `give ${master} an advskew nearer to ${backup}'s, or turn preempt on, so that ${backup} is the master`
      : me.reading.most > 0
        ? `a larger deadratio on ${backup}, which reads once a second`
        : 'a larger advbase on all machines, or a network with less jitter'
  return [{ kind: 'false alarm', text: `${backup} takes over from ${master} ${what}: ${times}`, remedy }]
}

function lossIn({ master, backup, attitude, takeOver, falseAlarmAfter }: Pair, find: Find, loss: number): Warning[] {
  if (loss === 0 || loss === 1 || attitude !== 'stays' || takeOver === null || falseAlarmAfter === 0) return []
  const hourly = falseAlarmsAnHour(find(master).member.interval.most, loss, falseAlarmAfter)
  if (hourly * DAY_IN_HOURS < 1) return []
  const every = roughly(Math.round(HOUR / hourly))
  const text = `${backup} takes over from ${master} though it is well, once in ${every} on average: ${count(falseAlarmAfter, 'advertisement')} lost in a row`
  return [{ kind: 'loss', text, remedy: 'a better network, or a larger advbase on all machines' }]
}

function demotedIn({ master, backup, attitude, whenDemoted }: Pair, find: Find): Warning[] {
  if (attitude !== 'stays' || whenDemoted !== 'finds it too slow') return []
  const { demoted } = find(master).member
  const times = `${exactly(demoted!.interval)}; ${backup} waits ${exactly(find(backup).member.patience)}`
  const text = `${backup} takes over as soon as ${master} is demoted, preempt or not: ${master} advertises every ${times}`
  return [{ kind: 'demoted', text, remedy: SAME_BASE }]
}

/** What all members should have in common. */
function differing({ parties }: Group): Warning[] {
  const bases = gathered(parties, ({ member }) => String(member.advbase))
  const switches = gathered(parties, ({ member }) => (member.preempt ? 'on' : 'off'))
  const who = (some: readonly Party[] = []) => some.map(({ name }) => name).join(', ')
  return [
    ...(bases.size > 1
      ? [
          {
            kind: 'advbase',
            text: `advbase differs (${[...bases].map(([base, some]) => `${base} s: ${who(some)}`).join('; ')}): it is compared first, and advskew does not matter between them`,
            remedy: SAME_BASE,
          } as const,
        ]
      : []),
    ...(switches.size > 1
      ? [
          {
            kind: 'preempt',
            text: `preempt is on only on ${who(switches.get('on'))}: ${who(switches.get('off'))} never takes over from a slower MASTER that is well`,
            remedy: 'say preempt: true, or false, for all hosts at the top of the file',
          } as const,
        ]
      : []),
  ]
}

/** The same virtual address in two groups of one network: its machines never hear each other. */
export function warningsAmong(groups: readonly Group[]): Warning[] {
  const claims = groups.flatMap(({ name, network, parties }) =>
    [...new Set(parties.flatMap(({ probe }) => probe.spec.addresses.map(({ address }) => address)))].map((address) => ({
      name,
      place: `${formatAddress(address)} on ${network.name}`,
    })),
  )
  return [...gathered(claims, ({ place }) => place)]
    .filter(([, rivals]) => rivals.length > 1)
    .map(([place, rivals]) => {
      const names = rivals.map(({ name }) => name).join(' and ')
      const text = `${place} belongs to ${names}: these do not know of each other, and both have a MASTER that answers for it`
      return { kind: 'two vhids', text, remedy: 'write the same vhid on all machines that share an address' }
    })
}
