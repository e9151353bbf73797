import { formatAddress, formatIpv4, formatPrefix, type Prefix, parseIpv4 } from '../../../network/address.ts'
import { DEFAULT } from '../../ip/routes.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call } from '../program.ts'
import {
  badPrefix,
  commandCalled,
  noDevice,
  pairsOf,
  prefixIn,
  refusal,
  type Talk,
  unknownCommand,
} from './ip-words.ts'
import { addRoute, type Row, removeRoute, rowsOf } from './route-table.ts'

/** `ip route`, of IPv4. */
export const ipRoute: Talk = (call, [word, ...words], look) => {
  const talk = commandCalled(word, COMMANDS)
  return talk === undefined ? unknownCommand(word, 'route') : talk(call, words, look)
}

const NAMES = { dev: 'dev', via: 'via', src: 'src', proto: 'proto', scope: 'scope', metric: 'metric', table: 'table' }

const COMMANDS: readonly (readonly [string, Talk])[] = [
  ['show', show],
  ['list', show],
  ['lst', show],
  ['add', (call, words) => changed(call, words, (to, way) => addRoute(call.host, { to, ...way }))],
  ['append', (call, words) => changed(call, words, (to, way) => addRoute(call.host, { to, ...way }))],
  ['replace', (call, words) => changed(call, words, (to, way) => replace(call, to, way))],
  ['change', (call, words) => changed(call, words, (to, way) => replace(call, to, way))],
  ['delete', (call, words) => changed(call, words, (to, { gateway }) => remove(call, to, gateway))],
  ['get', get],
]

interface Way {
  readonly gateway: number | null
  readonly nic: Row['nic'] | null
}

function changed(call: Call, words: readonly string[], act: (to: Prefix, way: Way) => string | null): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const [word] = pairs.rest
  if (word === undefined) return failed('Usage: ip route { add | del | change | append | replace } ROUTE', 255)
  const to = networkIn(word)
  if (to === undefined) return badPrefix(word)
  const via = pairs.named.get('via')
  const gateway = via === undefined ? null : parseIpv4(via)
  if (gateway === undefined) return failed(`Error: inet address is expected rather than "${via}".`)
  const device = pairs.named.get('dev')
  const nic = device === undefined ? null : (call.host.nics.find(({ name }) => name === device) ?? undefined)
  if (nic === undefined) return noDevice(device!)
  const why = act(to, { gateway, nic })
  return why === null ? printed('') : refusal(why)
}

function replace(call: Call, to: Prefix, way: Way): string | null {
  removeRoute(call.host, to)
  return addRoute(call.host, { to, ...way })
}

function remove({ host }: Call, to: Prefix, gateway: number | null): string | null {
  return removeRoute(host, to, gateway ?? undefined) ? null : 'No such process'
}

function networkIn(word: string): Prefix | undefined {
  return word === 'default' ? DEFAULT : prefixIn(word)
}

function show({ host }: Call, words: readonly string[]): Outcome {
  const pairs = pairsOf(words, NAMES)
  if ('exit' in pairs) return pairs
  const device = pairs.named.get('dev')
  const [word] = pairs.rest.filter((each) => !['table', 'main', 'exact', 'to'].includes(each))
  const to = word === undefined ? undefined : networkIn(word)
  if (word !== undefined && to === undefined) return badPrefix(word)
  const rows = rowsOf(host).filter(
    (row) =>
      (device ?? row.nic.name) === row.nic.name &&
      (to === undefined || (row.to.address === to.address && row.to.length === to.length)),
  )
  return printed(rows.map((row) => lineOf(row, device === undefined)).join(''))
}

function lineOf({ to, gateway, nic, source, told }: Row, withDevice: boolean): string {
  const network = to.length === 0 ? 'default' : to.length === 32 ? formatIpv4(to.address) : formatPrefix(to)
  const via = gateway === null ? '' : `via ${formatIpv4(gateway)} `
  const on = withDevice ? `dev ${nic.name} ` : ''
  const kernel = told === null ? `proto kernel scope link src ${formatIpv4(source!)} ` : ''
  const near = told !== null && gateway === null ? 'scope link ' : ''
  return `${network} ${via}${on}${kernel}${near}\n`
}

function get({ host }: Call, words: readonly string[]): Outcome {
  const address = parseIpv4(words[0] ?? '')
  if (address === undefined)
    return words[0] === undefined ? failed('need at least a destination address', 255) : badPrefix(words[0])
  const text = formatIpv4(address)
  if (host.nics.some((nic) => nic.isOwn(address)))
    return printed(`local ${text} dev lo src ${text} \n    cache <local> \n`)
  const route = host.ip.routes.to(address)
  if (route === undefined) return refusal('Network is unreachable')
  const { nic, hop } = route
  const via = hop === address ? '' : `via ${formatAddress(hop)} `
  return printed(`${text} ${via}dev ${nic.name} src ${formatAddress(nic.addresses.sourceFor(hop))} \n    cache \n`)
}
