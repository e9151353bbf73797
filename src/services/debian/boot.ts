import type { Course } from '../../engine/course.ts'
import { does } from '../../host/carp.ts'
import { join } from '../../host/disk.ts'
import { DEFAULT } from '../../host/ip/routes.ts'
import type { HaltKind } from '../../host/startup.ts'
import { type Micros, SECOND } from '../../time.ts'
import { StagedBoot } from '../boot/staged.ts'

const INTERFACES = '/etc/network/interfaces'
const RC_LOCAL = '/etc/rc.local'
/** So long sendsigs waits for processes that were told to end, before it ends them. */
const PATIENCE: Micros = 5 * SECOND

/**
 * A machine with Debian comes up (sysvinit): loader, kernel, and the scripts of runlevel S and 2. It reads its files anew
 * each time. Interfaces come up by ifup(8), with the hooks of packages; then all that is linked in /etc/rc2.d, in order.
 */
export class DebianBoot extends StagedBoot {
  protected *course(): Course<void> {
    const { host, space, times } = this
    yield* this.takes('firmware', times.firmware)
    yield* this.takes('loader', times.loader, 'GRUB loading, please wait...')
    yield* this.takes('kernel', times.kernel)
    this.kernelIsUp()
    space.prepare()
    // /run is in memory.
    this.forgetsRun('/run', '/var/run')
    if (space.files.exists(INTERFACES))
      host.ip.routes.remove(({ to }) => to.address === DEFAULT.address && to.length === 0)
    yield* this.mountsRoot('EXT4-fs (sda1): recovery complete')
    space.hostname = this.#word('/etc/hostname')
    yield* this.takes('sysctl', times.sysctl, 'Setting kernel variables ...done.')
    if (space.files.exists('/etc/sysctl.conf')) yield* this.run(['sysctl', '-q', '-p'])
    yield* this.takes('netif', times.netif, 'Configuring network interfaces...')
    yield* this.#networking()
    yield* this.takes('network', times.network)
    host.ip.boot()
    yield* this.takes('syslogd', times.syslogd, 'Starting enhanced syslogd: rsyslogd.')
    space.services.get('rsyslog')?.start()
    yield* this.takes('services', times.services, 'INIT: Entering runlevel: 2')
    for (const one of space.services.values()) if (one.atBoot === true && one.pid === null) one.start()
    yield* this.#scripts('2', 'S', 'start')
    if (this.#runs(RC_LOCAL)) yield* this.run([RC_LOCAL, 'start'])
    this.note('login', { lasts: 0, says: `Debian GNU/Linux ${space.name} tty1` })
  }

  /** What no file says is as the scenario says. */
  *#networking(): Course<void> {
    const { host, space } = this
    if (space.files.exists(INTERFACES)) {
      yield* this.run(['ifup', '-a'])
      return
    }
    for (const nic of host.nics) {
      nic.addresses.configured = true
      does(host.setUp(nic, true))
    }
  }

  /** rc: what is to be stopped in that runlevel, then all that still runs is told to end, and ended. */
  protected *goesDown(how: HaltKind): Course<void> {
    const { host, space, times } = this
    const { engine } = host.world
    const end = engine.now + times.shutdown
    const level = how === 'halt' ? '0' : '6'
    this.note('shutdown', { lasts: times.shutdown, says: `INIT: Switching to runlevel: ${level}` })
    yield* this.#scripts(level, 'K', 'stop')
    yield* this.#endAll()
    if (engine.now < end) yield end - engine.now
    if (space.files.exists(INTERFACES)) yield* this.run(['ifdown', '-a'])
  }

  /** sendsigs */
  *#endAll(): Course<void> {
    const { processes } = this.space
    const { engine } = this.host.world
    const waiting = processes.current!
    const all = processes.all
    const end = engine.now + PATIENCE
    this.note('shutdown', { says: 'Asking all remaining processes to terminate...done.' })
    for (const one of all) {
      one.whenEnded(() => waiting.wake())
      one.send('TERM')
    }
    while (processes.all.length > 0 && engine.now < end) yield end - engine.now
    if (processes.all.length > 0) this.note('shutdown', { says: 'Killing all remaining processes...failed.' })
    for (const one of processes.all) one.send('KILL')
  }

  /** The links of a runlevel, in the order of their names. */
  *#scripts(level: string, sign: 'S' | 'K', verb: 'start' | 'stop'): Course<void> {
    const directory = `/etc/rc${level}.d`
    const names = this.space.files.list(directory)
    for (const name of 'is' in names ? names.is : []) {
      if (new RegExp(`^${sign}\\d\\d`).test(name)) yield* this.run([join(directory, name), verb])
    }
  }

  #runs(path: string): boolean {
    return ((this.space.files.modeOf(path) ?? 0) & 0o111) !== 0
  }

  #word(path: string): string | null {
    const text = this.space.files.read(path)
    return 'is' in text ? (/\S+/.exec(text.is)?.[0] ?? null) : null
  }
}
