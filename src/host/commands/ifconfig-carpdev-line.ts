import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import { type Address, type Prefix, parseMac } from '../../network/address.ts'
import { CarpLine } from './ifconfig-carp.ts'
import { badPeer, type Complaint, INVALID, NOT_AVAILABLE, PARAMETERS, peerCalled, type Words } from './ifconfig-line.ts'
import { NicLine } from './ifconfig-nic.ts'
import { outOf } from './numbers.ts'

const NETBSD: Words = new Map([...PARAMETERS, ['carpdev', true]])
const OPENBSD: Words = new Map([
  ...NETBSD,
  ['carppeer', true],
  ['-carppeer', false],
  ['lladdr', true],
  ['balancing', true],
  ['group', true],
  ['-group', true],
])

/** From which number to which the words go (setcarp_vhid and so on; NetBSD's parser). */
const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries<readonly [number, number]>({
    vhid: [1, 255],
    advbase: [0, 255],
    advskew: [0, 255],
  }),
)

const GROUP_LENGTH = 15

/** `ifconfig carp0 ...` where a carp interface is told on which real one it lives (OpenBSD, NetBSD). */
export class CarpdevLine extends CarpLine {
  protected override readonly parameters: Words = this.#isOpenbsd ? OPENBSD : NETBSD

  protected override called(ioctl: string): string {
    return ioctl
  }

  protected override setParameter(name: string, value: string): Complaint {
    const range = RANGES.get(name)
    const wrong = range && outOf(value, ...range)
    if (wrong !== undefined) return `${name} ${value}: ${wrong}`
    switch (name) {
      case 'carpdev':
        return this.#setCarpdev(value)
      case 'carppeer':
        return this.#setPeer(value)
      case '-carppeer':
        return this.set({ peer: null })
      case 'lladdr':
        return this.#setLladdr(value)
      case 'balancing':
        return this.#balance(value)
      case 'group':
      case '-group':
        return this.#setGroup(value, name === 'group')
      case 'state':
        return this.#isOpenbsd
          ? super.setParameter(name, value)
          : "carpsim does not simulate 'state': this ifconfig sends none"
      default:
        return super.setParameter(name, value)
    }
  }

  /** Since it must be told, OpenBSD looks for no subnet. */
  protected override settle(address: Address): string | null {
    if (this.kernel.system.needsSubnet) return super.settle(address)
    return this.settled ? null : NOT_AVAILABLE
  }

  get #isOpenbsd(): boolean {
    return this.kernel.system.demotes === 'groups'
  }

  #setCarpdev(name: string): Complaint {
    const { instance } = this
    const nic = this.kernel.host.nics.find((each) => each.name === name)
    if (nic === undefined || (this.settled && instance.nic !== nic)) return `SIOCSVH: ${INVALID}`
    if (!this.settled) {
      instance.moveTo(nic)
      if (this.isTaken(instance.vhost.vhid)) return `SIOCSVH: ${INVALID}`
      this.kernel.vhosts.join(instance)
    }
    return this.set({})
  }

  #setPeer(text: string): Complaint {
    const peer = peerCalled(text, 'inet')
    return peer === undefined ? badPeer(text) : this.set({ peer })
  }

  /** SIOCSIFLLADDR: an interface that is up goes down and up again (if.c, ifnewlladdr). */
  #setLladdr(text: string): Complaint {
    const lladdr = parseMac(text)
    if (lladdr === undefined) return `carpsim gives an interface the MAC of one card, and ${text} is none`
    const { up } = this.instance.vhost
    if (up) this.setUp(false)
    const complaint = this.set({ lladdr })
    if (up) this.setUp(true)
    return complaint
  }

  #balance(text: string): Complaint {
    const mode = this.kernel.system.balancings.find((each) => each === text.toLowerCase())
    if (mode === undefined) return `balancing ${text}: unknown mode`
    this.kernel.vhosts.balance(this.instance, mode)
    return this.set({})
  }

  /** SIOCAIFGROUP, SIOCDIFGROUP. */
  #setGroup(group: string, joins: boolean): Complaint {
    const { vhost } = this.instance
    if (/\d$/.test(group)) return `${joins ? 'setifgroup' : 'unsetifgroup'}: group names may not end in a digit`
    if (group.length > GROUP_LENGTH) return `${joins ? 'setifgroup' : 'unsetifgroup'}: group name too long`
    if (joins) vhost.groups = [...new Set([...vhost.groups, ...(group === ALL_CARPS ? [] : [group])])]
    else if (group === ALL_CARPS) return `carpsim keeps ${vhost.device} in ${ALL_CARPS}`
    else if (!vhost.groups.includes(group)) return 'SIOCDIFGROUP: No such file or directory'
    else this.#leave(group)
    return null
  }

  /** A group goes with its last member, and its counter with it (if_delgroup). */
  #leave(group: string): void {
    const { vhosts, machine } = this.kernel
    const { vhost } = this.instance
    vhost.groups = vhost.groups.filter((each) => each !== group)
    if (vhosts.all.every((other) => !other.vhost.groups.includes(group)))
      machine.groups = new Map([...machine.groups].filter(([each]) => each !== group))
  }
}

/** `ifconfig em0 ...` there. */
export class CardLine extends NicLine {
  /** A card that is given an address is up (em_ioctl, SIOCSIFADDR). */
  protected override add(prefix: Prefix<Address>): Complaint {
    const complaint = super.add(prefix)
    if (complaint === null) this.setUp(true)
    return complaint
  }

  protected override called(ioctl: string): string {
    return ioctl
  }
}
