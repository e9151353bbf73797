import type { RecordOf } from '../record.ts'

const DEVICE = /^\/dev\/hast\/(.+)$/

/** On which resources of HAST the file systems of machines lie. */
export class Disks {
  /** By machine and place. */
  readonly #mounted = new Map<string, Map<string, string>>()

  mount({ host, device, on, mounted }: RecordOf<'mount'>): void {
    const places = this.#mounted.get(host) ?? new Map<string, string>()
    const [, resource] = DEVICE.exec(device) ?? []
    if (mounted && resource !== undefined) places.set(on, resource)
    else places.delete(on)
    this.#mounted.set(host, places)
  }

  powerOff(host: string): void {
    this.#mounted.delete(host)
  }

  /** Those on which data may lie: what is mounted, or the device that they are called after. */
  of({ host, of: name }: RecordOf<'data'>): ReadonlySet<string> {
    return new Set([name, ...(this.#mounted.get(host)?.values() ?? [])])
  }
}
