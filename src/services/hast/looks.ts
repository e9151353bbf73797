import type { Version, Write } from '../../host/storage/content.ts'
import { type DiskError, EXTENT } from '../../host/storage/device.ts'
import type { Counters, Side } from './counters.ts'
import type { LocalComponent } from './local-component.ts'
import type { Severity } from './node.ts'
import type { Replication } from './release.ts'
import type { Remote } from './remote.ts'

/** What whoever uses the device asks of it. */
export type Ask =
  | { readonly is: 'write'; readonly write: Write; done(error: DiskError | null): void }
  | { readonly is: 'read'; readonly extent: number; done(read: ReadResult): void }
  | { readonly is: 'flush'; done(error: DiskError | null): void }

export type ReadResult = { readonly holds: Version | null } | { readonly error: DiskError }
/** How often what was asked, and failed. */
export type Counts = Record<'reads' | 'writes' | 'flushes' | 'readErrors' | 'writeErrors' | 'flushErrors', number>

export const NONE: Readonly<Counts> = {
  reads: 0,
  writes: 0,
  flushes: 0,
  readErrors: 0,
  writeErrors: 0,
  flushErrors: 0,
}

/** What the requests of a primary see of it. */
export interface Serving {
  readonly local: LocalComponent
  /** Null: it is not connected. */
  readonly remote: Remote | null
  /** What the other node knew when it was connected last. */
  readonly peer: Counters
  /** From where reads come: the other node, while its extents are copied here. */
  readonly readsFrom: Side
  readonly replication: Replication
  log(severity: Severity, text: string): void
  /** A write is done, or another one is dirty. */
  changed(): void
}

/** A read is done here, or there while what is here is out of date, or cannot be read. */
export function read(by: Serving, counts: Counts, ask: Extract<Ask, { is: 'read' }>, isOver: () => boolean): void {
  counts.reads += 1
  const { local, readsFrom } = by
  const { extent, done } = ask
  if (readsFrom === 'secondary') {
    readThere(by, ask, isOver)
    return
  }
  local.disk.look((error) => {
    if (isOver()) return
    if (error === null) done({ holds: local.disk.at(extent) })
    else {
      counts.readErrors += 1
      by.log('warning', `Local request failed (Input/output error), trying remote node. ${shown('READ', extent)}`)
      readThere(by, ask, isOver)
    }
  })
}

function readThere({ remote }: Serving, { extent, done }: Extract<Ask, { is: 'read' }>, isOver: () => boolean): void {
  if (remote === null) done({ error: 'EIO' })
  else
    remote.ask({ is: 'read', extent }, (reply) => {
      if (!isOver()) done('holds' in reply ? { holds: reply.holds ?? null } : { error: 'EIO' })
    })
}

/** Both disks write what they have; one that can is enough. */
export function flush(
  by: Serving,
  counts: Counts,
  { done }: Extract<Ask, { is: 'flush' }>,
  isOver: () => boolean,
): void {
  counts.flushes += 1
  const { local, remote } = by
  let left = remote === null ? 1 : 2
  let isDone = false
  const one = (ok: boolean) => {
    isDone ||= ok
    left -= 1
    if (left === 0 && !isOver()) done(isDone ? null : 'EIO')
  }
  local.disk.look((error) => {
    if (error !== null) counts.flushErrors += 1
    one(error === null)
  })
  remote?.ask({ is: 'flush' }, (reply) => one(reply.error === undefined))
}

/** As hastd shows a request: its bytes. */
export function shown(what: string, extent: number): string {
  return `${what}(${extent * EXTENT}, 16384).`
}
