import { parseSysctlConf } from '../../config/name-value.ts'
import type { Course } from '../../engine/course.ts'
import { carryOut } from '../../host/commands/command.ts'
import type { Host } from '../../host/host.ts'
import { DEFAULT } from '../../host/ip/routes.ts'
import type { Kernel } from '../../host/kernel/kernel.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { parseIpv4 } from '../../network/address.ts'
import { StagedBoot } from '../boot/staged.ts'
import type { StartupTimes } from '../boot/times.ts'
import { netstartOf } from './netstart.ts'

/**
 * A machine with OpenBSD comes up: boot(8), kernel, and rc(8), which demotes CARP until it is done: sysctl.conf, then
 * netstart(8), daemons. It reads its files anew each time.
 */
export class OpenbsdBoot extends StagedBoot {
  readonly #kernel: Kernel

  constructor(host: Host, kernel: Kernel, space: UserSpace, times: StartupTimes) {
    super(host, space, times)
    this.#kernel = kernel
  }

  protected *course(): Course<void> {
    const { host, space, times } = this
    const kernel = this.#kernel
    yield* this.takes('firmware', times.firmware)
    yield* this.takes('loader', times.loader, 'boot>')
    yield* this.takes('kernel', times.kernel)
    this.kernelIsUp()
    kernel.boot()
    space.prepare()
    host.ip.routes.remove(({ to }) => to.address === DEFAULT.address && to.length === 0)
    yield* this.mountsRoot('WARNING: / was not properly unmounted')
    this.forgetsRun('/var/run')
    space.hostname = this.#word('/etc/myname')
    yield* this.takes('sysctl', times.sysctl)
    for (const { name, value } of this.#sysctls) yield* this.run(['sysctl', `${name}=${value}`])
    const demotion = kernel.system.rcDemotion
    if (demotion > 0) yield* this.run(['ifconfig', '-g', 'carp', 'carpdemote', `${demotion}`])
    yield* this.takes('netif', times.netif, 'starting network')
    yield* this.#netstart()
    yield* this.takes('syslogd', times.syslogd, 'starting early daemons: syslogd.')
    space.services.get('syslogd')?.start()
    yield* this.takes('services', times.services, 'starting network daemons:.')
    for (const one of space.services.values()) if (one.atBoot === true && one.pid === null) one.start()
    if (demotion > 0) yield* this.run(['ifconfig', '-g', 'carp', '-carpdemote', `${demotion}`])
    this.note('login', { lasts: 0, says: `OpenBSD (${space.name}) (ttyC0)` })
  }

  /** rc.shutdown; interfaces of CARP go down when it is done, each with its goodbye, where the system does so. */
  protected *goesDown(): Course<void> {
    yield* this.takes('shutdown', this.times.shutdown, 'syncing disks...')
  }

  *#netstart(): Course<void> {
    const { host, space, times } = this
    for (const nic of host.nics) if (this.#asksServer(nic.name)) yield* this.#lease(nic.name)
    const { before, behind } = netstartOf(space.files)
    for (const line of before) yield* this.#line(line)
    const gateway = parseIpv4(this.#word('/etc/mygate') ?? '')
    if (gateway !== undefined) host.ip.routes.add({ to: DEFAULT, gateway, nic: null })
    for (const line of behind) yield* this.#line(line)
    yield* this.takes('network', times.network)
    host.ip.boot()
  }

  /** What a server gives a card is the address that the scenario says. */
  *#lease(name: string): Course<void> {
    this.host.nic(name).addresses.configured = true
    yield* this.run(['ifconfig', name, 'up'])
  }

  #asksServer(name: string): boolean {
    const text = this.space.files.read(`/etc/hostname.${name}`)
    return 'is' in text && /^[ \t]*(?:dhcp|inet[ \t]+autoconf)\b/m.test(text.is)
  }

  #line(line: string): Course<number> {
    this.goOn()
    return carryOut(this.host, this.space, { line, input: '' })
  }

  get #sysctls() {
    const text = this.space.files.read('/etc/sysctl.conf')
    return 'is' in text ? parseSysctlConf(text.is).settings : []
  }

  #word(path: string): string | null {
    const text = this.space.files.read(path)
    return 'is' in text ? (/\S+/.exec(text.is)?.[0] ?? null) : null
  }
}
