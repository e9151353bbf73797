import type { Timer } from '../../engine/timer.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { Disk } from '../disk.ts'
import type { World } from '../world.ts'
import { Write } from './content.ts'
import type { BlockDevice } from './device.ts'
import { type DiskOptions, LocalDisk } from './local-disk.ts'
import type { Doing } from './waiting.ts'

interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** As ls(1) shows a disk, which on FreeBSD is a character device. */
const NUMBER = '0x5e'

/** The block devices of a machine, by the names that they have in /dev. */
export class Storage {
  readonly #machine: Machine
  readonly #doing: Doing
  readonly #files: Pick<Disk, 'addDevice' | 'removeDevice'>
  /** What is screwed in. */
  readonly #disks: LocalDisk[] = []
  readonly #devices = new Map<string, BlockDevice>()
  #writes = 0

  constructor(machine: Machine, doing: Doing, files: Storage['files']) {
    this.#machine = machine
    this.#doing = doing
    this.#files = files
  }

  get files(): Pick<Disk, 'addDevice' | 'removeDevice'> {
    return this.#files
  }

  get timers(): readonly Timer<Link>[] {
    return this.#disks.flatMap(({ timers }) => timers)
  }

  get disks(): readonly LocalDisk[] {
    return this.#disks
  }

  /** All that there are now, by name. */
  get all(): readonly BlockDevice[] {
    return [...this.#devices.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  /** What a name in /dev stands for now. */
  at(path: string): BlockDevice | undefined {
    return this.#devices.get(path)
  }

  /** A disk of the machine. */
  install(options: DiskOptions): void {
    const disk = new LocalDisk(this.#machine, this.#doing, options, (extent, keeps) => this.issue(extent, keeps))
    this.#disks.push(disk)
    this.add(disk)
  }

  /** A device appears. */
  add(device: BlockDevice): void {
    this.#devices.set(device.path, device)
    const nothing = () => ''
    this.#files.addDevice(device.path, {
      kind: 'character device',
      number: NUMBER,
      read: nothing,
      write: () => null,
    })
  }

  /** It goes. */
  remove({ path }: BlockDevice): void {
    if (this.#devices.delete(path)) this.#files.removeDevice(path)
  }

  /** A write of this machine that begins now. */
  issue(extent: number, keeps?: { readonly is: unknown }): Write {
    this.#writes += 1
    const { name, world } = this.#machine
    return new Write({ by: name, number: this.#writes }, extent, world.engine.now, keeps)
  }

  powerOff(): void {
    for (const disk of this.#disks) disk.powerOff()
    this.#begin()
  }

  /** As before the first boot, for another run. */
  reset(): void {
    for (const disk of this.#disks) disk.reset()
    this.#writes = 0
    this.#begin()
  }

  /** There are its disks, and nothing else. */
  #begin(): void {
    this.#devices.clear()
    for (const disk of this.#disks) this.add(disk)
  }
}
