import type { DiskOptions } from '../../host/storage/local-disk.ts'
import { formatTime } from '../../time.ts'
import type { Fields } from './fields.ts'

const MIB = 1_048_576

export function disksFields(disks: readonly DiskOptions[]): Fields {
  return Object.fromEntries(
    disks.map(({ path, size, latency, rate }) => {
      if (latency === undefined && rate === undefined) return [path, sizeText(size)]
      return [
        path,
        {
          size: sizeText(size),
          latency: latency === undefined ? undefined : formatTime(latency),
          rate: rate === undefined ? undefined : `${rate / MIB}MiB/s`,
        },
      ]
    }),
  )
}

function sizeText(size: number): string {
  return size % (1_024 * MIB) === 0 ? `${size / (1_024 * MIB)}GiB` : `${size / MIB}MiB`
}

/** `9.0`, `12.0` */
export function releaseText(release: number): string {
  return release.toFixed(1)
}
