import { formatIpv4, type Ipv4 } from '../../../network/address.ts'
import type { Known } from '../../ip/neighbours.ts'
import { addressOf } from '../names.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'

const USAGE = `Usage:
  arp [-vn]  [<HW>] [-i <if>] [-a] [<hostname>]             <-Display ARP cache
  arp [-v]          [-i <if>] -d  <host> [pub]               <-Delete ARP entry
  arp [-vnD] [<HW>] [-i <if>] -s  <host> <hwaddr> [temp]            <-Add entry`

const HEAD = 'Address                  HWtype  HWaddress           Flags Mask            Iface\n'

interface Row extends Omit<Known, 'address'> {
  readonly address: Ipv4
}

/** arp(8) of net-tools: what the machine knows of its neighbours, as a table; as sentences with -a. */
export const arp: Program = (call, args) => {
  const options = readOptions(args, 'adei:nsv')
  if (options === undefined) return failed(USAGE, 3)
  const { given, rest } = options
  const [name] = rest
  if (given.has('d')) return name === undefined ? failed('arp: need host name', 255) : deleted(call, name)
  if (given.has('s')) return failed('arp: carpsim makes no entries by hand while it runs: arp: fixed')
  const address = name === undefined ? undefined : addressOf(call, name)
  if (name !== undefined && address === undefined) return failed(`${name}: Unknown host`, 255)
  const all = rowsOf(call)
  const on = given.get('i')
  const found = all.filter((row) => (on ?? row.nic.name) === row.nic.name && (address ?? row.address) === row.address)
  if (found.length === 0) {
    if (name !== undefined) return printed(`${name} (${formatIpv4(address!)}) -- no entry\n`)
    return printed(all.length > 0 ? `arp: in ${all.length} entries no match found.\n` : '')
  }
  return printed(given.has('a') ? found.map(sentence).join('') : HEAD + found.map(line).join(''))
}

function rowsOf({ host }: Call): readonly Row[] {
  return host.ip.known.flatMap((known) => {
    const { address } = known
    return typeof address === 'number' ? [{ ...known, address }] : []
  })
}

function deleted(call: Call, name: string): Outcome {
  const address = addressOf(call, name)
  if (address === undefined) return failed(`${name}: Unknown host`, 255)
  if (call.host.ip.routes.to(address) === undefined) return failed('SIOCDARP(dontpub): Network is unreachable', 255)
  return call.host.ip.forget(address) ? printed('') : failed(`No ARP entry for ${name}`, 255)
}

/** arp_disp_2() */
function line({ address, nic, mac, state }: Row): string {
  const name = formatIpv4(address).padEnd(23)
  if (mac === null) return `${name}  ${'        (incomplete)'.padEnd(44)}${nic.name}\n`
  const flags = state === 'permanent' ? 'CM' : 'C'
  return `${name}  ether   ${mac.padEnd(18)}  ${flags.padEnd(5)}                 ${nic.name}\n`
}

/** arp_disp(), which knows addresses, and no names. */
function sentence({ address, nic, mac, state }: Row): string {
  const at = mac === null ? '<incomplete> ' : `${mac} [ether] ${state === 'permanent' ? 'PERM ' : ''}`
  return `? (${formatIpv4(address)}) at ${at} on ${nic.name}\n`.replace('  on', ' on')
}
