import { type Ipv4, isWithin, netmask, type Prefix } from '../network/address.ts'
import { ERRNOS } from './errno.ts'

/** An IPv4 address on a card, as Linux keeps it (struct in_ifaddr). */
export interface Ifaddr extends Prefix {
  /** The name of the card, or of an alias of it: `eth0:0`. */
  readonly label: string
  /** Null: none was given. */
  readonly broadcast: Ipv4 | null
}

/** Why the kernel refuses, as perror(3) says it; null: it is done. */
export type Refused = string | null

const EXISTS = 'File exists'
const NOT_THERE = ERRNOS.EADDRNOTAVAIL.text

/**
 * The IPv4 addresses of a card while somebody configures them, by the rules of Linux (net/ipv4/devinet.c): `ifconfig`
 * finds them by label, `ip` by address. The first of a network is its primary one, which takes the others with it.
 */
export class Inet {
  #list: readonly Ifaddr[]
  readonly #changed: (before: readonly Ifaddr[], after: readonly Ifaddr[]) => void

  constructor(
    list: readonly Ifaddr[],
    changed: (before: readonly Ifaddr[], after: readonly Ifaddr[]) => void = () => undefined,
  ) {
    this.#list = list
    this.#changed = changed
  }

  /** In the order in which they are shown: primary ones first. */
  get list(): readonly Ifaddr[] {
    return this.#list
  }

  /** The first with that label; undefined: the alias is not there. */
  labelled(label: string): Ifaddr | undefined {
    return this.#list.find((one) => one.label === label)
  }

  isSecondary(one: Ifaddr): boolean {
    return this.#list.slice(0, this.#list.indexOf(one)).some((other) => sameNetwork(other, one))
  }

  /** `ip addr add` (inet_insert_ifa). */
  add(one: Ifaddr): Refused {
    const list = inserted(this.#list, one)
    if (list === null) return EXISTS
    this.#become(list)
    return null
  }

  /** `ip addr del` (__inet_del_ifa). */
  remove(one: Ifaddr): void {
    this.#become(without(this.#list, one))
  }

  /** `ip addr flush` */
  clear(): void {
    this.#become([])
  }

  /** SIOCSIFADDR: `ifconfig eth0:0 10.0.0.3`, which gives it the mask of its class. */
  setAddress(label: string, address: Ipv4): Refused {
    const old = this.labelled(label)
    if (old?.address === address) return null
    const length = lengthOfClass(address)
    return this.#replace(old, { label, address, length, broadcast: broadcastOf(address, length) })
  }

  /** SIOCSIFNETMASK: the broadcast address goes with it, where it was the usual one. */
  setMask(label: string, length: number): Refused {
    const old = this.labelled(label)
    if (old === undefined) return NOT_THERE
    if (old.length === length) return null
    const was = (old.address | ~netmask(old.length)) >>> 0
    const broadcast = old.broadcast === was ? (broadcastOf(old.address, length) ?? was) : old.broadcast
    return this.#replace(old, { ...old, length, broadcast })
  }

  /** SIOCSIFBRDADDR */
  setBroadcast(label: string, broadcast: Ipv4): Refused {
    const old = this.labelled(label)
    if (old === undefined) return NOT_THERE
    return old.broadcast === broadcast ? null : this.#replace(old, { ...old, broadcast })
  }

  /** SIOCSIFFLAGS without IFF_UP, of an alias: `ifconfig eth0:0 down`. */
  takeDown(label: string): Refused {
    const old = this.labelled(label)
    if (old === undefined) return NOT_THERE
    this.remove(old)
    return null
  }

  #replace(old: Ifaddr | undefined, one: Ifaddr): Refused {
    const rest = old === undefined ? this.#list : without(this.#list, old)
    const list = inserted(rest, one)
    this.#become(list ?? rest)
    return list === null ? EXISTS : null
  }

  #become(list: readonly Ifaddr[]): void {
    const before = this.#list
    this.#list = list
    this.#changed(before, list)
  }
}

/** Null: it is there already. A primary one goes behind the other primary ones, a secondary one behind all. */
function inserted(list: readonly Ifaddr[], one: Ifaddr): readonly Ifaddr[] | null {
  const network = list.filter((other) => sameNetwork(other, one))
  if (network.some(({ address }) => address === one.address)) return null
  if (network.length > 0) return [...list, one]
  const primaries = list.findLastIndex((other, at) => !list.slice(0, at).some((first) => sameNetwork(first, other)))
  return [...list.slice(0, primaries + 1), one, ...list.slice(primaries + 1)]
}

/** With a primary one all secondary ones of its network go (net.ipv4.conf.*.promote_secondaries is 0). */
function without(list: readonly Ifaddr[], one: Ifaddr): readonly Ifaddr[] {
  const first = list.find((other) => sameNetwork(other, one))
  return list.filter((other) => other !== one && (first !== one || !sameNetwork(other, one)))
}

function sameNetwork(one: Prefix, other: Prefix): boolean {
  return one.length === other.length && isWithin(one.address, other)
}

/** The length of the network part that an address had when there were classes (inet_abc_len). */
export function lengthOfClass(address: Ipv4): number {
  if (address === 0) return 0
  const first = address >>> 24
  return first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : 32
}

/** Networks of one address or two have none. */
export function broadcastOf(address: Ipv4, length: number): Ipv4 | null {
  return length < 31 ? (address | ~netmask(length)) >>> 0 : null
}
