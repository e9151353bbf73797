import type { Link } from '../trace/recorder.ts'
import type { World } from './world.ts'

/** Something that the kernel tells devd(8) of. */
export interface DeviceEvent {
  readonly system: string
  readonly subsystem: string
  readonly type: string
  /** Its record. */
  readonly because: Link | null
}

/** hw.bus.devctl_queue (subr_bus.c). */
const USUAL_LIMIT = 1_000

/**
 * /dev/devctl: what the kernel tells of devices, kept for whoever reads it, since the kernel began. Nobody needs to
 * read; when there are too many the oldest goes (devctl_queue_data).
 */
export class Devctl {
  limit = USUAL_LIMIT
  /** How many are lost. */
  dropped = 0
  /** Is told that there is something to read. */
  reader: (() => void) | null = null
  #events: DeviceEvent[] = []

  push(event: DeviceEvent): void {
    if (this.limit <= 0) return
    while (this.#events.length >= this.limit) {
      this.#events.shift()
      this.dropped += 1
    }
    this.#events.push(event)
    this.reader?.()
  }

  get isPending(): boolean {
    return this.#events.length > 0
  }

  take(): DeviceEvent | undefined {
    return this.#events.shift()
  }

  powerOff(): void {
    this.limit = USUAL_LIMIT
    this.dropped = 0
    this.reader = null
    this.#events = []
  }
}

interface Machine {
  readonly name: string
  readonly world: World
  readonly space: { readonly devctl: Devctl } | null
}

/** The kernel of a machine tells of a device. */
export function tellDevd({ name, world, space }: Machine, event: Omit<DeviceEvent, 'because'>): void {
  const { trace, engine } = world
  const noted = trace.wants.devd ? trace.note({ kind: 'devd', host: name, ...event }) : engine.cause
  space?.devctl.push({ ...event, because: noted })
}
