import type { Timer } from '../../engine/timer.ts'
import { Carp } from '../../host/carp.ts'
import { CLIENT } from '../../host/client.ts'
import type { Host } from '../../host/host.ts'
import type { Link } from '../../trace/recorder.ts'
import type { VirtualRouter } from './options.ts'
import { Speaker } from './speaker.ts'

/**
 * A router that speaks VRRPv2: a bystander, and the MASTER of its virtual routers as long as it is on, because no other
 * machine speaks VRRP.
 */
export class Vrrp extends Carp {
  readonly system = { ...CLIENT, title: 'a router with VRRPv2' }
  readonly counters = undefined
  readonly #speakers: readonly Speaker[]

  constructor(host: Host, routers: readonly VirtualRouter[]) {
    super()
    this.#speakers = routers.map((router) => new Speaker(host, router))
  }

  get timers(): readonly Timer<Link>[] {
    return this.#speakers.map(({ timer }) => timer)
  }

  boot(): void {
    for (const speaker of this.#speakers) speaker.begin()
  }

  powerOff(): void {
    for (const speaker of this.#speakers) speaker.vanish()
  }

  /** It resigns (RFC 3768, 6.4.3, Shutdown). */
  override shutdown(): void {
    for (const speaker of this.#speakers) speaker.advertise(0)
  }

  receive(): void {}

  changed(): void {}

  find(): undefined {
    return undefined
  }
}
