import { usage } from '../../storage/ufs/fsck.ts'
import type { Pool } from '../../storage/zfs/imported.ts'
import { readOptions } from '../options.ts'
import { failed, printed } from '../outcome.ts'
import type { Program } from '../program.ts'

const FRAGMENT = 2_048
const UNITS = ['', 'K', 'M', 'G', 'T'] as const

/** As zfs prints numbers: 92.5K, 508M. */
function sized(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 1_024 && unit < UNITS.length - 1; unit++) value /= 1_024
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${value.toFixed(digits)}${UNITS[unit]}`
}

function usedOf(pool: Pool): { readonly used: number; readonly free: number } {
  const { used, free } = usage(pool.mount.content, pool.device)
  return { used: used * FRAGMENT, free: free * FRAGMENT }
}

function healthOf({ device }: Pool): string {
  if (device.isSuspended) return 'UNAVAIL'
  return device.members.some(({ isThere }) => !isThere) ? 'DEGRADED' : 'ONLINE'
}

/** zpool list */
export function poolList(pools: readonly Pool[]): string {
  if (pools.length === 0) return 'no pools available\n'
  const width = Math.max(5, ...pools.map(({ name }) => name.length))
  const rows = pools.map((pool) => {
    const { used, free } = usedOf(pool)
    const size = used + free
    const cells = [sized(size).padStart(5), sized(used).padStart(6), sized(free).padStart(6)]
    const share = `${Math.floor((100 * used) / size)}%`.padStart(5)
    return `${pool.name.padEnd(width)} ${cells.join(' ')} ${share}  1.00x  ${healthOf(pool)}  -\n`
  })
  return `${'NAME'.padEnd(width)}  SIZE  ALLOC   FREE   CAP  DEDUP  HEALTH  ALTROOT\n${rows.join('')}`
}

/** zpool status */
export function poolStatus(pools: readonly Pool[]): string {
  return pools.length === 0 ? 'no pools available\n' : pools.map(statusOf).join('\n')
}

function statusOf(pool: Pool): string {
  const { name, label, device } = pool
  const state = healthOf(pool)
  const members = device.members.map(({ path, isThere }) => [path.replace('/dev/', ''), isThere ? 'ONLINE' : 'REMOVED'])
  const group = label.kind === 'stripe' ? [] : [[`${label.kind === 'raidz' ? 'raidz1' : 'mirror'}-0`, state]]
  const rows = [
    [name, state],
    ...group.map(([one, is]) => [`  ${one}`, is]),
    ...members.map(([one, is]) => [`${label.kind === 'stripe' ? '  ' : '    '}${one}`, is]),
  ]
  const width = Math.max(...rows.map(([one = '']) => one.length))
  const lines = rows.map(([one = '', is = '']) => `\t${one.padEnd(width)}  ${is.padEnd(8)}     0     0     0\n`)
  const suspended = device.isSuspended ? 'status: One or more devices are faulted in response to IO failures.\n' : ''
  const errors = device.isSuspended ? 'pool I/O is currently suspended' : 'No known data errors'
  const scan = ' scan: none requested\n'
  return `  pool: ${name}\n state: ${state}\n${suspended}${scan}config:\n\n\t${'NAME'.padEnd(width)}  STATE     READ WRITE CKSUM\n${lines.join('')}\nerrors: ${errors}\n`
}

const ZFS_USAGE =
  "usage: zfs command args ...\nwhere 'command' is one of the following:\n\n\tlist [filesystem|volume|snapshot] ..."

/** zfs(8), of the file system that each pool has. */
export const zfs: Program = ({ space }, [verb = '', ...args]) => {
  const options = readOptions(args, 'Hrd:o:t:s:S:')
  if (options === undefined || verb !== 'list') return failed(ZFS_USAGE, 2)
  const all = [...space.pools.values()]
  const missing = options.rest.find((name) => !space.pools.has(name))
  if (missing !== undefined) return failed(`cannot open '${missing}': dataset does not exist`)
  const pools = options.rest.length === 0 ? all : all.filter(({ name }) => options.rest.includes(name))
  if (pools.length === 0) return { stdout: '', stderr: 'no datasets available\n', exit: 0 }
  const width = Math.max(4, ...pools.map(({ name }) => name.length))
  const rows = pools.map((pool) => {
    const { used, free } = usedOf(pool)
    return `${pool.name.padEnd(width)} ${sized(used).padStart(5)} ${sized(free).padStart(6)} ${sized(used).padStart(6)}  ${pool.mount.on}\n`
  })
  return printed(`${'NAME'.padEnd(width)}  USED  AVAIL  REFER  MOUNTPOINT\n${rows.join('')}`)
}
