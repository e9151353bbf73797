import { DEFAULT_VLAN } from '../../network/fabric/options.ts'
import type { NetworkSpec } from '../scenario.ts'
import { network as networkPiece } from '../schema/schema.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed } from '../text/suggest.ts'
import { NAME, NAME_RULE } from './names.ts'
import type { Reader } from './reader.ts'
import { fabricOf, implicitName, type Switches, vlanOf } from './switches.ts'

/** Where an interface is plugged in. */
export interface Plug {
  /** The name of a network. */
  readonly plug: string
  /** A port of that switch. */
  readonly switch?: string
}

/** A VLAN of the switches that are cabled together with one of them. */
interface OnSwitch {
  readonly switch: string
  readonly vlan: number
}

/** The networks of a file: those that it names, and those that follow from where interfaces are plugged in. */
export class Networks {
  readonly #reader: Reader
  readonly #switches: Switches
  /** Undefined: there was a complaint about it. */
  readonly #named: ReadonlyMap<string, NetworkSpec | undefined>
  /** Whether the file names networks: then a plug names one of them, or a switch. */
  readonly #isClosed: boolean

  constructor(reader: Reader, switches: Switches) {
    this.#reader = reader
    this.#switches = switches
    this.#isClosed = reader.at(['networks']) !== undefined
    const names = reader.names(['networks'], 'a network', NAME, NAME_RULE)
    this.#named = new Map(names.map((name) => [name, this.#read(name)]))
    this.#checkTwice()
  }

  /** All of them, in file order; those that the file does not name come after. */
  get all(): NetworkSpec[] {
    const all = new Map<string, NetworkSpec>()
    for (const [name, network] of this.#named) if (network !== undefined) all.set(name, network)
    for (const { plug, on } of this.#plugs())
      if (!this.#named.has(plug) && !all.has(plug)) all.set(plug, usual(plug, on))
    return [...all.values()]
  }

  /** The names of all of them, read with complaints or not. */
  get names(): string[] {
    return [...new Set([...this.#named.keys(), ...this.#plugs().map(({ plug }) => plug)])]
  }

  /** Where an interface is plugged in that says so at a place; undefined: there was a complaint. */
  plug(path: Path, port: string): Plug | undefined {
    const reader = this.#reader
    const said = reader.text(path)
    const { all } = this.#switches
    if (all.has(said)) return { plug: this.#networkAt(said, port), switch: said }
    const network = this.#named.get(said)
    if (network?.switch !== undefined) return this.#plugByNetwork(path, port, network as NetworkSpec & OnSwitch)
    if (said.includes(':')) {
      const [at = '', rest = ''] = said.split(':')
      const instead = all.has(at)
        ? `write plug: ${at}; its port is called ${port} then, not ${rest}`
        : `write a network: plug: ${[...this.#named.keys()][0] ?? 'lan'}`
      reader.complain(path, `an interface is plugged into a network or a switch, not into a port; ${instead}`)
    } else if (this.#isClosed && !this.#named.has(said)) {
      reader.unknown(path, all.size > 0 ? 'network or switch' : 'network', said, [...this.#named.keys(), ...all.keys()])
    } else if (!NAME.test(said)) reader.complain(path, `${shown(said)} is no name of a network; ${NAME_RULE}`)
    else return { plug: said }
    return undefined
  }

  /** The network of a port of a switch. */
  #networkAt(at: string, port: string, vlan = vlanOf(this.#switches, at, port) ?? DEFAULT_VLAN): string {
    const fabric = fabricOf(this.#switches, at)
    for (const [name, network] of this.#named) {
      if (network?.switch !== undefined && fabric.includes(network.switch) && network.vlan === vlan) return name
    }
    return implicitName(this.#switches, at, vlan)
  }

  #plugByNetwork(path: Path, port: string, { name, switch: at, vlan }: NetworkSpec & OnSwitch): Plug | undefined {
    const fabric = fabricOf(this.#switches, at)
    if (fabric.length > 1) {
      const choices = listed(
        fabric.map((one) => `plug: ${one}`),
        ' or ',
      )
      this.#reader.complain(path, `${name} lies on several switches; write ${choices}`)
      return undefined
    }
    const own = vlanOf(this.#switches, at, port)
    if (own !== undefined && own !== vlan) {
      this.#reader.complain(
        path,
        `${at} has ${port} in VLAN ${own}, and ${name} is VLAN ${vlan}; leave one of them out`,
      )
      return undefined
    }
    return { plug: name, switch: at }
  }

  /** Every plug as it is written, with the network that it comes to. */
  #plugs(): { readonly plug: string; readonly on: OnSwitch | undefined }[] {
    const reader = this.#reader
    return reader.keys(['hosts']).flatMap((host) => {
      const interfaces = ['hosts', host, 'interfaces']
      return reader.keys(interfaces).map((name) => {
        const said = reader.text([...interfaces, name, 'plug'])
        if (!this.#switches.all.has(said)) return { plug: said, on: undefined }
        const vlan = vlanOf(this.#switches, said, `${host}.${name}`) ?? DEFAULT_VLAN
        return { plug: this.#networkAt(said, `${host}.${name}`), on: { switch: said, vlan } }
      })
    })
  }

  /** A cable has two ends. */
  checkCrossovers(): void {
    const plugs = this.#plugs()
    for (const [name, network] of this.#named) {
      if (!network?.crossover) continue
      const ends = plugs.filter(({ plug }) => plug === name).length
      if (ends === 2) continue
      const what = `a crossover cable has two ends, and ${ends} interface${ends === 1 ? ' is' : 's are'} plugged in`
      this.#reader.complain(['networks', name, 'crossover'], `${what}; leave crossover out for a hub`, 'key')
    }
  }

  #read(name: string): NetworkSpec | undefined {
    const reader = this.#reader
    const path = ['networks', name]
    const said = reader.check(networkPiece, path)
    if (said === undefined) return undefined
    const { switch: at, vlan, ...quality } = said
    if (at === undefined) {
      if (vlan === undefined) return { name, ...quality }
      reader.complain([...path, 'vlan'], 'a VLAN is of a switch; write switch: sw1 beside it', 'key')
      return undefined
    }
    const { all } = this.#switches
    if (!all.has(at)) {
      reader.unknown([...path, 'switch'], 'switch', at, [...all.keys()])
      return undefined
    }
    for (const [key, why] of Object.entries(OF_A_HUB)) {
      if (quality[key as keyof typeof OF_A_HUB] === undefined) continue
      reader.complain([...path, key], `${why}; leave ${key} out`, 'key')
      return undefined
    }
    return { name, ...quality, switch: at, vlan: vlan ?? DEFAULT_VLAN }
  }

  /** One VLAN is one network. */
  #checkTwice(): void {
    const taken = new Map<string, string>()
    for (const [name, network] of this.#named) {
      if (network?.switch === undefined) continue
      const lan = `VLAN ${network.vlan} of ${fabricOf(this.#switches, network.switch).join(', ')}`
      const other = taken.get(lan)
      if (other !== undefined) {
        this.#reader.complain(['networks', name, 'switch'], `${other} is ${lan}, too; leave one of them out`)
      }
      taken.set(lan, name)
    }
  }
}

/** What a network on switches has not. */
const OF_A_HUB = {
  echo: 'echo is of a hub; a switch sends nothing back to where it came from',
  crossover: 'a cable between two machines has no switch on it',
} as const

function usual(name: string, on: OnSwitch | undefined): NetworkSpec {
  return { name, ...networkPiece.schema.parse({}), ...on }
}
