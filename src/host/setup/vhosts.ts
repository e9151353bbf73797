import type { System } from '../../carp/system.ts'
import { BALANCINGS } from '../../carp/vhost.ts'
import type { CarpWord, IfconfigLine } from '../../config/ifconfig.ts'
import type { Place, Word } from '../../config/text.ts'
import {
  type Address,
  familyOf,
  isOfMachine,
  netmask,
  type Prefix,
  parseAnyPrefix,
  parseIpv4,
} from '../../network/address.ts'
import type { NodeConfig, VhostConfig } from '../carp.ts'
import type { Setup } from './common.ts'
import type { Notes } from './notes.ts'
import { type Refusal, whyRefused } from './refused.ts'

type Parameters = Readonly<Partial<Record<CarpWord, Word>>>
type Numbers = Pick<VhostConfig, 'vhid' | 'advbase' | 'advskew'>

/** What the lines of a boot have said of one virtual host so far. */
export interface Drafted {
  readonly file: string
  /** Where it is first spoken of. */
  readonly place: Place
  readonly carp: Parameters
  readonly addresses: readonly Prefix<Address>[]
}

/** A later line says more, or otherwise. */
export function drafted(before: Drafted | undefined, now: Drafted): Drafted {
  if (before === undefined) return now
  return { ...before, carp: { ...before.carp, ...now.carp }, addresses: [...before.addresses, ...now.addresses] }
}

/** The address that a line gives; undefined: it gives none, or there is a finding. */
export function addressOf(
  { address, mask, family }: IfconfigLine,
  file: string,
  notes: Notes,
): Prefix<Address> | undefined {
  if (address === undefined) return undefined
  const { text } = address
  const prefix = parseAnyPrefix(text.replace(/%\w+/, ''), { inet: -1, inet6: 64 })
  if (
    prefix === undefined ||
    !isOfMachine(prefix.address) ||
    (family === 'inet6') !== (typeof prefix.address === 'string')
  ) {
    notes.find(
      file,
      address,
      'bad-address',
      `${text} is no address that a machine of this family can have: nothing is made of it`,
    )
    return undefined
  }
  if (mask === undefined && prefix.length >= 0) return prefix
  const length = mask === undefined ? classLength(prefix.address) : maskLength(mask.text)
  if (length !== undefined && length <= LONGEST[familyOf(prefix.address)]) return { ...prefix, length }
  notes.find(file, mask!, 'bad-mask', `${mask!.text} is no mask: ifconfig refuses the line`, 'netmask 255.255.255.0')
  return undefined
}

const LONGEST = { inet: 32, inet6: 128 } as const

/** The prefix length of a mask: 255.255.255.0, 0xffffff00, or of IPv6 64. */
export function maskLength(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 128 ? Number(text) : undefined
  const mask = /^0x[0-9a-f]{1,8}$/i.test(text) ? Number(text) : parseIpv4(text)
  if (mask === undefined) return undefined
  const length = Math.clz32(~mask)
  return netmask(length) === mask >>> 0 ? length : undefined
}

function classLength(address: Address): number {
  if (typeof address === 'string') return 64
  if (address < 0x8000_0000) return 8
  return address < 0xc000_0000 ? 16 : 24
}

const RANGES: Readonly<Record<keyof Numbers, readonly [number, number]>> = {
  vhid: [1, 255],
  advbase: [0, 255],
  advskew: [0, 254],
}

/** Something that may become a virtual host. */
export interface Candidate {
  readonly draft: Drafted
  /** The real interface that it is on; undefined: it has found none. */
  readonly on: string | undefined
  /** `carp0`, where it is an interface of its own. */
  readonly device?: string
}

/** The virtual hosts that a boot makes, one after the other; of each other one a finding says why not. */
export function accepted(candidates: readonly Candidate[], { notes, cards }: Setup, system: System): VhostConfig[] {
  const others: VhostConfig[] = []
  for (const { draft, on, device } of candidates) {
    const config = configOf(draft, on ?? '', notes)
    if (config === undefined) continue
    const refusal = on === undefined ? NO_PARENT : whyRefused(config, { system, cards, others })
    const cannot = refusal ?? gapBefore(device, others.length)
    if (cannot === undefined) others.push(config)
    else notes.find(draft.file, draft, ...cannot)
  }
  return others
}

const NO_PARENT: Refusal = [
  'no-parent',
  "no interface of this machine has the subnet of the address: SIOCAIFADDR: Can't assign requested address, and it stays in INIT",
  'a real interface with an address in that subnet',
]

function gapBefore(device: string | undefined, count: number): Refusal | undefined {
  if (device === undefined || device === `carp${count}`) return undefined
  return [
    'carp-numbers',
    `here carp interfaces are numbered from 0 without a gap: ${device} is left out`,
    `carp${count}`,
  ]
}

/** A virtual host of what was said; undefined: it cannot come up, and there is a finding. */
function configOf({ file, place, carp, addresses }: Drafted, on: string, notes: Notes): VhostConfig | undefined {
  const numbers = numbersOf(carp, file, notes)
  const nodes = carp.carpnodes && nodesIn(carp.carpnodes, file, notes)
  if (numbers === undefined || (carp.carpnodes && nodes === undefined)) return undefined
  if (numbers.vhid === 0 && nodes === undefined) {
    notes.find(file, { place }, 'no-vhid', 'no vhid is given: the virtual host stays in INIT', 'vhid 1')
    return undefined
  }
  if (addresses.length === 0) {
    notes.find(file, { place }, 'no-address', 'no address is given: the virtual host stays in INIT')
    return undefined
  }
  const distinct = addresses.filter((one, i) => addresses.findIndex(({ address }) => address === one.address) === i)
  const config = { ...numbers, interface: on, password: carp.pass?.text ?? '', addresses: distinct }
  const peer = parseIpv4((carp.peer ?? carp.carppeer)?.text ?? '')
  const group = carp.group && { groups: [carp.group.text] }
  const balancing = BALANCINGS.find((mode) => mode === carp.balancing?.text.toLowerCase()) ?? 'ip'
  return { ...config, ...(nodes && { ...nodes[0]!, nodes, balancing }), ...group, ...(peer !== undefined && { peer }) }
}

function numbersOf(carp: Parameters, file: string, notes: Notes): Numbers | undefined {
  const numbers = { vhid: 0, advbase: 1, advskew: 0 }
  for (const name of ['vhid', 'advbase', 'advskew'] as const) {
    const word = carp[name]
    if (word === undefined) continue
    const [least, most] = RANGES[name]
    const number = /^\d{1,5}$/.test(word.text) ? Number(word.text) : -1
    if (number < least || number > most) {
      notes.find(
        file,
        word,
        'out-of-range',
        `${name} is ${least} to ${most}: the line is refused, and the virtual host stays in INIT`,
      )
      return undefined
    }
    numbers[name] = number
  }
  return numbers
}

/** `5:0,6:100`, the lowest vhid first. */
function nodesIn(word: Word, file: string, notes: Notes): NodeConfig[] | undefined {
  const nodes = word.text.split(',').map((node) => /^(\d{1,3}):(\d{1,3})$/.exec(node)?.slice(1).map(Number) ?? [0, 0])
  const good = nodes.every(([vhid = 0, advskew = 0]) => vhid > 0 && vhid < 256 && advskew < 255)
  if (good) return nodes.map(([vhid = 0, advskew = 0]) => ({ vhid, advskew })).sort((a, b) => a.vhid - b.vhid)
  notes.find(
    file,
    word,
    'out-of-range',
    'carpnodes are vhids with their advskew, such as 5:0,6:100: the line is refused',
  )
  return undefined
}
