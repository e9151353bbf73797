import { asSent } from '../../carp/advertisement.ts'
import { firstFailed } from '../../carp/checklist.ts'
import { keyOf, type Seals } from '../../carp/digest.ts'
import type { Input, Rule } from '../../carp/rule.ts'
import { step } from '../../carp/step.ts'
import type { System } from '../../carp/system.ts'
import { systemNamed } from '../../carp/systems/index.ts'
import { freshMachine, Vhost } from '../../carp/vhost.ts'
import { isIpv4Prefix } from '../../network/address.ts'
import type { HostSpec, VhostSpec } from '../../scenario/scenario.ts'
import type { Micros } from '../../time.ts'
import type { Family, Packet, Refusal } from '../../trace/record.ts'
import { Obedient } from '../obedient.ts'

/** An advertisement, and how long until the next is due. */
export interface Sent {
  readonly packet: Packet
  readonly delay: Micros
}

/** What comes of an advertisement: it is refused (null: without a word), or a rule applies. */
export type Hearing =
  | { readonly accepted: false; readonly refusal: Refusal | null }
  | { readonly accepted: true; readonly rule: string }

/**
 * A virtual host outside of time: what would it do? The rules of its system are asked, the same that a simulation
 * applies; nothing is known here that is not in them.
 */
export class Probe {
  readonly system: System
  readonly host: HostSpec
  readonly spec: VhostSpec
  readonly #seals: Seals

  /** @param seals - the same for all that are to hear each other */
  constructor(host: HostSpec, spec: VhostSpec, seals: Seals) {
    this.system = systemNamed(host.system)!
    this.host = host
    // One byte each (ucarp, src/ucarp.c).
    const bytes = { advbase: spec.advbase & 0xff, advskew: spec.advskew & 0xff }
    this.spec = this.system.runs === 'daemon' ? { ...spec, ...bytes } : spec
    this.#seals = seals
  }

  /** The same with another advskew. */
  withSkew(advskew: number): Probe {
    return new Probe(this.host, { ...this.spec, advskew }, this.#seals)
  }

  /** The master-down time that it starts with. */
  patience(): Micros {
    const { delays } = this.#booted()
    return delays['master-down'] || delays['master-down-inet6']
  }

  /** Whether it is MASTER before it has listened. */
  comesUpAsMaster(): boolean {
    return this.#booted(this.host.preempt).vhost.state === 'MASTER'
  }

  /** What it sends as a master. @param demoted - while something is wrong with its machine */
  advertisement(demoted = false): Sent {
    const subject = this.#booted()
    this.#step(subject, { on: 'master-down' })
    const { machine } = subject.vhost
    if (demoted) machine.demotion = this.#isInterface ? 1 : machine.ifdownFactor
    this.#step(subject, { on: 'advertise' })
    return { packet: subject.packet!, delay: subject.delays.advertise }
  }

  /** What it does in that state about an advertisement of another. */
  hearing(state: 'BACKUP' | 'MASTER', packet: Packet, from: Probe): Hearing {
    const subject = this.#booted()
    if (state === 'MASTER') this.#step(subject, { on: 'master-down' })
    const heard = asSent(packet, from.#family, from.#address)
    const failed = firstFailed(this.system, heard, subject.vhost)
    if (failed !== undefined) return { accepted: false, refusal: failed.refusal }
    const rule = this.#step(subject, heard)
    return { accepted: true, rule: rule?.name ?? '' }
  }

  /** It is a carp interface: such a one runs when it has an address, and counts as one reason to be demoted. */
  get #isInterface(): boolean {
    return this.system.runs === 'kernel' && this.system.device === 'carpN'
  }

  /** In which its first packet is. */
  get #family(): Family {
    return this.system.runs === 'daemon' || this.spec.addresses.some(isIpv4Prefix) ? 'inet' : 'inet6'
  }

  get #address(): number {
    return this.host.interfaces.find(({ name }) => name === this.spec.interface)!.address.address
  }

  #step(subject: Obedient, input: Input): Rule | undefined {
    return step(this.system.rules, subject.vhost, input, subject)
  }

  /** As its machine boots: everything is configured, and without preempt it is a backup. */
  #booted(preempt = false): Obedient {
    const { host, spec, system } = this
    const { vhid, advbase, advskew } = spec
    const key = keyOf(spec.password)
    const daemon = system.runs === 'daemon'
    const on = { host: host.name, name: spec.interface, address: this.#address, carrier: true, up: true }
    const single = spec.addresses
      .filter(isIpv4Prefix)
      .slice(0, 1)
      .map(({ address }) => address)
    const seal = this.#seals.of(key, vhid, daemon ? single : [])
    const vhost = new Vhost(freshMachine(preempt), on, 'carp0', vhid, seal)
    Object.assign(vhost, { advbase, advskew, key, running: !this.#isInterface, deadratio: host.ucarp.deadratio })
    const subject = new Obedient(vhost, this.#seals)
    if (daemon) this.#step(subject, { on: 'start' })
    else {
      for (const { address } of spec.addresses) {
        vhost.give(address)
        const own = host.interfaces.some((card) => [card.address.address, card.address6?.address].includes(address))
        this.#step(subject, { on: 'address added', own })
      }
    }
    vhost.machine.preempt = host.preempt
    return subject
  }
}
