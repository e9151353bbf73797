import { advertisementFrame } from '../../host/advertisement-frame.ts'
import { ERRNOS, type Errno } from '../../host/errno.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import { tapped } from '../../host/tap.ts'
import { BROADCAST, CARP_MULTICAST, formatIpv4, type Mac, octet } from '../../network/address.ts'
import type { Frame } from '../../network/frame.ts'
import { gratuitousArp } from '../../network/frame.ts'
import type { Body, Packet } from '../../trace/record.ts'
import { because } from '../../trace/recorder.ts'
import type { Instance } from './instance.ts'
import type { Level } from './settings.ts'

/** The tags that ucarp writes before a message, by the priorities of syslog. */
export const LEVELS: Readonly<Record<number, Level>> = { 3: 'ERROR', 4: 'WARNING', 5: 'NOTICE', 6: 'INFO', 7: 'DEBUG' }

/** What one ucarp process writes through libpcap, and what is recorded of it. */
export class Output {
  readonly names: { readonly host: string; readonly interface: string; readonly vhid: number }
  readonly #host: Host
  readonly #instance: Instance
  readonly #nic: Nic
  readonly #mac: Mac
  readonly #destination: Mac

  constructor(host: Host, instance: Instance) {
    const { nic, vhid, options } = instance
    this.#instance = instance
    this.names = { host: host.name, interface: nic.name, vhid }
    this.#host = host
    this.#nic = nic
    // The fifth octet is 0, where a kernel's virtual MAC has 1.
    this.#mac = `00:00:5e:00:00:${octet(vhid)}`
    this.#destination = options.nomcast ? BROADCAST : CARP_MULTICAST
  }

  /** @returns 0 or an errno; without carrier the driver takes the frame, and it goes nowhere */
  send(packet: Packet): number {
    const sent = this.#nic.attempt()
    if (sent === 'interface down') return this.#failed('ENETDOWN', 'interface down')
    if (sent === 'no carrier') {
      this.#host.note({ kind: 'unsent', ...this.names, why: 'no carrier', errno: 0, ...this.#because('no carrier') })
      return 0
    }
    if (sent !== 'sent') return this.#failed(sent, 'send error')
    const { vhid, advbase, advskew } = packet
    this.#transmit(
      { kind: 'advert', ...this.names, vhid, family: 'inet', advbase, advskew, packet },
      advertisementFrame(this.#mac, this.#destination, this.#instance.source, packet),
    )
    return 0
  }

  /** The address answers with the card's own MAC. */
  announce(address: number): void {
    const { mac, state } = this.#nic
    if (state !== 'sent') return
    const said: Body = { kind: 'garp', ...this.names, address: formatIpv4(address), mac }
    this.#noted(said, () => this.#nic.announce(gratuitousArp(mac, mac, address), this.#host.world))
  }

  /** The process began (null), or ended. */
  exit(code: number | null): void {
    const { host, vhid } = this.names
    this.#host.note({ kind: 'process', host, name: 'ucarp', vhid, exit: code })
  }

  #transmit(said: Body, frame: Frame): void {
    this.#noted(said, () => {
      if (this.#nic.taps.length > 0) tapped(this.#nic, frame.payload)
      this.#nic.socket.transmit(frame)
    })
  }

  /** What a frame causes is caused by its record. */
  #noted(said: Body, send: () => void): void {
    const { engine } = this.#host.world
    const { cause } = engine
    engine.cause = this.#host.note(said)
    send()
    engine.cause = cause
  }

  #failed(errno: Errno, why: 'interface down' | 'send error'): number {
    const { linux, text } = ERRNOS[errno]
    this.#host.note({ kind: 'unsent', ...this.names, why: 'send error', errno: linux, ...this.#because(why) })
    this.#instance.say('WARNING', `write() has failed: ${text}`)
    return linux
  }

  #because(why: keyof Nic['because']): { readonly because?: number } {
    return because(this.#nic.because[why])
  }
}
