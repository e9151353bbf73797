import { Timer, type TimerOwner } from '../../engine/timer.ts'
import { forgedFrame } from '../../host/forged-frame.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import type { Answer, Owner } from '../../host/owner.ts'
import { type Address, formatIpv4, type Ipv4, type Mac, virtualMac } from '../../network/address.ts'
import { gratuitousArp } from '../../network/frame.ts'
import { SECOND } from '../../time.ts'
import type { Body } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { VirtualRouter } from './options.ts'
import { vrrpFrame } from './packet.ts'

/** The MASTER of one virtual router: it advertises, and answers for its addresses (RFC 3768, 6.4.3). */
export class Speaker implements TimerOwner, Owner {
  readonly timer: Timer<Link>
  readonly #host: Host
  readonly #router: VirtualRouter
  readonly #mac: Mac
  /** Its boot: each advertisement happens because of that. */
  #because: Link | null = null

  constructor(host: Host, router: VirtualRouter) {
    this.timer = new Timer(host.world.engine, this)
    this.#host = host
    this.#router = router
    this.#mac = virtualMac(router.vrid)
  }

  begin(): void {
    const nic = this.#nic
    nic.owners = [...nic.owners, this]
    this.#because = this.#host.world.engine.cause
    this.expired()
    for (const address of this.#router.addresses) this.#announce(address)
  }

  vanish(): void {
    this.timer.disarm()
    const nic = this.#nic
    nic.owners = nic.owners.filter((owner) => owner !== this)
  }

  /** @param priority - 0: it resigns */
  advertise(priority: number): void {
    const nic = this.#nic
    const { vrid, interval, addresses } = this.#router
    const { seals } = this.#host.world
    if (nic.filter.stopsCarp) return
    this.#transmit({ kind: 'vrrp', host: nic.host, interface: nic.name, vrid, priority, interval }, () =>
      nic.socket.transmit(forgedFrame(vrrpFrame(nic.address, { vrid, priority, interval, addresses }), seals)),
    )
  }

  expired(): void {
    this.advertise(this.#router.priority)
    this.timer.arm(this.#host.clock.timerDelay(this.#router.interval * SECOND))
    this.timer.cause = this.#because
  }

  takes(mac: Mac): boolean {
    return mac === this.#mac
  }

  owns(address: Address): boolean {
    return this.#router.addresses.includes(address as number)
  }

  answer(address: Address): Answer | null {
    return this.owns(address) ? { vhid: this.#router.vrid, mac: this.#mac } : null
  }

  accepts(): number {
    return this.#router.vrid
  }

  learned(address: Address): Mac | null {
    return this.owns(address) ? this.#mac : null
  }

  get #nic(): Nic {
    return this.#host.nic(this.#router.interface)
  }

  #announce(address: Ipv4): void {
    const nic = this.#nic
    if (nic.filter.blocks('arp', 'out')) return
    const names = { host: nic.host, interface: nic.name, vhid: this.#router.vrid }
    this.#transmit({ kind: 'garp', ...names, address: formatIpv4(address), mac: this.#mac }, () =>
      nic.announce(gratuitousArp(this.#mac, this.#mac, address), this.#host.world),
    )
  }

  /** What a frame causes is caused by its record. */
  #transmit(said: Body, send: () => void): void {
    const { engine, trace } = this.#host.world
    if (this.#nic.attempt() !== 'sent') return
    const { cause } = engine
    engine.cause = trace.note(said)
    send()
    engine.cause = cause
  }
}
