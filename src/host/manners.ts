import type { Userland } from '../carp/system.ts'
import { BUSY, CROSS_DEVICE } from './files/errors.ts'

/** Whether the programs of a machine are GNU's; they are on Linux, where daemons run. */
export function isGnu(userland: Userland | undefined): boolean {
  return userland === undefined || userland === 'Debian'
}

/** What errors are called that have another name on Linux (errno(3)). */
const ON_LINUX: Readonly<Record<string, string>> = {
  [BUSY]: 'Device or resource busy',
  [CROSS_DEVICE]: 'Invalid cross-device link',
}

/** perror(3) of a system. */
export function errorCalled(why: string, gnu: boolean): string {
  return gnu ? (ON_LINUX[why] ?? why) : why
}
