import type { Course } from '../../engine/course.ts'
import type { Deed } from '../../host/carp.ts'
import { carryOut } from '../../host/commands/command.ts'
import type { Host } from '../../host/host.ts'
import type { Kernel } from '../../host/kernel/kernel.ts'
import type { Nic } from '../../host/nic.ts'
import type { Startup } from '../../host/startup.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { BootStage } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Devd } from '../devd/devd.ts'
import type { RcNetif } from './netif.ts'
import { isBuiltWith, LoaderConf, rcComplaints, rcSettings, sysctls } from './rc-conf.ts'
import type { StartupTimes } from './times.ts'
import { quotedWords } from './words.ts'

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
export class Boot implements Startup {
  readonly #machine: Machine
  readonly #times: StartupTimes
  /** What is on the disk was not written to its end. */
  #isUnclean = false
  #isUp = false
  #halts = false
  /** The last stage, which the next one follows from. */
  #stage: Link | null = null

  constructor(machine: Machine, times: StartupTimes) {
    this.#machine = machine
    this.#times = times
  }

  /** Why nobody can do anything on it yet. */
  get notYet(): string | null {
    return this.#isUp ? null : `${this.#machine.host.name} has no kernel yet: it boots`
  }

  begin(): void {
    const { host, space } = this.#machine
    this.#stage = host.world.engine.cause
    space.processes.background(() => this.#course())
    host.world.engine.cause = this.#stage
    for (const nic of host.nics) this.#takeDown(nic)
  }

  /** rc.shutdown: CARP goes on, and says no goodbye, until the kernel stops the cards. */
  halt(then: () => void): Deed {
    const { host, space } = this.#machine
    if (this.#halts) return `${host.name} is going down already`
    const { cause } = host.world.engine
    return () => {
      if (!this.#isUp) return then()
      this.#halts = true
      this.#stage = cause ?? host.world.engine.cause
      space.processes.background(() => this.#down(then))
    }
  }

  negotiate(nic: Nic): void {
    const { host, space } = this.#machine
    const { link } = this.#times
    space.processes.background(function* () {
      if (link > 0) yield link
      host.negotiated(nic)
    })
  }

  powerOff(): void {
    this.#isUp = false
    this.#halts = false
    this.#stage = null
    this.#machine.devd.powerOff()
  }

  reset(): void {
    this.powerOff()
    this.#isUnclean = false
  }

  /** Until the kernel knows what to do with a card it hears nothing, and gives no sign. */
  #takeDown(nic: Nic): void {
    const { host } = this.#machine
    Object.assign(nic, { up: false, linked: false })
    nic.addresses.configured = false
    host.note({ kind: 'interface', host: host.name, interface: nic.name, up: false })
    if (nic.cable && nic.lit) host.note({ kind: 'link', host: host.name, interface: nic.name, carrier: false })
  }

  *#course(): Course<void> {
    const { host, kernel, space } = this.#machine
    const times = this.#times
    yield* this.#takes('firmware', times.firmware)
    const loader = new LoaderConf(space.files)
    const countdown = loader.countdown(times.loader)
    yield* this.#takes('loader', countdown, `Booting [/boot/kernel/kernel] in ${countdown / SECOND} seconds...`)
    yield* this.#takes('kernel', times.kernel)
    this.#isUp = true
    kernel.boot()
    space.prepare()
    space.modules.hasCarp = this.#hasCarp(loader)
    yield* this.#takes('fsck', times.fsck + (this.#isUnclean ? times.unclean : 0))
    if (this.#isUnclean) host.log(() => 'WARNING: / was not properly dismounted')
    this.#isUnclean = true
    yield* this.#scripts()
  }

  *#scripts(): Course<void> {
    const { host, space, netif } = this.#machine
    const times = this.#times
    const settings = rcSettings(space.files)
    yield* this.#takes('sysctl', times.sysctl)
    const complaints = rcComplaints(space.files)
    if (complaints !== '') this.#says('sysctl', complaints)
    for (const { name, value } of sysctls(space.files)) yield* this.#run(['sysctl', `${name}=${value}`])
    space.hostname = settings.hostname?.text ?? null
    yield* this.#takes('netif', times.netif, `Setting hostname: ${space.name}.`)
    yield* netif.up()
    this.#note('netif', { lasts: 0, says: netif.said.trimEnd() })
    yield* this.#devices()
    yield* this.#takes('network', times.network)
    host.ip.boot()
    yield* this.#takes('syslogd', times.syslogd, 'Starting syslogd.')
    space.services.get('syslogd')?.start()
    yield* this.#takes('services', times.services)
    for (const one of space.services.values()) if (one.enabled && one.pid === null && one.name !== 'devd') one.start()
    this.#note('login', { lasts: 0, says: `FreeBSD (${space.name}) (ttyv0)` })
  }

  /** devd works off what has happened so far, before anything else starts. */
  *#devices(): Course<void> {
    const { devd } = this.#machine
    if (!devd.enabled) return
    yield* this.#takes('devd', this.#times.devd, 'Starting devd.')
    const said = yield* devd.launch()
    if (said !== '') this.#says('devd', said)
    for (const line of devd.idleRules) this.#says('devd', line)
  }

  *#down(then: () => void): Course<void> {
    const { host } = this.#machine
    yield* this.#takes('shutdown', this.#times.shutdown, 'Shutting down daemon processes:.')
    this.#isUnclean = false
    host.defer(then)
  }

  /** CARP is in the kernel, or the loader loads it under the name that it has there. */
  #hasCarp(loader: LoaderConf): boolean {
    const { kernel, space } = this.#machine
    const own = kernel.system.device === 'carpN' ? 'if_carp' : 'carp'
    for (const name of loader.modules) {
      const isOthers = name !== own && (name === 'carp' || name === 'if_carp')
      if (isOthers || !space.modules.load(name)) this.#says('kernel', `can't find '${name}'`)
    }
    return space.modules.has(own) || isBuiltWith(space.files, 'carp')
  }

  *#takes(stage: BootStage, lasts: Micros, says = ''): Course<void> {
    this.#note(stage, { lasts, ...(says !== '' && { says: says.trimEnd() }) })
    yield lasts
    this.#machine.host.world.engine.cause = this.#stage
  }

  /** What went wrong, line by line. */
  #says(stage: BootStage, text: string): void {
    for (const says of text.trimEnd().split('\n')) this.#note(stage, { says })
  }

  #note(stage: BootStage, what: { readonly lasts?: Micros; readonly says?: string }): void {
    const { host } = this.#machine
    host.world.engine.cause = this.#stage
    this.#stage = host.note({ kind: 'boot', host: host.name, stage, ...what })
    host.world.engine.cause = this.#stage
  }

  #run(words: readonly string[]): Course<number> {
    const { host, space } = this.#machine
    host.world.engine.cause = this.#stage
    return carryOut(host, space, { line: quotedWords(words), input: '' })
  }
}
