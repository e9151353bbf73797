import { eachAlone } from '../../host/carp.ts'
import { formatAddress } from '../../network/address.ts'
import { VERBS } from '../../scenario/read/verbs.ts'
import type { Scenario, Verb } from '../../scenario/scenario.ts'
import { timing, triggering } from '../../scenario/schema/lists.ts'
import { cablesOf } from './cables.ts'
import { LINES, type Wants } from './lines.ts'
import { currentOf, type Session } from './state.ts'
import { FASTEST, SLOWEST, speedInWords } from './time.ts'

/** On what a verb acts. */
type Target =
  | 'cable'
  | 'powered'
  | 'supplied'
  | 'supply'
  | 'port'
  | 'mortal'
  | 'configured'
  | 'host'
  | 'interface'
  | 'vhost'
  | 'way'
  | 'way into'
  | 'network'
  | 'address'

const TARGETS: Readonly<Record<Verb, Target>> = {
  unplug: 'cable',
  plug: 'cable',
  'port-down': 'port',
  'port-up': 'port',
  'port-dead': 'mortal',
  'port-alive': 'mortal',
  configure: 'configured',
  burst: 'interface',
  'interface-down': 'interface',
  'interface-up': 'interface',
  flap: 'cable',
  cut: 'way',
  heal: 'way',
  partition: 'network',
  boot: 'powered',
  crash: 'powered',
  shutdown: 'supplied',
  reboot: 'supplied',
  'brown-out': 'supply',
  pause: 'host',
  resume: 'host',
  'reload-filter': 'host',
  'route-to': 'interface',
  impair: 'way into',
  block: 'interface',
  unblock: 'interface',
  'send-error': 'interface',
  interrupt: 'host',
  'flush-arp': 'host',
  'flush-addresses': 'interface',
  'lose-garp': 'interface',
  inject: 'interface',
  set: 'vhost',
  force: 'vhost',
  'carp-down': 'vhost',
  'carp-up': 'vhost',
  'add-address': 'vhost',
  'remove-address': 'vhost',
  preempt: 'host',
  allow: 'host',
  demote: 'host',
  signal: 'host',
  start: 'vhost',
  probe: 'address',
  run: 'host',
}

/** How a line can go on: the whole line with its last word written out, one for each way. */
export function completions(session: Session, line: string): readonly string[] {
  const start = line.search(/\S*$/)
  const before = line.slice(0, start)
  const begun = line.slice(start)
  const words = before.split(/\s+/).filter((word) => word !== '')
  return [...new Set(wordsAfter(session, words))].filter((word) => word.startsWith(begun)).map((word) => before + word)
}

function wordsAfter(session: Session, words: readonly string[]): readonly string[] {
  const [first, ...rest] = words
  if (first === undefined) return [...Object.keys(LINES), ...Object.keys(VERBS)]
  const { scenario } = currentOf(session)
  if (Object.hasOwn(VERBS, first)) return verbWords(scenario, first as Verb, rest)
  return Object.hasOwn(LINES, first) ? lineWords(session, LINES[first]!.wants, rest) : []
}

function lineWords(session: Session, wants: Wants, rest: readonly string[]): readonly string[] {
  const { scenario } = currentOf(session)
  if (wants === 'hosts') return rest.length === 0 ? namesOf(scenario, 'host') : ['MASTER', 'BACKUP', 'INIT']
  if (rest.length > 0) return []
  switch (wants) {
    case 'marks':
      return [...session.marks.keys()]
    case 'branches':
      return session.branches.map(({ id }) => String(id))
    case 'selections':
      return [...namesOf(scenario, 'host'), ...namesOf(scenario, 'interface')]
    case 'switch':
      return ['on', 'off']
    case 'ways':
      return ['in', 'out']
    case 'steps':
      return ['event', 'transition']
    case 'scales':
      return ['linear', 'events']
    case 'speeds':
      return Array.from({ length: FASTEST - SLOWEST + 1 }, (_, i) => speedInWords(FASTEST - i))
    default:
      return []
  }
}

function verbWords(scenario: Scenario, verb: Verb, rest: readonly string[]): readonly string[] {
  const target = TARGETS[verb]
  const isWay = target === 'way' || target === 'way into'
  const length = isWay ? 3 : 1
  if (isWay && rest.length === 1) return ['->']
  if (isWay && rest.length === 2) return waysTo(scenario, target).filter(isOther(rest[0]!))
  if (rest.length < length) return [...namesOf(scenario, target), ...(verb === 'heal' ? ['all'] : [])]
  // After what it acts on come arguments, each with a value; of these only some are known.
  const given = rest.slice(length)
  return given.length % 2 === 0 ? argumentsOf(verb).filter((name) => !given.includes(name)) : []
}

function waysTo(scenario: Scenario, target: Target): string[] {
  return [...(target === 'way into' ? namesOf(scenario, 'network') : []), ...namesOf(scenario, 'way')]
}

/** A machine does not hear itself. */
function isOther(name: string): (other: string) => boolean {
  const hostOf = (one: string) => one.split('.')[0]
  return (other) => other === 'any' || hostOf(other) !== hostOf(name)
}

/** The arguments of a verb; of all that says when it happens, how long it lasts. */
function argumentsOf(verb: Verb): string[] {
  const own: Readonly<Partial<Record<Verb, string>>> = {
    impair: 'delay',
    'send-error': 'times',
    'lose-garp': 'times',
  }
  const times = Object.keys({ ...timing, ...triggering }).filter((name) => name !== 'for' && name !== own[verb])
  return Object.keys(VERBS[verb].piece.schema.shape).filter((name) => name !== verb && !times.includes(name))
}

function namesOf({ hosts, networks, switches = [], cables = [], power = [] }: Scenario, target: Target): string[] {
  const ofHosts = hosts.map(({ name }) => name)
  const ofCards = hosts.flatMap(({ name, interfaces }) => interfaces.map((card) => `${name}.${card.name}`))
  const ofCables = hosts.flatMap(({ name, interfaces }) =>
    interfaces.flatMap(cablesOf).map((cable) => `${name}.${cable}`),
  )
  const ports = switches.flatMap((one) => portsOf(one.name, hosts, cables).map((port) => `${one.name}:${port}`))
  const supplies = power.map(({ name }) => name)
  switch (target) {
    case 'cable':
      return [...ofCables, ...cables.map(({ name }) => name)]
    case 'powered':
      return [...ofHosts, ...switches.map(({ name }) => name), ...supplies]
    case 'port':
      return ports
    case 'mortal':
      return [...ofCables.filter((name) => !ofCards.includes(name)), ...ports]
    case 'configured':
      return [...switches.map(({ name }) => name), ...ports]
    case 'host':
      return ofHosts
    case 'supply':
      return supplies
    case 'supplied':
      return [...ofHosts, ...supplies]
    case 'interface':
      return ofCards
    case 'vhost':
      return hosts.flatMap(({ name, carp }) =>
        eachAlone(carp).map((vhost) => `${name}.${vhost.interface}/${vhost.vhid}`),
      )
    case 'network':
      return networks.map(({ name }) => name)
    case 'address':
      return hosts.flatMap(({ carp }) =>
        carp.flatMap(({ addresses }) => addresses.map((at) => formatAddress(at.address))),
      )
    case 'way into':
      return [...ofHosts, ...ofCards]
    case 'way':
      return [...ofHosts, ...ofCards, 'any']
  }
}

function portsOf(at: string, hosts: Scenario['hosts'], cables: NonNullable<Scenario['cables']>): string[] {
  return [
    ...hosts.flatMap(({ name, interfaces }) =>
      interfaces.flatMap((card) => (card.switch === at ? [`${name}.${card.name}`] : [])),
    ),
    ...cables.flatMap(({ name, ends }) => (ends.includes(at) ? [name] : [])),
  ]
}
