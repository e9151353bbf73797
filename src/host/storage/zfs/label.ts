import type { Course } from '../../../engine/course.ts'
import type { Got } from '../../../shell/files.ts'
import type { Micros } from '../../../time.ts'
import { said } from '../buffers.ts'
import type { BlockDevice } from '../device.ts'

/** How the devices of a pool belong together. */
export type Kind = 'stripe' | 'mirror' | 'raidz'

/** What ZFS writes to each device of a pool (vdev label). */
export interface Label {
  readonly name: string
  /** Which pool it is, whatever it is called. */
  readonly guid: number
  readonly kind: Kind
  /** By the names that they had when the pool was made. */
  readonly members: readonly string[]
  /** Who had it last, and whether he gave it away in order. */
  readonly host: string
  readonly exported: boolean
  readonly at: Micros
}

/** Where it stands: in front of all that the pool holds. */
const LABEL_EXTENT = 0

/** What stands on a device; null: it is of no pool. */
export function* readLabel(device: BlockDevice): Course<Got<Label | null>> {
  const got = yield* device.read(LABEL_EXTENT)
  if ('error' in got) return { error: said(got.error) }
  const { label } = (got.holds?.kept ?? {}) as { readonly label?: Label }
  return { is: label ?? null }
}

/** Null: it stands there. */
export function* writeLabel(device: BlockDevice, label: Label): Course<string | null> {
  const written = yield* device.write(LABEL_EXTENT, { is: { label } })
  return 'error' in written ? said(written.error) : null
}

/** As ZFS tells machines apart (hostid): eight hexadecimal digits. */
export function hostIdOf(name: string): string {
  let id = 0x811c9dc5
  for (let i = 0; i < name.length; i++) id = Math.imul(id ^ name.charCodeAt(i), 0x01000193) >>> 0
  return id.toString(16).padStart(8, '0')
}

/** How many of its devices a pool can do without. */
export function spareOf({ kind, members }: Pick<Label, 'kind' | 'members'>): number {
  if (kind === 'stripe') return 0
  return kind === 'mirror' ? members.length - 1 : 1
}
