import type { Course } from '../../engine/course.ts'
import type { Deed } from '../../host/carp.ts'
import { carryOut } from '../../host/commands/command.ts'
import { join } from '../../host/disk.ts'
import { written } from '../../host/execution/watching.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import type { HaltKind, Startup } from '../../host/startup.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Micros } from '../../time.ts'
import type { BootStage } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { StartupTimes } from './times.ts'

/** A machine comes up and goes down in stages, each caused by the one before. What they are its system says. */
export abstract class StagedBoot implements Startup {
  protected readonly host: Host
  protected readonly space: UserSpace
  protected readonly times: StartupTimes
  #isUp = false
  /** What is on the disk was not written to its end. */
  #isUnclean = false
  #halts = false
  /** The last stage, which the next one follows from. */
  #stage: Link | null = null

  constructor(host: Host, space: UserSpace, times: StartupTimes) {
    this.host = host
    this.space = space
    this.times = times
  }

  /** From the power on. */
  protected abstract course(): Course<void>
  /** From the order to halt until the cards may fall silent. */
  protected abstract goesDown(how: HaltKind): Course<void>

  /** Why nobody can do anything on it yet. */
  get notYet(): string | null {
    return this.#isUp ? null : `${this.host.name} has no kernel yet: it boots`
  }

  begin(): void {
    const { engine } = this.host.world
    this.#stage = engine.cause
    this.space.processes.background(() => this.course())
    engine.cause = this.#stage
    for (const nic of this.host.nics) this.#takeDown(nic)
  }

  halt(how: HaltKind, then: () => void): Deed {
    const { engine } = this.host.world
    if (this.#halts) return `${this.host.name} is going down already`
    const { cause } = engine
    return () => {
      if (!this.#isUp) return then()
      this.#halts = true
      this.#stage = cause ?? engine.cause
      this.space.processes.background(() => this.#down(how, then))
    }
  }

  negotiate(nic: Nic): void {
    const { host } = this
    const { link } = this.times
    this.space.processes.background(function* () {
      if (link > 0) yield link
      host.negotiated(nic)
    })
  }

  powerOff(): void {
    this.#isUp = false
    this.#halts = false
    this.#stage = null
  }

  reset(): void {
    this.powerOff()
    this.#isUnclean = false
  }

  /** The kernel is there: from now on somebody can do something. */
  protected kernelIsUp(): void {
    this.#isUp = true
  }

  /** The root file system is looked at: for longer where it was not left in order. */
  protected *mountsRoot(says: string): Course<void> {
    const { fsck, unclean } = this.times
    yield* this.takes('fsck', fsck + (this.#isUnclean ? unclean : 0))
    if (this.#isUnclean && says !== '') this.host.log(() => says)
    this.#isUnclean = true
  }

  /** What ran before, and left word of it there. */
  protected forgetsRun(...directories: readonly string[]): void {
    const { files } = this.space
    for (const directory of directories) {
      const names = files.list(directory)
      for (const name of 'is' in names ? names.is : []) files.remove(join(directory, name))
    }
  }

  protected *takes(stage: BootStage, lasts: Micros, says = ''): Course<void> {
    this.note(stage, { lasts, ...(says !== '' && { says: says.trimEnd() }) })
    yield lasts
    this.host.world.engine.cause = this.#stage
  }

  /** What went wrong, line by line. */
  protected says(stage: BootStage, text: string): void {
    for (const says of text.trimEnd().split('\n')) this.note(stage, { says })
  }

  protected note(stage: BootStage, what: { readonly lasts?: Micros; readonly says?: string }): void {
    const { engine } = this.host.world
    engine.cause = this.#stage
    this.#stage = this.host.note({ kind: 'boot', host: this.host.name, stage, ...what })
    engine.cause = this.#stage
  }

  /** What is done now is caused by the last stage. */
  protected goOn(): void {
    this.host.world.engine.cause = this.#stage
  }

  /** A command, as somebody at its prompt would type it. */
  protected run(words: readonly string[]): Course<number> {
    this.goOn()
    return carryOut(this.host, this.space, { line: written(words), input: '' })
  }

  *#down(how: HaltKind, then: () => void): Course<void> {
    yield* this.goesDown(how)
    this.#isUnclean = false
    this.host.defer(then)
  }

  /** Until the kernel knows what to do with a card it hears nothing, and gives no sign. */
  #takeDown(nic: Nic): void {
    const { host } = this
    Object.assign(nic, { up: false, linked: false })
    nic.addresses.configured = false
    host.note({ kind: 'interface', host: host.name, interface: nic.name, up: false })
    if (nic.cable && nic.lit) host.note({ kind: 'link', host: host.name, interface: nic.name, carrier: false })
  }
}
