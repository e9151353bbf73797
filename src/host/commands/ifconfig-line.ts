import { type Ipv4, isWithin, type Prefix, parseIpv4 } from '../../network/address.ts'
import type { Kernel } from '../kernel.ts'
import type { Nic } from '../nic.ts'

/** What ifconfig says when something cannot be done, without its name in front; null: it was done. */
export type Complaint = string | null

/** Of an errno, what perror(3) says. */
export const INVALID = 'Invalid argument'
export const EXISTS = 'File exists'
export const NOT_AVAILABLE = "Can't assign requested address"

/** The words of CARP, and whether a value follows each. */
export type Words = ReadonlyMap<string, boolean>
export const PARAMETERS: Words = new Map(['vhid', 'pass', 'advbase', 'advskew', 'state'].map((word) => [word, true]))

/** Words that ifconfig(8) knows and that change nothing here. */
const NOT_SIMULATED: ReadonlySet<string> = new Set(
  `mtu metric media mediaopt description descr name group link ether lladdr inet6 promisc -promisc arp -arp
  peer peer6 mcast mcast6 tunnel vnet`.split(/\s+/),
)

/**
 * The words of one ifconfig line, from left to right: flags and parameters are done where they stand, the address
 * that is given or taken at the end (ifconfig.c, ifconfig()).
 */
export abstract class Line {
  protected readonly kernel: Kernel
  protected readonly parameters: Words = PARAMETERS
  /** The address that the line gives, and its prefix length. */
  #given: Ipv4 | null = null
  #length: number | null = null
  /** The address that the line takes away; null: the first one. */
  #taken: Ipv4 | null = null
  /** What was said of aliases last: without a word an address takes the place of the first one. */
  #mode: 'replace' | 'alias' | '-alias' = 'replace'

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  /** The addresses of the interface, the first one first. */
  protected abstract readonly addresses: readonly Ipv4[]
  /** SIOCSIFFLAGS. */
  protected abstract setUp(up: boolean): void
  protected abstract setParameter(name: string, value: string): Complaint
  /** SIOCDIFADDR, of an address that is there. */
  protected abstract remove(address: Ipv4): Complaint
  /** SIOCAIFADDR. */
  protected abstract add(prefix: Prefix): Complaint
  /** SIOCIFDESTROY. */
  protected abstract destroy(): Complaint

  /** What waits for the end of the line, and comes before addresses. */
  protected configure(): Complaint {
    return null
  }

  /** An ioctl on an address, as err(3) names it. */
  protected called(ioctl: string): string {
    return `ioctl (${ioctl})`
  }

  /** The address that the line gives. */
  protected get prefix(): Prefix | null {
    const address = this.#given
    return address === null ? null : { address, length: this.#length ?? classLength(address) }
  }

  /** Whether it gives an address and leaves the mask to its class. */
  get lacksMask(): boolean {
    return this.#given !== null && this.#length === null && this.#mode !== '-alias'
  }

  run(words: readonly string[]): Complaint {
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!
      if (word === 'destroy' || word === 'unplumb') return this.destroy()
      const takesValue = this.parameters.get(word) || word === 'netmask' || word === 'broadcast'
      const value = takesValue ? words[++i] : ''
      if (value === undefined) return `'${word}' requires argument`
      const complaint = this.#obey(word, value)
      if (complaint !== null) return complaint
    }
    return this.configure() ?? this.#clear() ?? this.#assign()
  }

  #obey(word: string, value: string): Complaint {
    if (this.parameters.has(word)) return this.setParameter(word, value)
    if (NOT_SIMULATED.has(word)) return `carpsim does not simulate '${word}'`
    switch (word) {
      case 'up':
      case 'down':
        this.setUp(word === 'up')
        return null
      case 'add':
      case 'alias':
        this.#mode = 'alias'
        return null
      case '-alias':
      case 'delete':
      case 'remove':
        if (this.#mode === 'replace') this.#taken = this.#given
        this.#mode = '-alias'
        return null
      case 'netmask':
        return this.#takeNetmask(value)
      case 'broadcast':
        return parseIpv4(value) === undefined ? badValue(value) : null
      default:
        return this.#takeAddress(word)
    }
  }

  #takeNetmask(text: string): Complaint {
    const mask = /^0x[0-9a-f]{1,8}$/i.test(text) ? Number(text) : parseIpv4(text)
    if (mask === undefined) return badValue(text)
    // in_mask2len(): the ones in front.
    this.#length = Math.clz32(~mask)
    return null
  }

  #takeAddress(text: string): Complaint {
    // A width is read where an address is given, not where it is taken away (af_inet.c, in_getaddr()).
    const [, bare = text, width] = (this.#mode === '-alias' ? null : /^(.*)\/(.*)$/.exec(text)) ?? []
    if (width !== undefined) {
      const length = widthOf(width)
      if (typeof length === 'string') return `${badValue(text)} (width ${length})`
      this.#length = length
    }
    const address = parseIpv4(bare)
    if (address === undefined) return badValue(bare)
    if (this.#mode === '-alias') this.#taken = address
    else this.#given ??= address
    return null
  }

  #clear(): Complaint {
    if (this.#mode === 'alias' || (this.#mode === 'replace' && this.#given === null)) return null
    const { addresses } = this
    const address = addresses.find((each) => each === (this.#taken ?? addresses[0]))
    if (address !== undefined) return this.remove(address)
    return this.#mode === '-alias' ? `${this.called('SIOCDIFADDR')}: ${NOT_AVAILABLE}` : null
  }

  #assign(): Complaint {
    const { prefix } = this
    return prefix === null || this.#mode === '-alias' ? null : this.add(prefix)
  }
}

/** The peer that is meant, or why it cannot be one. */
export function peerCalled(text: string, { name, prefix }: Nic): Ipv4 | string {
  const peer = parseIpv4(text)
  if (peer !== undefined && peer !== prefix.address && isWithin(peer, prefix)) return peer
  return `carpsim carries advertisements to a peer in the subnet of ${name} alone`
}

function badValue(text: string): string {
  return `${text}: bad value`
}

/** strtonum(3) from 0 to 32. */
function widthOf(text: string): number | 'invalid' | 'too large' {
  if (!/^\d+$/.test(text)) return 'invalid'
  return Number(text) > 32 ? 'too large' : Number(text)
}

/** The prefix length of an address by its class, where none is given. */
function classLength(address: Ipv4): number {
  if (address < 0x8000_0000) return 8
  return address < 0xc000_0000 ? 16 : 24
}
