import type { Course } from '../../engine/course.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Node } from './node.ts'
import type { ResourceConfig } from './node-config.ts'
import type { Remote } from './remote.ts'

/** So often a primary looks after its connection, and says something over it (HAST_KEEPALIVE). */
export const KEEPALIVE: Micros = 10 * SECOND

/** Whose connection is watched. */
interface Watched {
  readonly node: Node
  readonly resource: ResourceConfig
  readonly isAlive: boolean
  readonly remote: Remote | null
  lost(why: string): void
}

/** Says something where nothing was said for long, and notices where nothing is answered (SO_RCVTIMEO). */
export function* watch(by: Watched): Course<void> {
  const timeout = by.resource.timeout * SECOND
  while (by.isAlive) {
    const { remote, node } = by
    if (remote === null) {
      // Whatever begins meanwhile is due no earlier.
      yield Math.min(KEEPALIVE, timeout)
      continue
    }
    if (node.now - remote.sent >= KEEPALIVE) remote.keepalive()
    const { silentSince } = remote
    if (silentSince !== null && node.now - silentSince >= timeout) {
      by.lost('Operation timed out')
      continue
    }
    const speaks = remote.sent + KEEPALIVE
    const gives = (silentSince ?? node.now) + timeout
    yield Math.max(Math.min(speaks, gives) - node.now, 1)
  }
}
