import type { HastDevice } from './hast-device.ts'
import type { Line } from './line.ts'
import type { Role } from './metadata.ts'
import type { ResourceConfig } from './node-config.ts'
import type { Primary } from './primary.ts'
import type { Secondary } from './secondary.ts'

/** A resource, as hastd on one node has it. */
export interface Resource {
  readonly config: ResourceConfig
  role: Role
  worker: Primary | Secondary | null
  /** Who comes with it belongs to the first of two connections, which waits. */
  token: number | null
  half: Line | null
  /** Of a primary that was killed. */
  orphan: HastDevice | null
}

/** When hastd begins, whatever it was before. */
export function atFirst(config: ResourceConfig): Resource {
  return { config, role: 'init', worker: null, token: null, half: null, orphan: null }
}
