import { NO_SPACE } from './errors.ts'
import { type Device, type Directory, isDirectory } from './inode.ts'
import { baseOf } from './paths.ts'
import { FileTree, type TreeOptions } from './tree.ts'

/** A read of what never ends gives so much. */
const BLOCK = 65_536

/** What is below /dev while a machine runs: who drives something puts a name there, and takes it away. */
export class Devices {
  readonly tree: FileTree

  /** @param named - what every machine of its kind has, by path: `/dev/null` */
  constructor(options: TreeOptions, named: Readonly<Record<string, Named>>) {
    this.tree = new FileTree(options)
    for (const [path, { device, mode, to }] of Object.entries(named)) {
      if (to !== undefined) this.tree.add(this.tree.root, baseOf(path), { kind: 'link', to })
      else if (device !== undefined) this.add(path, device, mode)
    }
  }

  /** Null: it is there, and so are the directories above it (make_dev). */
  add(path: string, device: Device, mode = 0o600): string | null {
    let at = this.tree.root
    for (const name of stepsOf(path).slice(0, -1)) {
      const below =
        at.content.entries.get(name) ?? this.tree.add(at, name, { kind: 'directory', entries: new Map(), above: at })
      if (typeof below === 'string') return below
      if (isDirectory(below)) at = below
    }
    const made = this.tree.add(at, baseOf(path), { kind: 'device', device })
    if (typeof made === 'string') return made
    Object.assign(made, { mode, group: OPERATORS[device.kind] ?? made.group })
    return null
  }

  /** It goes, and the directories go that have nothing in them any more (destroy_dev). */
  remove(path: string): void {
    const way: [Directory, string][] = []
    let at: Directory | undefined = this.tree.root
    for (const name of stepsOf(path)) {
      if (at === undefined) return
      way.push([at, name])
      const below = at.content.entries.get(name)
      at = below !== undefined && isDirectory(below) ? below : undefined
    }
    for (const [directory, name] of way.reverse()) {
      this.tree.leave(directory, name)
      if (directory.content.entries.size > 0) return
    }
  }
}

/** Who may read disks. */
const OPERATORS: Readonly<Record<string, string>> = { 'block device': 'disk' }

function stepsOf(path: string): readonly string[] {
  return path.replace(/^\/dev\//, '').split('/')
}

/** What is there before anybody drives anything. */
export interface Named {
  readonly device?: Device
  readonly mode?: number
  /** It is a link. */
  readonly to?: string
}

function character(number: string, read: () => string, write: () => string | null = () => null): Named {
  return { device: { kind: 'character device', number, read, write }, mode: 0o666 }
}

const NOTHING = () => ''
const ZEROS = () => '\0'.repeat(BLOCK)

/** FreeBSD's: what is written to a console or a terminal nobody reads here. */
export const BSD_DEVICES: Readonly<Record<string, Named>> = {
  '/dev/console': { ...character('0x5', NOTHING), mode: 0o600 },
  '/dev/null': character('0x1b', NOTHING),
  '/dev/tty': character('0x1f', NOTHING),
  '/dev/ttyv0': { ...character('0x33', NOTHING), mode: 0o600 },
  '/dev/zero': character('0x1c', ZEROS),
}

/** Linux' have a major and a minor number (devices.txt). */
export const LINUX_DEVICES: Readonly<Record<string, Named>> = {
  '/dev/console': { ...character('5,   1', NOTHING), mode: 0o600 },
  '/dev/full': character('1,   7', ZEROS, () => NO_SPACE),
  '/dev/null': character('1,   3', NOTHING),
  '/dev/tty': character('5,   0', NOTHING),
  '/dev/tty1': { ...character('4,   1', NOTHING), mode: 0o600 },
  '/dev/zero': character('1,   5', ZEROS),
}
