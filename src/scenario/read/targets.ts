import { eachAlone } from '../../host/carp.ts'
import { type Address, cardMac, clientMac, type Mac } from '../../network/address.ts'
import type { PowerSpec } from '../power.ts'
import type { Endpoint, Side, VhostRef } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import type { SentenceNames } from '../sentences/names.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed, slipIn, suggestion } from '../text/suggest.ts'
import type { Hosts, Known } from './hosts.ts'
import type { Reader } from './reader.ts'
import type { Switches } from './switches.ts'

/** All that events can name. */
export interface Names {
  readonly hosts: Hosts
  readonly switches: Switches
  readonly networks: readonly string[]
  readonly power: readonly PowerSpec[]
  readonly sentences: SentenceNames
}

/** Which frames: those from one side to the other. */
export interface Direction {
  readonly from: Side
  readonly to: Side
}

/** A name in its parts: host.interface/vhid. */
interface Parts {
  readonly host: string
  readonly on: string | undefined
  readonly vhid: number | undefined
  readonly known: Known
}

/**
 * Resolves what one event acts on. Undefined: there was a complaint, here or earlier about what is named, and nothing
 * more is to be said.
 */
export class Targets {
  readonly reader: Reader
  /** Of the event. */
  readonly path: Path
  readonly #verb: string
  readonly names: Names

  constructor(reader: Reader, path: Path, verb: string, names: Names) {
    this.reader = reader
    this.path = path
    this.#verb = verb
    this.names = names
  }

  /** Of what the verb acts on. */
  get at(): Path {
    return [...this.path, this.#verb]
  }

  /** What the verb acts on, as it is written. */
  get text(): string {
    return this.reader.text(this.at)
  }

  host(): { host: string } | undefined {
    const parts = this.#parts(this.text, 'a host such as fw1')
    if (parts === undefined) return undefined
    if (parts.on === undefined && parts.vhid === undefined) return { host: parts.host }
    return this.wrong(`${this.#verb} takes a whole host: ${parts.host}`)
  }

  interface(): { host: string; interface: string } | undefined {
    const parts = this.#parts(this.text, 'an interface such as fw1.em0')
    if (parts === undefined) return undefined
    const { host, on, vhid, known } = parts
    const all = known.spec.interfaces.map(({ name }) => `${host}.${name}`)
    if (vhid !== undefined) return this.wrong(`${this.#verb} takes an interface: ${host}.${on ?? 'em0'}`)
    if (on !== undefined) return { host, interface: on }
    if (all.length === 1) return { host, interface: known.spec.interfaces[0]!.name }
    return this.wrong(all.length === 0 ? `${host} has no interface` : `which interface? write ${listed(all, ' or ')}`)
  }

  vhost(): VhostRef | undefined {
    const parts = this.#parts(this.text, 'a virtual host such as fw1.em0/1')
    if (parts === undefined) return undefined
    const { host, on, vhid, known } = parts
    const all = eachAlone(known.spec.carp).map((vhost) => ({ host, interface: vhost.interface, vhid: vhost.vhid }))
    const written = all.map((vhost) => `${host}.${vhost.interface}/${vhost.vhid}`)
    if (vhid === undefined) return this.wrong(`which virtual host? write ${written[0] ?? `${host}.em0/1`}`)
    const fits = all.filter((vhost) => vhost.vhid === vhid && (on === undefined || vhost.interface === on))
    if (fits.length === 1) return fits[0]
    if (fits.length > 1) return this.wrong(`vhid ${vhid} is on several interfaces; write ${listed(written, ' or ')}`)
    this.reader.unknown(this.at, 'virtual host', this.text, written)
    return undefined
  }

  /** An address that clients may ask for. */
  virtualAddress(): { address: Address } | undefined {
    const address = readAddress(this.text)
    if (address !== undefined) return { address }
    return this.wrong(`${this.#verb} takes a virtual address, such as 10.0.0.3${slipIn(this.text)}`)
  }

  /** The card of the machine with that address; of nobody, one that is derived from it. */
  macOf(address: Address): Mac {
    const hosts = [...this.names.hosts.values()]
    for (const [place, known] of hosts.entries()) {
      const cards = known?.spec.interfaces ?? []
      const card = cards.findIndex(
        ({ address: own, address6 }) => own.address === address || address6?.address === address,
      )
      if (card >= 0) return cards[card]!.mac ?? cardMac(place + 1, card)
    }
    return clientMac(address)
  }

  /** `a -> network`, `a -> b`, or `a <-> b`: both ways. */
  wayInto(): { from: Endpoint; network: string } | (Direction & { both?: true }) | undefined {
    const into = this.text.split('->')[1]?.trim() ?? ''
    if (this.text.includes('<->')) {
      const direction = this.direction('<->')
      return direction && { ...direction, both: true }
    }
    return this.names.networks.includes(into) || !this.#isSide(into) ? this.intoNetwork() : this.direction()
  }

  /** `a -> b`, each a host, an interface or any. */
  direction(arrow: '->' | '<->' = '->'): Direction | undefined {
    const halves = this.#halves(`fw1 ${arrow} fw2`, arrow)
    if (halves === undefined) return undefined
    const [from, to] = halves.map((half) => this.#side(half))
    if (from === undefined || to === undefined) return undefined
    if (from !== 'any' && to !== 'any' && from.host === to.host)
      return this.wrong('a machine does not hear itself; write two machines')
    return { from, to }
  }

  /** `a -> network`. */
  intoNetwork(): { from: Endpoint; network: string } | undefined {
    const halves = this.#halves('fw1 -> lan')
    if (halves === undefined) return undefined
    const from = this.#endpoint(halves[0], 'a host, an arrow and a network, such as fw1 -> lan')
    const into = this.network(halves[1], this.at)
    if (from === undefined || into === undefined) return undefined
    const plugs = this.shared(from, 'any')
    if (plugs.includes(into.network)) return { from, ...into }
    return this.wrong(
      `${halves[0]} is not plugged into ${into.network}${suggestion(into.network, plugs, 'it is plugged into')}`,
    )
  }

  network(name: string, path: Path): { network: string } | undefined {
    if (this.names.networks.includes(name)) return { network: name }
    this.reader.unknown(path, 'network', name, this.names.networks)
    return undefined
  }

  /** The networks that both sides are plugged into. */
  shared(a: Side, b: Side): readonly string[] {
    if (a === 'any') return b === 'any' ? this.names.networks : this.shared(b, a)
    const { interfaces } = this.known(a.host).spec
    const plugs = interfaces.filter(({ name }) => name === (a.interface ?? name)).map(({ plug }) => plug)
    if (b === 'any') return plugs
    const others = this.shared(b, 'any')
    return plugs.filter((plug) => others.includes(plug))
  }

  /** The names of the hosts that are plugged into a network. */
  members(network: string): string[] {
    const { hosts } = this.names
    return [...hosts].flatMap(([name, known]) =>
      known?.spec.interfaces.some((card) => card.plug === network) ? [name] : [],
    )
  }

  /** Whether it is a host. Complains if there is none of that name. */
  isHost(name: string, path: Path): boolean {
    const { hosts } = this.names
    if (!hosts.has(name)) this.reader.unknown(path, 'host', name, [...hosts.keys()])
    return hosts.has(name)
  }

  known(host: string): Known {
    return this.names.hosts.get(host)!
  }

  /** Whether the host was read without complaint. */
  isRead(host: string): boolean {
    return this.names.hosts.get(host) != null
  }

  /** Complains of what the verb acts on. */
  wrong(message: string): undefined {
    this.reader.complain(this.at, message)
  }

  /** Complains of an argument of the verb. */
  complain(argument: string, message: string): undefined {
    this.reader.complain([...this.path, argument], message)
  }

  #side(text: string): Side | undefined {
    return text === 'any' ? 'any' : this.#endpoint(text, 'a host, an interface or any on each side of ->')
  }

  #endpoint(text: string, wants: string): Endpoint | undefined {
    const parts = this.#parts(text, wants)
    if (parts === undefined) return undefined
    if (parts.vhid !== undefined) return this.wrong(`${this.#verb} takes ${wants}`)
    return parts.on === undefined ? { host: parts.host } : { host: parts.host, interface: parts.on }
  }

  #isSide(text: string): boolean {
    return text === 'any' || this.names.hosts.has(text.split('.')[0] ?? '')
  }

  #halves(example: string, arrow = '->'): [string, string] | undefined {
    const [left = '', right = '', ...more] = this.text.split(arrow).map((half) => half.trim())
    if (left !== '' && right !== '' && more.length === 0) return [left, right]
    return this.wrong(`${this.#verb} takes a direction: ${example}`)
  }

  #parts(text: string, wants: string): Parts | undefined {
    const match = /^([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9._-]*))?(?:\/(\d{1,3}))?$/.exec(text)
    if (!match) return this.wrong(`${this.#verb} takes ${wants}${text === '' ? '' : `, not ${shown(text)}`}`)
    const [, host = '', on, vhid] = match
    if (!this.isHost(host, this.at)) return undefined
    const known = this.names.hosts.get(host)
    if (!known) return undefined
    const cards = known.spec.interfaces.map(({ name }) => name)
    if (on === undefined || cards.includes(on))
      return { host, on, vhid: vhid === undefined ? undefined : Number(vhid), known }
    this.reader.unknown(
      this.at,
      'interface',
      `${host}.${on}`,
      cards.map((card) => `${host}.${card}`),
    )
    return undefined
  }
}
