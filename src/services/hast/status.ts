import { type Counts, NONE } from './looks.ts'
import { Primary } from './primary.ts'
import type { Release } from './release.ts'
import type { Resource } from './resource.ts'
import { humanSize } from './sizes.ts'

/** So many requests a secondary has, of which it always keeps one to hear with. */
const REQUESTS = 256

/** What a resource shows of itself (control_status). */
interface Status {
  readonly status: string | null
  readonly extentsize: number
  readonly keepdirty: number
  readonly dirty: number
  readonly updates: number
  readonly pid: number
  readonly counts: Readonly<Counts>
  readonly queues: { readonly recv: number; readonly idle: number }
}

const NOTHING: Status = {
  status: null,
  extentsize: 0,
  keepdirty: 0,
  dirty: 0,
  updates: 0,
  pid: 0,
  counts: NONE,
  queues: { recv: 0, idle: 0 },
}

function statusOf({ role, worker }: Resource): Status {
  if (role === 'init' || worker === null || !worker.isAlive) return NOTHING
  const common = { pid: worker.pid, status: worker.isConnected ? 'complete' : 'degraded' }
  if (!(worker instanceof Primary)) {
    const { updates, counts } = worker
    return { ...NOTHING, ...common, extentsize: 2_097_152, updates, counts, queues: { recv: 0, idle: REQUESTS - 1 } }
  }
  const { local, requests, remote } = worker
  // It reads its disk still.
  if (local === undefined) return { ...NOTHING, ...common }
  const { extentsize, keepdirty } = local.metadata
  const queues = { recv: remote?.pending ?? 0, idle: REQUESTS - requests.size }
  const { counts } = requests
  return {
    ...common,
    extentsize,
    keepdirty,
    dirty: local.map.dirty * extentsize,
    updates: local.updates,
    counts,
    queues,
  }
}

/** `hastctl list`, which was `hastctl status` before there was a table. */
export function listed(resource: Resource, release: Release): string {
  const { config, role } = resource
  const { status, extentsize, keepdirty, dirty, pid, ...more } = statusOf(resource)
  const isNew = release.number >= 8.3
  const lines = [
    `role: ${role}`,
    `provname: ${config.provider}`,
    `localpath: ${config.local}`,
    `extentsize: ${extentsize}${isNew ? ` (${humanSize(extentsize)})` : ''}`,
    `keepdirty: ${keepdirty}`,
    `remoteaddr: ${config.remote}`,
    ...(config.source === null ? [] : [`sourceaddr: ${config.source}`]),
    `replication: ${config.replication}`,
    ...(status === null ? [] : [`status: ${status}`]),
    ...(pid === 0 || !release.table ? [] : [`workerpid: ${pid}`]),
    `dirty: ${dirty}${isNew ? ` (${humanSize(dirty)})` : ' bytes'}`,
    ...(release.shows.statistics ? ['statistics:', ...statistics(more, release).map((line) => `  ${line}`)] : []),
  ]
  return `${config.name}:\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function statistics({ counts, updates, queues }: Pick<Status, 'counts' | 'updates' | 'queues'>, { shows }: Release) {
  const { reads, writes, flushes, readErrors, writeErrors, flushErrors } = counts
  return [
    `reads: ${reads}`,
    `writes: ${writes}`,
    'deletes: 0',
    `flushes: ${flushes}`,
    `activemap updates: ${updates}`,
    ...(shows.errors
      ? [`local errors: read: ${readErrors}, write: ${writeErrors}, delete: 0, flush: ${flushErrors}`]
      : []),
    ...(shows.queues ? [`queues: local: 0, send: 0, recv: ${queues.recv}, done: 0, idle: ${queues.idle}`] : []),
  ]
}

export const HEADER = 'Name\tStatus\t Role\t\tComponents\n'

/** A line of the table. */
export function row(resource: Resource): string {
  const { config, role } = resource
  const { status } = statusOf(resource)
  return `${config.name}\t${(status ?? '-').padEnd(9)}${role.padEnd(15)}${config.local}\t${config.remote}\n`
}
