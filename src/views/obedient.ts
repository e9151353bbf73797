import type { Seals } from '../carp/digest.ts'
import type { Input, Node, Port, Rule } from '../carp/rule.ts'
import type { Vhost } from '../carp/vhost.ts'
import type { Micros } from '../time.ts'
import type { Packet, Seal, State, TimerName } from '../trace/record.ts'

/** A port that does what the rules call for, to nobody, and remembers what was asked last. */
export class Obedient implements Port {
  rule: Rule | null = null
  input: Input | null = null
  readonly vhost: Vhost
  readonly delays: Record<TimerName, Micros> = { advertise: 0, 'master-down': 0, 'master-down-inet6': 0 }
  packet: Packet | undefined
  readonly #seals: Seals

  constructor(vhost: Vhost, seals: Seals) {
    this.vhost = vhost
    this.#seals = seals
  }

  send(packet: Packet): number {
    this.packet = packet
    return 0
  }

  arm(timer: TimerName, delay: Micros): void {
    this.delays[timer] = delay
  }

  become(to: State): void {
    this.vhost.state = to
  }

  demote(delta: number): void {
    this.vhost.machine.demotion += delta
  }

  seal(key: string, vhid: number, addresses: readonly number[], addresses6?: readonly string[], lladdr?: string): Seal {
    return this.#seals.of(key, vhid, addresses, addresses6, lladdr)
  }

  get counting(): boolean {
    return false
  }

  draw(): number {
    return 1
  }

  /** It need only differ from one virtual host to another. */
  drawOnce(): readonly [number, number] {
    return [this.vhost.on.address, this.vhost.vhid]
  }

  get nodes(): readonly Node[] {
    return [{ vhost: this.vhost, port: this }]
  }

  afterScript(rest: () => void): void {
    rest()
  }

  announce(): void {}
  disarm(): void {}
  log(): void {}
  sleep(): void {}
}
