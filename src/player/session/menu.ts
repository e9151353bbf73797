import { eachAlone } from '../../host/carp.ts'
import { runsNamed } from '../../scenario/runs.ts'
import type { Action, HostSpec, InterfaceSpec, Scenario, Side, VhostRef } from '../../scenario/scenario.ts'
import { Simulator } from '../../simulate.ts'
import type { Trace } from '../../trace/trace.ts'
import { stateAt } from './now.ts'
import { currentOf, type Selection, type Session } from './state.ts'

/** Something that can be done now: the key that does it, what it is, and what it does. */
export interface Choice {
  readonly key: string
  readonly words: string
  readonly action: Action
}

/**
 * What can be done at the cursor to what is selected.
 *
 * The machines themselves are asked what can act: the scenario is played up to the cursor, once for each cursor and
 * selection. Ask when a menu opens.
 */
export function choices(session: Session): readonly Choice[] {
  const { scenario, trace } = currentOf(session)
  const { cursor, selected } = session
  if (cursor >= scenario.until) return []
  const about = `${cursor} ${selected?.host ?? ''} ${selected?.interface ?? ''}`
  const last = asked.get(trace)
  if (last?.about === about) return last.choices
  const all = selected === null ? healing('any', 'everything') : offers(session, selected)
  const obstacles = new Simulator(scenario).obstacles(
    all.map(({ action }) => action),
    cursor,
  )
  const found = withKeys(all.filter((_, i) => obstacles[i] === null))
  asked.set(trace, { about, choices: found })
  return found
}

/** What a trace was asked last. */
const asked = new WeakMap<Trace, { readonly about: string; readonly choices: readonly Choice[] }>()

type Offer = Choice

/** All that its system has, whether it can act now or not. */
function offers(session: Session, selected: Selection): Offer[] {
  const { scenario } = currentOf(session)
  const host = scenario.hosts.find(({ name }) => name === selected.host)!
  const cards = host.interfaces.filter(({ name }) => name === (selected.interface ?? name))
  const ofCards = cards.flatMap((card) => cardOffers(host, card, cards.length > 1))
  const cuts = cutOffers(scenario, selected, host)
  if (selected.interface !== undefined) return [...ofCards, ...cuts, ...carpOffers(session, host, selected)]
  return [
    ...powerOffers(host.name),
    ...ofCards,
    ...cuts,
    ...carpOffers(session, host, selected),
    ...ofMachine(session, host),
  ]
}

function powerOffers(host: string): Offer[] {
  return [
    { key: 'b', words: 'boot it', action: { verb: 'boot', host } },
    { key: 'c', words: 'crash it: power off', action: { verb: 'crash', host } },
    { key: 's', words: 'shut it down', action: { verb: 'shutdown', host } },
    { key: 'r', words: 'reboot it', action: { verb: 'reboot', host } },
    { key: 'z', words: 'pause it: it stands still', action: { verb: 'pause', host, clock: 'jumps', queued: 0 } },
    { key: 'z', words: 'resume it', action: { verb: 'resume', host } },
  ]
}

function cardOffers({ name: host }: HostSpec, { name }: InterfaceSpec, several: boolean): Offer[] {
  const on = { host, interface: name }
  const of = several ? ` of ${name}` : ''
  return [
    { key: 'p', words: `pull the cable${of}`, action: { verb: 'unplug', ...on } },
    { key: 'p', words: `plug the cable${of} in`, action: { verb: 'plug', ...on } },
    { key: 'i', words: `ifconfig ${name} down`, action: { verb: 'interface-down', ...on } },
    { key: 'i', words: `ifconfig ${name} up`, action: { verb: 'interface-up', ...on } },
  ]
}

/** One way each: to all others at once where there are several, and to each of a few. */
function cutOffers({ hosts }: Scenario, { interface: on }: Selection, host: HostSpec): Offer[] {
  const networks = host.interfaces.filter(({ name }) => name === (on ?? name)).map(({ plug }) => plug)
  const others = hosts
    .filter((other) => other !== host && other.interfaces.some(({ plug }) => networks.includes(plug)))
    .map(({ name }) => name)
  const side: Side = on === undefined ? { host: host.name } : { host: host.name, interface: on }
  const me = on === undefined ? host.name : `${host.name}.${on}`
  const ways = (other: Side, name: string): Offer[] => [
    { key: 'o', words: `cut ${me} -> ${name}`, action: { verb: 'cut', from: side, to: other } },
    { key: 'n', words: `cut ${name} -> ${me}`, action: { verb: 'cut', from: other, to: side } },
  ]
  const few = others.length <= FEW ? others : []
  return [
    ...(others.length > 1 ? ways('any', 'any') : []),
    ...few.flatMap((name) => ways({ host: name }, name)),
    ...(others.length > 0 ? healing(side, `all that is cut of ${me}`) : []),
  ]
}

const FEW = 4

function healing(side: Side, what: string): Offer[] {
  const whole: Offer = { key: 'h', words: `heal ${what}`, action: { verb: 'heal', from: 'any', to: 'any' } }
  if (side === 'any') return [whole]
  return [
    { key: 'h', words: `heal ${what}, out`, action: { verb: 'heal', from: side, to: 'any' } },
    { key: 'h', words: `heal ${what}, in`, action: { verb: 'heal', from: 'any', to: side } },
  ]
}

/** What can be done to its virtual hosts, or to those of one interface. */
function carpOffers(session: Session, host: HostSpec, { interface: on }: Selection): Offer[] {
  const { groups } = stateAt(currentOf(session), session.cursor)
  const vhosts = eachAlone(host.carp).filter((vhost) => vhost.interface === (on ?? vhost.interface))
  return vhosts.flatMap(({ interface: card, vhid, advskew }) => {
    const vhost: VhostRef = { host: host.name, interface: card, vhid }
    const network = host.interfaces.find(({ name }) => name === card)?.plug
    const group = groups.find(({ name }) => name === `${network}/${vhid}`)
    const now = group?.vhosts.find((one) => one.host === host.name && one.interface === card)
    const of = vhosts.length > 1 ? ` of vhid ${vhid}` : ''
    const forced: Offer[] =
      now?.state === 'MASTER'
        ? [{ key: 'f', words: `force BACKUP${of}`, action: { verb: 'force', ...vhost, to: 'BACKUP' } }]
        : now?.state === 'BACKUP'
          ? [{ key: 'f', words: `force MASTER${of}`, action: { verb: 'force', ...vhost, to: 'MASTER' } }]
          : []
    return [
      ...forced,
      ...SKEWS.filter((skew) => skew !== advskew).map(
        (skew): Offer => ({
          key: 'k',
          words: `set advskew ${skew}${of}`,
          action: { verb: 'set', ...vhost, parameters: { advskew: skew } },
        }),
      ),
      { key: 'd', words: `ifconfig down${of}`, action: { verb: 'carp-down', ...vhost } },
      { key: 'd', words: `ifconfig up${of}`, action: { verb: 'carp-up', ...vhost } },
      { key: 'u', words: `start ucarp${of}`, action: { verb: 'start', ...vhost, takes: 0 } },
    ]
  })
}

/** The best, a usual backup's, the worst. */
const SKEWS = [0, 100, 254]

function ofMachine(session: Session, { name: host, system }: HostSpec): Offer[] {
  const runs = runsNamed(system)
  const preempt: Offer[] = [true, false].map((to) => ({
    key: 't',
    words: `preempt ${to ? 'on' : 'off'}`,
    action: { verb: 'preempt', host, to },
  }))
  const down: Offer = {
    key: 'u',
    words: 'SIGUSR2 to ucarp: stand down',
    action: { verb: 'signal', host, name: 'USR2' },
  }
  if (runs?.runs !== 'kernel') return [...preempt, down]
  const total = stateAt(currentOf(session), session.cursor).hosts.find(({ name }) => name === host)?.demotion ?? 0
  const by = runs.demotionByte === undefined ? 240 : 1
  const back: Offer[] =
    total >= by ? [{ key: 'e', words: `demote by -${by}`, action: { verb: 'demote', host, by: -by } }] : []
  return [...preempt, { key: 'm', words: `demote by ${by}`, action: { verb: 'demote', host, by } }, ...back]
}

const SPARE = '123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Each with a key of its own: the one it would like, or one that is left. */
function withKeys(offers: readonly Offer[]): Choice[] {
  const liked = new Set(offers.map(({ key }) => key))
  const spare = [...SPARE].filter((key) => !liked.has(key))
  const taken = new Set<string>()
  return offers.map((offer) => {
    const key = taken.has(offer.key) ? (spare.shift() ?? '') : offer.key
    taken.add(key)
    return { ...offer, key }
  })
}
