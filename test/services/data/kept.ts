import type { Host } from '../../../src/host/host.ts'
import type { LocalDisk } from '../../../src/host/storage/local-disk.ts'
import type { Commit } from '../../../src/services/data/ledger.ts'

/** What lies on a disk of pages of some data, whoever put them there: the names of all writes, page by page. */
export function writesOn(disk: LocalDisk, of: string): ReadonlySet<string> {
  const names = new Set<string>()
  const add = ({ log }: Commit) => {
    for (const { by, number } of log.names) names.add(`${by}.${number}`)
  }
  for (const extent of disk.written) {
    const kept = disk.at(extent)?.kept
    for (const one of commitsIn(kept)) if (one.name.startsWith(`${of}@`)) add(one)
  }
  return names
}

export function diskOf(host: Host): LocalDisk {
  return host.space!.storage.disks[0]!
}

function commitsIn(kept: unknown): Commit[] {
  if (typeof kept !== 'object' || kept === null) return []
  if ('log' in kept) return [kept as Commit]
  return Object.entries(kept).flatMap(([name, record]) => (name.startsWith('data ') ? commitsIn(record) : []))
}
