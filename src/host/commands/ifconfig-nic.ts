import { formatIpv4, type Ipv4, type Prefix } from '../../network/address.ts'
import type { State } from '../../trace/record.ts'
import type { Instance } from '../instance.ts'
import type { Kernel } from '../kernel.ts'
import type { Nic } from '../nic.ts'
import { change, type Given } from '../parameters.ts'
import { type Complaint, INVALID, Line, PARAMETERS, peerCalled, type Words } from './ifconfig-line.ts'
import { atoi } from './numbers.ts'

/** `ifconfig em0 ...` where CARP has interfaces of its own: em0 knows nothing of it. */
export class NicLine extends Line {
  protected readonly nic: Nic

  constructor(kernel: Kernel, nic: Nic) {
    super(kernel)
    this.nic = nic
  }

  protected get addresses(): readonly Ipv4[] {
    return [this.nic.address]
  }

  protected setUp(up: boolean): void {
    const deed = this.kernel.host.setUp(this.nic, up)
    if (typeof deed !== 'string') deed()
  }

  protected setParameter(_name: string, _value: string): Complaint {
    return `SIOCGVH: ${INVALID}`
  }

  protected add(prefix: Prefix): Complaint {
    return this.#isOwn(prefix) ? null : this.#keepsAddress()
  }

  protected remove(_address: Ipv4): Complaint {
    return this.#isOwn(this.prefix) ? null : this.#keepsAddress()
  }

  protected destroy(): Complaint {
    return `SIOCIFDESTROY: ${INVALID}`
  }

  #isOwn(prefix: Prefix | null): boolean {
    const { address, length } = this.nic.prefix
    return prefix?.address === address && prefix.length === length
  }

  #keepsAddress(): string {
    const { name, address } = this.nic
    return `carpsim keeps ${formatIpv4(address)} as the one address of ${name} itself`
  }
}

const MAX_VHID = 255
const WITH_PEER: Words = new Map([...PARAMETERS, ['peer', true], ['mcast', false]])
const STATES: readonly State[] = ['INIT', 'BACKUP', 'MASTER']

/**
 * `ifconfig em0 vhid 1 ...` from FreeBSD 10 on: wherever its words stand, they are laid over what was read and
 * written once; then the address is given to the vhid, or taken (ifcarp.c, setcarp_callback()).
 */
export class VhidLine extends NicLine {
  #vhid: number | null = null
  protected override readonly parameters: Words = this.#hasPeers ? WITH_PEER : PARAMETERS
  #given: Given = {}

  protected override get addresses(): readonly Ipv4[] {
    return [this.nic.address, ...this.kernel.vhosts.on(this.nic).flatMap(({ vhost }) => vhost.addresses)]
  }

  protected override setParameter(name: string, value: string): Complaint {
    if (name === 'vhid') return this.#takeVhid(atoi(value))
    if (name === 'peer' || name === 'mcast') return this.#takePeer(name === 'peer' ? value : null)
    if (this.#vhid === null) return `${name === 'pass' ? 'passwd' : name} requires vhid`
    if (name === 'state') return this.#takeState(value)
    if (name === 'pass') this.#given = { ...this.#given, password: value }
    // Negative numbers mean to ifconfig that nothing was given.
    else if (atoi(value) >= 0) this.#given = { ...this.#given, [name]: atoi(value) }
    return null
  }

  protected override configure(): Complaint {
    if (this.#vhid === null) return null
    const errno = change(this.kernel, this.#instance(this.#vhid), { ...this.#unlessSaid(), ...this.#given })
    return errno === 0 ? null : `SIOCSVH: ${INVALID}`
  }

  protected override add(prefix: Prefix): Complaint {
    if (this.#vhid === null || prefix.address === this.nic.address) return super.add(prefix)
    // The same address once more is taken away first, and a running virtual host is reset twice (in_aifaddr_ioctl).
    const owner = this.#owner(prefix.address)
    if (owner !== undefined) this.kernel.vhosts.detach(owner, prefix.address, true)
    this.kernel.vhosts.attach(this.#instance(this.#vhid), prefix)
    return null
  }

  protected override remove(address: Ipv4): Complaint {
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
    return this.#hasPeers ? { peer: null } : {}
  }

  #takePeer(text: string | null): Complaint {
    const peer = text === null ? null : peerCalled(text, this.nic)
    if (typeof peer === 'string') return peer
    this.#given = { ...this.#given, peer }
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

  #owner(address: Ipv4): Instance | undefined {
    return this.kernel.vhosts.on(this.nic).find(({ vhost }) => vhost.addresses.includes(address))
  }
}
