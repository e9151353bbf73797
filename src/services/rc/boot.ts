import type { Course } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import type { Kernel } from '../../host/kernel/kernel.ts'
import type { Service } from '../../host/service.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { type Micros, SECOND } from '../../time.ts'
import { StagedBoot } from '../boot/staged.ts'
import type { StartupTimes } from '../boot/times.ts'
import type { Devd } from '../devd/devd.ts'
import type { RcNetif } from './netif.ts'
import { isBuiltWith, LoaderConf, rcComplaints, rcSettings, sysctls } from './rc-conf.ts'

/** Where the scripts of what is not part of the system lie. */
const LOCAL = '/usr/local/etc/rc.d/'
/** What an administrator wants done at the end. */
const RC_LOCAL = '/etc/rc.local'

/** What a machine has that comes up by its files. */
export interface Machine {
  readonly host: Host
  readonly kernel: Kernel
  readonly space: UserSpace
  readonly netif: RcNetif
  readonly devd: Devd
}

/**
 * A machine with FreeBSD comes up: loader, kernel, and rc(8) with its scripts in their order (rcorder): sysctl, netif,
 * devd, the network, syslogd, services. It reads its files anew each time.
 */
export class Boot extends StagedBoot {
  readonly #machine: Machine

  constructor(machine: Machine, times: StartupTimes) {
    super(machine.host, machine.space, times)
    this.#machine = machine
  }

  override powerOff(): void {
    super.powerOff()
    this.#machine.devd.powerOff()
  }

  protected *course(): Course<void> {
    const { kernel, space } = this.#machine
    const { times } = this
    yield* this.takes('firmware', times.firmware)
    const loader = new LoaderConf(space.files)
    const countdown = loader.countdown(times.loader)
    yield* this.takes('loader', countdown, `Booting [/boot/kernel/kernel] in ${countdown / SECOND} seconds...`)
    yield* this.takes('kernel', times.kernel)
    this.kernelIsUp()
    kernel.boot()
    space.prepare()
    space.modules.hasCarp = this.#hasCarp(loader)
    yield* this.mountsRoot('WARNING: / was not properly dismounted')
    // rc.d/cleanvar
    this.forgetsRun('/var/run')
    yield* this.#scripts()
  }

  *#scripts(): Course<void> {
    const { host, space, netif } = this.#machine
    const { times } = this
    const settings = rcSettings(space.files)
    yield* this.takes('sysctl', times.sysctl)
    const complaints = rcComplaints(space.files)
    if (complaints !== '') this.says('sysctl', complaints)
    for (const { name, value } of sysctls(space.files)) yield* this.run(['sysctl', `${name}=${value}`])
    space.hostname = settings.hostname?.text ?? null
    yield* this.takes('netif', times.netif, `Setting hostname: ${space.name}.`)
    yield* netif.up()
    this.note('netif', { lasts: 0, says: netif.said.trimEnd() })
    yield* this.#devices()
    yield* this.takes('network', times.network)
    host.ip.boot()
    yield* this.takes('syslogd', times.syslogd, 'Starting syslogd.')
    space.services.get('syslogd')?.start()
    yield* this.#starts('hastd', times.hastd)
    yield* this.takes('services', times.services)
    // /etc/rc.d/local: behind DAEMON, before LOGIN, which the scripts of packages wait for.
    if (space.files.exists(RC_LOCAL)) yield* this.run(['/bin/sh', RC_LOCAL])
    for (const one of space.services.values()) if (this.#isDue(one)) yield* this.#started(one)
    this.note('login', { lasts: 0, says: `FreeBSD (${space.name}) (ttyv0)` })
  }

  /** One that rc.conf enables has its place in the order, and says there what it prints. */
  *#starts(stage: 'hastd', lasts: Micros): Course<void> {
    const one = this.#machine.space.services.get(stage)
    if (!one?.enabled || one.pid !== null) return
    yield* this.takes(stage, lasts, `Starting ${stage}.`)
    const said = yield* this.#started(one)
    if (said !== '') this.says(stage, said)
  }

  /** rc(8) passes by scripts that cannot be executed; what has no script of its own is part of the system. */
  #isDue({ name, enabled, pid }: Service): boolean {
    const mode = this.#machine.space.files.modeOf(`${LOCAL}${name}`) ?? 0o555
    return enabled && pid === null && name !== 'devd' && (mode & 0o111) !== 0
  }

  *#started(one: Service): Course<string> {
    const said = one.start()
    return typeof said === 'string' ? said : yield* said
  }

  /** devd works off what has happened so far, before anything else starts. */
  *#devices(): Course<void> {
    const { devd } = this.#machine
    if (!devd.enabled) return
    yield* this.takes('devd', this.times.devd, 'Starting devd.')
    const said = yield* devd.launch()
    if (said !== '') this.says('devd', said)
    for (const line of devd.idleRules) this.says('devd', line)
  }

  /** rc.shutdown, the last services first: CARP goes on, and says no goodbye, until the kernel stops the cards. */
  protected *goesDown(): Course<void> {
    for (const one of [...this.space.services.values()].reverse()) if (one.atShutdown && one.pid !== null) one.stop()
    yield* this.takes('shutdown', this.times.shutdown, 'Shutting down daemon processes:.')
  }

  /** CARP is in the kernel, or the loader loads it under the name that it has there. */
  #hasCarp(loader: LoaderConf): boolean {
    const { kernel, space } = this.#machine
    const own = kernel.system.device === 'carpN' ? 'if_carp' : 'carp'
    for (const name of loader.modules) {
      const isOthers = name !== own && (name === 'carp' || name === 'if_carp')
      if (isOthers || !space.modules.load(name)) this.says('kernel', `can't find '${name}'`)
    }
    return space.modules.has(own) || isBuiltWith(space.files, 'carp')
  }
}
