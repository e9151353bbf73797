import type { Files } from '../../config/files.ts'
import { inhabit } from '../../host/commands/install.ts'
import { isKernel } from '../../host/commands/program.ts'
import type { Host } from '../../host/host.ts'
import { DebianBoot } from '../debian/boot.ts'
import { OpenbsdBoot } from '../netstart/boot.ts'
import { installRc } from '../rc/install.ts'
import { type StartupTimes, usualTimes } from './times.ts'

interface OnDisk {
  readonly files: Files
  /** Of those that do not have 644. */
  readonly modes?: Readonly<Record<string, number>>
  /** Of Debian, that are installed. */
  readonly packages?: readonly string[]
  /** Of which release its HAST is, where that is not its system's. */
  readonly hast?: { readonly release?: number }
}

/** A machine that is given its files comes up by them, as its system does. */
export function installBoot(host: Host, disk: OnDisk, said: Partial<StartupTimes>): void {
  const { userland } = host.carp.system
  const times = { ...usualTimes(userland), ...said }
  if (userland?.startsWith('FreeBSD')) installRc(host, disk, times)
  else {
    inhabit(host, disk)
    const space = host.space!
    host.startup = isKernel(host) ? new OpenbsdBoot(host, host.carp, space, times) : new DebianBoot(host, space, times)
  }
}
