import { eachAlone } from '../../host/carp.ts'
import { runsNamed } from '../../scenario/runs.ts'
import type { HostSpec, InterfaceSpec, Scenario, Side, VhostRef, VhostSpec } from '../../scenario/scenario.ts'
import type { Micros } from '../../time.ts'
import { configured } from '../../views/why/own.ts'
import { isOf, sceneOf } from '../../views/why/scene.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Branch } from './branch.ts'
import { cablesOf } from './cables.ts'
import { fabricOffers, memberOffers, nearOffers } from './menu-switches.ts'
import { stateAt } from './now.ts'
import { type Choice, offer } from './offer.ts'
import { currentOf, type Selection, type Session } from './state.ts'

const SAYS = TEXTS.session.menu

/** All that could be done to what is selected, whether it can act now or not; of nothing in particular: to the network. */
export function offersOf(session: Session): readonly Choice[] {
  const { selected } = session
  return selected === null ? ofNobody(currentOf(session).scenario) : offers(session, selected)
}

/** Where nobody is selected: what can be done to the network. */
function ofNobody(scenario: Scenario): Choice[] {
  return [...healing('any', SAYS.everything), ...fabricOffers(scenario)]
}

/** All that its system has. */
function offers(session: Session, selected: Selection): Choice[] {
  const { scenario } = currentOf(session)
  const host = scenario.hosts.find(({ name }) => name === selected.host)!
  const cards = host.interfaces.filter(({ name }) => name === (selected.interface ?? name))
  const ofCards = cards.flatMap((card) => cardOffers(host, card, cards.length > 1))
  const cuts = cutOffers(scenario, selected, host)
  const near = nearOffers(scenario, host, selected.interface)
  if (selected.interface !== undefined) return [...ofCards, ...cuts, ...near, ...carpOffers(session, host, selected)]
  return [
    ...powerOffers(host.name, scenario.power),
    ...ofCards,
    ...cuts,
    ...near,
    ...carpOffers(session, host, selected),
    ...ofMachine(session, host),
  ]
}

function powerOffers(host: string, power: Scenario['power'] = []): Choice[] {
  const supplies = power.filter(({ members }) => members.includes(host))
  const together = supplies.map(({ name, members }) => ({ power: name, members }))
  return [
    offer('b', SAYS.boot, { verb: 'boot', host }),
    offer('c', SAYS.crash, { verb: 'crash', host }),
    offer('s', SAYS.shutdown, { verb: 'shutdown', host }),
    offer('r', SAYS.reboot, { verb: 'reboot', host }),
    offer('z', SAYS.pause, { verb: 'pause', host, clock: 'jumps', queued: 0 }),
    offer('z', SAYS.resume, { verb: 'resume', host }),
    ...together.map((all) => offer('v', SAYS.supplyOn(all.power), { verb: 'boot', ...all })),
    ...together.map((all) => offer('v', SAYS.supplyOff(all.power), { verb: 'crash', ...all })),
  ]
}

function cardOffers(spec: HostSpec, card: InterfaceSpec, several: boolean): Choice[] {
  const { name: host } = spec
  const { name } = card
  const on = { host, interface: name }
  const cables = cablesOf(card).map((cable) => ({
    of: several || cable !== name ? cable : undefined,
    at: { host, interface: cable },
  }))
  return [
    ...cables.map(({ of, at }) => offer('p', SAYS.pull(of), { verb: 'unplug', ...at })),
    ...cables.map(({ of, at }) => offer('p', SAYS.plug(of), { verb: 'plug', ...at })),
    ...memberOffers(spec, card),
    offer('i', SAYS.cardDown(name), { verb: 'interface-down', ...on }),
    offer('i', SAYS.cardUp(name), { verb: 'interface-up', ...on }),
  ]
}

/** One way each: to all others at once where there are several, and to each of a few. */
function cutOffers({ hosts }: Scenario, { interface: on }: Selection, host: HostSpec): Choice[] {
  const networks = host.interfaces.filter(({ name }) => name === (on ?? name)).map(({ plug }) => plug)
  const others = hosts
    .filter((other) => other !== host && other.interfaces.some(({ plug }) => networks.includes(plug)))
    .map(({ name }) => name)
  const side: Side = on === undefined ? { host: host.name } : { host: host.name, interface: on }
  const me = on === undefined ? host.name : `${host.name}.${on}`
  const ways = (other: Side, name: string): Choice[] => [
    offer('o', SAYS.cut(me, name), { verb: 'cut', from: side, to: other }),
    offer('n', SAYS.cut(name, me), { verb: 'cut', from: other, to: side }),
  ]
  const few = others.length <= FEW ? others : []
  return [
    ...(others.length > 1 ? ways('any', 'any') : []),
    ...few.flatMap((name) => ways({ host: name }, name)),
    ...(others.length > 0 ? healing(side, SAYS.allCutOf(me)) : []),
  ]
}

const FEW = 4

function healing(side: Side, what: string): Choice[] {
  if (side === 'any') return [offer('h', SAYS.heal(what), { verb: 'heal', from: 'any', to: 'any' })]
  return [
    offer('h', SAYS.healOut(what), { verb: 'heal', from: side, to: 'any' }),
    offer('h', SAYS.healIn(what), { verb: 'heal', from: 'any', to: side }),
  ]
}

/** What can be done to its virtual hosts, or to those of one interface. */
function carpOffers(session: Session, host: HostSpec, { interface: on }: Selection): Choice[] {
  const vhosts = eachAlone(host.carp).filter((vhost) => vhost.interface === (on ?? vhost.interface))
  return vhosts.flatMap((vhost) =>
    vhostOffers(session, host, vhost, vhosts.length > 1 ? SAYS.vhid(vhost.vhid) : undefined),
  )
}

function vhostOffers(session: Session, { name, interfaces }: HostSpec, config: VhostSpec, of?: string): Choice[] {
  const branch = currentOf(session)
  const { interface: on, vhid } = config
  const vhost: VhostRef = { host: name, interface: on, vhid }
  const group = `${interfaces.find((card) => card.name === on)?.plug}/${vhid}`
  const now = stateAt(branch, session.cursor)
    .groups.find((one) => one.name === group)
    ?.vhosts.find((one) => one.host === name && one.interface === on)
  const to = now?.state === 'MASTER' ? 'BACKUP' : now?.state === 'BACKUP' ? 'MASTER' : undefined
  const present = skewOf(branch, vhost, session.cursor)
  const skews = SKEWS.filter((advskew) => advskew !== present)
  return [
    ...(to === undefined ? [] : [offer('f', SAYS.force(to, of), { verb: 'force', ...vhost, to })]),
    ...skews.map((advskew) =>
      offer('k', SAYS.advskew(advskew, of), { verb: 'set', ...vhost, parameters: { advskew } }),
    ),
    offer('d', SAYS.carpDown(of), { verb: 'carp-down', ...vhost }),
    offer('d', SAYS.carpUp(of), { verb: 'carp-up', ...vhost }),
    offer('u', SAYS.ucarp(of), { verb: 'start', ...vhost, takes: 0 }),
  ]
}

/** As it is set at that time. */
function skewOf({ trace }: Branch, { host, interface: on, vhid }: VhostRef, t: Micros): number | undefined {
  const scene = sceneOf(trace)
  const subject = scene.subjects.find((one) => isOf({ host, interface: on, vhid }, one))
  return subject && configured(scene, subject, scene.causes.endOf(t)).advskew
}

/** The best, a usual backup's, the worst. */
const SKEWS = [0, 100, 254]

function ofMachine(session: Session, { name: host, system }: HostSpec): Choice[] {
  const switches = [true, false].flatMap((to) => [
    offer('t', SAYS.preempt(to), { verb: 'preempt', host, to }),
    offer('a', SAYS.allow(to), { verb: 'allow', host, to }),
  ])
  const standDown = offer('u', SAYS.standDown, { verb: 'signal', host, name: 'USR2' })
  const runs = runsNamed(system)
  if (runs?.runs !== 'kernel') return [...switches, standDown]
  const { hosts } = stateAt(currentOf(session), session.cursor)
  const total = hosts.find(({ name }) => name === host)?.demotion ?? 0
  const by = runs.demotionByte === undefined ? 240 : 1
  const back = total >= by ? [offer('e', SAYS.demote(-by), { verb: 'demote', host, by: -by })] : []
  return [...switches, offer('m', SAYS.demote(by), { verb: 'demote', host, by }), ...back]
}

const SPARE = '123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Each with a key of its own: the one it would like, or one that is left. */
export function withKeys(offers: readonly Choice[]): Choice[] {
  const liked = new Set(offers.map(({ key }) => key))
  const spare = [...SPARE].filter((key) => !liked.has(key))
  const taken = new Set<string>()
  return offers.map((offer) => {
    const key = taken.has(offer.key) ? (spare.shift() ?? '') : offer.key
    taken.add(key)
    return { ...offer, key }
  })
}
