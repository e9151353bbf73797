import { EXTENT } from '../../host/storage/device.ts'
import type { LocalDisk } from '../../host/storage/local-disk.ts'

export type Role = 'init' | 'primary' | 'secondary'

/** What HAST keeps at the beginning of a disk (metadata.c), and behind it the map of what is dirty. */
export interface Metadata {
  readonly resource: string
  readonly datasize: number
  readonly extentsize: number
  readonly keepdirty: number
  readonly localoff: number
  /** Which resource of all in the world it is, 64 bits; '0': it was just created. */
  readonly resuid: string
  readonly localcnt: number
  readonly remotecnt: number
  readonly prevrole: Role
  readonly dirty: ReadonlySet<number>
}

const HEAD = 4_096
const SECTOR = 512
const KEEPDIRTY = 64
const NONE: ReadonlySet<number> = new Set()

/** hastctl.c, create_one() */
export function created(resource: string, size: number, keepdirty = KEEPDIRTY): Metadata {
  const bits = Math.ceil((size - HEAD) / EXTENT)
  const map = Math.ceil(Math.ceil(bits / 8) / SECTOR) * SECTOR
  const localoff = HEAD + map
  return {
    resource,
    datasize: size - localoff,
    extentsize: EXTENT,
    keepdirty,
    localoff,
    resuid: '0',
    localcnt: 0,
    remotecnt: 0,
    prevrole: 'init',
    dirty: NONE,
  }
}

/** On a disk it stands beside what others may keep there. */
interface Label {
  readonly hast: Metadata
}

export function labelOf(metadata: Metadata): Label {
  return { hast: metadata }
}

/** What a disk has of a resource; or what is wrong with it, as hastd says it (metadata_read). */
export function metadataOn(disk: LocalDisk, resource: string): Metadata | string {
  const { label, path } = disk
  const hast = (label as Label | null)?.hast
  if (hast === undefined) return `Metadata read from ${path} is invalid: Invalid argument.`
  return hast.resource === resource ? hast : `Provider ${path} is not part of resource ${resource}.`
}
