import { type Address, formatIpv4, type Prefix } from '../../network/address.ts'
import type { State } from '../../trace/record.ts'
import type { Instance } from '../kernel/instance.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { change, type Given } from '../kernel/parameters.ts'
import { hasCarp } from '../modules.ts'
import type { Nic } from '../nic.ts'
import { badPeer, type Complaint, INVALID, Line, PARAMETERS, peerCalled, type Words } from './ifconfig-line.ts'
import { atoi } from './numbers.ts'

/** `ifconfig em0 ...` where CARP has interfaces of its own: em0 knows nothing of it. */
export class NicLine extends Line {
  protected readonly nic: Nic

  constructor(kernel: Kernel, nic: Nic) {
    super(kernel)
    this.nic = nic
  }

  protected get addresses(): readonly Address[] {
    return [this.nic.address]
  }

  protected setUp(up: boolean): void {
    const deed = this.kernel.host.setUp(this.nic, up)
    if (typeof deed !== 'string') deed()
  }

  protected setParameter(_name: string, _value: string): Complaint {
    return `SIOCGVH: ${INVALID}`
  }

  protected add(prefix: Prefix<Address>): Complaint {
    if (!this.#isOwn(prefix)) return this.#keepsAddress(prefix.address)
    if (prefix.address === this.nic.address) this.nic.addresses.configured = true
    return null
  }

  protected remove(address: Address): Complaint {
    return this.#isOwn(this.prefix) ? null : this.#keepsAddress(address)
  }

  protected destroy(): Complaint {
    return `SIOCIFDESTROY: ${INVALID}`
  }

  #isOwn(given: Prefix<Address> | null): boolean {
    const { prefix } = this.nic.addresses
    const own = [prefix, ...this.nic.prefixes].find(({ address }) => address === given?.address)
    return own !== undefined && own.length === given?.length
  }

  #keepsAddress(wanted: Address): string {
    const { name, address } = this.nic
    if (typeof wanted === 'string') return `carpsim keeps the IPv6 addresses of ${name} itself as they are`
    return `carpsim keeps ${formatIpv4(address)} as the one address of ${name} itself`
  }
}

const MAX_VHID = 255
const WITH_PEER: Words = new Map([...PARAMETERS, ['peer', true], ['mcast', false], ['peer6', true], ['mcast6', false]])
const STATES: readonly State[] = ['INIT', 'BACKUP', 'MASTER']

/**
 * `ifconfig em0 vhid 1 ...` from FreeBSD 10 on: wherever its words stand, they are laid over what was read and
 * written once; then the address is given to the vhid, or taken (ifcarp.c, setcarp_callback()).
 */
export class VhidLine extends NicLine {
  #vhid: number | null = null
  protected override readonly parameters: Words = this.#hasPeers ? WITH_PEER : PARAMETERS
  #given: Given = {}

  protected override get addresses(): readonly Address[] {
    const virtual = this.kernel.vhosts.on(this.nic).flatMap(({ vhost }) => [...vhost.addresses, ...vhost.addresses6])
    return this.nic.isOwn(this.nic.address) ? [this.nic.address, ...virtual] : virtual
  }

  protected override setParameter(name: string, value: string): Complaint {
    if (name === 'vhid') return this.#takeVhid(atoi(value))
    if (/^(peer|mcast)6?$/.test(name)) return this.#takePeer(name, value)
    if (this.#vhid === null) return `${name === 'pass' ? 'passwd' : name} requires vhid`
    if (name === 'state') return this.#takeState(value)
    if (name === 'pass') this.#given = { ...this.#given, password: value }
    // Negative numbers mean to ifconfig that nothing was given.
    else if (atoi(value) >= 0) this.#given = { ...this.#given, [name]: atoi(value) }
    return null
  }

  protected override configure(): Complaint {
    if (this.#vhid === null) return null
    // in_control(): EPROTONOSUPPORT, where no module has taken the ioctl.
    if (!hasCarp(this.kernel)) return 'SIOCSVH: Protocol not supported'
    const errno = change(this.kernel, this.#instance(this.#vhid), { ...this.#unlessSaid(), ...this.#given })
    return errno === 0 ? null : `SIOCSVH: ${INVALID}`
  }

  protected override add(prefix: Prefix<Address>): Complaint {
    // The same address once more is taken away first, and a running virtual host is reset twice (in_aifaddr_ioctl, in6_control).
    const owner = this.#owner(prefix.address)
    if (owner !== undefined) this.kernel.vhosts.detach(owner, prefix.address, true)
    if (this.#vhid === null) return super.add(prefix)
    this.kernel.vhosts.attach(this.#instance(this.#vhid), prefix)
    return null
  }

  protected override remove(address: Address): Complaint {
    const owner = this.#owner(address)
    if (owner === undefined) return super.remove(address)
    this.kernel.vhosts.detach(owner, address)
    return null
  }

  #takeVhid(vhid: number): Complaint {
    if (vhid <= 0 || vhid > MAX_VHID) return `vhid must be greater than 0 and less than ${MAX_VHID}`
    this.#vhid = vhid
    return null
  }

  /** FreeBSD 14. */
  get #hasPeers(): boolean {
    return this.kernel.system.peer === 'peer'
  }

  /** Where no peer is given ifconfig asks for none: a vhid that has one goes back to all (ifconfig of 14.0). */
  #unlessSaid(): Given {
    return this.#hasPeers ? { peer: null, peer6: null } : {}
  }

  #takePeer(word: string, text: string): Complaint {
    const family = word.endsWith('6') ? 'inet6' : 'inet'
    const peer = word.startsWith('mcast') ? null : peerCalled(text, family)
    if (peer === undefined) return badPeer(text)
    this.#given = {
      ...this.#given,
      ...(typeof peer === 'string' || (peer === null && family === 'inet6') ? { peer6: peer } : { peer }),
    }
    return null
  }

  #takeState(text: string): Complaint {
    const state = STATES.find((name) => name === text.toUpperCase())
    if (state === undefined) return 'unknown state'
    this.#given = { ...this.#given, state }
    return null
  }

  /** SIOCSVH makes a vhid that is not there, and leaves it there when it then refuses the rest. */
  #instance(vhid: number): Instance {
    const { kernel, nic } = this
    return kernel.vhosts.find(nic.name, vhid) ?? kernel.vhosts.create(nic, `${vhid}@${nic.name}`, vhid)
  }

  #owner(address: Address): Instance | undefined {
    return this.kernel.vhosts.on(this.nic).find(({ vhost }) => vhost.holds(address))
  }
}
