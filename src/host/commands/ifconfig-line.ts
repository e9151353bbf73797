import { type Address, type Ipv4, type Prefix, parseIpv4 } from '../../network/address.ts'
import { parseIpv6 } from '../../network/ipv6.ts'
import type { Family } from '../../trace/record.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** What ifconfig says when something cannot be done, without its name in front; null: it was done. */
export type Complaint = string | null

/** Of an errno, what perror(3) says. */
export const INVALID = 'Invalid argument'
export const EXISTS = 'File exists'
export const NOT_AVAILABLE = "Can't assign requested address"

/** Of an IPv6 address, where none is given. */
const PREFIXLEN = 64
const LONGEST = { inet: 32, inet6: 128 } as const
/** Words that a value follows, beside those of CARP. */
const VALUES: Readonly<Record<Family, readonly string[]>> = { inet: ['netmask', 'broadcast'], inet6: ['prefixlen'] }

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
  #given: Address | null = null
  #length: number | null = null
  /** The address that the line takes away; null: the first one. */
  #taken: Address | null = null
  /** What was said of aliases last: without a word an address takes the place of the first one. */
  #family: Family = 'inet'
  #mode: 'replace' | 'alias' | '-alias' = 'replace'

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  /** The addresses of the interface, the first one first. */
  protected abstract readonly addresses: readonly Address[]
  /** SIOCSIFFLAGS. */
  protected abstract setUp(up: boolean): void
  protected abstract setParameter(name: string, value: string): Complaint
  /** SIOCDIFADDR, SIOCDIFADDR_IN6, of an address that is there. */
  protected abstract remove(address: Address): Complaint
  /** SIOCAIFADDR, SIOCAIFADDR_IN6. */
  protected abstract add(prefix: Prefix<Address>): Complaint
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
  protected get prefix(): Prefix<Address> | null {
    const address = this.#given
    if (address === null) return null
    return { address, length: this.#length ?? (typeof address === 'number' ? classLength(address) : PREFIXLEN) }
  }

  /** Whether it gives an address and leaves the mask to its class. */
  get lacksMask(): boolean {
    return typeof this.#given === 'number' && this.#length === null && this.#mode !== '-alias'
  }

  run(words: readonly string[], family: Family): Complaint {
    this.#family = family
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!
      if (word === 'destroy' || word === 'unplumb') return this.destroy()
      const takesValue = this.parameters.get(word) || VALUES[family].includes(word)
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
      case 'prefixlen':
        return this.#family === 'inet6' ? this.#takeWidth(value, value) : this.#takeAddress(word)
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
    const complaint = width === undefined ? null : this.#takeWidth(width, text)
    if (complaint !== null) return complaint
    // A zone, as in fe80::1%em0, can only be that of the interface.
    const address = this.#family === 'inet' ? parseIpv4(bare) : parseIpv6(bare.replace(/%.*$/, ''))
    if (address === undefined) return badValue(bare)
    if (this.#mode === '-alias') this.#taken = address
    else this.#given ??= address
    return null
  }

  #takeWidth(width: string, text: string): Complaint {
    const length = widthOf(width, LONGEST[this.#family])
    if (typeof length === 'string') return `${badValue(text)} (width ${length})`
    this.#length = length
    return null
  }

  /** No IPv6 address takes the place of another one. */
  #clear(): Complaint {
    if (this.#family === 'inet6' && this.#mode === 'replace') return null
    if (this.#mode === 'alias' || (this.#mode === 'replace' && this.#given === null)) return null
    const { addresses } = this
    const address = addresses.find((each) => each === (this.#taken ?? (this.#family === 'inet' ? addresses[0] : null)))
    if (address !== undefined) return this.remove(address)
    return this.#mode === '-alias' ? `${this.called('SIOCDIFADDR')}: ${NOT_AVAILABLE}` : null
  }

  #assign(): Complaint {
    const { prefix } = this
    return prefix === null || this.#mode === '-alias' ? null : this.add(prefix)
  }
}

/** The one machine that a virtual host advertises to, over routers if need be; undefined: the text is no such address. */
export function peerCalled(text: string, family: 'inet'): Ipv4 | undefined
export function peerCalled(text: string, family: Family): Address | undefined
export function peerCalled(text: string, family: Family): Address | undefined {
  return family === 'inet' ? parseIpv4(text) : parseIpv6(text)
}

export function badPeer(text: string): string {
  return `carpsim takes a peer by its address alone, and ${text} is none`
}

function badValue(text: string): string {
  return `${text}: bad value`
}

/** strtonum(3) from 0. */
function widthOf(text: string, most: number): number | 'invalid' | 'too large' {
  if (!/^\d+$/.test(text)) return 'invalid'
  return Number(text) > most ? 'too large' : Number(text)
}

/** The prefix length of an address by its class, where none is given. */
function classLength(address: Ipv4): number {
  if (address < 0x8000_0000) return 8
  return address < 0xc000_0000 ? 16 : 24
}
