import { formatIpv4, type Ipv4, netmask, type Prefix, parseIpv4, parsePrefix } from '../../../network/address.ts'
import { lengthOfClass } from '../../inet.ts'
import { DEFAULT } from '../../ip/routes.ts'
import type { Nic } from '../../nic.ts'
import { addressOf } from '../names.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'
import { addRoute, type Row, removeRoute, rowsOf } from './route-table.ts'

const USAGE = `Usage: inet_route [-vF] del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]
       inet_route [-vF] add {-host|-net} Target[/prefix] [gw Gw] [metric M]
                              [netmask N] [mss Mss] [window W] [irtt I]
                              [mod] [dyn] [reinstate] [[dev] If]
       inet_route [-vF] add {-host|-net} Target[/prefix] [metric M] reject
       inet_route [-FC] flush      NOT supported`
const BAD_USAGE = 3
/** What net-tools ends with where the kernel refuses (E_SOCK … lib/util). */
const REFUSED = 7

const HEAD = 'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n'

/** route(8) of net-tools. */
export const route: Program = (call, args) => {
  const words = args.filter((word) => word !== '-n' && word !== '-v' && word !== '-e')
  const [verb, ...rest] = words
  if (verb === undefined)
    return printed(
      HEAD +
        rowsOf(call.host)
          .map((row) => line(row, args.includes('-n')))
          .join(''),
    )
  if (verb !== 'add' && verb !== 'del') return failed(USAGE, BAD_USAGE)
  return changed(call, verb, rest)
}

function line({ to, gateway, nic }: Row, numeric: boolean): string {
  const isDefault = to.length === 0
  const destination = isDefault && !numeric ? 'default' : formatIpv4(to.address)
  const via = gateway === null ? (numeric ? '0.0.0.0' : '*') : formatIpv4(gateway)
  const flags = `U${gateway === null ? '' : 'G'}${to.length === 32 ? 'H' : ''}`
  const names = [destination, via, formatIpv4(netmask(to.length))].map((text) => text.padEnd(15)).join(' ')
  return `${names} ${flags.padEnd(5)} 0      0        0 ${nic.name}\n`
}

function changed(call: Call, verb: 'add' | 'del', words: readonly string[]): Outcome {
  const read = readWords(call, words)
  if ('exit' in read) return read
  const { to, gateway, nic } = read
  if (verb === 'del')
    return removeRoute(call.host, to, gateway ?? undefined)
      ? printed('')
      : failed('SIOCDELRT: No such process', REFUSED)
  const why = addRoute(call.host, { to, gateway, nic })
  return why === null ? printed('') : failed(`SIOCADDRT: ${why}`, REFUSED)
}

interface Asked {
  readonly to: Prefix
  readonly gateway: Ipv4 | null
  readonly nic: Nic | null
}

/** INET_setroute() */
function readWords(call: Call, [first, ...words]: readonly string[]): Asked | Outcome {
  const kind = first === '-net' || first === '-host' ? first : undefined
  const left = kind === undefined ? [first ?? '', ...words] : [...words]
  const target = left.shift()
  if (target === undefined || target === '') return failed(USAGE, BAD_USAGE)
  let mask: number | undefined
  let gateway: Ipv4 | null = null
  let nic: Nic | null = null
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const value = ['gw', 'netmask', 'dev', 'metric'].includes(word) ? left.shift() : word
    if (value === undefined) return failed(USAGE, BAD_USAGE)
    if (word === 'netmask') mask = lengthOf(value)
    else if (word === 'gw') {
      const address = addressOf(call, value)
      if (address === undefined) return failed(`${value}: Unknown host`, BAD_USAGE)
      gateway = address
    } else if (word !== 'metric') {
      const found = call.host.nics.find(({ name }) => name === value)
      if (found === undefined) return failed('SIOCADDRT: No such device', REFUSED)
      nic = found
    }
  }
  const to = networkOf(call, target, kind, mask)
  if (to === undefined) return failed(`${target}: Unknown host`, 6)
  const isWhole = (to.address & ~netmask(to.length)) === 0 || to.length === 32
  return isWhole ? { to, gateway, nic } : failed(`route: netmask doesn't match route address\n${USAGE}`, BAD_USAGE)
}

function lengthOf(word: string): number | undefined {
  const mask = parseIpv4(word)
  return mask === undefined ? undefined : Math.clz32(~mask)
}

/** Without a mask a network has the length of its class, and a host is one address. */
function networkOf(call: Call, target: string, kind: string | undefined, mask: number | undefined): Prefix | undefined {
  if (target === 'default') return DEFAULT
  const prefix = target.includes('/') ? parsePrefix(target, 32) : undefined
  if (prefix !== undefined) return prefix
  const address = addressOf(call, target)
  if (address === undefined) return undefined
  if (mask !== undefined) return { address, length: mask }
  const length = lengthOfClass(address)
  const isNetwork = kind === '-net' || (kind === undefined && (address & ~netmask(length)) === 0)
  return { address, length: isNetwork ? length : 32 }
}
