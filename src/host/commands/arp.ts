import { formatIpv4, type Ipv4, parseIpv4 } from '../../network/address.ts'
import { SECOND } from '../../time.ts'
import type { Known } from '../ip/neighbours.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome, printed } from './outcome.ts'
import type { Call, Program } from './program.ts'

const USAGE =
  'usage: arp [-n] [-i interface] hostname\n       arp [-n] [-i interface] -a\n       arp -d hostname [pub]\n       arp -d [-i interface] -a'

/** A line of the table. */
interface Row extends Omit<Known, 'address' | 'left' | 'state'> {
  readonly address: Ipv4
  readonly left: number | null
}

/** arp(8): what the machine knows of its neighbours. */
export const arp: Program = (call, args) => {
  const options = readOptions(args, 'adi:n')
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  const [name, ...more] = rest
  if (more.length > 0 || (name === undefined) !== given.has('a')) return failed(USAGE)
  if (given.has('d')) return deleted(call, name)
  const rows = rowsOf(call).filter(({ nic }) => (given.get('i') ?? nic.name) === nic.name)
  if (name === undefined) return printed(shown(call, rows))
  const address = parseIpv4(name)
  if (address === undefined) return failed(`arp: ${name}: hostname nor servname provided, or not known`)
  const found = rows.filter((row) => row.address === address)
  return found.length > 0 ? printed(shown(call, found)) : { ...printed(`${name} (${name}) -- no entry\n`), exit: 1 }
}

/** Its own addresses are in it for good, then come its neighbours. */
function rowsOf({ host }: Call): Row[] {
  const own = host.nics.map((nic) => ({ address: nic.address, nic, mac: nic.mac, left: null }))
  const others = host.ip.known.flatMap(({ address, ...known }) =>
    typeof address === 'number' ? [{ ...known, address }] : [],
  )
  return [...own, ...others]
}

function deleted({ host }: Call, name: string | undefined): Outcome {
  if (name === undefined) {
    const known = host.ip.known.filter(({ address, mac }) => typeof address === 'number' && mac !== null)
    for (const { address } of known) host.ip.forget(address as Ipv4)
    return printed(
      known.map(({ address }) => `${formatIpv4(address as Ipv4)} (${formatIpv4(address as Ipv4)}) deleted\n`).join(''),
    )
  }
  const address = parseIpv4(name)
  if (address === undefined || !host.ip.forget(address)) return failed(`arp: delete ${name}: No such file or directory`)
  return printed(`${name} (${name}) deleted\n`)
}

function shown({ host }: Call, rows: readonly Row[]): string {
  const { userland } = host.carp.system
  if (userland === 'OpenBSD 7') return HEAD_7 + rows.map(row7).join('')
  const isFreebsd = userland?.startsWith('FreeBSD') ?? false
  return rows.map((row) => (isFreebsd ? rowOfFreebsd(row) : rowOfOthers(row))).join('')
}

/** arp.c of FreeBSD 9 and later, print_entry(). */
function rowOfFreebsd({ address, nic, mac, left }: Row): string {
  const life =
    left === null ? 'permanent' : mac === null ? 'expired' : `expires in ${Math.floor(left / SECOND)} seconds`
  return `? (${formatIpv4(address)}) at ${mac ?? '(incomplete)'} on ${nic.name} ${life} [ethernet]\n`
}

function rowOfOthers({ address, nic, mac, left }: Row): string {
  return `? (${formatIpv4(address)}) at ${mac ?? '(incomplete)'} on ${nic.name}${left === null ? ' permanent' : ''}\n`
}

const HEAD_7 = 'Host                                 Ethernet Address    Netif Expire    Flags\n'

/** arp.c of OpenBSD since 5.2. */
function row7({ address, nic, mac, left }: Row): string {
  const expire = left === null ? 'permanent' : mac === null ? 'expired' : spanOf(Math.floor(left / SECOND))
  const flags = left === null ? ' l' : ''
  const columns = [formatIpv4(address).padEnd(36), (mac ?? '(incomplete)').padEnd(19), nic.name.padStart(5)]
  return `${columns.join(' ')} ${expire.padEnd(9)}${flags}`.trimEnd().concat('\n')
}

function spanOf(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
