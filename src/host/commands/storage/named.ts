import type { BlockDevice } from '../../storage/device.ts'
import type { Call } from '../program.ts'

/** What somebody calls `ad6` or `/dev/ad6`. */
export function devicePath(name: string): string {
  return name.startsWith('/') ? name : `/dev/${name}`
}

/** The disk of that name; undefined: there is none. */
export function deviceNamed({ space }: Pick<Call, 'space'>, name: string): BlockDevice | undefined {
  return space.storage.at(devicePath(name))
}

interface FstabLine {
  readonly device: string
  readonly on: string
  readonly type: string
  readonly options: readonly string[]
}

/** /etc/fstab, line by line (fstab(5)). */
export function fstabOf({ space }: Pick<Call, 'space'>): readonly FstabLine[] {
  const text = space.files.read('/etc/fstab')
  if ('error' in text) return []
  return text.is.split('\n').flatMap((line) => {
    const [device = '', on = '', type = '', options = ''] = line.replace(/#.*/, '').trim().split(/\s+/)
    return device === '' ? [] : [{ device, on, type, options: options.split(',') }]
  })
}
