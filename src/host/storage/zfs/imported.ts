import type { Mount, MountedTree } from '../mounts.ts'
import type { Label } from './label.ts'
import type { PoolDevice } from './pool-device.ts'

/** A pool that a machine has imported. */
export interface Pool {
  readonly name: string
  readonly label: Label
  readonly device: PoolDevice
  readonly mount: Mount & { readonly content: MountedTree }
}
