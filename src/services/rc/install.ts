import type { Files as Texts } from '../../config/files.ts'
import { inhabit } from '../../host/commands/install.ts'
import { isKernel } from '../../host/commands/program.ts'
import type { Host } from '../../host/host.ts'
import type { Service } from '../../host/service.ts'
import type { StartupTimes } from '../boot/times.ts'
import { Devd } from '../devd/devd.ts'
import { DISTRIBUTED, MAIN } from '../devd/load.ts'
import { installHast } from '../hast/install.ts'
import { Boot } from './boot.ts'
import { RcNetif } from './netif.ts'
import { rcSettings } from './rc-conf.ts'

interface OnDisk {
  readonly files: Texts
  /** Of those that do not have 644. */
  readonly modes?: Readonly<Record<string, number>>
  /** Of which release its HAST is, where that is not its system's. */
  readonly hast?: { readonly release?: number }
}

/** A machine with FreeBSD that is given its files: it comes up by them. */
export function installRc(host: Host, { files, modes, hast }: OnDisk, times: StartupTimes): void {
  if (!isKernel(host)) return
  inhabit(host, { files: { [MAIN]: DISTRIBUTED, ...files }, ...(modes && { modes }) })
  const { carp: kernel } = host
  const space = host.space!
  const settings = () => rcSettings(space.files)
  const netif = new RcNetif(kernel, space, settings)
  const quotes = kernel.system.userland !== 'FreeBSD 9'
  const devd = new Devd(host, space, { quotes, isEnabled: () => settings().enabled.get('devd') ?? true })
  const hastd = installHast(host, space, {
    title: kernel.system.title,
    isEnabled: () => settings().enabled.get('hastd') ?? false,
    ...hast,
  })
  space.provide([netif, devd, DHCLIENT, hastd])
  host.startup = new Boot({ host, kernel, space, netif, devd }, times)
}

/** Asks nobody: a card has the address that the scenario says. */
const DHCLIENT: Service = { name: 'dhclient', enabled: false, start: () => '', stop: () => '' }
