import { type Ipv4, netmask, parsePrefix } from '../../../network/address.ts'
import { does } from '../../carp.ts'
import type { Host } from '../../host.ts'
import type { Inet } from '../../inet.ts'
import type { Nic } from '../../nic.ts'
import { addressOf } from '../names.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'
import { deviceCalled } from './device.ts'
import { listed, listing } from './ifconfig-show.ts'
import { dropRoutesOf } from './route-table.ts'

const HELP = "ifconfig: `--help' gives usage information."
/** E_USAGE of net-tools. */
const BAD_USAGE = 3
/** What -1 becomes as an exit status. */
const REFUSED = 255

/** ifconfig(8) of net-tools 1.60: what it is told it does from left to right, until something cannot be understood. */
export const ifconfig: Program = (call, args) => {
  const options = args.findIndex((word) => !word.startsWith('-'))
  const [letters, words] = options === -1 ? [args, []] : [args.slice(0, options), args.slice(options)]
  const unknown = letters.find((word) => word !== '-a' && word !== '-v')
  if (unknown === '--help' || unknown === '-h') return usage('')
  if (unknown !== undefined) return failed(`ifconfig: option \`${unknown}' not recognised.\n${HELP}`)
  const [name, ...rest] = words
  if (name === undefined) return printed(listing(call.host, letters.includes('-a')))
  const device = deviceCalled(call.host, cardOf(name))
  if (rest.length > 0) return new Change(call, name).make(rest)
  if (device === undefined) return failed(`${name}: error fetching interface information: Device not found`)
  return printed(listed(device, name))
}

/** eth0 of eth0:0. */
function cardOf(name: string): string {
  return name.replace(/:.*/, '')
}

/** A line of words about one interface. */
class Change {
  readonly #call: Call
  readonly #host: Host
  readonly #name: string
  readonly #inet: Inet | undefined
  #said = ''
  #exit = 0
  #masked = false

  constructor(call: Call, name: string) {
    this.#call = call
    this.#host = call.host
    this.#name = name
    this.#inet = call.host.nics.find((nic) => nic.name === cardOf(name))?.addresses.inet
  }

  make(words: readonly string[]): Outcome {
    const left = [...words]
    for (let word = left.shift(); word !== undefined; word = left.shift()) {
      if (word === 'inet' || IGNORED.has(word)) continue
      const ended = this.#take(word, left)
      if (ended !== null) return ended
    }
    return { stdout: '', stderr: this.#said, exit: this.#exit }
  }

  /** Null: on with the next word. */
  #take(word: string, left: string[]): Outcome | null {
    if (word === 'up' || word === 'down') return this.#flag(word === 'up')
    if (word === 'netmask') return this.#netmask(left.shift())
    if (word === 'broadcast') return this.#broadcast(left.shift())
    if (word === 'add' || word === 'del') return this.#alias(word, left.shift())
    if (FIXED.has(word)) return this.#fatal(`ifconfig: carpsim keeps ${word} as it is`)
    return this.#address(word)
  }

  /** set_flag(), clr_flag(): of an alias nothing can be taken up, and down means away. */
  #flag(up: boolean): null {
    const device = deviceCalled(this.#host, cardOf(this.#name))
    if (device === undefined)
      return this.#refuse(`${this.#name}: ERROR while getting interface flags: No such device`, REFUSED)
    if (this.#name === device.name) {
      if (device.nic !== null) this.#setUp(device.nic, up)
      return null
    }
    const isThere = device.inet.some(({ label }) => label === this.#name)
    const why = up ? (isThere ? null : 'Cannot assign requested address') : this.#inet?.takeDown(this.#name)
    return why ? this.#refuse(`SIOCSIFFLAGS: ${why}`, REFUSED) : null
  }

  #setUp(nic: Nic, up: boolean): void {
    does(this.#host.setUp(nic, up))
    if (!up) dropRoutesOf(this.#host, nic)
  }

  #netmask(word: string | undefined): Outcome | null {
    if (word === undefined || this.#masked) return usage(this.#said)
    this.#masked = true
    const mask = addressOf(this.#call, word)
    if (mask === undefined) return this.#refuse(`${word}: Unknown host`)
    const length = lengthOf(mask)
    if (length === undefined) return this.#refuse('SIOCSIFNETMASK: Invalid argument')
    return this.#obeyed('SIOCSIFNETMASK', this.#inet?.setMask(this.#name, length))
  }

  #broadcast(word: string | undefined): Outcome | null {
    if (word === undefined) return null
    const address = addressOf(this.#call, word)
    if (address === undefined) return this.#refuse(`${word}: Unknown host`)
    return this.#obeyed('SIOCSIFBRDADDR', this.#inet?.setBroadcast(this.#name, address))
  }

  #address(word: string): Outcome | null {
    const prefix = word.includes('/') ? parsePrefix(word, 32) : undefined
    const address = prefix?.address ?? addressOf(this.#call, word)
    if (address === undefined) return this.#fatal(`${word}: Unknown host\n${HELP}`)
    this.#obeyed('SIOCSIFADDR', this.#give(this.#name, address))
    // The address takes its interface up, unless it is an alias on its way out.
    const goes = this.#name.includes(':') && (address === 0 || this.#name.endsWith('-'))
    if (!goes) this.#flag(true)
    if (prefix !== undefined) this.#obeyed('SIOCSIFNETMASK', this.#inet?.setMask(this.#name, prefix.length))
    return null
  }

  /** 0.0.0.0 takes the address away. */
  #give(name: string, address: Ipv4): string | null | undefined {
    const old = this.#inet?.labelled(name)
    if (address !== 0) return this.#inet?.setAddress(name, address)
    if (old !== undefined) this.#inet?.remove(old)
    return null
  }

  /** `add` makes the next alias that is free, `del` takes away the one with that address. */
  #alias(word: 'add' | 'del', given: string | undefined): Outcome | null {
    const address = given === undefined ? undefined : addressOf(this.#call, given)
    if (given === undefined) return usage(this.#said)
    if (address === undefined) return this.#fatal(`${given}: Unknown host`)
    const inet = this.#inet
    if (inet === undefined) return this.#refuse('SIOCSIFADDR: No such device')
    const network = inet.labelled(cardOf(this.#name))
    if (word === 'del') {
      const old = inet.list.find((one) => one.address === address && one.label !== cardOf(this.#name))
      if (old !== undefined) inet.remove(old)
      return null
    }
    const free = inet.list.findIndex((_, i) => inet.labelled(`${this.#name}:${i}`) === undefined)
    const label = `${this.#name}:${Math.max(0, free)}`
    this.#obeyed('SIOCSIFADDR', inet.setAddress(label, address))
    if (network !== undefined) this.#obeyed('SIOCSIFNETMASK', inet.setMask(label, network.length))
    return null
  }

  #obeyed(call: string, why: string | null | undefined): null {
    return why === null ? null : this.#refuse(`${call}: ${why ?? 'No such device'}`)
  }

  /** It goes on with the next word, and fails in the end. */
  #refuse(says: string, exit = 1): null {
    this.#said += `${says}\n`
    this.#exit |= exit
    return null
  }

  #fatal(says: string): Outcome {
    return { stdout: '', stderr: `${this.#said}${says}\n`, exit: 1 }
  }
}

/** What changes nothing that is seen here. */
const IGNORED: ReadonlySet<string> = new Set(
  'arp -arp promisc -promisc allmulti -allmulti multicast -multicast trailers -trailers -broadcast'.split(' '),
)
const FIXED: ReadonlySet<string> = new Set(
  'mtu metric hw txqueuelen name media dstaddr pointopoint -pointopoint tunnel inet6 irq io_addr mem_start'.split(' '),
)

/** Of a mask; undefined: it has holes. */
function lengthOf(mask: Ipv4): number | undefined {
  const length = Math.clz32(~mask)
  return netmask(length) === mask ? length : undefined
}

function usage(before: string): Outcome {
  return { stdout: '', stderr: before + USAGE, exit: BAD_USAGE }
}

const USAGE = `Usage:
  ifconfig [-a] [-v] [-s] <interface> [[<AF>] <address>]
  [add <address>[/<prefixlen>]]
  [del <address>[/<prefixlen>]]
  [[-]broadcast [<address>]]  [[-]pointopoint [<address>]]
  [netmask <address>]  [dstaddr <address>]  [tunnel <address>]
  [outfill <NN>] [keepalive <NN>]
  [hw <HW> <address>]  [metric <NN>]  [mtu <NN>]
  [[-]trailers]  [[-]arp]  [[-]allmulti]
  [multicast]  [[-]promisc]
  [mem_start <NN>]  [io_addr <NN>]  [irq <NN>]  [media <type>]
  [txqueuelen <NN>]
  [[-]dynamic]
  [up|down] ...

  <HW>=Hardware Type.
  List of possible hardware types:
    loop (Local Loopback) ether (Ethernet) 
  <AF>=Address family. Default: inet
  List of possible address families:
    unix (UNIX Domain) inet (DARPA Internet) inet6 (IPv6) 
`
