import { formatAddress, formatIpv4, formatPrefix, isWithin, netmask } from '../../../network/address.ts'
import { broadcastOf, type Ifaddr } from '../../inet.ts'
import type { Nic } from '../../nic.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call } from '../program.ts'
import { type Device, deviceCalled, devices, type Scoped } from './device.ts'
import { briefHead, etherOf, headOf } from './ip-link.ts'
import {
  badPrefix,
  commandCalled,
  duplicate,
  type Look,
  noDevice,
  type Pairs,
  pairsOf,
  prefixIn,
  refusal,
  type Talk,
  unknownCommand,
} from './ip-words.ts'

/** `ip addr` */
export const ipAddress: Talk = (call, [word, ...words], look) => {
  const talk = commandCalled(word, COMMANDS)
  return talk === undefined ? unknownCommand(word, 'address') : talk(call, words, look)
}

const NAMES: Readonly<Record<string, string>> = {
  dev: 'dev',
  label: 'label',
  local: 'local',
  to: 'to',
  scope: 'scope',
  broadcast: 'broadcast',
  brd: 'broadcast',
}

const COMMANDS: readonly (readonly [string, Talk])[] = [
  ['show', show],
  ['list', show],
  ['lst', show],
  ['add', (call, words) => changed(call, words, add)],
  ['replace', (call, words) => changed(call, words, replace)],
  ['change', (call, words) => changed(call, words, replace)],
  ['delete', (call, words) => changed(call, words, remove)],
  ['flush', flush],
]

/** What is told of one address of a card. */
interface Told {
  readonly nic: Nic
  readonly one: Ifaddr
  /** Somebody wrote how long the network part is. */
  readonly hasLength: boolean
}

function changed(call: Call, words: readonly string[], act: (told: Told) => Outcome): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const [first, second] = pairs.rest
  const word = pairs.named.get('local') ?? first
  const extra = pairs.named.has('local') ? first : second
  if (extra !== undefined) return duplicate('local', extra)
  const prefix = word === undefined ? undefined : prefixIn(word)
  if (word !== undefined && prefix === undefined) return badPrefix(word)
  const name = pairs.named.get('dev')
  if (name === undefined) return failed('Not enough information: "dev" argument is required.')
  const nic = call.host.nics.find((card) => card.name === name)
  if (nic === undefined) return name === 'lo' ? failed('ip: carpsim keeps lo as it is', 2) : noDevice(name)
  if (prefix === undefined || word === undefined) return refusal('Operation not supported')
  const label = pairs.named.get('label') ?? name
  if (!label.startsWith(name)) return failed(`"dev" (${name}) must match "label" (${label}).`)
  const broadcast = broadcastIn(pairs, prefix.address, prefix.length)
  if (broadcast === undefined) return badPrefix(pairs.named.get('broadcast')!)
  return act({ nic, one: { ...prefix, label, broadcast }, hasLength: word.includes('/') })
}

/** A plus is the usual one, a minus that of old times; without a word there is none. */
function broadcastIn({ named }: Pairs, address: number, length: number): number | null | undefined {
  const word = named.get('broadcast')
  if (word === undefined) return null
  if (word === '+') return broadcastOf(address, length)
  return word === '-' ? (address & netmask(length)) >>> 0 : prefixIn(word)?.address
}

function add({ nic, one }: Told): Outcome {
  const why = nic.addresses.inet.add(one)
  return why === null ? printed('') : refusal(why)
}

function replace(told: Told): Outcome {
  const { inet } = told.nic.addresses
  const old = inet.list.find(({ address, length }) => address === told.one.address && length === told.one.length)
  return old === undefined ? add(told) : printed('')
}

const WILDCARD = (word: string) => `Warning: Executing wildcard deletion to stay compatible with old scripts.
         Explicitly specify the prefix length (${word}/32) to avoid this warning.
         This special behaviour is likely to disappear in further releases,
         fix your scripts!
`

/** Without a length it is the address alone that tells which one (iproute2, ipaddr_modify). */
function remove({ nic, one, hasLength }: Told): Outcome {
  const { inet } = nic.addresses
  const isMeant = (other: Ifaddr) => other.address === one.address && (!hasLength || other.length === one.length)
  const old = inet.list.find((other) => isMeant(other) && (one.label === nic.name || other.label === one.label))
  const stderr = hasLength ? '' : WILDCARD(formatIpv4(one.address))
  if (old !== undefined) inet.remove(old)
  else if (nic.addresses.scripted.has(one.address)) nic.addresses.scripted.delete(one.address)
  else return { stdout: '', stderr: `${stderr}RTNETLINK answers: Cannot assign requested address\n`, exit: 2 }
  return { stdout: '', stderr, exit: 0 }
}

function flush(call: Call, words: readonly string[]): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const name = pairs.named.get('dev') ?? pairs.rest[0]
  if (name === undefined) return failed('Flush requires arguments.', 255)
  const nic = call.host.nics.find((card) => card.name === name)
  if (nic === undefined) return failed(`Device "${name}" does not exist.`)
  const { inet } = nic.addresses
  const label = pairs.named.get('label')
  for (const one of inet.list) if (label === undefined || one.label === label) inet.remove(one)
  return printed('')
}

function show(call: Call, words: readonly string[], look: Look): Outcome {
  const rest = words.filter((word) => word !== 'up' && word !== 'primary' && word !== 'secondary')
  const pairs = pairsOf(rest, NAMES)
  if ('exit' in pairs) return pairs
  const [first, second] = pairs.rest
  const name = pairs.named.get('dev') ?? first
  const extra = pairs.named.has('dev') ? first : second
  if (extra !== undefined) return duplicate('dev', extra)
  if (name !== undefined && deviceCalled(call.host, name) === undefined)
    return failed(`Device "${name}" does not exist.`)
  const to = pairs.named.get('to')
  const network = to === undefined ? undefined : prefixIn(to)
  if (to !== undefined && network === undefined) return badPrefix(to)
  const all = devices(call.host).filter((device) => (name ?? device.name) === device.name)
  const up = words.includes('up')
  const picks: Picks = {
    look,
    label: pairs.named.get('label'),
    isIn: ({ address }) => network === undefined || isWithin(address, network),
    kind: words.includes('secondary') ? 'secondary' : words.includes('primary') ? 'primary' : null,
  }
  return printed(
    all
      .filter((device) => device.up || !up)
      .map((device) => shown(device, picks))
      .join(''),
  )
}

/** What is shown of all addresses. */
interface Picks {
  readonly look: Look
  readonly label: string | undefined
  readonly isIn: (one: Ifaddr) => boolean
  readonly kind: 'primary' | 'secondary' | null
}

function shown(device: Device, { look, label, isIn, kind }: Picks): string {
  const isSecondary = (one: Ifaddr) => device.nic?.addresses.inet.isSecondary(one) ?? false
  const inet = device.inet.filter(
    (one) =>
      look.family !== 'inet6' &&
      (label ?? one.label) === one.label &&
      isIn(one) &&
      (kind === null || isSecondary(one) === (kind === 'secondary')),
  )
  const isPicked = label !== undefined || kind !== null || !isIn({ address: 0, length: 0, label: '', broadcast: null })
  const inet6 = look.family === 'inet' || isPicked ? [] : device.inet6
  const picksSome = isPicked || look.family !== null
  if (picksSome && inet.length + inet6.length === 0) return ''
  if (look.brief) {
    const addresses = [...inet, ...inet6.map(({ prefix }) => prefix)].map((prefix) => `${formatPrefix(prefix)} `)
    return `${briefHead(device)} ${addresses.join('')}\n`
  }
  const lines = [...inet.map((one) => lineOf(one, isSecondary(one))), ...inet6.map(line6)]
  if (look.oneLine) return lines.map((line) => `${device.index}: ${device.name}${line}\\       ${FOR_EVER}\n`).join('')
  const head = label !== undefined ? [] : [headOf(device), ...(look.family === null ? [etherOf(device)] : [])]
  return [...head, ...lines.map((line) => `${line}\n       ${FOR_EVER}`)].map((line) => `${line}\n`).join('')
}

const FOR_EVER = 'valid_lft forever preferred_lft forever'

function lineOf(one: Ifaddr, isSecondary: boolean): string {
  const { label, broadcast, address } = one
  const brd = broadcast === null ? '' : ` brd ${formatAddress(broadcast)}`
  const scope = address >>> 24 === 127 ? 'host' : 'global'
  return `    inet ${formatPrefix(one)}${brd} scope ${scope}${isSecondary ? ' secondary' : ''} ${label}`
}

function line6({ prefix, scope }: Scoped): string {
  return `    inet6 ${formatPrefix(prefix)} scope ${scope} `
}
