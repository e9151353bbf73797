import type { Userland } from '../carp/system.ts'

/** Whether the programs of a machine are GNU's; they are on Linux, where daemons run. */
export function isGnu(userland: Userland | undefined): boolean {
  return userland === undefined || (userland as string) === 'Debian'
}
