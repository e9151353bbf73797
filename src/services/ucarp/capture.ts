import type { Advertisement } from '../../carp/advertisement.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { Timer } from '../../engine/timer.ts'
import type { Host } from '../../host/host.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'

/** A frame that was captured. */
export interface Captured {
  readonly heard: Advertisement
  /** That it arrived. */
  readonly cause: Link | null
  /** Whether this process reports a vhid that no process of the machine has. */
  readonly reported: boolean
}

/** How often libpcap's ring is handed over on Linux (TPACKET_V3 with the read timeout that ucarp asks for). */
export const CAPTURE_PERIOD: Micros = SECOND

/**
 * What libpcap gives a process to read: frames as they come, or, on Linux, a ring that is handed over once a second of
 * the process's life (TPACKET_V3 with the read timeout of 1000 ms that ucarp asks for).
 */
export class Capture {
  readonly timer: Timer<Link>
  readonly #host: Host
  readonly #batched: boolean
  readonly #opened: Micros
  readonly #onReadable: () => void
  #ring: Captured[] = []
  #readable: Captured[] = []

  constructor(host: Host, system: DaemonSystem, onReadable: () => void) {
    this.#host = host
    this.#batched = system.capture === 'each second'
    this.#opened = host.clock.now
    this.#onReadable = onReadable
    this.timer = new Timer(host.world.engine, { expired: () => this.#handOver() })
  }

  get readable(): boolean {
    return this.#readable.length > 0
  }

  take(): Captured | undefined {
    return this.#readable.shift()
  }

  add(captured: Captured): void {
    if (this.#batched) {
      this.#ring.push(captured)
      if (!this.timer.armed) this.timer.arm(this.#untilHandover())
    } else {
      this.#readable.push(captured)
      this.#onReadable()
    }
  }

  #untilHandover(): Micros {
    const { clock } = this.#host
    return clock.lasts(CAPTURE_PERIOD - ((clock.now - this.#opened) % CAPTURE_PERIOD))
  }

  #handOver(): void {
    for (const frame of this.#ring) this.#readable.push(frame)
    this.#ring = []
    this.#onReadable()
  }
}
